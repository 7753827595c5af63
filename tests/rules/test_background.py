"""Deeds of long ago, and reports that are about nothing else."""

import pytest

NOW = "Gunmen killed two guards in Tavo on Friday. "


@pytest.mark.parametrize(
    "sentence",
    [
        "On Nov. 5, 2026, a gunman killed 12 people in the same mill.",
        "In the war at least 12 people died in Tavo.",
        "It is eleven years since 12 people were killed in Tavo.",
    ],
)
def test_a_deed_of_years_ago_is_background(read, sentence):
    extraction = read(NOW + sentence)
    assert [claim.value.count.low for claim in extraction.background] == [12]


def test_a_day_that_comes_up_again_and_again_is_what_the_report_is_about(read):
    text = (
        "A court in Orlo heard on Friday of the attack of Nov. 5, 2026. On Nov. 5, 2026, a gunman"
        " killed 12 people in Tavo. Nine were wounded on Nov. 5, 2026, in the mill."
    )
    assert read(text).background == ()


def test_what_the_lead_tells_is_what_the_report_is_about(read):
    text = (
        "Two men accused of killing a miller in Tavo last month will be tried. They were seen on"
        " the road. Three others were wounded in the attack."
    )
    assert read(text).background == ()
