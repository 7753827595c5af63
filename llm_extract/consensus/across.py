"""Figures of one incident in different fields that speak to one another: of a part and its whole.

"No one was hurt" beside "two officers were hurt" is a conflict, though the one is of everybody and
the other of the police; and where one report gives only the soldiers and another only everybody, a
reader may take the two figures for rivals that they are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations, product

from llm_extract.consensus.classify import Ground, Kind, held_apart
from llm_extract.consensus.disagreements import between
from llm_extract.consensus.opposition import Relation
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.sameness import count_key
from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Toll
from llm_extract.records.consensus import Disagreement
from llm_extract.records.counts import Count

# Whose figures are contained in another group's; everybody contains all but, perhaps, attackers.
_FORCES = frozenset({Group.POLICE, Group.MILITARY})
_HARM = frozenset({Effect.KILLED, Effect.INJURED})
# Nobody takes the children among the dead for all the dead.
_NEVER_THE_TOLL = frozenset(
    {Group.CHILDREN, Group.MEDICAL, Group.MEDIA, Group.FOREIGNERS, Group.OFFICIALS, Group.OTHER}
)

_Whom = tuple[Group, Effect]
# By article, of whom it gives a figure for the whole.
_Given = Mapping[str, frozenset[_Whom]]


def across(standings: Iterable[Standing], *, many_places: bool) -> tuple[Disagreement, ...]:
    """The disagreements between tolls of different groups or effects, each told in a sentence."""
    tolls = [one for one in standings if _is_held_of_whole(one)]
    if _of_two_armies(tolls):
        return ()
    given = _given(tolls)
    of: dict[_Whom, list[Standing]] = defaultdict(list)
    for one in tolls:
        of[_whom(one)].append(one)
    found: list[Disagreement] = []
    # Soldiers beside all and policemen beside all are two matters.
    for inner, outer in permutations(of, 2):
        pairs: dict[Kind, list[tuple[Standing, Standing]]] = defaultdict(list)
        for part, whole in product(of[inner], of[outer]) if _comparable(inner, outer) else ():
            kind = _kind(part, whole, given, many_places=many_places)
            if kind is not None:
                pairs[kind].append((part, whole))
        found.extend(between(tolls, pairs))
    return tuple(found)


def _comparable(inner: _Whom, outer: _Whom) -> bool:
    """Whether figures for the one may be parts of figures for the other."""
    wider = outer[0] in {inner[0], Group.EVERYONE, Group.SECURITY_FORCES}
    return wider and (inner[1] in _HARM or inner[1] is outer[1])


def _is_held_of_whole(one: Standing) -> bool:
    figure = isinstance(one.value, Toll) and one.value.count.is_bounded
    return figure and one.is_held and one.part is None and not _is_taken_back(one)


def _is_taken_back(one: Standing) -> bool:
    """Whether each article that gives the figure tells as well that it was taken back."""
    return _articles(one) <= {each.source.article_id for each in one.withdrawing}


def _given(tolls: Iterable[Standing]) -> _Given:
    found: dict[str, set[_Whom]] = defaultdict(set)
    for one in tolls:
        for article in _articles(one):
            found[article].add(_whom(one))
    return {article: frozenset(whom) for article, whom in found.items()}


def _whom(one: Standing) -> _Whom:
    value = _toll(one)
    return value.group, value.effect


def _toll(one: Standing) -> Toll:
    if not isinstance(one.value, Toll):
        raise TypeError(f"only tolls are compared across fields, not {one.value.field}")
    return one.value


def _kind(part: Standing, whole: Standing, given: _Given, *, many_places: bool) -> Kind | None:
    """How a figure and one that would contain it differ; None where a reader sees they do not."""
    one, other = _toll(part), _toll(whole)
    if not _is_of_part(one, other) or part.mouths & whole.mouths:
        return None
    if _befell_the_same(one, other) and _exceeds(one.count, other.count):
        ground = Ground.of([part, whole], many_places=many_places)
        found = held_apart(part, whole, Relation.OPPOSED, ground)
        # A voice that corrects the toll of one group has not corrected another's.
        return None if found is Kind.UPDATE else found
    return Kind.SCOPE if _may_be_confused(part, whole, given) else None


def _is_of_part(part: Toll, whole: Toll) -> bool:
    """Whether the group of the one belongs to the group of the other, or is the same."""
    if part.group is whole.group:
        return True
    if whole.group is Group.EVERYONE:
        attackers = whole.includes_perpetrators is IncludesPerpetrators.YES
        return attackers or part.group is not Group.MILITANTS
    return whole.group is Group.SECURITY_FORCES and part.group in _FORCES


def _befell_the_same(part: Toll, whole: Toll) -> bool:
    """Whether whoever the one counts suffered what the other counts."""
    if part.effect is whole.effect:
        return True
    return whole.effect is Effect.KILLED_OR_INJURED and part.effect in _HARM


def _exceeds(part: Count, whole: Count) -> bool:
    """Whether the least of the part is more than the most of the whole."""
    return part.low is not None and whole.high is not None and part.low > whole.high


def _of_two_armies(tolls: Iterable[Standing]) -> bool:
    """Whether two states speak: each counts its own dead and the enemy's, and seldom says which."""
    states = {line.side for one in tolls for line in one.lines if line.of_state}
    return len(states) > 1


def _may_be_confused(part: Standing, whole: Standing, given: _Given) -> bool:
    """Whether of two reports each gives one of the two alone, as if it were the toll."""
    inner, outer = _whom(part), _whom(whole)
    if inner[0] in _NEVER_THE_TOLL or inner[1] is not Effect.KILLED:
        return False
    if count_key(_toll(part).count) == count_key(_toll(whole).count):
        return False
    if outer[1] is Effect.NEUTRALISED:
        return inner[0] is outer[0]
    if outer[1] is not Effect.KILLED:
        return False
    return any(outer not in given[one] for one in _articles(part)) and any(
        inner not in given[one] for one in _articles(whole)
    )


def _articles(one: Standing) -> set[str]:
    return {each.source.article_id for each in one.holding}
