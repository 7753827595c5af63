"""Who says it: cues, relays, references back, and what a lead or a closing credit answers for."""

import pytest

from llm_extract.records.claims import Evidentiality, Party, Role, Stance

GROUP = "The Orlo Dawn Front (ODF), a banned separatist group, is active in Velm. "


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Police said two guards were killed.", ["police"]),
        ("Two guards were killed, police said.", ["police"]),
        ("Two guards were killed, police said on Friday.", ["police"]),
        ("Two guards were killed, police said, and the road was closed.", ["police"]),
        ("According to residents, two guards were killed.", ["residents"]),
        ("Two guards were killed, according to hospital sources.", ["hospital sources"]),
        ("“Two guards were killed,” said Mayor Ada Finch.", ["Mayor Ada Finch"]),
        ("A doctor told Reuters that two guards were killed.", ["Reuters", "doctor"]),
        ("Two guards were killed, a doctor told Reuters, and the road shut.",
         ["Reuters", "doctor"]),
        ("An official in Tavo, speaking to Reuters, confirmed two guards were killed.",
         ["Reuters", "official"]),
        ("Officials said two guards were killed, as cited by The Tavo Herald.",
         ["The Tavo Herald", "officials"]),
        ("Locals said two guards were killed, Reuters reported.", ["Reuters", "locals"]),
        ("Two guards were killed.", []),
    ],
)  # fmt: skip
def test_the_chain_runs_from_the_relay_to_the_origin(speakers, text, chain):
    assert speakers(text) == [chain]


@pytest.mark.parametrize("text", ["POLICE SAID TWO GUARDS DIED.", "TWO GUARDS DIED, POLICE SAID."])
def test_upper_case_copy_has_speakers_too(speakers, text):
    assert speakers(text) == [["police"]]


def test_each_clause_has_its_own_speaker(speakers):
    text = "Police said two guards were killed, while residents said six farmers were hurt."
    assert speakers(text) == [["police"], ["residents"]] or speakers(text) == [
        ["residents"],
        ["police"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        GROUP + "The group alleged it killed ten soldiers.",
        GROUP + "The ODF said it had struck Tavo, claiming its fighters killed ten soldiers.",
        GROUP + "The ODF sent a message. In it the ODF said it killed ten soldiers.",
    ],
)
def test_the_group_stands_for_the_armed_group(claims, text):
    (claim,) = claims(text, "toll")
    speaker = claim.attribution.claimant
    assert speaker.name == "Orlo Dawn Front"
    assert (speaker.role, speaker.party, speaker.named) == (Role.ARMED_GROUP, Party.YES, True)


def test_the_official_is_the_one_quoted_before_with_the_same_relay(claims):
    text = (
        "A senior security official, speaking to Reuters, said the raid had failed. "
        "The official declined to comment on casualties."
    )
    (claim,) = claims(text, "toll")
    assert claim.stance is Stance.DECLINES
    assert [s.name for s in claim.attribution.chain] == ["Reuters", "senior security official"]
    assert claim.attribution.claimant.role is Role.SECURITY_FORCE


def test_a_surname_stands_for_the_person_introduced_before(speakers):
    text = "Police chief Ada Finch visited the scene of the attack. Finch said two guards died."
    assert speakers(text) == [["Police chief Ada Finch"]]


def test_a_leads_source_holds_for_a_report_that_knows_one_side(claims):
    text = "Security forces foiled an attack, officials said.\n\nFour attackers were killed."
    (claim,) = claims(text, "toll")
    assert (claim.attribution.claimant.name, claim.attribution.claimant.cue) == (
        "officials",
        "carried over",
    )


def test_a_leads_source_does_not_hold_where_another_side_speaks(speakers):
    text = (
        "Forces foiled an attack, officials said.\n\nFour guards were killed.\n\n"
        "Residents said the shooting went on."
    )
    assert speakers(text) == [[]]


def test_a_relay_that_closes_a_paragraph_passes_on_the_paragraph(speakers):
    text = "Residents said two guards died in the raid. Shots were heard at dusk, Reuters reported."
    assert speakers(text) == [["Reuters", "residents"]]


def test_two_who_say_it_together_make_two_claims(speakers):
    text = GROUP + "Ten soldiers were killed, according to statements from both the ODF and police."
    assert sorted(speakers(text)) == [["Orlo Dawn Front"], ["police"]]


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("Police said two guards were killed.", Evidentiality.STATED),
        ("Two guards were reportedly killed.", Evidentiality.REPORTED),
        ("Some reports said two guards were killed.", Evidentiality.REPORTED),
        ("Unconfirmed local reports said two guards were killed.", Evidentiality.UNVERIFIED),
    ],
)
def test_hearsay_and_the_unverified_are_told_apart(claims, text, firmness):
    assert [claim.evidentiality for claim in claims(text, "toll")] == [firmness]


@pytest.mark.parametrize(
    "rejection",
    [
        "The authorities strongly rejected these figures.",
        "An army spokesman called the numbers “fairy tales”.",
    ],
)
def test_a_rejection_denies_the_same_values(claims, rejection):
    text = GROUP + "The ODF said it killed 40 soldiers and captured nine others. " + rejection
    denied = [c for c in claims(text, "toll") if c.stance is Stance.DENIES]
    assert {(c.value.effect, c.value.count.low) for c in denied} == {
        ("killed", 40),
        ("captured", 9),
    }
    assert all(c.attribution.claimant.role is not Role.ARMED_GROUP for c in denied)


def test_a_denied_toll_is_denied_by_its_speaker(claims):
    (claim,) = claims("The army denied that ten soldiers were killed.", "toll")
    assert (claim.stance, claim.value.count.low) == (Stance.DENIES, 10)


def test_figures_not_released_are_unknown_and_not_zero(claims):
    text = "Rebels attacked Tavo. The authorities have not released casualty figures."
    (claim,) = claims(text, "toll")
    assert (claim.stance, claim.value.count.kind) == (Stance.DECLINES, "unknown")


def test_a_correction_takes_the_figure_back(claims):
    text = "Nine farmers were killed. An earlier version of this report said 13 farmers died."
    stances = {claim.value.count.low: claim.stance for claim in claims(text, "toll")}
    assert stances == {9: Stance.ASSERTS, 13: Stance.RETRACTS}


def test_an_outlet_has_one_name_and_gives_a_credit(read):
    text = "The Tavo Herald reported the attack. Two guards died in the attack, TTH reported."
    extraction = read(text)
    assert [credit.name for credit in extraction.credits] == ["The Tavo Herald"]
    (toll,) = [c for c in extraction.claims() if c.field == "toll"]
    assert toll.attribution.claimant.name == "The Tavo Herald"


def test_a_note_without_a_verb_ends_in_its_source(speakers):
    text = "Gunmen attacked a market in Tavo on Friday.\n\n11.21 Three dead, fire brigade."
    assert speakers(text) == [["fire brigade"]]


def test_a_comma_after_a_name_opens_no_source(speakers):
    text = "Gunmen attacked a market in Tavo on Friday.\n\nThey killed two men, a police officer."
    assert ["police officer"] not in speakers(text)
