"""Where the sources differ: what matters most to a reader leads, on the page and in Markdown."""

import re
from datetime import date, time

import pytest

from llm_extract.records.article import Article
from llm_extract.records.claims import Effect, Group, Toll
from llm_extract.records.consensus import (
    Consensus,
    Denial,
    FieldConsensus,
    FieldKey,
    ScopeMismatch,
    Update,
)
from llm_extract.records.when_where import Moment
from llm_extract.report.accounts import Sourcing
from llm_extract.report.differences import differences
from llm_extract.report.html import render_page
from tests.report.invented_claims import FRONT, MINISTRY, Desk, exactly
from tests.report.invented_story import conflict, field_of, position


def first_row(text: str) -> str:
    section = text.partition("## Where the sources differ\n")[2]
    heading, _, first, *_ = section.strip().splitlines()
    assert heading == "| Issue | Accounts | Difference |"
    return first


def shuffled(consensus: Consensus, *more) -> Consensus:
    """The record with its fields turned around, and others before them."""
    whole, part = consensus.incidents
    turned = whole.model_copy(update={"fields": (*more, *reversed(whole.fields))})
    return consensus.model_copy(update={"incidents": (turned, part)})


def test_the_page_leads_with_the_disputed_deaths(invented) -> None:
    page = render_page(shuffled(invented.consensus), invented.briefing, invented.articles)
    (row,) = re.findall(r'<details class="row" id="d1">(.*?)</summary>', page, re.DOTALL)
    seen = " ".join(re.sub(r"<[^>]*>", "", row).split())
    assert seen.startswith("Military killed 6: the interior ministry; 40: the Northern Dawn Front")
    assert seen.endswith("contradiction, rejected")


@pytest.fixture
def toll():
    """A field of two figures for one group, which contradict each other or are only denied."""
    text = "The Northern Dawn Front said so. The interior ministry said so."
    desk = Desk({"Alder Courier": Article.of(text)})

    def disputed(low: int, high: int, group=Group.POLICE, effect=Effect.KILLED, kind=conflict):
        for name, figure, speaker in (("a", low, MINISTRY), ("b", high, FRONT)):
            quote = f"{speaker.name[4:]} said so."
            value = Toll(group=group, effect=effect, count=exactly(figure))
            desk.say(name, "Alder Courier", quote, value, speaker)
        both = [position(desk.made[name]) for name in "ab"]
        return field_of(
            FieldKey(field="toll", group=group, effect=effect),
            *both,
            differ=(kind(f"{low}{high}{effect}", "They differ.", *both),),
        )

    return disputed


def denial(number, why, *positions) -> Denial:
    return Denial(disagreement_id=f"n{number}", position_ids=(positions[0].position_id,), why=why)


def names(invented, *fields) -> list[str]:
    consensus = shuffled(invented.consensus, *fields)
    sourcing = Sourcing(consensus, invented.briefing)
    return [one.name for one in differences(sourcing, consensus, invented.briefing)]


def test_of_two_disputes_over_deaths_the_one_that_is_wider_apart_leads(invented, toll) -> None:
    assert names(invented, toll(3, 5))[:2] == ["Military killed", "Police killed"]
    assert names(invented, toll(3, 90))[:2] == ["Police killed", "Military killed"]


def test_the_injured_do_not_lead_however_far_apart_the_figures_are(invented, toll) -> None:
    assert names(invented, toll(3, 900, effect=Effect.INJURED))[0] == "Military killed"


def test_deaths_that_are_only_rejected_stand_before_a_contradiction_on_the_date(
    invented, toll
) -> None:
    assert names(invented, toll(3, 5, kind=denial)) == ["Military killed", "Police killed", "Date"]


def test_what_may_be_two_events_stands_below_what_contradicts(invented, toll) -> None:
    whole, part = invented.consensus.incidents
    place = part.model_copy(update={"fields": (toll(3, 90),)})
    consensus = invented.consensus.model_copy(update={"incidents": (place, whole)})
    rows = differences(Sourcing(consensus, invented.briefing), consensus, invented.briefing)
    assert [(one.name, one.kinds[0]) for one in rows] == [
        ("Military killed", "contradiction"),
        ("Date", "contradiction"),
        ("Police killed", "perhaps separate incidents"),
    ]


