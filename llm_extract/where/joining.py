"""Mentions put together: lists share a cue, names are found again, parts form one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from llm_extract.records.when_where import PlacePrecision
from llm_extract.where.names import Cue, Mention
from llm_extract.where.vocabulary import PLURALS

_COMMA = re.compile(r",\s{1,3}(?:the\s)?")
_AND = re.compile(
    r",?\s{1,3}(?:and|or|as well as)\s{1,3}(?:the\s|in\s|near\s|at\s)?", re.IGNORECASE
)
_LIST_CUE = re.compile(
    r"\b(cities|towns|districts|villages|provinces|areas|places|locations|regions|counties"
    r"|municipalities|capitals|states)\b[^.;:\n]{0,60}?"
    r"(?:\bincluding|\bsuch as|\bnamely|\blike|:)\s(?:the\s)?$"
)
_WITHIN = re.compile(
    r",\s{1,3}|\s{1,3}(?:in|of|near)\s{1,3}(?:the\s)?|\s?\(|,\s{1,3}in\s{1,3}", re.IGNORECASE
)
_OWNER = re.compile(r"['’]s?\s{1,3}")
_LOOK_BACK = 110
_WIDTH = {
    PlacePrecision.SITE: 0,
    PlacePrecision.LOCALITY: 1,
    PlacePrecision.UNKNOWN: 1,
    PlacePrecision.ADMIN1: 2,
    PlacePrecision.COUNTRY: 3,
}
_CONFLICT = 2
Chain = tuple[Mention, ...]

# ---------------------------------------------------------------- lists


def share_cues(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with the cue of a list given to each of its members."""
    shared: list[Mention] = []
    for run in _runs(text, found):
        shared.extend(_shared(text, run))
    return shared


def _runs(text: str, found: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Stretches of mentions with only commas and "and" between them."""
    run: list[Mention] = []
    for mention in found:
        if run and not _is_joint(text[run[-1].end : mention.start]):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _is_joint(gap: str) -> bool:
    return bool(_COMMA.fullmatch(gap) or _AND.fullmatch(gap))


def _shared(text: str, run: list[Mention]) -> list[Mention]:
    first, last = run[0], run[-1]
    announced = _LIST_CUE.search(text, max(0, first.start - _LOOK_BACK), first.start)
    if announced:
        level = PLURALS.get(announced[1])
        return [_placed(one, level if level is not PlacePrecision.UNKNOWN else None) for one in run]
    if len(run) == 1:
        return [_alone(text, first)]
    if last.cue is Cue.UNITS and last.end > last.start + len(last.name):
        return [_placed(one, last.level) for one in run]
    if first.cue is Cue.UNITS:
        return [_placed(one, first.level) for one in run]
    if first.cue is Cue.PREPOSITION and _is_list_of_places(text, run):
        return [_placed(one, None) for one in run]
    return run


def _alone(text: str, mention: Mention) -> Mention:
    """A single name after a plural is what they lie in: "several districts of Orlo"."""
    if mention.cue is not Cue.UNITS or text[mention.end - 1] == "s" != mention.name[-1]:
        return mention
    return replace(mention, level=None, cue=Cue.PREPOSITION)


def _placed(mention: Mention, level: PlacePrecision | None) -> Mention:
    if mention.is_place and mention.level is not None:
        return mention
    return replace(mention, level=level, cue=Cue.NAME)


def _is_list_of_places(text: str, run: list[Mention]) -> bool:
    """Whether names after "in X" go on listing places.

    After "In Tavo, Orlo and Lina" a comma must follow; otherwise the list may be the people who
    act there: "In Tavo, Ruiz and Lina said".
    """
    gaps = [text[one.end : two.start] for one, two in pairwise(run)]
    if not _AND.fullmatch(gaps[-1]):
        return False
    opens = text[max(0, run[0].start - 20) : run[0].start].split()[-1:]
    if opens and opens[0][:1].isupper() and len(run) > 2:  # noqa: PLR2004 - "In X and Y" is safe
        return text[run[-1].end : run[-1].end + 1] == ","
    return True


# ---------------------------------------------------------------- the same name again


def known_again(found: Iterable[Mention]) -> list[Mention]:
    """The places, every other mention of a place's name, and each name at its one level."""
    found = list(found)
    levels = _levels(found)
    places = []
    for mention in found:
        key = mention.name.casefold()
        if key not in levels:
            continue
        level = mention.level or levels[key]
        places.append(mention if level is mention.level else replace(mention, level=level))
    return places


def _levels(found: Iterable[Mention]) -> dict[str, PlacePrecision | None]:
    """What each name is called in this text; a name called two things is left open."""
    called: dict[str, set[PlacePrecision]] = {}
    for mention in found:
        if mention.is_place:
            named = called.setdefault(mention.name.casefold(), set())
            if mention.level is not None:
                named.add(mention.level)
    return {
        name: (next(iter(levels), None) if len(levels) < _CONFLICT else PlacePrecision.UNKNOWN)
        for name, levels in called.items()
    }


# ---------------------------------------------------------------- parts of one place


def chains(text: str, places: Sequence[Mention]) -> Iterator[Chain]:
    """Each place as its mentions from narrow to wide: ("Tavo", "Orlo province")."""
    chain: Chain = ()
    for place in places:
        longer = _extended(text, chain, place) if chain else (place,)
        if longer is None:
            yield chain
            longer = (place,)
        chain = longer
    if chain:
        yield chain


def _extended(text: str, chain: Chain, place: Mention) -> Chain | None:
    near = max(chain, key=lambda mention: mention.end)
    gap = text[near.end : place.start]
    wider, narrower = _width(place) > _width(chain[-1]), _width(place) < _width(chain[0])
    if wider and _WITHIN.fullmatch(gap):
        return (*chain, place)
    if narrower and _OWNER.fullmatch(gap):
        return (place, *chain)
    return None


def _width(mention: Mention) -> int:
    return _WIDTH[mention.level or PlacePrecision.UNKNOWN]
