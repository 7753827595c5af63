"""Figures before their speakers: what is wrong with a row is found as it is in a sentence."""

import pytest

from llm_extract.briefing import write
from llm_extract.briefing.lint import check_briefing
from tests.briefing.test_lint_planted import STORIES, record

ROW = "Security forces killed: "


def row() -> str:
    texts = (one.text for one in write(record("border-town")).sentences)
    return next(text for text in texts if text.startswith(ROW))


@pytest.mark.parametrize("story", STORIES)
def test_a_briefing_written_today_of_a_record_of_then_raises_no_alarm(story):
    assert check_briefing(write(record(story)), record(story)) == ()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("67, the UPG", "68, the UPG", "wrong_number"),
        ("67, the UPG", "67, hospitals", "swapped_party"),
        ("rejected by the defence ministry spokeswoman", "rejected by residents", "swapped_party"),
    ],
)
def test_a_fault_in_a_row_of_figures_is_found_as_what_it_is(old, new, kind):
    text = row()
    assert old in text
    assert kind in {
        one.kind for one in check_briefing(text.replace(old, new), record("border-town"))
    }
