"""Context and reactions: quoted word for word, each with its speaker, two sentences at most."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.briefing import check_briefing, write
from llm_extract.briefing.check import Draft, check
from llm_extract.briefing.cited import citations_of
from llm_extract.briefing.plan import plan
from llm_extract.briefing.plans import Kind
from llm_extract.briefing.view import View
from llm_extract.briefing.word import word
from llm_extract.briefing.word_context import printed
from llm_extract.records.article import Span
from llm_extract.records.briefing import Briefing, Section
from llm_extract.records.claims import (
    Attribution,
    Effect,
    Evidence,
    Group,
    Result,
    Role,
    Speaker,
    Victim,
)
from llm_extract.records.comments import Act, Comment, CommentKind
from llm_extract.records.consensus import Commentary, Consensus, SourcedComment
from tests.briefing.newsroom import HAWKS, OFFICIALS, Newsroom, Told, outcome, toll

ANALYSTS = Speaker(name="analysts", role=Role.ANALYST, named=False)


@dataclass(frozen=True)
class Remarked:
    """A comment to be written: in which source, what, by whom (None: the outlet itself)."""

    source: int
    kind: CommentKind
    words: str
    by: Speaker | None = None
    act: Act = Act.SAID


def commentary(consensus: Consensus, start: int, told: Remarked) -> Commentary:
    article_id = consensus.sources[told.source - 1].article_id
    sentence = f"It was put so: {told.words}."
    comment = Comment.of(
        article_id,
        kind=told.kind,
        act=told.act,
        words=told.words,
        attribution=Attribution(chain=(told.by,) if told.by else ()),
        evidence=Evidence(quote=sentence, span=Span(start=start, end=start + len(sentence))),
    )
    return Commentary(mentions=(SourcedComment(article_id=article_id, comment=comment),))


def story(*told: tuple, outcomes: tuple = ()) -> Consensus:
    """A raid with these comments, each (source, kind, words, speaker, act)."""
    desk = Newsroom()
    fields = [desk.field(Told(toll(3, Group.CIVILIANS), OFFICIALS, (1, 2, 3)))]
    if outcomes:
        fields.append(desk.field(*outcomes, kinds=("contradiction",)))
    desk.incident(*fields)
    consensus = desk.consensus()
    comments = tuple(
        commentary(consensus, 9000 * at, Remarked(*one)) for at, one in enumerate(told, 1)
    )
    return consensus.model_copy(update={"comments": comments})


def said(briefing: Briefing, section: Section = Section.CONTEXT) -> list[str]:
    return [one.text for one in briefing.section(section)]


def test_a_comment_is_quoted_with_its_speaker_and_cited():
    briefing = write(story((2, CommentKind.ANALYSIS, "The raid showed reach", ANALYSTS)))
    (sentence,) = briefing.section(Section.CONTEXT)
    assert sentence.text == "Analysts said “the raid showed reach”."
    assert [one.number for one in sentence.citations] == [2]
    assert briefing.rejected == ()


def test_what_one_speaker_does_in_a_row_stands_under_one_subject():
    told = story(
        (1, CommentKind.REACTION, "the raid", OFFICIALS, Act.CONDEMNED),
        (1, CommentKind.REACTION, "that help would come", OFFICIALS, Act.PROMISED),
    )
    (sentence,) = said(write(told))
    assert sentence == "Officials condemned “the raid” and promised that “help would come”."


def test_two_outlets_in_their_own_voice_are_told_apart():
    told = story(
        (1, CommentKind.HISTORY, "the valley has seen decades of war"),
        (2, CommentKind.CAUSE, "the raid was an answer to a raid"),
    )
    (sentence,) = said(write(told))
    assert sentence.count(" said ") == 2


def test_there_are_two_sentences_at_most_however_much_is_said():
    told = story(
        *(
            (source, kind, f"the {kind} of it was number {source}", ANALYSTS)
            for kind in CommentKind
            for source in (1, 2, 3)
        )
    )
    assert len(said(write(told))) == 2


def test_a_sentence_quotes_no_more_than_it_can_hold():
    long = " ".join(["the hills are far and the road is long"] * 5)
    told = story(*((at, CommentKind.ANALYSIS, f"{long} {at}", ANALYSTS) for at in (1, 2, 3)))
    (sentence,) = said(write(told))
    assert sentence.count("“") == 1


def test_each_report_has_its_turn_before_any_has_a_second():
    told = story(
        *((1, CommentKind.COURSE, f"first view {at}", ANALYSTS) for at in range(5)),
        (3, CommentKind.COURSE, "a third view of it", ANALYSTS),
    )
    sentence = next(one for one in write(told).sentences if "third view" in one.text)
    assert {one.number for one in sentence.citations} == {1, 3}


def test_a_loaded_word_stands_in_the_quotation_and_nowhere_else():
    told = story((1, CommentKind.REACTION, "the cowardly terrorist raid", OFFICIALS, Act.CONDEMNED))
    briefing = write(told)
    assert said(briefing) == ["Officials condemned “the cowardly terrorist raid”."]
    assert check_briefing(briefing, told) == ()


def test_how_long_it_lasted_stands_in_what_happened():
    told = story((1, CommentKind.COURSE, "the shooting lasted an hour", ANALYSTS))
    assert "Analysts said “the shooting lasted an hour”." in said(
        write(told), Section.WHAT_HAPPENED
    )


def test_where_the_outcome_is_disputed_that_difference_says_whether_it_lasted():
    told = story(
        (1, CommentKind.COURSE, "restoring control within an hour", OFFICIALS, Act.SPOKE_OF),
        (2, CommentKind.COURSE, "the shooting went on at dusk"),
        outcomes=(
            Told(outcome(Result.REPELLED), OFFICIALS, (1,)),
            Told(outcome(Result.ONGOING), HAWKS, (2,)),
        ),
    )
    (sentence,) = [one for one in said(write(told), Section.DISAGREEMENTS) if "Outcome" in one]
    assert sentence.endswith("The accounts may date from different times.")
    assert not any("within an hour" in one.text for one in write(told).sentences)


def test_words_that_name_a_victim_whom_the_policy_leaves_unnamed_are_not_quoted():
    desk = Newsroom()
    child = Victim(name="Ada Moor", effect=Effect.KILLED, group=Group.CHILDREN)
    desk.incident(
        desk.field(Told(toll(2, Group.EVERYONE), OFFICIALS, (1,))),
        desk.field(Told(child, OFFICIALS, (1,))),
    )
    consensus = desk.consensus()
    told = [
        Remarked(1, CommentKind.REACTION, words, OFFICIALS, Act.CONDEMNED)
        for words in ("the killing of little Ada", "the raid")
    ]
    comments = tuple(commentary(consensus, 9000 * at, one) for at, one in enumerate(told, 1))
    briefing = write(consensus.model_copy(update={"comments": comments}))
    assert said(briefing) == ["Officials condemned “the raid”."]


# ---------------------------------------------------------------- checked like everything else


PAIR = (
    (1, CommentKind.REACTION, "the raid", OFFICIALS, Act.CONDEMNED),
    (2, CommentKind.REACTION, "a firm answer", ANALYSTS, Act.PROMISED),
)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("quotations", "Officials condemned “the vile raid”; analysts promised “a firm answer”."),
        ("quotations", "Analysts condemned “the raid”; officials promised “a firm answer”."),
        ("attribution", "Officials condemned “the raid”; somebody promised “a firm answer”."),
        ("lexicon", "Officials condemned “the raid” of terrorists; analysts promised “it”."),
        ("names", "Officials of Saltmarsh condemned “the raid”."),
        ("numbers", "Officials condemned “the raid” with 40 dead."),
    ],
)
def test_a_planted_fault_in_a_quotation_is_found(fault, text):
    view = View(story(*PAIR))
    planned = next(one for one in plan(view) if one.kind is Kind.CONTEXT)
    citations = citations_of(planned, view)
    (good, *_) = word(planned)
    assert check(Draft(good, planned, citations, view)) == ()
    assert fault in {one.check for one in check(Draft(text, planned, citations, view))}


@pytest.mark.parametrize(
    ("words", "as_printed"),
    [
        ("The raid was long planned", "the raid was long planned"),
        ("Orlo has seen war", "Orlo has seen war"),
        ('it was to "free the valley', "it was to ‘free the valley’"),
        ("it hit “camps” and “posts”", "it hit ‘camps’ and ‘posts’"),
        ("the road\nis shut", "the road is shut"),
    ],
)
def test_quoted_words_change_in_nothing_but_marks_and_the_capital_at_their_head(words, as_printed):
    assert printed(words) == as_printed


WORD = st.sampled_from(
    ["The", "raid", "Orlo", "on", '"free', 'land"', "“hill”", "it's", "war.", "\n"]
)


@given(st.lists(WORD, min_size=1, max_size=12).map(" ".join))
def test_no_letter_of_a_quotation_is_lost_or_added(words):
    def letters(text: str) -> str:
        return "".join(re.findall(r"\w", text)).casefold()

    assert letters(printed(words)) == letters(words)
    assert not any(mark in printed(words) for mark in '“”"\n')


def test_a_speaker_described_by_a_town_has_an_article():
    analyst = Speaker(name="Orlo-based analyst", role=Role.ANALYST, named=False)
    told = story((1, CommentKind.ANALYSIS, "the raid showed reach", analyst))
    assert said(write(told)) == ["An Orlo-based analyst said “the raid showed reach”."]
