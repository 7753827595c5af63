"""The model extractor: believes only what stands in the article, and asks at most once more."""

import asyncio
import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.errors import (
    BadReply,
    BudgetSpent,
    CutShort,
    DeadlinePassed,
    Parked,
    QuotaExhausted,
    ReplayMiss,
    ServerFault,
    SettingsError,
)
from llm_extract.extractors import PartRead
from llm_extract.extractors.model import ModelExtractor, ModelOptions
from llm_extract.extractors.model.chunks import cut
from llm_extract.llm.ask import Reply, Request, ScriptedModel
from llm_extract.prompts import load_prompt
from llm_extract.records.article import Article
from llm_extract.records.claims import Group, Scope, Toll
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Extraction

FIRST = "At least 21 people, including 10 officers and 11 farmers, died in Orlo, a nurse said."
SECOND = "The army said nobody was killed."
REPORT = Article.of(f"{FIRST}\n\n{SECOND}", publisher="Karst Daily")


def said(quote: str, *tolls: dict, **other: object) -> dict:
    return {
        "quote": quote,
        "speakers": [{"name": "a nurse", "named": False, "role": "medical"}],
        "stance": "asserts",
        "sure": "stated",
        "tolls": list(tolls),
        **({"facts": []} if "about" not in other else {}),
        **other,
    }


def toll(words: str, low: int | None, high: int | None, group: str) -> dict:
    return {
        "words": words,
        "low": low,
        "high": high,
        "group": group,
        "effect": "killed",
        "attackers_included": "unstated",
    }


def incident(*statements: dict, **other: object) -> dict:
    return {
        "key": "i1",
        "part_of": None,
        "type": "armed_attack",
        "label": "attack in Orlo",
        "stage": "accomplished",
        "place": "Orlo",
        "operation": None,
        "actors": [],
        "statements": list(statements),
        **other,
    }


def reply(*incidents: dict, background: tuple = (), relays: tuple = ()) -> str:
    return json.dumps(
        {"incidents": list(incidents), "background": list(background), "relays": list(relays)}
    )


def extractor(script: ScriptedModel, most_characters: int = 24_000) -> ModelExtractor:
    options = ModelOptions(model="small", most_characters=most_characters)
    return ModelExtractor(script, load_prompt("extract"), options)


def read(*replies: str | Exception, article: Article = REPORT) -> tuple[Extraction, ScriptedModel]:
    script = ScriptedModel(replies)
    return asyncio.run(extractor(script).extract(article)), script


TOTAL = toll("At least 21", 21, None, "everyone")
GOOD = said(FIRST, TOTAL)


def test_a_good_reply_needs_one_question() -> None:
    extraction, script = read(reply(incident(GOOD)))
    assert len(script.asked) == 1
    (claim,) = extraction.claims()
    assert claim.scope is Scope.INCIDENT
    assert claim.evidence[0].quote == FIRST
    assert str(claim.attribution) == "a nurse"


def test_bounds_follow_from_the_words_and_not_from_the_models_arithmetic() -> None:
    wrong = TOTAL | {"low": 22, "high": 22}
    extraction, _ = read(reply(incident(said(FIRST, wrong))))
    (claim,) = extraction.claims()
    assert isinstance(claim.value, Toll)
    assert (claim.value.count.kind, claim.value.count.low) == (CountKind.AT_LEAST, 21)


def test_the_words_of_a_count_are_the_figure_and_its_qualifier_alone() -> None:
    long = toll("At least 21 people", 21, None, "everyone")
    extraction, _ = read(reply(incident(said(FIRST, long))))
    (claim,) = extraction.claims()
    assert isinstance(claim.value, Toll)
    assert claim.value.count.verbatim == "At least 21"


@pytest.mark.parametrize(
    ("words", "low", "high", "kind"),
    [
        ("no casualty figures", None, None, CountKind.UNKNOWN),
        ("no one was killed", 0, 0, CountKind.ZERO),
        ("before a full toll is known", None, None, CountKind.UNKNOWN),
        ("dozens", None, None, CountKind.VAGUE),
    ],
)
def test_a_zero_and_a_one_are_read_only_where_the_reply_reads_them_too(
    words, low, high, kind
) -> None:
    article = Article.of(f"The ministry gave its account of Orlo: {words}.")
    statement = said(article.text, toll(words, low, high, "everyone"), speakers=[])
    extraction, _ = read(reply(incident(statement)), article=article)
    (claim,) = extraction.claims()
    assert isinstance(claim.value, Toll)
    assert claim.value.count.kind is kind


