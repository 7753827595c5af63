"""The words of the calendar: weekdays, months in several languages, number words, units."""

from __future__ import annotations

from collections.abc import Iterable

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAY_NAMES = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = tuple(name for name in MONTHS if name == "may" or len(name) > len("sept"))
# Spanish, Portuguese, French, German, Italian; read only between a day and a year.
FOREIGN_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero janeiro janvier januar jänner gennaio",
            "febrero fevereiro février februar febbraio",
            "marzo março mars märz",
            "abril avril aprile",
            "mayo maio mai maggio",
            "junio junho juin juni giugno",
            "julio julho juillet juli luglio",
            "agosto août",
            "septiembre setiembre setembro septembre settembre",
            "octubre outubro octobre oktober ottobre",
            "noviembre novembro novembre",
            "diciembre dezembro décembre dezember dicembre",
        ),
        start=1,
    )
    for name in names.split()
}

NUMBERS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "an": 1, "couple": 2}
UNITS = "hour|day|night|week|month|year"


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first.

    >>> one_of(["jun", "june"])
    'june|jun'
    """
    return "|".join(sorted(words, key=len, reverse=True))
