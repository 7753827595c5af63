"""Dates as intervals and places with their precision: what a text says, never more."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from llm_extract.records.article import Span
from llm_extract.records.base import Record


class DatePrecision(StrEnum):
    """How narrow the interval is; UNRESOLVED: words that no calendar day can be read from."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNRESOLVED = "unresolved"


class When(Record):
    """A date interval, both ends inclusive, as far as the words and the publication date carry.

    `weekday` (Monday 1 to Sunday 7) is what the text names, kept even where no date follows from
    it and even where it does not fit the date. `conflict` then says what does not fit, in words.
    """

    verbatim: str
    start: date | None = None
    end: date | None = None
    precision: DatePrecision = DatePrecision.UNRESOLVED
    weekday: int | None = Field(default=None, ge=1, le=7)
    clock: time | None = None
    conflict: str | None = None

    @model_validator(mode="after")
    def _both_ends_or_none(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("an interval has both ends or neither")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"the interval ends before it starts: {self.start}..{self.end}")
        if (self.precision is DatePrecision.UNRESOLVED) != (self.start is None):
            raise ValueError("unresolved means no interval, and no interval means unresolved")
        return self

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return self.verbatim
        if self.start == self.end:
            return f"{self.start:%-d %B %Y}"
        return f"{self.start:%-d %B %Y} to {self.end:%-d %B %Y}"


class Moment(Record):
    """When a statement was current: a day, and the clock time where the source gives it."""

    day: date
    at: time | None = None

    def __str__(self) -> str:
        clock = f", {self.at:%H:%M}" if self.at else ""
        return f"{self.day:%-d %B %Y}{clock}"


class PartOfDay(StrEnum):
    """The stretch of a day; EARLY: the hours after midnight, and "early on Saturday"."""

    EARLY = "early"
    DAWN = "dawn"
    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Onset(Record):
    """The time of day at which something began: `words` are the article's own, at `span`.

    `clock` is set where they give an hour, and `part` is the stretch of the day they mean.
    """

    words: str = Field(min_length=1)
    span: Span
    part: PartOfDay
    clock: time | None = None

    def __str__(self) -> str:
        return self.words


class PlacePrecision(StrEnum):
    """The finest unit that is named; UNKNOWN: a name that was not resolved to any unit."""

    SITE = "site"
    LOCALITY = "locality"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    UNKNOWN = "unknown"


class Town(Record):
    """A town as GeoNames has it (CC BY 4.0): a place that a name may mean.

    `admin1_code` is GeoNames' own for the province; `population` is 0 where it is not known.
    """

    geonames_id: int
    name: str
    country: str
    admin1_code: str | None = None
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    population: int = Field(default=0, ge=0)


class Place(Record):
    """Where, from wide to narrow; each part is None where the source and the gazetteer are silent.

    `name` is the finest name as the source spells it, and is always there. `candidates` are the
    towns of that name, the likeliest first: one of them where it is settled which is meant, and
    the coordinates are its own; several where it is not.
    """

    name: str = Field(min_length=1)
    country: str | None = None
    admin1: str | None = None
    locality: str | None = None
    site: str | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    candidates: tuple[Town, ...] = ()

    def __str__(self) -> str:
        # Adjacent repeats only: a city and its province may bear one name.
        parts = [part for part in (self.site, self.locality, self.admin1, self.country) if part]
        unique = [part for at, part in enumerate(parts) if at == 0 or part != parts[at - 1]]
        return ", ".join(unique) or self.name