def test_who_rejects_a_figure_need_not_repeat_it() -> None:
    text = "The front said it had killed 67 soldiers. The army will have none of this."
    article = Article.of(text)
    claimed = said(text[:41], toll("67", 67, 67, "military"), speakers=[])
    words = "will have none of this"
    rejected = said(text[42:], toll(words, 67, 67, "military"), stance="denies", speakers=[])
    extraction, _ = read(reply(incident(claimed, rejected)), article=article)
    assert [str(claim.value.count) for claim in extraction.claims() if claim.field == "toll"] == [
        "67",
        "67",
    ]


def test_a_figure_that_nobody_gave_cannot_be_rejected_either() -> None:
    text = "The army will have none of this."
    rejected = said(text, toll("will have none of this", 67, 67, "military"), stance="denies")
    extraction, _ = read(*[reply(incident(rejected))] * 2, article=Article.of(text))
    assert extraction.claims() == ()
    assert len(extraction.ungrounded) == 1


def test_words_of_another_language_are_taken_at_the_replys_bounds() -> None:
    article = Article.of("Cinco policías murieron en Orlo, dijo una enfermera.", language="es")
    statement = said(article.text, toll("Cinco", 5, 5, "police"), speakers=[])
    extraction, _ = read(reply(incident(statement)), article=article)
    (claim,) = extraction.claims()
    assert isinstance(claim.value, Toll)
    assert claim.value.count.low == 5


def test_an_extent_without_a_number_of_places_is_noted_and_not_claimed() -> None:
    text = "Gunmen were beaten back in one town after another, the army said."
    spread = {"field": "extent", "code": "towns", "words": "one town after another", "of": None}
    statement = said(text, facts=[spread], speakers=[])
    extraction, script = read(reply(incident(statement)), article=Article.of(text))
    assert extraction.claims() == ()
    assert "one town after another" in extraction.notes[0]
    assert len(script.asked) == 1


def test_an_age_is_not_a_toll() -> None:
    text = "A clerk, 41, and a 23-year-old were shot dead in Orlo on Monday, police said."
    one = said(text, toll("a 23-year-old", 1, 1, "civilians"), speakers=[])
    extraction, _ = read(reply(incident(one)), article=Article.of(text))
    (claim,) = extraction.claims()
    assert isinstance(claim.value, Toll)
    assert (claim.value.count.low, claim.value.count.high) == (1, 1)


def test_what_does_not_ground_is_asked_for_once_more_by_name() -> None:
    invented = GOOD | {"quote": "At least 21 people were massacred on the market square."}
    extraction, script = read(reply(incident(invented)), reply(incident(GOOD)))
    assert len(script.asked) == 2
    assert "massacred on the market square" in script.asked[1].messages[-1].text
    assert len(extraction.claims()) == 1
    assert extraction.ungrounded == ()


def test_what_still_does_not_ground_is_kept_apart_and_never_claimed() -> None:
    invented = GOOD | {"quote": "Dozens were massacred on the market square of the town."}
    extraction, script = read(*[reply(incident(GOOD, invented))] * 2)
    assert len(script.asked) == 2
    assert len(extraction.claims()) == 1
    assert [one.words for one in extraction.ungrounded] == [invented["quote"]]


def test_a_figure_from_elsewhere_is_not_carried_by_a_true_quotation() -> None:
    planted = said(FIRST, toll("9999", 9999, 9999, "everyone"))
    extraction, _ = read(*[reply(incident(planted))] * 2)
    assert extraction.claims() == ()
    assert "do not stand" in extraction.ungrounded[0].reason


def test_a_reply_that_is_no_json_is_asked_for_once_more() -> None:
    extraction, script = read("Sorry, here it is:", reply(incident(GOOD)))
    assert len(script.asked) == 2
    assert len(extraction.claims()) == 1


def test_a_second_bad_reply_is_an_error_and_not_an_empty_extraction() -> None:
    with pytest.raises(BadReply):
        read("Sorry.", '{"incidents": 7}')


