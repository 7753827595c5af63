"""People whom reports name: who may be one, and when they make two reports one event's."""

from datetime import date

import pytest

from llm_extract.link import link
from llm_extract.link.people import People, people_among
from llm_extract.records.claims import Role, Speaker
from llm_extract.records.consensus import Story
from tests.consensus.desk import Event, Report, day, event, killed, report, say, town

MARCH, JULY = date(2024, 3, 10), date(2024, 7, 20)
VICTIMS = ("Ada Quill", "Bruno Marl")


def linked(*reports: Report) -> tuple[Story, ...]:
    return link([one.article for one in reports], [one.extraction for one in reports])


def told(publisher: str, on: date, incident: Event, *names: str) -> Report:
    return report(publisher, incident, names=names, published_on=on)


def first(*names: str) -> Report:
    return told("Alder News", MARCH, event(say(killed(3)), when=day(9), actors=()), *names)


def later(*names: str, publisher: str = "Birch Daily") -> Report:
    """Of another day, another town and another figure, as a report of a trial is read wrongly."""
    deed = event(say(killed(7)), place=town("Osmere"), when=day(30), actors=())
    return told(publisher, JULY, deed, *names)


def test_two_people_in_common_make_one_event_of_reports_that_agree_in_nothing_else() -> None:
    (story,) = linked(first(*VICTIMS, "Elm Lane"), later(*VICTIMS, "Pell Harbour"))
    assert "the same people named" in story.links[0].speaks_for


def test_a_house_s_own_later_report_joins_by_the_same_people_too() -> None:
    assert len(linked(first(*VICTIMS), later(*VICTIMS, publisher="Alder News"))) == 1


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Ada Quill",), id="one alone may be met again"),
        pytest.param(("Ada Quill Marl",), id="three words are one person"),
        pytest.param(("Elm Street", "Osmere County Hospital"), id="streets and houses"),
        pytest.param(("Governor Ada Quill", "Sheriff Bruno Marl"), id="those in office"),
    ],
)
def test_what_recurs_in_reports_of_other_events_joins_none(names: tuple[str, ...]) -> None:
    assert len(linked(first(*names), later(*names))) == 2


def test_those_who_speak_are_met_from_event_to_event_and_join_none() -> None:
    def quoting(publisher: str, on: date, place: str) -> Report:
        says = [
            say(killed(3), Speaker(name=name, role=Role.SECURITY_FORCE, named=True))
            for name in VICTIMS
        ]
        return told(publisher, on, event(*says, place=town(place), when=None, actors=()), *VICTIMS)

    found = linked(
        quoting("Alder News", MARCH, "Tarnfield"), quoting("Birch Daily", JULY, "Osmere")
    )
    assert len(found) == 2


def test_a_round_up_that_names_the_people_of_two_events_does_not_make_them_one() -> None:
    others = ("Cara Dorn", "Emil Voss")
    looking_back = event(place=None, when=None, actors=())
    round_up = told("Cedar Wire", date(2025, 1, 5), looking_back, *VICTIMS, *others)
    found = linked(first(*VICTIMS), later(*others), round_up)
    apart = [{at for at, _ in cluster} for story in found for cluster in story.clusters]
    assert all(len(cluster) <= 2 for cluster in apart)


def test_people_are_names_side_by_side_without_an_office_a_place_or_another_s_name() -> None:
    pairs = ["ada quill", "governor joe", "joe lund", "marl bridge", "bruno j", "norland force"]
    assert people_among(pairs, frozenset({"norland"})) == {"ada quill"}


def test_whoever_many_texts_name_is_of_no_one_event() -> None:
    both = frozenset({"ada quill", "bruno marl"})
    few = [both | {f"ivo {number}"} for number in range(4)]
    many = [both | {f"ivo {number}"} for number in range(9)]
    assert People(few).in_common(few[0], few[1]) == 2
    assert People(many).in_common(many[0], many[1]) == 0
