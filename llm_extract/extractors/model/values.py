"""From a reply's words to typed values, by the same rules that read any text.

A model says "more than 50"; that this is 51 or more is worked out here, so that every extraction
words its counts and dates alike, and a figure that its own words do not carry is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from llm_extract.counts import find_counts
from llm_extract.extractors.model.reply import CODES, FactField, FactReply, TollReply
from llm_extract.ground import ground
from llm_extract.particulars import CAN_BE_LIMITED, limit_in, measure_in
from llm_extract.records.article import Span
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Evidence,
    Extent,
    ExtentUnit,
    Location,
    Outcome,
    Response,
    ResponseKind,
    Responsibility,
    Result,
    Stance,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count, CountKind
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

_WORD = re.compile(r"\w+")
# Other languages group thousands by stops or blanks: "1.204" and "1 204" are 1204.
_DIGITS = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+")
# No toll has more digits, and Python reads no number of thousands of them.
_MOST_DIGITS = 12
# Where the reply reads none, these words carry it: "nil", "did not suffer any losses".
_NONE = re.compile(
    r"\b(?:no|not|nil|neither|nor|never|without|unharmed|unhurt|uninjured|unscathed)\b|n['’]t\b",
    re.IGNORECASE,
)
# "A 23-year-old was killed" and "Ana Ruiz, 23" count one, and not 23.
_AGE = re.compile(r"\b\d+[- ](?:year|month|week|day)s?[- ]olds?\b|(?<=[^\W\d]),\s*\d{1,2}\s*$")


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

Bounds = tuple[int | None, int | None]
# Whoever does this need not repeat the figure that another gave.
_ABOUT_ANOTHERS = frozenset({Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.RETRACTS})
# "Denied any deaths" rejects one and every other number alike: no figure of anybody's.
_ANY: Bounds = (1, None)
# Whoever does this gives no figure, whichever stands in the sentence.
_GIVES_NONE = frozenset({Stance.DECLINES, Stance.CANNOT_CONFIRM})


def words_of(text: str) -> frozenset[str]:
    """The words of a text, compatibility forms and case aside."""
    return frozenset(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


class Unusable(ValueError):
    """A value that cannot be taken as the reply has it; the message says why, for the re-ask."""


@dataclass(frozen=True)
class Figures:
    """What a figure is read against: the article's language, and the figures asserted elsewhere."""

    english: bool = True
    asserted: Mapping[Bounds, Count] = field(default_factory=dict)
    extents: Mapping[ExtentUnit, Count] = field(default_factory=dict)

    def toll(self, reply: TollReply, stance: Stance) -> Toll:
        """The toll a reply words.

        Raises:
            Unusable: its figure does not stand in its words, nor is it one to be rejected.
        """
        bounds = (reply.low, reply.high)
        count = self.asserted.get(bounds) if stance in _ABOUT_ANOTHERS else None
        if stance in _GIVES_NONE and bounds == (None, None):
            count = _unknown(reply.words)
        if count is None and stance is Stance.DENIES and bounds == _ANY:
            count = None if find_counts(reply.words) else _unknown(reply.words)
        if count is None:
            count = self.count(reply.words, *bounds)
        return Toll(
            group=reply.group,
            effect=reply.effect,
            count=count,
            includes_perpetrators=reply.attackers_included,
        )

    def extent(self, reply: FactReply, stance: Stance) -> Extent:
        """How far it reached; who rejects that in words without a figure rejects the one given.

        Raises:
            Unusable: its code is no unit.
        """
        unit = ExtentUnit(_code(reply))
        count = self.count(reply.words, None, None)
        if count.kind is CountKind.UNKNOWN and stance in _ABOUT_ANOTHERS:
            count = self.extents.get(unit, count)
        return Extent(unit=unit, count=count)

    def count(self, words: str, low: int | None, high: int | None) -> Count:
        """The count that `words` say; `low` and `high` break ties and serve other languages.

        A zero and "a" for one are read only where the reply reads them too: "no figures were
        given" is no zero, and "a full toll" is no one.

        >>> Figures().count("more than 50 of them", 50, None)
        Count(kind=<CountKind.AT_LEAST: 'at_least'>, low=51, high=None, verbatim='more than 50')
        """
        bounds = (low, high)
        found = find_counts(words, articles=True)
        readings = [one.count for one in found if not (one.is_article or _is_zero(one.count))]
        agreeing = [one.count for one in found if (one.count.low, one.count.high) == bounds]
        if agreeing:
            return agreeing[0]
        if readings:
            return _only(readings, bounds, words)
        if bounds == (None, None):
            return _unknown(words)
        return self._as_given(words, low, high)

    def _as_given(self, words: str, low: int | None, high: int | None) -> Count:
        """Bounds in words that the rules of English do not read, none, or one named person."""
        if (low, high) == (0, 0) and _NONE.search(words):
            return Count(kind=CountKind.ZERO, low=0, high=0, verbatim=words)
        digits = {_number(found) for found in _DIGITS.findall(_AGE.sub("", words))}
        stands = digits and {bound for bound in (low, high) if bound is not None} <= digits
        if not stands and (digits or (self.english and (low, high) != (1, 1))):
            raise Unusable(f"the figure {low}..{high} does not stand in the words “{words}”")
        lowest, highest = low or 0, high if high is not None else low or 0
        if not 0 <= lowest <= highest:
            raise Unusable(f"no number lies in {low}..{high}, given for the words “{words}”")
        return Count(kind=_kind(low, high), low=low, high=high, verbatim=words)


