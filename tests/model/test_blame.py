"""Who did it where a reply only lists him, and where two sides blame each other."""

import pytest

from llm_extract.extractors.model.convert import convert
from llm_extract.extractors.model.reply import ArticleReply
from llm_extract.records.article import Article
from llm_extract.records.claims import Responsibility
from llm_extract.records.incidents import Extraction, ExtractorId

TEXT = (
    "The Anvil Brigade burnt the mill at Varra, a clerk said."
    " The Anvil Brigade's camp lies above Varra."
    " Two men of the Anvil Brigade were hurt."
    " The Salt League took the bridge. Our men hold all of the valley, the League writes."
    " Each side says the other fired first."
)
BY = ExtractorId(name="model", version="0")


def sentence(opening: str) -> str:
    start = TEXT.index(opening)
    return TEXT[start : TEXT.index(".", start) + 1]


def fact(field: str, words: str, code: str | None = None, of: str | None = None) -> dict:
    return {"field": field, "code": code, "words": words, "of": of}


def said(opening: str, *facts: dict, speaker: str | None = None, **other: object) -> dict:
    return {
        "quote": sentence(opening),
        "speakers": [{"name": speaker, "named": False, "role": "witness"}] if speaker else [],
        "stance": "asserts",
        "sure": "stated",
        "tolls": [],
        "facts": list(facts),
        **other,
    }


def incident(*statements: dict, **other: object) -> dict:
    return {
        "key": "i1",
        "part_of": None,
        "type": "arson",
        "label": "fire",
        "stage": "accomplished",
        "place": None,
        "operation": None,
        "actors": [],
        "statements": list(statements),
        **other,
    }


def read(*incidents: dict) -> Extraction:
    reply = {"incidents": list(incidents), "background": [], "relays": []}
    return convert(ArticleReply.model_validate(reply), Article.of(TEXT), BY)


def doers(extraction: Extraction) -> list[tuple[str, str, str]]:
    return [
        (claim.value.actor, claim.stance.value, str(claim.attribution))
        for claim in extraction.claims()
        if isinstance(claim.value, Responsibility)
    ]


def actor(name: str, part: str = "perpetrator", role: str = "armed_group") -> dict:
    return {"name": name, "aliases": [], "role": role, "part": part}


BRIGADE = actor("the Anvil Brigade")
BURNT = fact("damage", "burnt", "destroyed", "the mill")
TAKEN = fact("outcome", "took", "site_seized", "the bridge")
HURT = {
    "words": "Two",
    "low": 2,
    "high": 2,
    "group": "militants",
    "effect": "injured",
    "attackers_included": "yes",
}


def laid(opening: str, words: str, **how: object) -> dict:
    return said(opening, fact("responsibility", words), **how)


def test_a_listed_perpetrator_did_it_in_the_voice_that_tells_of_the_deed() -> None:
    told = said("The Anvil Brigade burnt", BURNT, speaker="a clerk")
    assert doers(read(incident(told, actors=[BRIGADE]))) == [
        ("the Anvil Brigade", "asserts", "a clerk")
    ]


@pytest.mark.parametrize(
    "told",
    [
        said("The Anvil Brigade's", fact("target", "camp", "military")),
        said("Two men", tolls=[HURT]),
        said("The Anvil Brigade burnt", BURNT, stance="denies", speaker="a clerk"),
        said("The Anvil Brigade burnt", BURNT, speaker="the Anvil Brigade"),
        said("The Salt League", TAKEN),
        said("The Anvil Brigade burnt", fact("date", "at Varra")),
    ],
    ids=["its camp", "its own losses", "denied", "its own word", "not named", "no deed"],
)
def test_a_sentence_that_does_not_tell_of_a_deed_of_his_blames_nobody(told) -> None:
    assert doers(read(incident(told, actors=[BRIGADE]))) == []


@pytest.mark.parametrize("part", ["target", "responder", "other"])
def test_who_is_listed_for_another_part_is_not_blamed(part) -> None:
    told = said("The Anvil Brigade burnt", BURNT)
    assert doers(read(incident(told, actors=[actor("the Anvil Brigade", part)]))) == []


def test_who_is_blamed_already_is_not_blamed_twice() -> None:
    told = said("The Anvil Brigade burnt", BURNT)
    blamed = laid("Two men", "men of the Anvil Brigade", stance="accuses")
    whole = incident(blamed, type="series")
    part = incident(told, key="i2", part_of="i1", actors=[BRIGADE])
    assert [actor for actor, *_ in doers(read(whole, part))] == ["men of the Anvil Brigade"]


def test_who_is_listed_under_a_name_that_the_article_does_not_print_is_left() -> None:
    listed = {**actor("the Anvil Brotherhood"), "aliases": ["Anvil Brigade"]}
    told = said("The Anvil Brigade burnt", BURNT)
    assert doers(read(incident(told, actors=[listed]))) == []


def test_whoever_claims_the_whole_claims_what_he_tells_of_a_part() -> None:
    claimed = laid("Our men", "Our men", stance="claims_responsibility")
    part = incident(
        said("The Salt League", TAKEN), key="i2", part_of="i1", actors=[actor("Salt League")]
    )
    assert ("Salt League", "claims_responsibility", "in its own voice") in doers(
        read(incident(claimed, type="series"), part)
    )


SIDES = [actor("Anvil Brigade", "other"), actor("Salt League", "other")]


@pytest.mark.parametrize("words", ["the other", "each other", "the other side"])
def test_two_sides_that_blame_each_other_say_it_of_each_other(words) -> None:
    text = incident(laid("Each side", words, stance="accuses", speaker="Each side"), actors=SIDES)
    assert set(doers(read(text))) == {
        ("Salt League", "accuses", "Anvil Brigade"),
        ("Anvil Brigade", "accuses", "Salt League"),
    }


def test_one_side_that_blames_the_other_says_it_of_that_side_alone() -> None:
    blame = laid("Each side", "the other", stance="accuses", speaker="The Salt League")
    assert doers(read(incident(blame, actors=SIDES))) == [
        ("Anvil Brigade", "accuses", "Salt League")
    ]


@pytest.mark.parametrize(
    "sides",
    [
        [],
        SIDES[:1],
        [*SIDES, actor("Mill Guard", "other")],
        [*SIDES[:1], actor("Orlo Guard", "other")],
    ],
    ids=["none", "one", "three", "one of them not named in the article"],
)
def test_without_exactly_two_sides_the_other_is_nobody(sides) -> None:
    blame = laid("Each side", "the other", stance="accuses", speaker="Each side")
    extraction = read(incident(blame, actors=sides))
    assert doers(extraction) == []
    assert any("the other" in note for note in extraction.notes)


def test_who_came_to_answer_is_neither_of_the_two_sides() -> None:
    guard = actor("River Guard", "responder")
    blame = laid("Each side", "the other", stance="accuses", speaker="Each side")
    assert len(doers(read(incident(blame, actors=[*SIDES, guard])))) == 2
