"""Marks of place: towns, areas, sites, and whether a report as much as names the other's town."""

from __future__ import annotations

from functools import cache, lru_cache

from llm_extract.link.marks import NOTHING, Mark, Marks
from llm_extract.link.pairs import MUCH_ALIKE, Pair
from llm_extract.link.traits import Level, Traits, mentions, site_names
from llm_extract.names import same_name, sound

_MANY_PLACES = 2
_MOST_FOR_PLACES = 5
# So alike two houses' reports of one day must be that the town of one may be the other's quarter.
_QUARTER_FROM = 0.1

OTHER_TOWNS: Marks = (Mark(-3, "different towns", bars=True),)
_SAME_TOWN: Marks = (Mark(3, "the same town"),)
_NAMED: Marks = (Mark(1.5, "the place of the one is named in the other"),)
_NOT_NAMED: Marks = (Mark(-1.5, "the place of the one is not named in the other"),)
# A bridge or a village for the one is for the other the town near by.
_BOTH_NAMED: Marks = (Mark(0, "each report names the place of the other"),)
# A paper of one quarter does not name its own town.
_ONE_NAMED: Marks = (Mark(-1, "only one report names the place of the other"),)
_SITE_OF_TOWN: Marks = (Mark(3, "the site of the one bears the name of the other's town"),)
_OTHER_PLACES: Marks = (Mark(-1, "different places"),)
_A_PLACE_IN_COMMON: Marks = (Mark(2, "a place in common"),)
_WITHIN: Marks = (Mark(2, "the places of one lie in the area of the other"),)
_NO_PLACE_IN_COMMON: Marks = (Mark(-2, "no place in common"),)
_NAMED_AFTER: Marks = (Mark(1.5, "the name of one place holds that of the other"),)
_SAME_AREA: Marks = (Mark(2, "the same area"),)
_OTHER_AREAS: Marks = (Mark(-3, "different areas", bars=True),)
_AREA_MISREAD: Marks = (Mark(-1, "different areas, though of the same names"),)
_SAME_COUNTRY: Marks = (Mark(0.5, "the same country"),)
_OTHER_COUNTRIES: Marks = (Mark(-4, "different countries", bars=True),)
_SAME_SITE: Marks = (Mark(1.5, "the same site", settles=True),)
_NAMED_SITE: Marks = (Mark(3, "the same site", settles=True),)


def place_marks(pair: Pair) -> Marks:
    """What the places say; of two towns apart, whether they may be one after all."""
    left, right = pair.left, pair.right
    if left.level is Level.SERIES or right.level is Level.SERIES:
        return _wide(left, right)
    if not left.towns.isdisjoint(right.towns):
        return _SAME_TOWN + _site(left.site, right.site)
    if _lies_at(left, right.towns) or _lies_at(right, left.towns):
        return _SITE_OF_TOWN
    if left.towns and right.towns and not _one_holds_other(left, right):
        return _apart(pair)
    return _lone_area(pair) + _lone_site(left.site, right.site) + _one_place(left, right)


def _one_place(left: Traits, right: Traits) -> Marks:
    """Where only one report tells the town, whether the other as much as names it."""
    if not left.towns and not right.towns:
        return NOTHING
    placed, other = (left, right) if left.towns else (right, left)
    if not other.spoken:
        return NOTHING
    return _NAMED if mentions(other, placed.towns) else _NOT_NAMED


def _apart(pair: Pair) -> Marks:
    left, right = pair.left, pair.right
    if pair.is_fresh and _is_named_after(left.towns, right.towns):
        return _NAMED_AFTER
    named = mentions(left, right.towns), mentions(right, left.towns)
    if all(named):
        return _BOTH_NAMED
    if pair.is_of_same_people:
        return _OTHER_PLACES
    if any(named) and (pair.is_follow_up or _may_be_of_a_quarter(pair)):
        return _ONE_NAMED
    return OTHER_TOWNS if left.certain_town and right.certain_town else _OTHER_PLACES


@lru_cache(maxsize=65_536)
def _is_named_after(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether all words of one name stand in another: a quarter or a college of the town."""
    words = [[set(name.split()) for name in side] for side in (left, right)]
    return any(one < other or other < one for one in words[0] for other in words[1])


def _may_be_of_a_quarter(pair: Pair) -> bool:
    if pair.one_house:
        return pair.likeness >= MUCH_ALIKE and pair.gap == 0
    return pair.likeness >= _QUARTER_FROM and pair.is_fresh


def _lies_at(one: Traits, towns: frozenset[str]) -> bool:
    """Whether its site is one of the towns, or bears its name where no town is told: "Orla road".

    In another town an Orla Street only leads there.
    """
    if one.site is None:
        return False
    return sound(one.site) in towns or (not one.towns and _is_named_for(one.site, towns))


@lru_cache(maxsize=65_536)
def _is_named_for(site: str, towns: frozenset[str]) -> bool:
    words = {sound(word) for word in site.split() if word[0].isupper()}
    return any(words.issuperset(town.split()) for town in towns)


def _wide(left: Traits, right: Traits) -> Marks:
    shared = len(left.towns & right.towns)
    if shared >= _MANY_PLACES:
        return _places_in_common(shared)
    if shared:
        return _A_PLACE_IN_COMMON
    if _one_holds_other(left, right):
        return _WITHIN
    if left.towns and right.towns:
        return _NO_PLACE_IN_COMMON
    return _area(left, right) + _one_place(left, right)


@cache
def _places_in_common(shared: int) -> Marks:
    weight = min(_MOST_FOR_PLACES, 2 + shared / 2)
    return (Mark(weight, f"{shared} places in common", settles=True),)


def _one_holds_other(left: Traits, right: Traits) -> bool:
    """Whether a name of one is the area of the other: a town within a province."""
    return not (left.towns.isdisjoint(right.areas) and right.towns.isdisjoint(left.areas))


def _area(left: Traits, right: Traits) -> Marks:
    if not left.areas.isdisjoint(right.areas) or _one_holds_other(left, right):
        return _SAME_AREA
    if left.areas and right.areas:
        return _OTHER_AREAS
    if left.country and right.country:
        return _SAME_COUNTRY if left.country == right.country else _OTHER_COUNTRIES
    return NOTHING


def _lone_area(pair: Pair) -> Marks:
    found = _area(pair.left, pair.right)
    misread = found is _OTHER_AREAS and pair.is_much_alike
    misread |= found in (_OTHER_AREAS, _OTHER_COUNTRIES) and pair.is_of_same_people
    return _AREA_MISREAD if misread else found


@lru_cache(maxsize=65_536)
def _site(left: str | None, right: str | None) -> Marks:
    """What two sites of one town say; a site that is not named may be any."""
    if left is None or right is None:
        return NOTHING
    if same_name(left, right) or _is_one_site(left, right):
        return _SAME_SITE
    if left.islower() or right.islower():
        return NOTHING
    return (Mark(-2.5, f"different sites: {left}, {right}"),)


@lru_cache(maxsize=65_536)
def _lone_site(left: str | None, right: str | None) -> Marks:
    """What two sites say where the town is not told of both: its name is as good as a town's."""
    return _NAMED_SITE if left and right and _is_one_site(left, right) else NOTHING


def _is_one_site(left: str, right: str) -> bool:
    """Whether the names agree as far as they go: "Quill Prison" is also "Quill"."""
    one, other = site_names(left), site_names(right)
    return bool(one and other) and (one <= other or other <= one)
