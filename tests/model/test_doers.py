"""Who is said to have done it, from replies that word it in many ways."""

import pytest

from llm_extract.extractors.model.convert import convert
from llm_extract.extractors.model.doers import is_anybody
from llm_extract.extractors.model.reply import ArticleReply
from llm_extract.records.article import Article
from llm_extract.records.claims import Responsibility, Scope
from llm_extract.records.incidents import Extraction, ExtractorId

TEXT = (
    "Gunmen in a lorry fired on the mill at Varra, a clerk said."
    " Men of the Anvil Brigade, the AB, burnt the mills of Varra and Orlo, the mayor said."
    " The AB said its men were there."
    " The Salt League denied any part in it."
    " Some farmers spoke of a second gunman. The mayor said that was untrue."
    " We did not fire at anyone. The River Guard drove them off."
)
BY = ExtractorId(name="model", version="0")


def sentence(opening: str) -> str:
    start = TEXT.index(opening)
    return TEXT[start : TEXT.index(".", start) + 1]


def said(opening: str, doer: str, stance: str, speaker: str | None) -> dict:
    link = {"name": speaker, "named": False, "role": "government"}
    return {
        "quote": sentence(opening),
        "speakers": [link] if speaker else [],
        "stance": stance,
        "sure": "stated",
        "tolls": [],
        "facts": [{"field": "responsibility", "code": None, "words": doer, "of": None}],
    }


def incident(*statements: dict, **other: object) -> dict:
    return {
        "key": "i1",
        "part_of": None,
        "type": "armed_attack",
        "label": "attack",
        "stage": "accomplished",
        "place": None,
        "operation": None,
        "actors": [],
        "statements": list(statements),
        **other,
    }


def read(*incidents: dict, publisher: str | None = None) -> Extraction:
    reply = {"incidents": list(incidents), "background": [], "relays": []}
    article = Article.of(TEXT, publisher=publisher)
    return convert(ArticleReply.model_validate(reply), article, BY)


def doers(extraction: Extraction) -> list[tuple[str, str]]:
    return [
        (claim.value.actor, claim.stance.value)
        for claim in extraction.claims()
        if isinstance(claim.value, Responsibility)
    ]


def actor(name: str, part: str, *aliases: str) -> dict:
    return {"name": name, "aliases": list(aliases), "role": "armed_group", "part": part}


def test_words_that_say_only_that_somebody_did_it_are_noted_and_not_claimed() -> None:
    extraction = read(incident(said("Gunmen", "Gunmen in a lorry", "asserts", "a clerk")))
    assert doers(extraction) == []
    assert any("Gunmen in a lorry" in note for note in extraction.notes)
    assert extraction.ungrounded == ()


@pytest.mark.parametrize(
    "words",
    [
        "gunmen",
        "the attackers",
        "some thirty armed men",
        "a group of masked men",
        "a man, on foot",
        "eight or nine attackers, most of them young",
        "unknown persons who fled",
    ],
)
def test_a_trade_a_number_or_a_vehicle_tells_nobody_from_others(words) -> None:
    assert is_anybody(words)


@pytest.mark.parametrize(
    "words",
    [
        "Men of the Anvil Brigade",
        "gunmen loyal to the mayor",
        "the gunman, Ivo Pell",
        "the shooter, a 20-year-old clerk",
        "a second gunman",
        "insurgents",
        "a mob from the upper quarter",
        "the watchtower",
    ],
)
def test_a_name_a_side_or_whose_men_they_are_tells_who_did_it(words) -> None:
    assert not is_anybody(words)


def test_who_is_accused_in_general_words_is_still_accused() -> None:
    extraction = read(incident(said("Gunmen", "Gunmen in a lorry", "accuses", "a clerk")))
    assert doers(extraction) == [("Gunmen in a lorry", "accuses")]


