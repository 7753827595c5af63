"""What a press release says by its annotators' conventions: one figure, day, province.

The conventions were learned from the first half of the development file, and are followed here and
nowhere else:

- "Several", "multiple", "some", "a number of" are 3, "numerous" is 4; "more than 10" is 11.
- A captured leader and his captured associates are summed, and so are the figures of different
  sentences: "a leader was captured", then "two more were detained", is 3. A figure that a later
  sentence repeats, or that sums up those before it, is counted once; so is a vague figure that a
  later sentence makes exact. Whoever is named counts as one, unless a figure of one in the same
  sentence is his.
- Killed are insurgents: nobody of the coalition, no soldier, policeman or civilian. Captured are
  all that were.
- A release that reports none was coded 0. Where no figure was read, 0 is therefore what was said.
- The day is that of the operation. The day in the head lines is that of the release, and stands in
  only where no other is told. A night is the day it begins, "the past 24 hours" the day they end.
- The province is a set of one in nearly every answer; the sets must be equal. Its spellings vary;
  a district tells it where no other province has one of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from llm_extract.evals.suites.provinces import (
    named_province,
    province,
    province_of_district,
)
from llm_extract.evals.suites.stances import UNCOMMITTED
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Claim,
    Effect,
    Evidence,
    Group,
    Location,
    Timing,
    Toll,
    Victim,
)
from llm_extract.records.counts import Count
from llm_extract.records.incidents import Extraction
from llm_extract.records.when_where import Place, When
from llm_extract.sources.published import published
from llm_extract.text import freeze


@dataclass(frozen=True)
class Said:
    """An answer as it is compared, None where nothing is said; and the sentences it rests on."""

    answer: str | None
    spans: tuple[Span, ...] = ()
    shown: str | None = None


def answers(extraction: Extraction, article: Article) -> dict[str, Said]:
    """The answer of each slot, from all incidents of a release together."""
    claims = sorted(
        (
            claim
            for incident in extraction.incidents
            for claim in incident.claims
            if claim.stance not in UNCOMMITTED
        ),
        key=lambda claim: (claim.evidence[0].span.start, claim.claim_id),
    )
    return {
        "killed": _figure(claims, Effect.KILLED),
        "captured": _figure(claims, Effect.CAPTURED),
        "date": _day_of(claims, article),
        "province": _provinces(extraction, claims),
    }


# ---------------------------------------------------------------- figures

_FOES = frozenset({Group.MILITANTS, Group.EVERYONE, Group.OTHER})
_VAGUE = {"numerous": 4, "many": 4}
_USUAL = 3
# Words that tell a further figure from one that is said again.
_FURTHER = re.compile(
    r"\b(?:additional|another|also|others?|further(?! questioning)|second|separate)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\bincluding\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(?:past|last)\s.*\bhours\b", re.IGNORECASE)
_Mention = tuple[Toll | Victim, Evidence]


@dataclass(frozen=True)
class _Told:
    """What one sentence adds: exact figures, and vague ones in the annotators' convention."""

    exact: int
    vague: int
    further: bool = False

    def repeats(self, exact: int, vague: int) -> bool:
        """Whether it says again what was said before: the sum, one of both, or vaguely."""
        if self.further or not exact + vague:
            return False
        return self.exact + self.vague in {exact, vague, exact + vague} or not self.exact


def _figure(claims: Iterable[Claim], effect: Effect) -> Said:
    mentions = [one for one in map(_mention, claims) if one and _counts(one[0], effect)]
    exact = vague = 0
    for _, sentence in groupby(mentions, key=lambda one: one[1].span.start):
        told = _told(tuple(sentence))
        if told.repeats(exact, vague):
            continue
        if told.exact > 1 and not told.vague:
            vague = 0
        exact, vague = exact + told.exact, vague + told.vague
    spans = tuple(evidence.span for _, evidence in mentions)
    return Said(str(exact + vague), spans, None if mentions else "0 (none read)")


def _mention(claim: Claim) -> _Mention | None:
    value = claim.value
    return (value, claim.evidence[0]) if isinstance(value, Toll | Victim) else None


def _counts(value: Toll | Victim, effect: Effect) -> bool:
    if value.effect is not effect or (isinstance(value, Toll) and value.count.high == 0):
        return False
    return effect is Effect.CAPTURED or value.group in _FOES


