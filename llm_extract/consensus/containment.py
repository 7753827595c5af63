"""A figure for some people beside one for those among whom they are: whether the two fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from llm_extract.consensus.classify import Ground, Kind, held_apart
from llm_extract.consensus.newer import is_later
from llm_extract.consensus.opposition import counts
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.relations import Relation
from llm_extract.consensus.sameness import count_key
from llm_extract.consensus.statements import Statement
from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Toll
from llm_extract.records.counts import Count, CountKind

# Whose figures are contained in another group's; everybody contains all but, perhaps, attackers.
_FORCES = frozenset({Group.POLICE, Group.MILITARY})
_HARM = frozenset({Effect.KILLED, Effect.INJURED})
# Nobody takes the children among the dead for all the dead.
_NEVER_THE_TOLL = frozenset(
    {Group.CHILDREN, Group.MEDICAL, Group.MEDIA, Group.FOREIGNERS, Group.OFFICIALS, Group.OTHER}
)

Whom = tuple[Group, Effect]


def whom(one: Standing) -> Whom:
    """Whom a toll counts, and what befell them."""
    value = _toll(one)
    return value.group, value.effect


def count(one: Standing) -> Count:
    """The figure of a toll."""
    return _toll(one).count


def is_held_figure(one: Standing) -> bool:
    """Whether it is a figure with bounds that somebody gives, and has not taken back."""
    return count(one).is_bounded and one.is_held and not one.is_taken_back


def states_fight(tolls: Iterable[Standing]) -> bool:
    """Whether two states speak: each counts its own dead and the enemy's, and seldom says which."""
    states = {line.side for one in tolls for line in one.lines if line.of_state}
    return len(states) > 1


def may_be_set_beside(part: Standing, whole: Standing) -> bool:
    """Whether the people of the one may be among those of the other."""
    (group, effect), (outer, suffered) = whom(part), whom(whole)
    wider = outer in {group, Group.EVERYONE, Group.SECURITY_FORCES}
    return whom(part) != whom(whole) and wider and (effect in _HARM or effect is suffered)


def is_within(inner: Whom, outer: Whom) -> bool:
    """Whether all of the one are counted with the other, as dead police are with all the dead."""
    (group, effect), (wider, suffered) = inner, outer
    forces = wider is Group.SECURITY_FORCES and group in _FORCES
    same = suffered is effect or (suffered is Effect.KILLED_OR_INJURED and effect in _HARM)
    return same and (forces or wider in {group, Group.EVERYONE})


def given_by_article(held: Iterable[Standing]) -> dict[str, set[Whom]]:
    """Of whom each article gives a figure for the whole."""
    found: dict[str, set[Whom]] = {}
    for one in held:
        for article in _articles(one):
            found.setdefault(article, set()).add(whom(one))
    return found


def differ(part: Standing, whole: Standing, given: Mapping[str, set[Whom]]) -> Kind | None:
    """How a figure and one that would contain it differ; None where a reader sees they do not.

    `given`: of whom each article gives a figure.
    """
    one, other = _toll(part), _toll(whole)
    if not _is_of_part(one, other) or part.mouths & whole.mouths:
        return None
    if not is_held_figure(whole):
        return None
    if _are_the_same(one, other, given):
        opposed = counts(one.count, other.count) is Relation.OPPOSED
        return held_apart(part, whole, Relation.OPPOSED, _ground(part, whole)) if opposed else None
    # "Nobody died" is of all groups, and of one group all figures are; others count others.
    of_them = one.group is other.group or other.count.high == 0
    if not (of_them and _befell_the_same(one, other) and _exceeds(one.count, other.count)):
        return Kind.SCOPE if _may_be_confused(part, whole, given) else None
    found = held_apart(part, whole, Relation.OPPOSED, _ground(part, whole))
    # A voice that corrects the toll of one group has not corrected another's.
    if found is Kind.UPDATE:
        return None
    # The dead of yesterday are not made up for by a lower figure of today.
    newer = found is not Kind.POSSIBLE_UPDATE or is_later(part, whole)
    return found if newer else Kind.CONTRADICTION


def _are_the_same(part: Toll, whole: Toll, given: Mapping[str, set[Whom]]) -> bool:
    """Whether nobody but civilians is said to have suffered it, so that they are everybody."""
    if (part.group, whole.group) != (Group.CIVILIANS, Group.EVERYONE):
        return False
    if part.effect is not whole.effect:
        return False
    hit = {group for told in given.values() for group, effect in told if effect is part.effect}
    return hit <= {Group.CIVILIANS, Group.EVERYONE, Group.CHILDREN}


def _ground(part: Standing, whole: Standing) -> Ground:
    return Ground.of([part, whole], many_places=False)


def are_denied(part: Standing, whole: Standing, held: Iterable[Standing]) -> bool:
    """Whether somebody denies losses of the whole, and so the figure for a part of it.

    Who gives a figure himself does not deny that; he rejects what a foe makes of it.
    """
    if count(whole).kind is not CountKind.UNKNOWN or not _is_loss_of(part, whole):
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


def _may_be_confused(part: Standing, whole: Standing, given: Mapping[str, set[Whom]]) -> bool:
    """Whether a report gives the part alone, as if it were the toll."""
    inner, outer = whom(part), whom(whole)
    if inner[0] in _NEVER_THE_TOLL or inner[1] is not Effect.KILLED or count(part).high == 0:
        return False
    if outer[1] is Effect.NEUTRALISED:
        return inner[0] is outer[0]
    if count_key(_toll(part).count) == count_key(_toll(whole).count):
        return False
    if outer[1] is not Effect.KILLED:
        return False
    return any(outer not in given[one] for one in _articles(part))


def _articles(one: Standing) -> set[str]:
    return {each.source.article_id for each in one.holding}


def _toll(one: Standing) -> Toll:
    if not isinstance(one.value, Toll):
        raise TypeError(f"only tolls are compared across fields, not {one.value.field}")
    return one.value
