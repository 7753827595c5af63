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
    " The intruder was shot by two armed officers, the minister said."
    " We did not fire at anyone. The River Guard drove them off. The group lost a lorry."
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
        "a lad",
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


@pytest.mark.parametrize("stance", ["accuses", "cannot_confirm", "denies"])
def test_to_accuse_or_clear_gunmen_tells_nobody_from_others_either(stance) -> None:
    extraction = read(incident(said("Gunmen", "Gunmen in a lorry", stance, "a clerk")))
    assert doers(extraction) == []
    assert any("Gunmen in a lorry" in note for note in extraction.notes)


@pytest.mark.parametrize("words", ["who fired", "whose men they were", "any helper", "the other"])
@pytest.mark.parametrize("stance", ["accuses", "cannot_confirm", "denies"])
def test_a_question_and_nobody_at_all_are_no_names(words, stance) -> None:
    before = said("Men of", "Men of the Anvil Brigade", "accuses", "the mayor")
    asked = said("The mayor said that", words, stance, "a clerk")
    extraction = read(incident(before, asked))
    assert doers(extraction) == [("Men of the Anvil Brigade", "accuses")]
    assert any(words in note for note in extraction.notes)


@pytest.mark.parametrize("words", ["it", "gunmen", "was there", "they"])
def test_whoever_claims_a_deed_in_words_that_name_nobody_did_it_himself(words) -> None:
    claimed = said("The AB said", words, "claims_responsibility", "The AB")
    assert doers(read(incident(claimed))) == [("The AB", "claims_responsibility")]


def test_the_group_is_the_one_armed_group_of_the_incident() -> None:
    laid = said("Men of", "the group", "accuses", "the mayor")
    brigade, league = actor("Anvil Brigade", "perpetrator"), actor("Salt League", "target")
    assert doers(read(incident(laid, actors=[brigade]))) == [("Anvil Brigade", "accuses")]
    assert doers(read(incident(laid, actors=[brigade, league]))) == [("the group", "accuses")]


@pytest.mark.parametrize(("stance", "speaker"), [("denies", None), ("accuses", "the mayor")])
def test_we_is_the_group_that_publishes_it(stance, speaker) -> None:
    told = said("We did not", "We", stance, speaker)
    actors = [actor("Salt League", "other")]
    own = read(incident(told, actors=actors), publisher="The Salt League")
    assert doers(own) == [("Salt League", stance)]
    assert doers(read(incident(told, actors=actors), publisher="Orlo Post")) == [("We", stance)]


def test_we_is_whoever_denies_it() -> None:
    told = said("We did not", "We", "denies", "The Salt League")
    assert doers(read(incident(told), publisher="Orlo Post")) == [("The Salt League", "denies")]


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


@pytest.mark.parametrize("doer", ["untrue", "The mayor", "an accident"])
def test_a_rejection_that_points_back_means_whom_another_named_last(doer) -> None:
    extraction = read(
        incident(
            said("Men of", "Men of the Anvil Brigade", "accuses", "the mayor"),
            said("Some farmers", "a second gunman", "asserts", "Some farmers"),
            said("The mayor said that", doer, "denies", "The mayor"),
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


def test_in_an_operation_of_the_state_those_who_answer_are_those_who_act() -> None:
    guard = {**actor("River Guard", "responder"), "role": "security_force"}
    drove = said("The River Guard", "The River Guard", "asserts", None)
    operation = incident(drove, type="security_operation", actors=[guard])
    assert doers(read(operation)) == [("The River Guard", "asserts")]


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


@pytest.mark.parametrize(
    ("kind", "speaker", "stance", "laid"),
    [
        ("armed_attack", "the minister", "accuses", False),
        ("armed_attack", "the minister", "declines", False),
        ("armed_attack", "the minister", "denies", True),
        ("security_operation", "the minister", "accuses", True),
        ("armed_attack", None, "accuses", True),
    ],
)
def test_a_state_that_tells_of_its_own_men_in_an_attack_or_will_not_lays_it_on_nobody(
    kind, speaker, stance, laid
) -> None:
    shot = said("The intruder", "two armed officers", stance, speaker)
    told = doers(read(incident(shot, type=kind)))
    assert told == ([("two armed officers", stance)] if laid else [])
