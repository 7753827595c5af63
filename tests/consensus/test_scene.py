"""Days and places of one incident: which of them cannot both be true."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from llm_extract.consensus.relations import Relation
from llm_extract.consensus.scene import days, may_be_one_night, places
from llm_extract.records.when_where import DatePrecision, Place, When
from tests.consensus.desk import (
    event,
    field_of,
    kinds,
    merge_one,
    on,
    report,
    say,
)


def on_day(number: int, verbatim: str = "", hour: int | None = None, until: int = 0) -> When:
    """A day of March 2024, or the days until another."""
    return When(
        verbatim=verbatim or f"{number} March",
        start=date(2024, 3, number),
        end=date(2024, 3, until or number),
        precision=DatePrecision.DAYS if until else DatePrecision.DAY,
        clock=None if hour is None else time(hour),
    )


def place(**parts: Any) -> Place:
    return Place(name=next(iter(parts.values())), **parts)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (on_day(8, "late on Friday night"), on_day(9, "Saturday")),
        (on_day(8, hour=23), on_day(9)),
        (on_day(8), on_day(9, "before dawn on Saturday")),
        (on_day(8), on_day(9, hour=2)),
    ],
)
def test_one_night_is_called_by_its_evening_or_by_its_morning(first, second) -> None:
    assert days(first, second) is Relation.BESIDE
    assert days(second, first) is Relation.BESIDE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (on_day(8), on_day(9)),
        (on_day(8, hour=23), on_day(9, hour=14)),
        (on_day(8, hour=2), on_day(9)),
        (on_day(8, "Friday night"), on_day(10, "dawn on Sunday")),
    ],
)
def test_two_days_that_share_no_night_are_opposed(first, second) -> None:
    assert days(first, second) is Relation.OPPOSED


def test_an_interval_that_holds_a_day_says_nothing_against_it() -> None:
    assert days(on_day(4, until=10), on_day(8)) is Relation.BESIDE
    assert days(on_day(4, until=8), on_day(7, until=10)) is Relation.LOOSER


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (place(locality="Tarn"), place(locality="Tarn Bridge")),
        (place(locality="near Osmere"), place(locality="Tarnfield")),
        (place(locality="the fish hall"), place(locality="Tarnfield")),
        (place(locality="Dyers Row"), place(site="Dyers Row", locality="Tarnfield")),
        (place(locality="Norland"), place(locality="Tarnfield", admin1="Norland province")),
        (place(locality="Tarn County"), place(locality="Osmere")),
        (place(locality="Dyers Row"), place(locality="Tarnfield", admin1="Norland")),
        (
            place(locality="The Gully", admin1="Norland"),
            place(locality="Elm Gully", admin1="Norland"),
        ),
        (
            place(site="Cold Row", locality="Elm Gully"),
            place(site="Cold Row", locality="The Gully"),
        ),
    ],
)
def test_a_description_and_what_lies_within_are_no_other_place(left, right) -> None:
    assert places(left, right) is Relation.BESIDE
    assert places(right, left) is Relation.BESIDE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            place(locality="Upper Tarn", admin1="Norland"),
            place(locality="Lower Tarn", admin1="Norland"),
        ),
        (place(locality="Tarnfield", admin1="Norland"), place(locality="Osmere", admin1="Norland")),
        (place(admin1="Norland"), place(admin1="Southmark")),
    ],
)
def test_two_named_places_of_one_rank_are_opposed(left, right) -> None:
    assert places(left, right) is Relation.OPPOSED


def test_the_words_around_a_day_tell_the_night_that_the_day_itself_does_not() -> None:
    sunday = say(on(on_day(10, "Sunday")))
    monday = say(on(on_day(11, "Monday")))
    plain = merge_one(report("Alder News", event(sunday)), report("Birch Daily", event(monday)))
    assert kinds(field_of(plain, "date")) == ["contradiction"]
    words = "Shots were heard from about 11 p.m. on Sunday."
    first, second = on_day(10, "Sunday"), on_day(11, "Monday")
    assert may_be_one_night((first, words), (second, "It was Monday."))
