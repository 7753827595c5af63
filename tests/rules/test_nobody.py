"""When nobody was hurt, and when the words only look as if they said so."""

import pytest

NO_ZERO = [
    "None of the injuries from the shooting in Tavo are life-threatening.",
    "None of the fatalities in the Tavo raid is a soldier.",
    "After the shooting in Tavo no one was seriously hurt.",
    "They were praying that nobody died in the Tavo attack.",
    "There was no news about who had been shot in the Tavo attack.",
    "No one has been arrested after the attack in Tavo.",
    "Rebels attacked Tavo on Friday. Nobody rescued them, they were let go.",
]


@pytest.mark.parametrize("text", NO_ZERO)
def test_a_zero_that_nobody_said_is_not_read(tolls, text):
    assert not any(figure == "none" for _, _, figure in tolls(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army said that no one was hurt on its own side in the Tavo attack.",
         {("injured", "security_forces", "none")}),
        ("The army suffered no casualties in the attack on Tavo.",
         {("killed_or_injured", "military", "none")}),
        ("No women or children were hurt in the attack on Tavo.",
         {("injured", "children", "none")}),
        ("Rebels attacked a bank in Tavo but injured no one.",
         {("injured", "everyone", "none")}),
    ],
)  # fmt: skip
def test_a_zero_is_about_those_it_is_said_of(tolls, text, expected):
    assert tolls(text) == expected


def test_losses_that_are_withheld_are_those_of_their_owner(claims):
    text = (
        "The outlawed Orlo Front (OF) attacked Tavo, it said. "
        "OF spokesman Ada Finch gave no figure for the OF's own losses."
    )
    assert [(c.value.group, c.stance) for c in claims(text, "toll")] == [("militants", "declines")]
