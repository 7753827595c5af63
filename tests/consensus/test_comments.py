"""What is said beyond what happened stands side by side, each with where it comes from."""

from itertools import permutations

from llm_extract.records.article import Span
from llm_extract.records.claims import Attribution, Evidence, Role, Speaker
from llm_extract.records.comments import Comment, CommentKind
from tests.consensus.desk import (
    OFFICIALS,
    Report,
    event,
    killed,
    merge,
    merge_one,
    report,
    reprint,
    say,
    town,
)

ANALYSTS = Speaker(name="analysts", role=Role.ANALYST, named=False)


def commenting(one: Report, *by: Speaker, kind: CommentKind = CommentKind.ANALYSIS) -> Report:
    """With the report's last sentence as a comment by somebody."""
    text = one.article.text
    span = Span(start=text.rindex(". ") + 2, end=len(text))
    comment = Comment.of(
        one.article.article_id,
        kind=kind,
        words=text[span.start : span.end - 1],
        attribution=Attribution(chain=by),
        evidence=Evidence(quote=span.of(text), span=span),
    )
    extraction = one.extraction.model_copy(update={"comments": (*one.extraction.comments, comment)})
    return Report(one.article, extraction, one.plan)


def daily(name: str = "Alder News") -> Report:
    return report(name, event(say(killed(3))))


def test_a_sentence_that_two_outlets_print_is_one_comment_with_both_its_places() -> None:
    original = daily()
    consensus = merge_one(
        commenting(original, ANALYSTS), commenting(reprint(original, "Birch Daily"), ANALYSTS)
    )
    (found,) = consensus.comments
    assert [one.article_id for one in found.mentions] == [
        source.article_id for source in consensus.sources
    ]
    assert len(found.origin_ids) == 1


def test_the_same_words_of_another_speaker_are_another_comment() -> None:
    original = daily()
    consensus = merge_one(
        commenting(original, ANALYSTS), commenting(reprint(original, "Birch Daily"), OFFICIALS)
    )
    assert len(consensus.comments) == 2


def test_what_two_speakers_say_in_their_own_words_is_not_merged() -> None:
    consensus = merge_one(commenting(daily(), ANALYSTS), commenting(daily("Birch Daily"), ANALYSTS))
    assert len(consensus.comments) == 2


def test_comments_stand_in_one_order_whatever_order_the_articles_came_in() -> None:
    reports = [commenting(daily(name), ANALYSTS) for name in ("Alder News", "Birch Daily", "Elm")]
    found = {merge_one(*some).comments for some in permutations(reports)}
    assert len(found) == 1


def test_an_article_of_two_stories_comments_on_its_first() -> None:
    elsewhere = event(say(killed(40)), place=town("Saltmarsh", admin1="Westmark"))
    double = report("Alder News", event(say(killed(3))), elsewhere)
    told = {
        consensus.incidents[0].place.name: len(consensus.comments)
        for consensus in merge([commenting(double, ANALYSTS)])
        if consensus.incidents[0].place
    }
    assert told == {"Tarnfield": 1, "Saltmarsh": 0}
