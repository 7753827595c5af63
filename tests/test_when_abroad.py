"""Days printed in other languages, by other conventions, and as a stretch of two."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.when import find_dates, foreign, patterns, stretches
from llm_extract.when.pieces import DIGITS
from tests.conftest import ROOT

TUESDAY = date(2025, 9, 2)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 30))


def interval(text, anchor=TUESDAY):
    (found,) = find_dates(text, anchor)
    return found.when.start, found.when.end


def same_day(text, anchor=TUESDAY):
    first, last = interval(text, anchor)
    assert first == last
    return first


@given(DAYS)
def test_between_points_the_day_comes_first(day):
    assert same_day(f"on {day:%d.%m.%Y}, it was said", None) == day


@pytest.mark.parametrize("address", ["10.0.20.2023.4", "version 1.10.03.2023"])
def test_other_numbers_with_points_are_no_dates(address):
    assert all(found.when.start is None for found in find_dates(address, TUESDAY))


def test_the_date_time_group_of_a_military_message_is_a_day():
    assert same_day("AT 091215Z MAR 23 A PATROL") == date(2023, 3, 9)


@given(DAYS)
def test_a_night_between_two_dates_is_both_days(eve):
    morning = eve + timedelta(days=1)
    night = f"the night of {eve:%-d %B} to {morning:%-d %B} {morning.year}"
    if eve.month == morning.month:
        return
    assert interval(night, None) == (eve, morning)


@pytest.mark.parametrize(
    "night",
    [
        "in the night between 31 August and 1 September",
        "night of 31 August/1 September",
        "night of August 31-September 1",
        "overnight on Sunday into Monday",
        "on the night of Sunday to Monday",
        "Sunday evening into Monday",
    ],
)
def test_a_night_is_both_its_days(night):
    assert interval(night) == (date(2025, 8, 31), date(2025, 9, 1))


def test_two_days_that_are_only_listed_stay_two():
    assert len(find_dates("on 3 May and 7 June", TUESDAY)) == 2
    assert len(find_dates("on Sunday and Monday", TUESDAY)) == 2


def test_overnight_on_a_named_day_is_that_day():
    assert same_day("overnight on Sunday") == date(2025, 8, 31)


def test_a_stretch_over_new_year_begins_in_the_old_one():
    assert interval("from 30 December to 2 January 2026") == (
        date(2025, 12, 30),
        date(2026, 1, 2),
    )


@pytest.mark.parametrize(
    "text",
    [
        "el 31 de agosto",
        "31 de agosto del 2025",
        "el domingo pasado",
        "٣١ أغسطس ٢٠٢٥",
        "31 آب",
        "يوم الأحد",
        "۳۱ اگست ۲۰۲۵",
        "اتوار کے روز",
        "anteayer",
    ],
)
def test_spanish_arabic_and_urdu_days_are_read(text):
    assert same_day(text) == date(2025, 8, 31)


@pytest.mark.parametrize("text", ["ayer", "أمس", "گزشتہ روز"])
def test_yesterday_is_the_day_before_publication(text):
    assert same_day(text) == date(2025, 9, 1)


@pytest.mark.parametrize("text", ["پیر صاحب کا بیان", "دو ہفتہ پہلے", "Domingo Ruiz habló"])
def test_a_word_that_also_means_something_else_is_no_day(text):
    assert find_dates(text, TUESDAY) == ()


def test_every_way_names_all_the_words_it_can_begin_with():
    texts = [path.read_text().lower() for path in ROOT.glob("evals/gold/stories/*/*.txt")]
    assert len(texts) > 60
    for way in (*patterns.WAYS, *stretches.WAYS, *foreign.WAYS):
        for found in (found for text in texts for found in way.expression.finditer(text)):
            lead = re.match(r"\w+", found[0])[0]
            assert {lead, DIGITS if lead[0].isdigit() else lead} & way.leads, found[0]
