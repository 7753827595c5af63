"""A ministry has one name in a briefing, whatever a report calls it the second time."""

import re

import pytest

from llm_extract.briefing import write
from llm_extract.records.claims import Effect, Group, Role, Speaker
from tests.briefing.newsroom import Newsroom, Told, claimed_by_front, toll


def ministry(name: str) -> Speaker:
    return Speaker(name=name, role=Role.GOVERNMENT, named=False)


def said(*told: tuple[str, int], publishers=(None, None, None)) -> set[str]:
    """Which ministries are named, in small letters, where each in turn gives a figure."""
    desk = Newsroom(publishers=publishers)
    effects = (Effect.INJURED, Effect.CAPTURED, Effect.MISSING)
    desk.incident(
        desk.field(claimed_by_front()),
        *(
            desk.field(Told(toll(at + 3, Group.POLICE, effect), ministry(name), (source,)))
            for at, ((name, source), effect) in enumerate(zip(told, effects, strict=False))
        ),
    )
    briefing = write(desk.consensus())
    told = " ".join(one.text for one in briefing.sentences).casefold()
    names = r"\bthe (?:ministry of interior|defence ministry|ministry(?: spokesman)?)\b"
    return set(re.findall(names, told))


@pytest.mark.parametrize("again", ["the ministry", "interior ministry", "Interior Ministry"])
def test_a_ministry_that_a_report_names_is_called_so_throughout(again):
    assert said(("Ministry of Interior", 1), (again, 1)) == {"the ministry of interior"}


def test_the_ministry_of_another_report_is_the_only_one_there_is():
    assert said(("Ministry of Interior", 1), ("the ministry", 2)) == {"the ministry of interior"}


def test_of_two_ministries_in_one_report_the_bare_word_means_neither():
    names = said(("Ministry of Interior", 1), ("defence ministry", 1), ("the ministry", 1))
    assert names == {"the ministry of interior", "the defence ministry", "the ministry"}


def test_a_report_means_its_own_ministry_and_not_that_of_another():
    names = said(("Ministry of Interior", 1), ("defence ministry", 2), ("the ministry", 2))
    assert names == {"the ministry of interior", "the defence ministry"}


def test_who_speaks_for_a_ministry_is_not_the_ministry():
    names = said(("Ministry of Interior", 1), ("ministry spokesman", 1))
    assert names == {"the ministry of interior", "the ministry spokesman"}