def test_who_denies_any_part_denies_a_deed_of_his_own() -> None:
    denial = said("The Salt League", "denied any part in it", "denies", "The Salt League")
    assert doers(read(incident(denial))) == [("The Salt League", "denies")]


@pytest.mark.parametrize(("publisher", "known"), [("Salt League", True), (None, False)])
def test_we_did_not_is_the_denial_of_whoever_publishes_it(publisher, known) -> None:
    extraction = read(
        incident(said("We did not", "did not fire at anyone", "denies", None)), publisher=publisher
    )
    assert doers(extraction) == ([("Salt League", "denies")] if known else [])
    assert any("did not fire" in note for note in extraction.notes) is not known


def test_a_rejection_that_points_back_means_whom_another_named_last() -> None:
    extraction = read(
        incident(
            said("Men of", "Men of the Anvil Brigade", "accuses", "the mayor"),
            said("Some farmers", "a second gunman", "asserts", "Some farmers"),
            said("The mayor said that", "untrue", "denies", "The mayor"),
        )
    )
    assert doers(extraction)[-1] == ("a second gunman", "denies")


def test_a_rejection_of_nobody_that_was_named_is_noted_and_not_claimed() -> None:
    extraction = read(incident(said("The mayor said that", "untrue", "denies", "The mayor")))
    assert doers(extraction) == []
    assert any("untrue" in note for note in extraction.notes)


def test_an_acronym_stands_for_the_name_that_the_reply_gives_it() -> None:
    claimed = said("The AB said", "The AB", "claims_responsibility", "The AB")
    named = actor("Anvil Brigade", "perpetrator", "AB")
    assert doers(read(incident(claimed, actors=[named]))) == [
        ("Anvil Brigade", "claims_responsibility")
    ]


def test_an_acronym_of_a_name_that_the_article_does_not_print_is_left() -> None:
    claimed = said("The AB said", "The AB", "claims_responsibility", "The AB")
    named = actor("Ash Brotherhood", "perpetrator", "AB")
    assert doers(read(incident(claimed, actors=[named]))) == [("The AB", "claims_responsibility")]


def test_those_who_came_to_answer_an_attack_did_not_do_it() -> None:
    drove = said("The River Guard", "The River Guard", "asserts", None)
    assert doers(read(incident(drove, actors=[actor("River Guard", "responder")]))) == []
    assert doers(read(incident(drove, actors=[actor("River Guard", "perpetrator")]))) == [
        ("The River Guard", "asserts")
    ]


BOTH = ("Men of", "Men of the Anvil Brigade", "accuses", "the mayor")


def parts(*wide: dict, second: tuple[str, ...] = BOTH) -> Extraction:
    return read(
        incident(*wide, type="series"),
        incident(said(*BOTH), key="i2", part_of="i1", type="arson"),
        incident(said(*second), key="i3", part_of="i1", type="bombing"),
    )


@pytest.mark.parametrize("wide", [(), (said(*BOTH),)])
def test_what_one_sentence_says_of_several_parts_is_said_once_of_the_whole(wide) -> None:
    extraction = parts(*wide)
    assert doers(extraction) == [("Men of the Anvil Brigade", "accuses")]
    assert [claim.scope for claim in extraction.claims()] == [Scope.SERIES]


def test_what_is_said_of_the_whole_and_again_of_a_part_is_one_claim_with_two_sentences() -> None:
    wide = said("The AB said", "Anvil Brigade", "accuses", "the mayor")
    again = ("Men of", "Anvil Brigade", "accuses", "the mayor")
    claims = parts(wide, second=again).claims()
    assert {(claim.scope, len(claim.evidence)) for claim in claims} == {
        (Scope.SERIES, 2),
        (Scope.PART, 1),
    }


def test_who_did_one_part_alone_stays_with_it() -> None:
    other = ("The AB said", "The AB", "claims_responsibility", "The AB")
    assert {claim.scope for claim in parts(second=other).claims()} == {Scope.PART}
