"""Figures that by their words were given before: they are older, and rivals of nobody."""

from __future__ import annotations

from datetime import date

import pytest

from llm_extract.consensus import build
from llm_extract.consensus.earlier import is_superseded
from llm_extract.ground import ground
from llm_extract.records.article import Article
from llm_extract.records.claims import Attribution, Claim, Group, Scope, Speaker, Stance
from llm_extract.records.consensus import FieldConsensus, Story
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import ArmedAttack, Extraction, ExtractorId
from llm_extract.records.when_where import Moment
from tests.consensus.desk import OFFICIALS, RESIDENTS, day, killed, kinds, town

READER = ExtractorId(name="rules", version="test")


def dead(text: str, number: int, words: str, *by: Speaker, **more: object) -> Claim:
    """So many dead by these words of a text."""
    evidence = ground(text, text)
    assert evidence is not None
    count = Count(kind=CountKind.EXACT, low=number, high=number, verbatim=words)
    fields = {"scope": Scope.INCIDENT, "stance": Stance.ASSERTS, "as_of": None, **more}
    return Claim.of(
        text,
        value=killed(count, Group.EVERYONE),
        attribution=Attribution(chain=by),
        evidence=(evidence,),
        **fields,
    )


def tolls(*reports: tuple[str, tuple[Claim, ...]]) -> FieldConsensus:
    """What the reports of one attack tell of the dead."""
    articles = [Article.of(text, publisher=f"House {at}") for at, (text, _) in enumerate(reports)]
    read = [
        Extraction(
            article_id=article.article_id,
            extractor=READER,
            incidents=(
                ArmedAttack(
                    incident_id=article.article_id,
                    label="an attack",
                    when=day(9),
                    place=town("Tarnfield"),
                    claims=claims,
                ),
            ),
        )
        for article, (_, claims) in zip(articles, reports, strict=True)
    ]
    ids = tuple(one.article_id for one in articles)
    story = Story(story_id="s", article_ids=ids, clusters=(tuple((at, at) for at in ids),))
    (incident,) = build(story, articles, read).incidents
    return next(one for one in incident.fields if str(one.key) == "toll/everyone/killed")


ROSE = "The toll rose to 17 from 12 overnight, officials said."
NEW, OLD = dead(ROSE, 17, "17", OFFICIALS), dead(ROSE, 12, "12", OFFICIALS)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (ROSE, "12"),
        ("Rescuers raised the count from nine to eleven.", "nine"),
        ("Up from six in the morning, the dead are ten.", "six"),
        ("An earlier headline on this page gave five dead.", "five"),
        ("The governor had at first put the dead at 20.", "20"),
        ("Update No. 2 gave 26 killed.", "26"),
        ("The radio earlier said “over 30”.", "over 30"),
        ("Police earlier had given the toll variously as three and five.", "five"),
    ],
)
def test_words_tell_that_a_figure_was_given_before(sentence, words) -> None:
    assert is_superseded(dead(sentence, 12, words))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (ROSE, "17"),
        ("Rescuers raised the count from nine to eleven.", "eleven"),
        ("An earlier count of nine was raised to 11.", "11"),
        ("Earlier on Tuesday gunmen killed 12 people.", "12"),
        ("Twelve people from Orva were killed.", "Twelve"),
        ("The first report of the day came from Orva, where the police now count 12.", "12"),
    ],
)
def test_what_is_only_near_such_words_is_as_new_as_its_report(sentence, words) -> None:
    assert not is_superseded(dead(sentence, 12, words))


def test_what_the_article_dates_stands_at_its_date() -> None:
    dated = dead(ROSE, 12, "12", OFFICIALS, as_of=Moment(day=date(2024, 3, 9)))
    assert not is_superseded(dated)


def test_a_voice_that_tells_its_earlier_figure_has_moved_on() -> None:
    found = tolls((ROSE, (NEW, OLD)))
    assert kinds(found) == ["update"]
    assert "no longer said that 12 people were killed" in found.disagreements[0].why


def test_an_earlier_figure_is_of_the_whole_though_a_reading_calls_it_a_part() -> None:
    part = dead(ROSE, 12, "12", OFFICIALS, scope=Scope.PART)
    assert kinds(tolls((ROSE, (NEW, part)))) == ["update"]


def test_an_earlier_figure_is_no_rival_of_another_voice_s() -> None:
    other = "Nine people died, residents said."
    found = tolls((ROSE, (NEW, OLD)), (other, (dead(other, 9, "Nine", RESIDENTS),)))
    opposed = {one.kind: one.why for one in found.disagreements}
    assert set(opposed) == {"update", "contradiction"}
    assert "12" not in opposed["contradiction"]


def test_an_earlier_figure_widens_no_range() -> None:
    reported = tolls((ROSE, (NEW, OLD))).reported_range
    assert reported is not None
    assert (reported.low, reported.high) == (17, 17)
