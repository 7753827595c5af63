"""How independent the sources of a field are, and how firmly it stands: an ordinal with its basis.

Independent means another outlet and another primary source. Five outlets that quote one spokesman
are one source; an outlet of which nothing is known corroborates nobody but itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from llm_extract.consensus.lines import OWN_VOICE
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.statements import Statement
from llm_extract.consensus.wording import in_words
from llm_extract.names import fold
from llm_extract.records.consensus import (
    AttributionConflict,
    Confidence,
    ConfidenceLevel,
    Contradiction,
    Denial,
    Disagreement,
    Independence,
    PossibleUpdate,
    Source,
)

_OPEN = (Contradiction, Denial, AttributionConflict, PossibleUpdate)
_TWO, _THREE = 2, 3
_NOBODY = "nobody gives a value"


@dataclass(frozen=True)
class Provenance:
    """Which origin each article counts under; an anonymous text in a group leaves it uncountable.

    Who wrote a text first cannot be told once a copy of it is anonymous. `family` gives each origin
    the first of those whose reports came out at the same house: reports of one newsroom are not
    independent of each other, however much of their own each has.
    """

    countable: frozenset[str]
    family: Mapping[str, str]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Provenance:
        """Origins of which every article names its publisher, its owner, or whom it relays."""
        listed = tuple(sources)
        every = {one.origin_id for one in listed if one.origin_id}
        anonymous = {one.origin_id for one in listed if not _says_whence(one)}
        return cls(frozenset(every - anonymous), _families(listed))

    def count(self, sources: Iterable[Source]) -> Independence:
        """Articles >= publishers >= origins; an unnamed publisher is one by itself."""
        articles = {one.article_id: one for one in sources}
        publishers = {_house(one) for one in articles.values()}
        origins = self.origins(articles.values())
        return Independence(
            articles=len(articles),
            publishers=len(publishers),
            # Two reports of one house may relay two agencies; they are still one house's word.
            origins=min(len(origins), len(publishers)),
            unknown=sum(one.origin_id not in self.countable for one in articles.values()),
            unnamed=sum(not (one.publisher or one.owner) for one in articles.values()),
        )

    def origins(self, sources: Iterable[Source]) -> frozenset[str]:
        """The countable origins among the sources."""
        return frozenset(one.origin_id for one in sources if one.origin_id in self.countable)

    def support(self, statements: Sequence[Statement]) -> int:
        """Independent sources behind the statements: no more than outlets, nor than primary ones.

        The primary sources are the voices quoted, one for each side of a conflict, and each outlet
        that speaks in its own voice. Outlets none of whose origins is known count as one.
        """
        voices = {one.line.side or one.line.key for one in statements} - {OWN_VOICE}
        own = [one.source for one in statements if one.line.key == OWN_VOICE]
        primary = len(voices) + (max(1, self._newsrooms(own)) if own else 0)
        return min(primary, max(1, self._newsrooms(one.source for one in statements)))

    def _newsrooms(self, sources: Iterable[Source]) -> int:
        return len({self.family[one] for one in self.origins(sources)})


def _families(sources: Sequence[Source]) -> dict[str, str]:
    """Each origin's family: origins are joined by the houses that their reports first came from."""
    family: dict[str, str] = {}
    first_of: dict[str, str] = {}
    by_origin: dict[str, list[Source]] = defaultdict(list)
    for one in sources:
        if one.origin_id:
            by_origin[one.origin_id].append(one)
    for origin, own in sorted(by_origin.items()):
        family[origin] = origin
        for house in sorted(_first_houses(own)):
            other = first_of.setdefault(house, origin)
            joined = {family[origin], family[other]}
            if len(joined) > 1:
                family.update({one: min(joined) for one, head in family.items() if head in joined})
    return family


def _first_houses(own: Sequence[Source]) -> set[str]:
    """Who printed a report first: a paper that reprints a wire's has not written it."""
    days = [one.published_on for one in own]
    known = [day for day in days if day is not None]
    first = min(known) if known and len(known) == len(days) else None
    return {_house(one) for one in own if first is None or one.published_on == first}


def _says_whence(source: Source) -> bool:
    return bool(source.publisher or source.owner or source.credits)


def _house(source: Source) -> str:
    name = source.owner or source.publisher
    return fold(name) if name else source.article_id


def confidence(
    standings: Sequence[Standing], disagreements: Sequence[Disagreement], provenance: Provenance
) -> Confidence:
    """Low, moderate or high, after the best supported position and what stands against it."""
    held = [(one, _support(one, provenance)) for one in standings if one.is_held]
    support = max((each for _, each in held), default=0)
    best = [one for one, each in held if each == support]
    disputed = any(isinstance(one, _OPEN) for one in disagreements)
    basis = f"{_rests(best, support)}; {_standing(disagreements, disputed=disputed)}"
    return Confidence(level=_level(support, disputed=disputed), basis=basis if held else _NOBODY)


def _support(one: Standing, provenance: Provenance) -> int:
    """A party's own word is one source, however many carry it."""
    return 1 if one.resting_on else provenance.support(one.holding)


def _level(support: int, *, disputed: bool) -> ConfidenceLevel:
    if disputed:
        return ConfidenceLevel.MODERATE if support >= _THREE else ConfidenceLevel.LOW
    if support >= _THREE:
        return ConfidenceLevel.HIGH
    return ConfidenceLevel.MODERATE if support >= _TWO else ConfidenceLevel.LOW


def _rests(held: Sequence[Standing], support: int) -> str:
    if all(one.resting_on for one in held):
        return "rests on the word of a party to the conflict"
    if support == 1:
        return "rests on one source, or on several not known to be independent"
    return f"{support} independent sources: {in_words(held[0].value)}"


def _standing(disagreements: Sequence[Disagreement], *, disputed: bool) -> str:
    """What stands against it; accounts may differ without a dispute."""
    if disputed:
        return "disputed"
    return "the accounts differ in wording, scope or time" if disagreements else "undisputed"
