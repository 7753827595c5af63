"""Places a text names, with as much of country, province, town and site as its words say.

There is no gazetteer of towns: a name counts as a place where the language marks it as one ("in
Orlo", "the town of Orlo", "Orlo province", "Orlo railway station", a dateline, a list of towns),
or where it is a country or a state of the United States; then every other mention of the name in
the same text counts too. What it cannot tell: a town from a
province where no unit word says so (precision unknown), a person or a firm after "in" from a place,
which of two places of one name is meant, and whether the event happened there at all. In text
without lower case only datelines, countries and unit words are found.

Conventions: districts, counties and the like are localities; a name right before a province or a
country ("Orlo, Northland province"), or one that a site stands in, is a locality.
"""

from __future__ import annotations

from dataclasses import dataclass

from llm_extract.records.when_where import Place, PlacePrecision
from llm_extract.where.dateline import datelines
from llm_extract.where.gazetteer import country_of
from llm_extract.where.joining import Chain, chains, known_again, share_cues
from llm_extract.where.names import Mention, mentions
from llm_extract.where.upper import upper_mentions

__all__ = ["FoundPlace", "country_of", "find_places"]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place and where its words stand, unit word included; offsets are half-open.

    `is_dateline` marks where the report was filed, which need not be where anything happened.
    """

    place: Place
    start: int
    end: int
    is_dateline: bool = False


def find_places(text: str) -> tuple[FoundPlace, ...]:
    """Every place mention in `text`, in order, without overlaps.

    >>> [str(found.place) for found in find_places("Two died in Tavo, Orlo province, police said.")]
    ['Tavo, Orlo']
    """
    filed = list(datelines(text))
    # Upper case marks no names, so the town of a dateline must be looked for by name.
    towns = {line.name for line in filed if line.level is PlacePrecision.LOCALITY}
    read = upper_mentions(text, towns) if _is_upper(text) else mentions(text)
    filed_at = {at for line in filed for at in range(line.start, line.end)}
    outside = (one for one in read if one.start not in filed_at)
    shared = share_cues(text, sorted(outside, key=lambda mention: mention.start))
    ordered = sorted([*filed, *shared], key=lambda mention: mention.start)
    return tuple(_found(chain) for chain in chains(text, known_again(ordered)))


def _is_upper(text: str) -> bool:
    sample = text[:2000]
    return sum(map(str.islower, sample)) * 10 < sum(map(str.isupper, sample))


def _found(chain: Chain) -> FoundPlace:
    finest = chain[0]
    levels = [_level(mention, chain) for mention in chain]
    named = {
        level: _name(mention) for level, mention in reversed(list(zip(levels, chain, strict=True)))
    }
    place = Place(
        name=finest.name,
        country=next((mention.country for mention in chain if mention.country), None),
        admin1=named.get(PlacePrecision.ADMIN1),
        locality=named.get(PlacePrecision.LOCALITY),
        site=named.get(PlacePrecision.SITE),
        precision=levels[0],
    )
    start, end = min(one.start for one in chain), max(one.end for one in chain)
    return FoundPlace(place, start, end, is_dateline=finest.is_dateline)


def _level(mention: Mention, chain: Chain) -> PlacePrecision:
    """What the words call it; see the conventions above for a name beside a wider or finer one."""
    if mention.level is None and len(chain) > 1:
        return PlacePrecision.LOCALITY
    return mention.level or PlacePrecision.UNKNOWN


def _name(mention: Mention) -> str:
    return (
        mention.country or mention.name if mention.level is PlacePrecision.COUNTRY else mention.name
    )