def test_a_worse_second_reply_does_not_replace_the_first() -> None:
    invented = GOOD | {"quote": "Dozens were massacred on the market square of the town."}
    extraction, _ = read(reply(incident(GOOD, invented)), "no longer JSON")
    assert len(extraction.claims()) == 1


@pytest.mark.parametrize("fault", [ServerFault("HTTP 500"), CutShort("length"), BudgetSpent("3")])
def test_what_was_read_stands_when_the_second_question_fails(fault) -> None:
    invented = GOOD | {"quote": "Dozens were massacred on the market square of the town."}
    extraction, script = read(reply(incident(GOOD, invented)), fault)
    assert len(script.asked) == 2
    assert len(extraction.claims()) == 1
    assert [one.words for one in extraction.ungrounded] == [invented["quote"]]
    assert str(fault) in extraction.notes[-1]


def test_a_recording_without_the_second_reply_is_an_error_and_no_half_reading() -> None:
    invented = GOOD | {"quote": "Dozens were massacred on the market square of the town."}
    with pytest.raises(ReplayMiss):
        read(reply(incident(GOOD, invented)), ReplayMiss("none"))


def test_a_second_reply_that_says_less_does_not_replace_the_first() -> None:
    invented = GOOD | {"quote": "Dozens were massacred on the market square of the town."}
    extraction, _ = read(reply(incident(GOOD, invented)), reply())
    assert len(extraction.claims()) == 1
    assert len(extraction.ungrounded) == 1


def test_a_second_reply_that_leaves_out_what_does_not_stand_replaces_the_first() -> None:
    invented = GOOD | {"quote": "Dozens were massacred on the market square of the town."}
    extraction, _ = read(reply(incident(GOOD, invented)), reply(incident(GOOD)))
    assert len(extraction.claims()) == 1
    assert extraction.ungrounded == ()


def read_twice(*replies: str | Exception) -> tuple[Extraction, ScriptedModel]:
    script = ScriptedModel(replies)
    options = ModelOptions(model="small", second_reading=True)
    reader = ModelExtractor(script, load_prompt("extract"), options)
    return asyncio.run(reader.extract(REPORT)), script


NOBODY = said(SECOND, toll("nobody", 0, 0, "everyone"))


def test_a_second_reading_adds_what_the_first_left_out_and_doubles_nothing() -> None:
    extraction, script = read_twice(reply(incident(GOOD)), reply(incident(GOOD, NOBODY)))
    assert len(script.asked) == 2
    (told,) = extraction.incidents
    assert [claim.evidence[0].quote for claim in told.claims] == [FIRST, SECOND]


def test_a_second_reading_that_finds_nothing_changes_nothing() -> None:
    once, _ = read(reply(incident(GOOD)))
    twice, _ = read_twice(reply(incident(GOOD)), reply())
    assert twice.incidents == once.incidents


@pytest.mark.parametrize("failing", ["no json", ServerFault("502")])
def test_a_second_reading_that_fails_leaves_the_first_and_a_note(failing) -> None:
    extraction, _ = read_twice(reply(incident(GOOD)), failing)
    assert len(extraction.claims()) == 1
    assert "to read once more" in extraction.notes[0]


@pytest.mark.parametrize(
    ("ask", "first"),
    [
        (read, reply(incident(GOOD, GOOD | {"quote": "Dozens were massacred on the square."}))),
        (read_twice, reply(incident(GOOD))),
    ],
)
def test_a_second_question_that_is_parked_parks_the_article_with_its_reading(ask, first) -> None:
    with pytest.raises(PartRead) as parked:
        ask(first, Parked("later", 90))
    assert parked.value.wait_s == 90
    assert len(parked.value.reading.claims()) == 1
    assert parked.value.reading.notes[-1].endswith(": later")


def test_a_first_question_that_is_parked_has_nothing_in_hand() -> None:
    with pytest.raises(Parked) as parked:
        read(Parked("later", 90))
    assert not isinstance(parked.value, PartRead)


def test_whoever_reads_twice_is_another_reader() -> None:
    once, _ = read(reply(incident(GOOD)))
    twice, _ = read_twice(reply(incident(GOOD)), reply())
    assert once.extractor != twice.extractor