def _unknown(words: str) -> Count:
    return Count(kind=CountKind.UNKNOWN, verbatim=words)


def _only(readings: list[Count], bounds: Bounds, words: str) -> Count:
    """The one figure that words give, the range they run through, or what the bounds can only have
    meant.
    """
    low, high = bounds
    figures = {one.low for one in readings}
    if low is not None and high is not None and low < high and {low, high} <= figures:
        # "two, maybe three" and "from five to 12" are ranges that no grammar of counts foresees.
        return Count(kind=CountKind.BETWEEN, low=low, high=high, verbatim=words)
    meant = [one for one in readings if _is_meant(one, bounds)] or readings
    if len({(one.low, one.high) for one in meant}) > 1:
        raise Unusable(f"the words “{words}” hold several figures, and none is {low}..{high}")
    return meant[0]


def _is_meant(count: Count, bounds: Bounds) -> bool:
    """Whether the bounds miss a figure only by its qualifier: 50 for "more than 50"."""
    ours = {bound for bound in (count.low, count.high) if bound is not None}
    theirs = {bound for bound in bounds if bound is not None}
    return any(abs(one - other) <= 1 for one in ours for other in theirs)


def _number(digits: str) -> int | None:
    plain = re.sub(r"\D", "", digits)
    return int(plain) if len(plain) <= _MOST_DIGITS else None


def asserted_in(replies: Iterable[TollReply], english: bool) -> dict[Bounds, Count]:  # noqa: FBT001
    """The readable figures of some replies by their bounds, for those who reject them."""
    counts: dict[Bounds, Count] = {}
    for reply in replies:
        try:
            count = Figures(english).count(reply.words, reply.low, reply.high)
        except Unusable:
            continue
        if count.is_bounded:
            counts.setdefault((reply.low, reply.high), count)
    return counts


def extents_in(replies: Iterable[FactReply]) -> dict[ExtentUnit, Count]:
    """The one figure that is given for each unit, for those who reject it."""
    given: dict[ExtentUnit, dict[Bounds, Count]] = {}
    for reply in replies:
        if reply.field is FactField.EXTENT and reply.code in _KNOWN[FactField.EXTENT]:
            count = Figures().count(reply.words, None, None)
            if count.is_bounded:
                given.setdefault(ExtentUnit(reply.code), {})[count.low, count.high] = count
    return {
        unit: count
        for unit, counts in given.items()
        for count in counts.values()
        if len(counts) == 1
    }


def _is_zero(count: Count) -> bool:
    return count.kind is CountKind.ZERO


def _kind(low: int | None, high: int | None) -> CountKind:
    if low == high:
        return CountKind.ZERO if low == 0 else CountKind.EXACT
    if high is None:
        return CountKind.AT_LEAST
    return CountKind.AT_MOST if low is None else CountKind.BETWEEN


def fact(reply: FactReply, anchor: date | None) -> Value:  # noqa: C901 - one case a field
    """The value of a fact; `anchor` is the day "on Saturday" is seen from.

    Raises:
        Unusable: the code is not one of its field's.
    """
    match reply.field:
        case FactField.DATE:
            return Timing(when=when_of(reply.words, anchor))
        case FactField.PLACE:
            return Location(place=place_of(reply.words, PlacePrecision(_code(reply)), reply.of))
        case FactField.EXTENT:
            return Figures().extent(reply, Stance.ASSERTS)
        case FactField.RESPONSIBILITY:
            return Responsibility(actor=reply.words)
        case FactField.OUTCOME:
            return Outcome(result=Result(_code(reply)), of=reply.of)
        case FactField.DAMAGE:
            return Damage(degree=Degree(_code(reply)), of=_damaged(reply))
        case FactField.TACTIC:
            return Tactic(tactic=TacticKind(_code(reply)))
        case FactField.TARGET:
            return Target(target=TargetKind(_code(reply)), words=reply.words)
        case FactField.RESPONSE:
            return Response(response=ResponseKind(_code(reply)))
        case FactField.VICTIM:
            return Victim(name=reply.words, effect=Effect(_code(reply)), description=reply.of)


def with_particulars(value: Value, words: str, quote: str) -> Value:
    """The value with what its words say besides its code, where they stand in the quotation."""
    found = ground(words, quote)
    if found is None:
        return value
    match value:
        case Outcome(result=result) if result in CAN_BE_LIMITED:
            limited = limit_in(quote, found.span.start, found.span.end)
            return value.model_copy(update={"limited": limited})
        case Response():
            named = measure_in(value.response, found.quote)
            return value.model_copy(update={"words": named})
        case _:
            return value


def _damaged(reply: FactReply) -> str:
    """What was damaged; of "no damage was reported" all that can be said is the words."""
    named = (reply.of or "").strip()
    return reply.words if not named or "damage" in named.casefold().split() else named


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


_KNOWN = {field: frozenset(map(str, codes or ())) for field, codes in CODES.items()}


def _code(reply: FactReply) -> str:
    known = _KNOWN[reply.field]
    if reply.code not in known:
        raise Unusable(
            f"the code of a {reply.field} is one of {', '.join(sorted(known))}, not {reply.code!r}"
        )
    return reply.code
