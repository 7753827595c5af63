"""What "the facility" stands for is told where it is plain, and left alone where it is not."""

import pytest


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Firing was heard near the Orlo Jail. Rebels seized sections of the facility.",
         "sections of the Orlo Jail"),
        ("Rebels attacked the Tavo Customs Office (TCO) and took over the office.",
         "Tavo Customs Office"),
        ("A blast hit an army camp. Gunmen then overran the installation.", "army camp"),
    ],
)  # fmt: skip
def test_a_bare_noun_is_named_as_the_sentence_before_names_it(claims, text, of):
    assert [claim.value.of for claim in claims(text, "outcome")] == [of]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Rebels attacked the Orlo Jail and the Tavo depot. They seized the facility.", "facility"),
        ("Rebels attacked the Orlo Jail. Hours later they seized a facility.", "facility"),
        ("Rebels attacked the town of Merin. They seized the facility.", "facility"),
        ("Rebels attacked the Orlo Jail. Guards died. They seized the facility.", "facility"),
        ("Rebels attacked the Orlo Jail and seized the office of the mayor.", "office"),
    ],
)
def test_what_may_be_meant_in_two_ways_or_is_far_off_stays_as_worded(claims, text, of):
    assert [claim.value.of for claim in claims(text, "outcome")] == [of]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("A bomb hit a school bus in Tavo, killing three and damaging the vehicle.", "school bus"),
        ("Rebels stormed the Orlo Bank. They set the building on fire.", "Orlo Bank"),
        ("The rocket damaged the roof of the clinic in Tavo.", "roof of the clinic"),
        ("Fire destroyed about a third of the stalls after the attack.", "a third of the stalls"),
    ],
)
def test_what_was_damaged_is_named_in_full_with_its_share(claims, text, of):
    assert [claim.value.of for claim in claims(text, "damage")] == [of]
