"""From the words of a figure to a count, by the same rules that read any text.

A model says "more than 50"; that this is 51 or more is worked out here, so that every extraction
words its counts alike, and a figure that its own words do not carry is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from llm_extract.counts import find_counts
from llm_extract.extractors.model.checked import KNOWN, Unusable, code_of
from llm_extract.extractors.model.reply import FactField, FactReply, TollReply
from llm_extract.records.claims import Extent, ExtentUnit, Stance, Toll
from llm_extract.records.counts import Count, CountKind

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

Bounds = tuple[int | None, int | None]
# Whoever does this need not repeat the figure that another gave.
_ABOUT_ANOTHERS = frozenset({Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.RETRACTS})
# "Denied any deaths" rejects one and every other number alike: no figure of anybody's.
_ANY: Bounds = (1, None)
# Whoever does this gives no figure, whichever stands in the sentence.
_GIVES_NONE = frozenset({Stance.DECLINES, Stance.CANNOT_CONFIRM})


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
        unit = ExtentUnit(code_of(reply))
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
        if reply.field is FactField.EXTENT and reply.code in KNOWN[FactField.EXTENT]:
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
