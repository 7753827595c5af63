"""Figures of other times: the words that say what they are of stand as English takes them up."""

import pytest

from llm_extract.records.briefing import Section
from llm_extract.records.claims import Group
from tests.briefing.newsroom import HOSPITAL, Newsroom, Told, claimed_by_front, toll
from tests.briefing.test_briefing_write import briefing_of


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("the market bombing of May 2022", "were killed in “the market bombing of May 2022”."),
        ("since January", "were killed “since January”."),
        ("last year when raiders took a ferry", "“last year when raiders took a ferry”."),
        ("killed by gunfire at the feast", "71 civilians were “killed by gunfire at the feast”."),
        ("2025 saw more raids than ever", "were killed (“2025 saw more raids than ever”)."),
        ("2025", "were killed in 2025."),
        ("Civilian fatalities", "71 civilians were killed."),
    ],
)
def test_the_words_on_a_past_figure_are_no_riddle_in_brackets(about, told):
    quote = f"The hospital counted 71 dead: {about}."

    def past(desk: Newsroom) -> None:
        dead = Told(toll(71, Group.CIVILIANS), HOSPITAL, (1,), quote=quote, about=about)
        desk.background.extend(desk.positions((dead,)))

    briefing = briefing_of(((claimed_by_front(),), ()), build=past)
    [sentence] = briefing.section(Section.BACKGROUND)
    assert sentence.text.endswith(told)