def _told(sentence: Sequence[_Mention]) -> _Told:
    """The figures of one sentence: summed, but for "several, including the leader"."""
    counts = [value.count for value, _ in sentence if isinstance(value, Toll)]
    exact = [bound for count in counts if (bound := _bound(count)) is not None]
    names = {value.name for value, _ in sentence if isinstance(value, Victim)}
    exact += [1] * (len(names) - exact.count(1))
    vague = [_convention(one.verbatim) for one in counts if not one.is_bounded]
    words = sentence[0][1].quote
    if _WITHIN.search(words):
        most = max([*exact, *vague])
        return _Told(most, 0) if most in exact else _Told(0, most)
    return _Told(sum(exact), sum(vague), further=_FURTHER.search(words) is not None)


def _convention(words: str) -> int:
    return next((_VAGUE[word] for word in words.casefold().split() if word in _VAGUE), _USUAL)


def _bound(count: Count) -> int | None:
    return count.low if count.low is not None else count.high


# ---------------------------------------------------------------- day and province


def _day_of(claims: Iterable[Claim], article: Article) -> Said:
    """The earliest day of the first sentence that tells one; else that of the release."""
    released = article.published_on
    told = [
        (claim.value.when, claim.evidence[0].span)
        for claim in claims
        if isinstance(claim.value, Timing) and claim.value.when.start is not None
    ]
    others = [one for one in told if not _is_written_out(one[0], released)]
    if not others:
        return Said(str(released), shown=f"{released} (released)") if released else Said(None)
    opening = others[0][1].start
    day, span = min((str(_day_meant(when)), span) for when, span in others if span.start == opening)
    return Said(day, (span,))


def _is_written_out(when: When, released: date | None) -> bool:
    """Whether it is the day of release in figures, which stands in the head lines."""
    return when.start == released and any(map(str.isdigit, when.verbatim))


def _day_meant(when: When) -> date | None:
    """A night was coded as the day it begins, "the past 24 hours" as the day they end."""
    is_past = _HOURS.search(when.verbatim) is not None
    return when.end if is_past else when.start


def _provinces(extraction: Extraction, claims: Iterable[Claim]) -> Said:
    """Those the incidents lie in; where none of them says, those of the places told of."""
    own = [one.place for one in extraction.incidents if one.place]
    told = [claim.value.place for claim in claims if isinstance(claim.value, Location)]
    for places in (own, told):
        found = {name for place in places if (name := _province_of(place))}
        if found:
            return Said(", ".join(sorted(found)))
    return Said(None)


def _province_of(place: Place) -> str | None:
    """By the part that says so in any spelling; else by the name of a town or a district."""
    if place.admin1 and (name := _widest(place.admin1, province)):
        return name
    names = [part for part in (place.locality, place.name) if part]
    told = (_widest(name, by) for by in (named_province, province_of_district) for name in names)
    return next(filter(None, told), None)


def _widest(words: str, told: Callable[[str], str | None]) -> str | None:
    """The province that the last of the names says, as in "Gero district, Paktya province"."""
    parts = (part.strip() for part in reversed(words.split(",")))
    return next((name for part in parts if (name := told(part))), None)


# ---------------------------------------------------------------- the day of release

_HEAD = 500
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}"
# "2011-03-S-058": the running number of a release opens with its year and month.
_NUMBERED = re.compile(r"\b(20\d\d)-\d\d-[A-Z]{1,3}-\d{2,4}\b")
_STAMPS = (
    re.compile(rf"^.{{0,40}}\((?P<day>{_DAY}(?:, \d{{4}})?)\)", re.MULTILINE),  # TAVO, (May 3)
    re.compile(rf"\A(?P<day>{_DAY}): "),  # May 3: Operations in ...
    re.compile(rf"\A.{{0,80}}?\s(?P<day>{_DAY}, \d{{4}})$", re.MULTILINE),  # Update, May 3, 2011
)


def released_on(text: str) -> date | None:
    r"""The day a release gives for itself in its head lines; None where it gives none in full.

    A day without its year takes the year of the release's running number.

    >>> released_on("2011-05-S-007\nTAVO, Afghanistan (May 3)\nTwo men were detained.")
    datetime.date(2011, 5, 3)
    """
    head = freeze(text)[:_HEAD]
    numbered = _NUMBERED.search(head)
    for stamp in _STAMPS:
        found = stamp.search(head)
        words = found["day"] if found else ""
        if words and "," not in words:
            words = f"{words}, {numbered[1]}" if numbered else ""
        if words:
            return _day(words)
    return None


def _day(words: str) -> date | None:
    try:
        return published(words)[0].on
    except ValueError:
        return None
