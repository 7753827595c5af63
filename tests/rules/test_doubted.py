"""Figures that somebody else denies, or nobody could check: which are meant, and who says so."""

import pytest

TWO_SIDES = "The army said 29 rebels were killed in Tavo. The rebels said they killed 40 soldiers. "


@pytest.fixture
def stances(claims):
    """(stance, figure, claimant) of the tolls that are not simply asserted."""

    def of(text):
        return {
            (
                str(c.stance),
                c.value.count.low,
                c.attribution.claimant and c.attribution.claimant.name,
            )
            for c in claims(text, "toll")
            if c.stance != "asserts"
        }

    return of


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("The Wire could not independently verify the army's figure.", {29}),
        ("There was no independent confirmation of the claim.", {40}),
        ("It rained. A bridge fell. The mayor fled. Neither side's account can be checked now.",
         {29, 40}),
    ],
)  # fmt: skip
def test_what_nobody_could_check_is_the_figure_meant(stances, ending, expected):
    assert {figure for stance, figure, _ in stances(TWO_SIDES + ending)} == expected


def test_a_claim_may_be_left_open_in_its_own_sentence(stances):
    text = "Rebels said they killed 40 soldiers in Tavo, a claim that could not be verified."
    assert stances(text) == {("cannot_confirm", 40, None)}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels said they killed 40 soldiers in the raid, which the army denied.",
        "Rebels said they killed 40 soldiers in the raid; the army denied it.",
        "Rebels said they killed 40 soldiers in the raid. The army called this a lie.",
        "A farmer said rebels killed 40 soldiers in the raid. The army rejected the claim.",
    ],
)
def test_a_denial_is_of_what_another_said(stances, text):
    assert stances(text) == {("denies", 40, "army")}


def test_what_stands_after_the_words_that_take_back_is_not_taken_back(claims):
    text = "Reports of 12 dead in the attack proved incorrect. The real number is nine."
    told = {(str(c.stance), c.value.count.low) for c in claims(text, "toll")}
    assert told == {("retracts", 12), ("asserts", 9)}


@pytest.mark.parametrize(
    ("text", "stance", "speaker"),
    [
        ("But the police disagreed.", "denies", "police"),
        ("The police dispute this.", "denies", "police"),
        ("The police called the figure sensational.", "denies", "police"),
        ("There is nothing to support that.", "cannot_confirm", None),
        ("We found no evidence of this; it was dark.", "cannot_confirm", None),
    ],
)
def test_a_figure_told_before_is_denied_or_left_open_by_who_says_so(claims, text, stance, speaker):
    told = claims("Villagers said nine civilians died in a raid on Tavo. " + text, "toll")
    by = [c.attribution.claimant for c in told if str(c.stance) == stance]
    assert [one and one.name for one in by] == [speaker]


def test_who_cannot_confirm_a_claim_does_not_make_it(claims):
    text = "Orlo rebels said they killed nine soldiers in Tavo, a claim the army did not confirm."
    told = [c for c in claims(text, "toll") if c.stance == "asserts"]
    assert [c.attribution.claimant.name for c in told if c.value.count.low == 9] != ["army"]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in Tavo. We have no indication that civilians were harmed.",
        "A bomb went off in Tavo. The army denied hurting any civilian.",
    ],
)
def test_harm_of_which_there_is_no_sign_is_denied(claims, text):
    assert {str(c.stance) for c in claims(text, "toll")} == {"denies"}