def test_a_prompt_that_asks_for_a_reply_nobody_reads_is_refused_by_name() -> None:
    prompt = replace(load_prompt("extract"), reply="Verse")
    with pytest.raises(SettingsError, match=r"'Verse'.*ArticleReply, CommentedReply"):
        ModelExtractor(ScriptedModel(()), prompt, ModelOptions(model="small"))


def test_a_total_is_linked_to_the_parts_that_make_it_up() -> None:
    officers = toll("10", 10, 10, "police")
    farmers = toll("11", 11, 11, "civilians")
    extraction, _ = read(reply(incident(said(FIRST, TOTAL, officers, farmers))))
    by_group = {c.value.group: c for c in extraction.claims() if isinstance(c.value, Toll)}
    assert set(by_group[Group.EVERYONE].parts) == {
        by_group[Group.POLICE].claim_id,
        by_group[Group.CIVILIANS].claim_id,
    }
    assert by_group[Group.POLICE].parts == ()


def test_background_is_kept_apart_with_what_it_refers_to() -> None:
    figure = said(FIRST, TOTAL, about="last year")
    extraction, _ = read(reply(background=(figure,)))
    assert extraction.incidents == ()
    assert (extraction.background[0].scope, extraction.background[0].about) == (
        Scope.BACKGROUND,
        "last year",
    )


def test_the_same_said_twice_is_one_claim_with_two_mentions() -> None:
    text = "Ten soldiers died, police said. Police said 10 soldiers had died in the ambush."
    article = Article.of(text)
    one, two = text[:31], text[32:]
    statements = (
        said(one, toll("Ten", 10, 10, "military"), speakers=[]),
        said(two, toll("10", 10, 10, "military"), speakers=[]),
    )
    extraction, _ = read(reply(incident(*statements)), article=article)
    (claim,) = extraction.claims()
    assert [evidence.quote for evidence in claim.evidence] == [one, two]


def test_a_part_points_to_its_series() -> None:
    series = incident(key="i1", type="series", place=None, operation="Lantern")
    part = incident(GOOD, key="i2", part_of="i1")
    extraction, _ = read(reply(series, part))
    whole, town = extraction.incidents
    assert town.part_of == whole.incident_id
    assert town.claims[0].scope is Scope.PART


def test_no_article_can_close_the_fence_it_stands_in() -> None:
    _, script = read(reply())
    user = script.asked[0].messages[1].text
    fence = user.rsplit("<<<", 1)[1].split("\n", 1)[0]
    assert fence not in REPORT.text
    assert user.endswith(f"{fence}>>>")


# ---------------------------------------------------------------- long articles

LONG = Article.of("\n\n".join(f"Paragraph {n}. {FIRST}" for n in range(30)))


def test_a_long_article_is_read_in_pieces_and_joined_without_doubling() -> None:
    script = ScriptedModel([reply(incident(GOOD))] * 30)
    extraction = asyncio.run(extractor(script, most_characters=900).extract(LONG))
    assert len(script.asked) > 1
    assert len(extraction.incidents) == 1
    assert len(extraction.claims()) == 1


def test_a_piece_that_fails_is_recorded_with_its_stretch_and_the_others_stand() -> None:
    pieces = len(cut(LONG, 1500))
    script = ScriptedModel([ServerFault("HTTP 500"), *[reply(incident(GOOD))] * (pieces - 1)])
    extraction = asyncio.run(extractor(script, most_characters=1500).extract(LONG))
    assert [(one.code, one.span) for one in extraction.unread] == [
        ("server_fault", cut(LONG, 1500)[0])
    ]
    assert len(extraction.claims()) == 1


def test_a_reply_cut_short_is_split_and_never_blindly_asked_again() -> None:
    extraction, script = read(CutShort("length"), reply(incident(GOOD)), reply())
    assert len(script.asked) == 3
    assert len({request.key for request in script.asked}) == 3
    assert len(extraction.claims()) == 1


def test_an_article_of_which_nothing_was_read_is_an_error() -> None:
    with pytest.raises(ServerFault):
        read(ServerFault("HTTP 500"))


