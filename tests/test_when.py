"""Dates, periods and hours seen from the day of publication."""

import time as clock
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.records.when_where import DatePrecision
from llm_extract.when import find_dates

SUNDAY = date(2026, 2, 1)
NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December"
).split()
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))


def only(text, anchor=SUNDAY):
    (found,) = find_dates(text, anchor)
    return found


def interval(text, anchor=SUNDAY):
    when = only(text, anchor).when
    return when.start, when.end


# ---------------------------------------------------------------- explicit days


@given(DAYS)
def test_a_full_date_is_read_in_every_form(day):
    month = MONTHS[day.month - 1]
    forms = [
        f"on {day.day} {month} {day.year}",
        f"on {month} {day.day}, {day.year}",
        f"on {month[:3]}. {day.day}, {day.year}",
        f"on {day.isoformat()}",
        f"ORLO, {day.day} {month[:3].upper()} {day.year % 100:02} (TAVO)",
        f"on the {day.day}th of {month} {day.year}",
    ]
    assert {interval(form, None) for form in forms} == {(day, day)}


@pytest.mark.parametrize(
    "text",
    ["31 de enero de 2026", "31 janvier 2026", "31. Januar 2026", "31 gennaio 2026",
     "31 de janeiro de 2026"],
)  # fmt: skip
def test_dates_in_neighbouring_languages_are_read(text):
    assert interval(text, None) == (date(2026, 1, 31), date(2026, 1, 31))


@given(DAYS, st.integers(min_value=-7, max_value=300))
def test_a_day_without_a_year_is_the_latest_not_far_ahead(anchor, ago):
    day = anchor - timedelta(days=ago)
    start, end = interval(f"on {day.day} {MONTHS[day.month - 1]}", anchor)
    assert start == end == day


def test_a_day_without_a_year_stays_unresolved_without_an_anchor():
    assert only("on Jan. 31", None).when.precision is DatePrecision.UNRESOLVED


@pytest.mark.parametrize("text", ["3-5 May", "between 3 and 5 May", "May 3-5", "3 to 5 May 2025"])
def test_a_range_of_days_is_an_interval(text):
    when = only(text).when
    assert (when.start, when.end) == (date(2025, 5, 3), date(2025, 5, 5))
    assert when.precision is DatePrecision.DAYS


def test_a_day_the_calendar_lacks_is_unresolved_and_says_so():
    when = only("31 February 2026").when
    assert when.start is None
    assert when.conflict == "the calendar has no such day"


def test_day_and_month_that_could_be_swapped_are_not_guessed():
    assert interval("1/31/2026") == interval("31/1/2026") == (date(2026, 1, 31),) * 2
    assert only("1/2/2026").when.conflict == "day and month may be either way round"


# ---------------------------------------------------------------- weekdays


@given(DAYS, st.integers(min_value=1, max_value=7))
def test_a_weekday_is_the_latest_at_or_before_the_anchor(anchor, weekday):
    for words in ("on {}", "early {}", "{} night", "since {}"):
        start, end = interval(words.format(NAMES[weekday - 1]), anchor)
        assert start == end
        assert start.isoweekday() == weekday
        assert timedelta(0) <= anchor - start < timedelta(days=7)


@given(DAYS, st.integers(min_value=1, max_value=7))
def test_last_and_next_exclude_the_anchor_itself(anchor, weekday):
    name = NAMES[weekday - 1]
    assert interval(f"last {name}", anchor)[0] < anchor < interval(f"next {name}", anchor)[0]


def test_a_weekday_without_an_anchor_keeps_its_name_only():
    when = only("on Saturday", None).when
    assert (when.precision, when.weekday) == (DatePrecision.UNRESOLVED, 6)


@pytest.mark.parametrize(
    "text",
    ["Saturday, 31 January 2026", "Saturday, Jan. 31", "Saturday (Jan. 31", "Sat., Jan. 31",
     "Jan. 31, Saturday"],
)  # fmt: skip
def test_a_weekday_beside_its_date_is_one_date(text):
    when = only(text).when
    assert (when.start, when.weekday, when.conflict) == (date(2026, 1, 31), 6, None)


def test_a_weekday_that_contradicts_its_date_is_kept_with_the_conflict():
    when = only("Wednesday, 31 January 2026").when
    assert (when.start, when.weekday) == (date(2026, 1, 31), 3)
    assert when.conflict == "Wednesday is named, but 31 January 2026 is a Saturday"


def test_a_weekday_does_not_move_a_date_near_the_anchor():
    assert only("Friday, Jan. 31").when.start == date(2026, 1, 31)


def test_a_stop_at_the_end_of_a_sentence_is_no_part_of_the_date():
    assert only("on 4 AUGUST.").when.verbatim == "4 AUGUST"
    assert only("at 11 am.").when.verbatim == "11 am"


# ---------------------------------------------------------------- seen from the anchor


