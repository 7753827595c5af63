"""Measures that a verb and its noun tell together, and how it ended in a headline alone."""

import pytest

LEAD = "Gunmen attacked a coach near Tavo on Friday, killing nine people.\n\n"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The governor deployed four more units and a gunboat.", "security_operation"),
        ("She announced the dispatch of 600 soldiers.", "security_operation"),
        ("More troops have been sent to Tavo.", "security_operation"),
        ("The minister ordered a full inquiry.", "investigation"),
        ("An independent investigation was opened on Saturday.", "investigation"),
        ("The Orlo road is closed at kilometre 52.", "transport_suspended"),
        ("The bridge north of Tavo remained shut.", "transport_suspended"),
        ("All movements on the Orlo road are suspended.", "transport_suspended"),
        ("Police said they had detained eight men.", "arrests"),
    ],
)
def test_a_measure_is_told_by_a_verb_and_what_it_takes(claims, text, measure):
    assert [str(c.value.response) for c in claims(LEAD + text, "response")] == [measure]


@pytest.mark.parametrize(
    "text",
    [
        "No troops were sent to Tavo.",
        "The soldiers sent home letters.",
        "The Orlo road was not closed.",
        "The office on the Orlo road, which sells plums, closed.",
        "The guests opened the wine, and an investigation of the cellar.",
        "Eight men were held up by the rain.",
    ],
)
def test_what_was_not_done_or_is_no_measure_is_none(claims, text):
    assert claims(LEAD + text, "response") == []


@pytest.mark.parametrize(
    "text",
    [
        "Nine men escaped and seven were recaptured.",
        "Five villagers drowned as they fled across the lake.",
        "A guard managed to flee through the wood.",
    ],
)
def test_who_was_caught_or_saved_himself_tells_no_end_of_the_attack(claims, text):
    assert claims(LEAD + text, "outcome") == []


def test_how_it_ended_may_stand_in_the_title_alone(claims):
    title = "Raid on Tavo: situation under control\n\n"
    (claim,) = claims(title + LEAD, "outcome")
    assert (str(claim.value.result), claim.evidence[0].span.start) == ("under_control", 0)