# ---------------------------------------------------------------- what has been replaced


@pytest.fixture
def updated(invented):
    """The story with a report in which the ministry first says 4 and, an hour later, 9."""
    text = "The interior ministry first said four. The interior ministry later said nine."
    desk = Desk({"Alder Courier": invented.articles[0].model_copy(update={"text": text})})
    for name, figure, hour, quote in (
        ("four", 4, 10, "The interior ministry first said four."),
        ("nine", 9, 11, "The interior ministry later said nine."),
    ):
        value = Toll(group=Group.POLICE, effect=Effect.KILLED, count=exactly(figure))
        moment = Moment(day=date(2031, 5, 13), at=time(hour))
        desk.say(name, "Alder Courier", quote, value, MINISTRY, as_of=moment)
    first, later = (position(desk.made[name]) for name in ("four", "nine"))
    ids = (first.position_id, later.position_id)
    update = Update(disagreement_id="u1", position_ids=ids, why="The ministry has a newer figure.")
    key = FieldKey(field="toll", group=Group.POLICE, effect=Effect.KILLED)
    return shuffled(invented.consensus, field_of(key, first, later, differ=(update,)))


def test_a_figure_that_was_replaced_is_shown_as_earlier_and_is_no_end_of_the_range(
    invented, updated
) -> None:
    page = render_page(updated, invented.briefing, invented.articles)
    card = re.search(r"<h3>Police killed</h3>(.*?)</ul>", page, re.DOTALL)[1]
    large, _, listed = re.sub(r"<[^>]*>|&#8288;", "", card.replace("</p>", "|")).partition("|")
    assert large.strip() == "9"
    assert [" ".join(line.split()) for line in listed.strip().splitlines()] == [
        "4 the interior ministry, earlier",
        "9 the interior ministry",
    ]


def test_a_day_that_is_disputed_of_the_whole_is_not_disputed_again_for_each_place(
    invented, toll
) -> None:
    def days(first: int, second: int) -> FieldConsensus:
        field = toll(first, second)
        return field.model_copy(update={"key": FieldKey(field="date")})

    def rows(whole_days: FieldConsensus, part_days: FieldConsensus) -> list[str]:
        whole, part = invented.consensus.incidents
        incidents = (
            whole.model_copy(update={"fields": (whole_days,)}),
            part.model_copy(update={"fields": (part_days,)}),
        )
        story = invented.consensus.model_copy(update={"incidents": incidents})
        sourcing = Sourcing(story, invented.briefing)
        return [one.place or "" for one in differences(sourcing, story, invented.briefing)]

    whole, part = invented.consensus.incidents
    assert part.part_of == whole.incident_id
    assert rows(days(6, 9), days(6, 9)) == [""]
    assert rows(days(6, 9), days(6, 8)) == ["", part.place.name]


def test_figures_of_a_group_and_of_all_that_contradict_each_other_are_a_row_of_their_own(
    invented, toll
) -> None:
    police, everyone = toll(3, 5), toll(1, 2, group=Group.EVERYONE)
    part, whole = police.positions[1], everyone.positions[1]
    against = conflict("x", "More policemen than people.", part, whole)
    beside = ScopeMismatch(
        disagreement_id="y", position_ids=(part.position_id,), why="Of policemen and of people."
    )
    first, second = invented.consensus.incidents
    first = first.model_copy(update={"fields": (police, everyone), "across": (against, beside)})
    story = invented.consensus.model_copy(update={"incidents": (first, second)})
    rows = differences(Sourcing(story, invented.briefing), story, invented.briefing)
    (row,) = [one for one in rows if one.name == "Police killed and people killed"]
    assert row.kinds == ("contradiction",)
    assert [version.words for version in row.versions] == [
        "5 police officers killed",
        "2 people killed",
    ]