@pytest.mark.parametrize(
    ("text", "ago"),
    [("today", 0), ("tonight", 0), ("this morning", 0), ("yesterday", 1), ("yesterday morning", 1),
     ("last night", 1), ("the day\nbefore yesterday", 2), ("two days ago", 2), ("tomorrow", -1),
     ("TODAY", 0)],
)  # fmt: skip
def test_words_for_near_days_are_counted_from_the_anchor(text, ago):
    assert interval(text) == (SUNDAY - timedelta(days=ago),) * 2


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("overnight", date(2026, 1, 31), SUNDAY, "days"),
        ("over the past two days", date(2026, 1, 30), SUNDAY, "days"),
        ("in the last 48 hours", date(2026, 1, 30), SUNDAY, "days"),
        ("over the past two years", date(2024, 1, 1), SUNDAY, "year"),
        ("last week", date(2026, 1, 19), date(2026, 1, 25), "week"),
        ("last month", date(2026, 1, 1), date(2026, 1, 31), "month"),
        ("this month", date(2026, 2, 1), date(2026, 2, 28), "month"),
        ("last year", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("in March", date(2025, 3, 1), date(2025, 3, 31), "month"),
        ("in January 2026", date(2026, 1, 1), date(2026, 1, 31), "month"),
        ("in 2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("since 2011", date(2011, 1, 1), date(2011, 12, 31), "year"),
    ],
)
def test_periods_are_intervals(text, start, end, precision):
    when = only(text).when
    assert (when.start, when.end, when.precision.value) == (start, end, precision)


@pytest.mark.parametrize("text", ["today", "last night", "last year", "two days ago", "overnight"])
def test_without_an_anchor_relative_words_stay_unresolved(text):
    assert only(text, None).when.precision is DatePrecision.UNRESOLVED


# ---------------------------------------------------------------- background


@pytest.mark.parametrize(
    "text",
    ["last year", "last month", "in 2025", "since 2011", "in recent years", "in March",
     "over the past two years", "for decades", "two years ago", "in the early 1980's",
     "in December 2025", "over the past few months"],
)  # fmt: skip
def test_periods_over_before_this_month_are_past(text):
    assert only(text).is_past_period


@pytest.mark.parametrize(
    "text",
    ["today", "on Saturday", "Jan. 31", "this year", "this month", "over the past two days",
     "in 2026", "in February", "last week", "overnight"],
)  # fmt: skip
def test_news_is_not_past(text):
    assert not only(text).is_past_period


# ---------------------------------------------------------------- hours


@pytest.mark.parametrize(
    ("text", "at"),
    [("around 3 a.m.", time(3)), ("at 10:30 pm", time(22, 30)), ("2030 hours", time(20, 30)),
     ("AT 2330", time(23, 30)), ("12 a.m.", time(0)), ("12:05 p.m.", time(12, 5)),
     ("at 14:45", time(14, 45)), ("0530 GMT", time(5, 30))],
)  # fmt: skip
def test_hours_are_read(text, at):
    assert only(text).when.clock == at


@pytest.mark.parametrize(
    "text", ["3 a.m. on Saturday", "Saturday at 3 a.m.", "Saturday, around 3 a.m."]
)
def test_an_hour_beside_its_day_is_one_date(text):
    when = only(text).when
    assert (when.start, when.clock) == (date(2026, 1, 31), time(3))


# ---------------------------------------------------------------- what is no date


@pytest.mark.parametrize(
    "text",
    ["he may 5 guards", "they march 3 miles", "he sat. 2 guards", "2000 people", "13 a.m.",
     "at 2530", "10:75", "Lina 2.0", "the second may", "12 guards", "1990s guards",
     "over 50 guards",
     "AK-47", "0530 2294 668", "at 2314 Orlo Road"],
)  # fmt: skip
def test_other_words_and_figures_are_no_dates(text):
    assert find_dates(text, SUNDAY) == ()


# ---------------------------------------------------------------- offsets and hostile text

PIECES = st.sampled_from(
    "Saturday Jan. 31 , 2026 at 3 a.m. on last year ( the past two days May 5 - ago since 1999 İ ß"
    " yesterday 2330 hours Feb. 30 99 next week".split()
)


@given(st.lists(PIECES, max_size=25).map(" ".join), st.none() | DAYS)
def test_found_dates_are_ordered_apart_and_quoted_exactly(text, anchor):
    end = 0
    for found in find_dates(text, anchor):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.when.verbatim
        end = found.end


@given(st.sampled_from([date.min, date.max, date(4, 2, 29)]), st.lists(PIECES, max_size=9))
def test_anchors_at_the_ends_of_the_calendar_do_no_harm(anchor, pieces):
    find_dates(" ".join(pieces), anchor)


def test_letters_that_grow_in_lower_case_do_not_shift_offsets():
    text = "İİİ on Saturday"
    assert text[only(text).start :] == "Saturday"


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "at ",
        "the past ",
        "last ",
        "in May ",
        "31 ",
        "Jan. ",
        "(",
        "12:",
        " ",
        "\n",
        "Saturday, Jan. 31, ",
        "3 a.m. on Saturday ",
    ],
)
def test_a_hundred_thousand_odd_characters_are_read_at_once(unit):
    text = unit * (100_000 // len(unit))
    began = clock.perf_counter()
    find_dates(text, SUNDAY)
    assert clock.perf_counter() - began < 5
