"""Press releases of a military coalition: how many were killed and captured, when and where.

The annotators gave one figure for each; their conventions, learned from the first half of the
development file, are followed here and nowhere else:

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
  only where no other is told.
- The province is a set of one in nearly every answer; the sets must be equal. Its spellings vary.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Annotated

from pydantic import Field

from llm_extract.evals.scores import (
    Floor,
    Hashes,
    LeafVerdict,
    Mark,
    Metric,
    Scored,
    Tally,
    UnitScore,
)
from llm_extract.evals.sets import Outcomes
from llm_extract.evals.suites.provinces import named_province, province
from llm_extract.evals.suites.reports import once, report
from llm_extract.evals.suites.rows import Choice, Chosen, OrBlank, Row, read
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Claim,
    Effect,
    Evidence,
    Group,
    Location,
    Stance,
    Timing,
    Toll,
    Victim,
)
from llm_extract.records.counts import Count
from llm_extract.records.incidents import Extraction
from llm_extract.records.when_where import Place, When
from llm_extract.sources.published import published
from llm_extract.text import freeze

VERSION = "isaf 1"
SLOTS = ("killed", "captured", "date", "province")
METRICS = tuple(Metric(f"{slot}_exact", slot, "recall") for slot in SLOTS)


_Figure = Annotated[int, Field(ge=0)]


class Answers(Row):
    """What the annotators coded of a release; what they left blank is not graded."""

    start_date: OrBlank[date]
    province: tuple[str, ...]
    min_killed: OrBlank[_Figure]
    min_captured: OrBlank[_Figure]


class Release(Row):
    """One press release."""

    id: str
    text: str
    gold: Answers


@dataclass(frozen=True)
class Isaf:
    """The releases that were asked for, as documents with answers."""

    chosen: Chosen[Release]

    @property
    def name(self) -> str:
        """How people call it."""
        return "isaf"

    @property
    def hashes(self) -> Hashes:
        """What a saved run of it must match."""
        return self.chosen.hashes

    def articles(self) -> tuple[Article, ...]:
        """Every release that reads as a report, each text once."""
        return once(self._told.values())

    @cached_property
    def _told(self) -> dict[str, Article | None]:
        """The article of each release, by its id."""
        return {
            row.id: report(row.text, name=row.id, published_on=released_on(row.text))
            for row in self.chosen.rows
        }

    def score(self, outcomes: Outcomes) -> Scored:
        """Four answers of every release, each exact or wrong."""
        rows = self.chosen.rows
        return Scored(
            units=tuple(_scored(row, self._told[row.id], outcomes) for row in rows),
            metrics=METRICS,
            primary="killed_exact",
            floors=tuple(floors(rows)),
        )


def load(path: str | os.PathLike[str], choice: Choice) -> Isaf:
    """The releases of a file.

    Raises:
        GoldError: a line of it is broken.
    """
    return Isaf(read(path, Release, lambda row: row.id, choice, VERSION))


# ---------------------------------------------------------------- scoring


def _scored(row: Release, article: Article | None, outcomes: Outcomes) -> UnitScore:
    outcome = outcomes.get(article.article_id) if article else None
    expected = _expected(row.gold)
    if not isinstance(outcome, Extraction) or article is None:
        marks = [_mark(slot, expected[slot], _Said(None)) for slot in SLOTS]
    else:
        said = _answers(outcome, article)
        marks = [_mark(slot, expected[slot], said[slot]) for slot in SLOTS]
    return UnitScore(
        unit=row.id,
        cluster=row.id,
        slots={mark.slot: Tally.of(mark.verdict) for mark in marks},
        marks=tuple(marks),
        failed=not isinstance(outcome, Extraction),
    )


def _expected(gold: Answers) -> dict[str, str | None]:
    """The answers as they are compared; None where there is none, or no province that there is."""
    provinces = [province(name) for name in gold.province]
    known = sorted({name for name in provinces if name})
    return {
        "killed": _shown(gold.min_killed),
        "captured": _shown(gold.min_captured),
        "date": _shown(gold.start_date),
        "province": ", ".join(known) if known and None not in provinces else None,
    }


def _shown(answer: int | date | None) -> str | None:
    return None if answer is None else str(answer)


@dataclass(frozen=True)
class _Said:
    """An answer as it is compared, and the sentences it rests on."""

    answer: str | None
    spans: tuple[Span, ...] = ()
    shown: str | None = None


def _mark(slot: str, expected: str | None, said: _Said) -> Mark:
    if expected is None:
        verdict = LeafVerdict.UNGRADEABLE
    elif said.answer is None:
        verdict = LeafVerdict.MISSING
    else:
        verdict = LeafVerdict.CORRECT if said.answer == expected else LeafVerdict.WRONG_VALUE
    return Mark(slot, verdict, expected, said.shown or said.answer, said_spans=said.spans)


def floors(rows: Sequence[Release]) -> Iterator[Floor]:
    """What the commonest answer reaches when it is given for every release that has one."""
    for metric in METRICS:
        expected = Counter(_expected(row.gold)[metric.slot] for row in rows)
        del expected[None]
        if expected:
            hits = expected.most_common(1)[0][1]
            yield Floor(metric.name, "majority", hits / expected.total())


# ---------------------------------------------------------------- answers from claims

# What a claimant does not give as the case is no answer.
_UNCOMMITTED = frozenset({Stance.DENIES, Stance.RETRACTS, Stance.CANNOT_CONFIRM, Stance.DECLINES})


def _answers(extraction: Extraction, article: Article) -> dict[str, _Said]:
    claims = sorted(
        (
            claim
            for incident in extraction.incidents
            for claim in incident.claims
            if claim.stance not in _UNCOMMITTED
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


def _figure(claims: Iterable[Claim], effect: Effect) -> _Said:
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
    return _Said(str(exact + vague), spans, None if mentions else "0 (none read)")


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


def _day_of(claims: Iterable[Claim], article: Article) -> _Said:
    """The earliest day of the first sentence that tells one."""
    told = [
        (claim.value.when, claim.evidence[0].span)
        for claim in claims
        if isinstance(claim.value, Timing) and claim.value.when.start is not None
    ]
    others = [one for one in told if not _is_of_release(one[0], article)] or told
    if not others:
        return _Said(None)
    first = others[0][1].start
    when, span = min(
        (one for one in others if one[1].start == first), key=lambda one: str(one[0].start)
    )
    return _Said(str(when.start), (span,))


def _is_of_release(when: When, article: Article) -> bool:
    """Whether a date is that of the head lines: the same day, written out."""
    written_out = any(map(str.isdigit, when.verbatim))
    return written_out and when.start == (article.published_on or released_on(article.text))


def _provinces(extraction: Extraction, claims: Iterable[Claim]) -> _Said:
    """Those the incidents lie in; where none of them says, those of the places told of."""
    own = [one.place for one in extraction.incidents if one.place]
    told = [claim.value.place for claim in claims if isinstance(claim.value, Location)]
    for places in (own, told):
        found = {name for place in places if (name := _province_of(place))}
        if found:
            return _Said(", ".join(sorted(found)))
    return _Said(None)


def _province_of(place: Place) -> str | None:
    """By the part that says so in any spelling, else by a name that is just that of a province."""
    if place.admin1 and (name := _widest(place.admin1, province)):
        return name
    names = (place.locality, place.name)
    return next((name for part in names if part and (name := _widest(part, named_province))), None)


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