@pytest.mark.parametrize("fault", [QuotaExhausted("none left"), BudgetSpent("3 requests")])
def test_an_error_that_ends_the_run_leaves_what_was_read_and_asks_no_further(fault) -> None:
    script = ScriptedModel([reply(incident(GOOD)), fault, reply(incident(GOOD))])
    extraction = asyncio.run(extractor(script, most_characters=900).extract(LONG))
    assert len(script.asked) == 2
    assert len(extraction.claims()) == 1
    assert [(one.span, one.code, one.reason) for one in extraction.unread] == [
        (span, fault.code, str(fault)) for span in cut(LONG, 900)[1:]
    ]


def test_an_error_that_ends_the_run_before_anything_was_read_is_raised() -> None:
    script = ScriptedModel([QuotaExhausted("none left"), reply()])
    with pytest.raises(QuotaExhausted):
        asyncio.run(extractor(script, most_characters=900).extract(LONG))
    assert len(script.asked) == 1


class _Slow(ScriptedModel):
    """Answers at once as long as its script lasts, and then never."""

    async def ask(self, request: Request) -> Reply:
        try:
            return await super().ask(request)
        except ReplayMiss:
            await asyncio.sleep(3600)
            raise


def test_what_was_read_by_the_deadline_stands_and_the_rest_is_unread() -> None:
    options = ModelOptions(model="small", most_characters=900, deadline_s=0.05)
    slow = ModelExtractor(_Slow([reply(incident(GOOD))]), load_prompt("extract"), options)
    extraction = asyncio.run(slow.extract(LONG))
    assert len(extraction.claims()) == 1
    assert [one.span for one in extraction.unread] == list(cut(LONG, 900)[1:])
    assert {one.code for one in extraction.unread} == {"deadline"}


def test_a_piece_that_is_parked_parks_the_article_with_the_pieces_before_it() -> None:
    script = ScriptedModel([reply(incident(GOOD)), Parked("later", 90)])
    with pytest.raises(PartRead) as parked:
        asyncio.run(extractor(script, most_characters=900).extract(LONG))
    assert len(parked.value.reading.claims()) == 1
    assert [one.span for one in parked.value.reading.unread] == list(cut(LONG, 900)[1:])


def test_an_article_of_which_nothing_was_read_by_the_deadline_is_an_error() -> None:
    options = ModelOptions(model="small", deadline_s=0.05)
    with pytest.raises(DeadlinePassed):
        asyncio.run(ModelExtractor(_Slow(()), load_prompt("extract"), options).extract(REPORT))


@pytest.mark.parametrize("fault", [ServerFault("HTTP 500"), QuotaExhausted("none left")])
def test_a_half_that_fails_leaves_the_half_that_was_read(fault) -> None:
    extraction, _ = read(CutShort("length"), reply(incident(GOOD)), fault)
    assert len(extraction.claims()) == 1
    (gap,) = extraction.unread
    assert gap.span.of(REPORT.text) == SECOND
    assert (gap.code, gap.reason) == (fault.code, str(fault))


def test_a_paragraph_too_long_to_answer_is_halved_between_its_sentences() -> None:
    article = Article.of(f"{FIRST} {SECOND}")
    extraction, script = read(CutShort("length"), reply(incident(GOOD)), reply(), article=article)
    assert script.asked[2].messages[1].text.count(SECOND) == 1
    assert FIRST not in script.asked[2].messages[1].text
    assert len(extraction.claims()) == 1


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40), st.integers(50, 2000))
def test_pieces_cover_the_whole_text_in_order_and_keep_to_the_limit(lengths, most) -> None:
    article = Article.of("\n\n".join("x" * length for length in lengths))
    spans = cut(article, most)
    assert spans[0].start == 0
    assert spans[-1].end == len(article.text)
    assert all(span.end - span.start <= most for span in spans)
    assert all(left.start < right.start <= left.end for left, right in pairwise(spans))
    assert all(left.end < right.end for left, right in pairwise(spans))


def test_a_paragraph_of_more_than_a_piece_is_cut_between_sentences() -> None:
    article = Article.of(f"A headline\n\n{' '.join([FIRST, SECOND] * 20)}")
    spans = cut(article, 900)
    assert all(span.of(article.text).rstrip().endswith(("headline", ".")) for span in spans)
    assert all(span.end - span.start > 450 for span in spans[:-1])
