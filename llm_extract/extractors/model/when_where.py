"""When and where it happened, from a reply's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from llm_extract.names import fold
from llm_extract.records.article import Span
from llm_extract.records.claims import Claim, Evidence, Location, Timing
from llm_extract.records.when_where import (
    DatePrecision,
    Onset,
    PartOfDay,
    Place,
    PlacePrecision,
    When,
)
from llm_extract.when import FoundDate, find_dates
from llm_extract.where.vocabulary import ADJECTIVES

# With a capital "City" is of the name: "Orlo City", and "Ulmar Province" is Ulmar all the same.
_UNIT = re.compile(r"(?<=\w)\s+((?i:province|state|governorate|department)|city|town|village)$")
_UNITS = {
    "city": PlacePrecision.LOCALITY,
    "town": PlacePrecision.LOCALITY,
    "village": PlacePrecision.LOCALITY,
    **dict.fromkeys(("province", "state", "governorate", "department"), PlacePrecision.ADMIN1),
}

_UNTIL = frozenset({"-", "–", "to", "into", "till", "until", "through"})
_ABOUT_A_DAY = frozenset({"on", "the", "early", "late", "of", "night", "morning", "evening"})
_NOON, _EVENING = 12, 18
# "Until 1 a.m.", "to a little before 1": the hour that an evening goes on to.
_ON_TO = re.compile(
    r"\s{0,3}(-|–|to|till|until|and)\s{1,3}"
    r"(?:(?:a|about|almost|around|just|little|nearly|shortly|well|after|before|past)\s{1,3}){0,4}"
    r"(\d{1,2})(?:[.:]\d\d)?(?!\d)\s{0,3}(a|p)?\.?(?:m\b)?",
    re.IGNORECASE,
)
# How far into a text its dateline stands, headline included.
_HEAD = 300


def day_at_head(text: str) -> date | None:
    """The first day with its year at the head of a text that nothing else dates."""
    found = (one.when for one in find_dates(text[:_HEAD], None))
    return next((when.start for when in found if when.precision is DatePrecision.DAY), None)


def first_when(given: Iterable[Claim]) -> When | None:
    """Of the times that somebody gives the earliest of those that fix days, or else a week or more,
    or else only an hour: a search on Saturday follows a raid on Friday.
    """
    whens = [claim.value.when for claim in given if isinstance(claim.value, Timing)]
    return min(whens, key=lambda when: (_looseness(when), when.start or date.max), default=None)


def _looseness(when: When) -> int:
    if when.precision in (DatePrecision.DAY, DatePrecision.DAYS):
        return 0
    return 2 if when.start is None else 1


def when_of(words: str, anchor: date | None) -> When:
    """The date interval that `words` name, unresolved where no calendar day follows from them."""
    found = find_dates(words, anchor)
    if len(found) == 2 and _runs_on(words, *found):  # noqa: PLR2004 - from one day to another
        first, last = found[0].when, found[1].when
        return When(verbatim=words, start=first.start, end=last.end, precision=DatePrecision.DAYS)
    return found[0].when if found else When(verbatim=words)


def _runs_on(words: str, first: FoundDate, last: FoundDate) -> bool:
    """Whether two days are the ends of one stretch: "between 23.00 on 3 May and 5.00 on 4 May"."""
    if first.when.end is None or last.when.start is None or first.when.end >= last.when.start:
        return False
    link = set(words[first.end : last.start].casefold().split()) - _ABOUT_A_DAY
    between = "between" in words[: first.start].casefold().split()
    return len(link) == 1 and (link <= _UNTIL or (between and link == {"and"}))


def through_the_night(when: When, at: Span, sentence: str) -> When:
    """The day that words of a sentence name, at `at`, or both days where the sentence goes on past
    midnight: "from 11 p.m. on Sunday until a little before 1".
    """
    if when.precision is not DatePrecision.DAY or when.start is None:
        return when
    for one in find_dates(sentence, None):
        if one.start < at.end and at.start < one.end and (end := _past_midnight(one, sentence)):
            last = when.start + timedelta(days=1)
            stretch = {"verbatim": sentence[one.start : end], "precision": DatePrecision.DAYS}
            return when.model_copy(update={**stretch, "end": last})
    return when


def _past_midnight(evening: FoundDate, sentence: str) -> int | None:
    """Where the stretch ends that leads from an evening hour to one of the next day, if it does."""
    clock, on_to = evening.when.clock, _ON_TO.match(sentence, evening.end)
    if clock is None or clock.hour < _EVENING or on_to is None:
        return None
    link, hour, half = on_to.groups()
    if link.casefold() == "and" and "between" not in sentence[: evening.start].casefold().split():
        return None
    # "From 8 until about 10" is one evening; "from 11 until 1" is not.
    later = half is None and 0 < int(hour) < clock.hour % _NOON
    return on_to.end() if later or (half or "").casefold() == "a" else None


def onset(words: Evidence, sentence_start: int, part: PartOfDay) -> Onset:
    """The time of day that words of a sentence tell, with its hour where they give one."""
    hours = (found.when.clock for found in find_dates(words.quote, None))
    span = Span(start=sentence_start + words.span.start, end=sentence_start + words.span.end)
    clock = next((hour for hour in hours if hour is not None), None)
    return Onset(words=words.quote, span=span, part=part, clock=clock)


def place_of(name: str, precision: PlacePrecision, within: str | None) -> Place:
    """A place with its name in the part that `precision` says, and `within` as the next wider.

    A unit that the words name goes before `precision`, and stays out of the part, where a name is
    left without it: "the old city" has none, and "Northern Province" is named so.

    >>> place_of("Ulmar province", PlacePrecision.LOCALITY, None).admin1
    'Ulmar'
    >>> place_of("Northern Province", PlacePrecision.LOCALITY, None).admin1
    'Northern Province'
    """
    unit = _UNIT.search(name)
    if unit and precision is not PlacePrecision.SITE:
        precision, bare = _UNITS[unit[1].casefold()], name[: unit.start()]
        if _is_named(bare):
            return place_of(bare, precision, within).model_copy(update={"name": name})
    match precision:
        case PlacePrecision.SITE:
            return Place(name=name, site=name, locality=within, precision=precision)
        case PlacePrecision.LOCALITY:
            return Place(name=name, locality=name, admin1=within, precision=precision)
        case PlacePrecision.ADMIN1:
            return Place(name=name, admin1=name, country=within, precision=precision)
        case PlacePrecision.COUNTRY:
            return Place(name=name, country=name, precision=precision)
        case PlacePrecision.UNKNOWN:
            return Place(name=name)


def _is_named(place: str) -> bool:
    """Whether words without their unit are a name: "Ulmar", and not "the", "old" or "Northern"."""
    return place.rsplit(maxsplit=1)[-1].casefold() not in ADJECTIVES


def place_told(name: str | None, claims: Iterable[Claim]) -> Place | None:
    """Where an incident was: what its own statements of place say it is, else a town."""
    named = " ".join((name or "").split())
    told = (claim.value.place for claim in claims if isinstance(claim.value, Location))
    alike = (place for place in told if fold(named) in map(fold, (place.name, _finest(place))))
    if not named:
        return None
    found = next(alike, None) or place_of(named, PlacePrecision.LOCALITY, None)
    return found.model_copy(update={"name": named})


def _finest(place: Place) -> str:
    """The finest unit of a place, without the word for what it is: "Ulmar" of "Ulmar province"."""
    return str(place).partition(", ")[0]
