"""Figures of one incident in different fields that speak to one another: of a part and its whole.

"No one was hurt" beside "two officers were hurt" is a conflict, though the one is of everybody and
the other of the police; and where one report gives only the soldiers and another only everybody, a
reader may take the two figures for rivals that they are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product

from llm_extract.consensus.casualties import added_up
from llm_extract.consensus.classify import Ground, Kind, held_apart
from llm_extract.consensus.disagreements import between
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.relations import Relation
from llm_extract.consensus.sameness import count_key
from llm_extract.consensus.statements import Statement
from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Toll
from llm_extract.records.consensus import Disagreement
from llm_extract.records.counts import Count, CountKind

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
    tolls = [one for one in standings if _is_of_whole(one)]
    held = [one for one in tolls if _is_figure_held(one)]
    if _of_two_armies(held):
        return ()
    given = _given(held)
    sums = list(added_up(held))
    found: list[Disagreement] = []
    for whom, wholes in _by_whom(tolls).items():
        pairs: dict[Kind, list[tuple[Standing, Standing]]] = defaultdict(list)
        parts = [one for one in held if _comparable(_whom(one), whom)]
        for part, whole in product(parts, wholes):
            denied = _are_denied(part, whole, held)
            kind = Kind.DENIAL if denied else _kind(part, whole, given, many_places=many_places)
            if kind is not None:
                pairs[kind].append((part, whole))
        for terms, whole in sums:
            kind = _opposed(terms[0], whole, many_places=many_places)
            if kind is not None and _whom(whole) == whom:
                pairs[kind].extend((one, whole) for one in terms)
        found.extend(between(tolls, pairs))
    return tuple(found)


def _by_whom(tolls: Iterable[Standing]) -> dict[_Whom, list[Standing]]:
    found: dict[_Whom, list[Standing]] = defaultdict(list)
    for one in tolls:
        found[_whom(one)].append(one)
    return found


def _comparable(inner: _Whom, outer: _Whom) -> bool:
    """Whether figures for the one may be parts of figures for the other."""
    if inner == outer:
        return False
    wider = outer[0] in {inner[0], Group.EVERYONE, Group.SECURITY_FORCES}
    return wider and (inner[1] in _HARM or inner[1] is outer[1])


def _is_of_whole(one: Standing) -> bool:
    return isinstance(one.value, Toll) and one.part is None


def _is_figure_held(one: Standing) -> bool:
    return _toll(one).count.is_bounded and one.is_held and not one.is_taken_back


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
    if not _is_figure_held(whole):
        return None
    if _befell_the_same(one, other) and _exceeds(one.count, other.count):
        # "Nobody died" is of all groups, and of one group all figures are; others count others.
        alike = one.group is other.group or not other.count.high
        return _opposed(part, whole, many_places=many_places) if alike else Kind.SCOPE
    return Kind.SCOPE if _may_be_confused(part, whole, given) else None


def _opposed(part: Standing, whole: Standing, *, many_places: bool) -> Kind | None:
    ground = Ground.of([part, whole], many_places=many_places)
    found = held_apart(part, whole, Relation.OPPOSED, ground)
    # A voice that corrects the toll of one group has not corrected another's.
    return None if found is Kind.UPDATE else found


def _are_denied(part: Standing, whole: Standing, held: Iterable[Standing]) -> bool:
    """Whether somebody denies losses of the whole, and so the figure for a part of it.

    Who gives a figure himself does not deny that; he rejects what a foe makes of it.
    """
    if _toll(whole).count.kind is not CountKind.UNKNOWN or not _is_loss_of(part, whole):
        return False
    losses = [one for one in held if _is_loss_of(one, whole)]
    return any(_rejects(one, part, losses) for one in whole.rejecting)


def _rejects(denial: Statement, part: Standing, losses: Iterable[Standing]) -> bool:
    own = [one for one in losses if any(each.voice == denial.voice for each in one.holding)]
    foes = part.sides - {denial.line.side} if denial.line.side else frozenset()
    return all(foes and _exceeds(_toll(part).count, _toll(one).count) for one in own)


def _is_loss_of(part: Standing, whole: Standing) -> bool:
    one, other = _toll(part), _toll(whole)
    return bool(one.count.low) and _is_of_part(one, other) and _befell_the_same(one, other)


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
