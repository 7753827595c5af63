"""In which way two positions of one field differ: the first kind that fits.

The order is that of newsroom and coder practice: what is not about the same thing, or only said
more loosely, or only newer, is no contradiction; what is left is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from llm_extract.consensus.authors import is_name, may_be_one, share_a_name
from llm_extract.consensus.fewer import Fewer, bottom, is_figure
from llm_extract.consensus.newer import (
    IN_FLUX,
    corrects,
    is_later,
    may_move,
    moves_on,
    replaces,
    rules_out_any,
    stand_side_by_side,
)
from llm_extract.consensus.opposition import is_far_above, relation
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.relations import Relation
from llm_extract.consensus.scene import may_be_one_night
from llm_extract.consensus.statements import UNNAMED_PART, Statement
from llm_extract.records.claims import (
    Extent,
    Outcome,
    Responsibility,
    Result,
    Stance,
    Timing,
    Toll,
)
from llm_extract.records.counts import Count, CountKind


class Kind(Enum):
    """The kinds in the order in which they are tried."""

    SCOPE = auto()
    PRECISION = auto()
    UPDATE = auto()
    POSSIBLE_UPDATE = auto()
    DENIAL = auto()
    ATTRIBUTION = auto()
    CONTRADICTION = auto()


@dataclass(frozen=True, slots=True)
class Ground:
    """What all positions of one field have in common, by which each pair of them is judged.

    `broken_down` are the voices that give the whole, each with the article in which it does;
    `denials` are the statements that reject some value of the field; `fewer` what is known of
    figures that leave somebody out.
    """

    many_places: bool
    broken_down: frozenset[tuple[str, str]]
    denials: tuple[Statement, ...]
    fewer: Fewer

    @classmethod
    def of(cls, standings: Sequence[Standing], *, many_places: bool) -> Ground:
        """Gather it from the positions of the field."""
        whole = (one.mouth for each in standings if each.part is None for one in each.holding)
        return cls(
            many_places=many_places,
            broken_down=frozenset(whole),
            denials=tuple(_meant(standings)),
            fewer=Fewer.of(standings),
        )

    def is_told_apart(self, one: Standing) -> bool:
        """Whether all who give a part give its whole too, so that nobody takes it for the whole."""
        if one.part is None:
            return False
        return all(each.mouth in self.broken_down for each in one.holding)


def _meant(standings: Sequence[Standing]) -> Iterator[Statement]:
    """Denials; who denies "any" and gives a figure himself has denied something else."""
    if not any(each.rejecting for each in standings):
        return
    giving = {one.voice for each in standings if _is_some(each) for one in each.holding}
    for each in standings:
        count = _count(each)
        any_at_all = count is not None and count.kind is CountKind.UNKNOWN
        for one in each.rejecting:
            if not (any_at_all and one.voice in giving):
                yield one


def _is_some(one: Standing) -> bool:
    count = _count(one)
    return count is not None and bool(count.low or count.high)


def classify(left: Standing, right: Standing, ground: Ground) -> Kind | None:
    """The first kind that fits a pair of positions; None where they do not differ.

    "At least 10" from a wire and 84 from one party overlap as intervals, and are a contradiction.
    """
    if not (left.is_held or right.is_held):
        return None
    found = _related(left, right, ground)
    if found is Relation.OTHER_SCOPE or left.part != right.part:
        return _scope(left, right, ground)
    if _in_one_breath(left, right, found):
        return Kind.SCOPE
    if found is not Relation.BESIDE and (replaces(left, right) or replaces(right, left)):
        return Kind.UPDATE
    if _is_denied_by(left, right, ground) or _is_denied_by(right, left, ground):
        return Kind.DENIAL
    if not (left.is_held and right.is_held):
        # Said by nobody but to be rejected: no rival to the other, only a denial.
        return None
    if found is Relation.BESIDE or _told_together(left, right, found):
        return None
    if found is Relation.RIVAL and left.is_partial != right.is_partial:
        # Whoever shot one bystander need not have begun the attack.
        return None
    return held_apart(left, right, found, ground)


def _related(left: Standing, right: Standing, ground: Ground) -> Relation:
    found = relation(left.value, right.value, many_places=ground.many_places)
    if found is not Relation.OPPOSED:
        return found
    return Relation.BESIDE if _are_one_night(left, right) else found


def _are_one_night(left: Standing, right: Standing) -> bool:
    """Whether the words around two days make them one night."""
    match left.value, right.value:
        case Timing(when=one), Timing(when=other):
            return may_be_one_night((one, _quotes(left)), (other, _quotes(right)))
        case _:
            return False


def _quotes(one: Standing) -> str:
    return " ".join(quote.quote for each in one.holding for quote in each.claim.evidence)


def _scope(left: Standing, right: Standing, ground: Ground) -> Kind | None:
    """Figures of different things, where a reader could take the one for the other."""
    both = left, right
    if not all(one.is_held for one in both) or any(ground.is_told_apart(one) for one in both):
        return None
    if left.part == right.part:
        return Kind.SCOPE
    if left.part is not None and right.part is not None:
        # Two parts are told apart by being parts.
        return None
    part, whole = (left, right) if right.part is None else (right, left)
    return Kind.SCOPE if _may_be_taken_for(part, whole) else None


def _may_be_taken_for(part: Standing, whole: Standing) -> bool:
    """Whether a part could pass for the whole: not one man, nor an equal figure."""
    mine, yours = _count(part), _count(whole)
    if mine is None or yours is None:
        return True
    return not mine.is_bounded or (mine.low, mine.high) not in {(1, 1), (yours.low, yours.high)}


def held_apart(left: Standing, right: Standing, found: Relation, ground: Ground) -> Kind | None:
    """Two values, each held by somebody, that are of one thing and not the same."""
    if left.part == UNNAMED_PART:
        # Of which part each is, nobody says; only one voice can be known to mean the same.
        return Kind.UPDATE if moves_on(left, right) else None
    rejected = _rejects(left, right, ground) or _rejects(right, left, ground)
    if found is Relation.LOOSER and not _boasts(left, right) and not rejected:
        return Kind.PRECISION
    updated = _update(left, right)
    if updated is not Kind.UPDATE and not rejected and _leaves_out(left, right, ground):
        return Kind.SCOPE
    if updated is not None:
        return updated
    if found is Relation.RIVAL:
        # Who is blamed denies it, and blames another: that is told of each by itself.
        return Kind.ATTRIBUTION
    return Kind.DENIAL if rejected else Kind.CONTRADICTION


def _leaves_out(left: Standing, right: Standing, ground: Ground) -> bool:
    """Whether one of two figures leaves out people whom the other counts.

    An armed group's boast is not explained so, nor a toll that may only have grown.
    """
    if opposed(left, right) or not (is_figure(left) and is_figure(right)):
        return False
    low, high = sorted((left, right), key=bottom)
    if ground.fewer.is_told(low, high):
        return True
    boast = _alone_and_far(high, low) and not any(line.of_state for line in high.lines)
    # Of a figure that somebody rejects or takes back, nobody counts a part.
    doubted = bool(high.rejecting or high.withdrawing)
    some = not (boast or doubted) and ground.fewer.is_of_some(low, high)
    return some and not is_later(high, low)


# ---------------------------------------------------------------- who stands against whom


def _told_together(left: Standing, right: Standing, found: Relation) -> bool:
    """Whether whoever says the one says the other too, and sees no conflict, and no party does.

    Two authors may act together, and a fight may be contained here and go on there. Figures are
    no such matter: two figures from one mouth do differ.
    """
    if _count(left) is not None or found not in {Relation.RIVAL, Relation.OPPOSED}:
        return False
    of_one = left.mouths <= right.mouths or right.mouths <= left.mouths
    return of_one and not opposed(left, right)


def _in_one_breath(left: Standing, right: Standing, found: Relation) -> bool:
    """Whether one speaker gives both figures at one time: then they count different people.

    So it is with "up to 30" and 1, although the one leaves room for the other. "Reports" and "some
    channels" are many, who may give different figures of the same.
    """
    mine, yours = _count(left), _count(right)
    if mine is None or yours is None or left.part is not None:
        return False
    far = is_far_above(mine, yours) or is_far_above(yours, mine)
    if found is not Relation.OPPOSED and not (found is Relation.LOOSER and far):
        return False
    both = left.mouths & right.mouths
    return bool(both) and not _breaths(left, both).isdisjoint(_breaths(right, both))


def _breaths(one: Standing, mouths: frozenset[tuple[str, str]]) -> set[tuple[object, ...]]:
    """Of the breaths in which it is given, those of these mouths, where each is one speaker."""
    return {each.breath for each in one.holding if each.mouth in mouths and not each.is_hearsay}


def opposed(left: Standing, right: Standing) -> bool:
    """Whether parties of different sides hold the two."""
    return any(mine != yours for mine in left.sides for yours in right.sides)


def _boasts(left: Standing, right: Standing) -> bool:
    """Opposed parties, or one party's word alone far above what others say."""
    return opposed(left, right) or _alone_and_far(left, right) or _alone_and_far(right, left)


def _alone_and_far(one: Standing, other: Standing) -> bool:
    side = one.resting_on
    if side is None or side in other.sides or _is_in_flux(one):
        return False
    mine, yours = _count(one), _count(other)
    if mine is None or yours is None or not (mine.is_bounded and yours.is_bounded):
        return False
    return is_far_above(mine, yours)


def _is_in_flux(one: Standing) -> bool:
    """Whether it counts the missing and their like, of whom a high figure is no boast."""
    return isinstance(one.value, Toll) and one.value.effect in IN_FLUX


def _count(one: Standing) -> Count | None:
    return one.value.count if isinstance(one.value, Toll | Extent) else None


def _rejects(holder: Standing, target: Standing, ground: Ground) -> bool:
    """Whether a voice, or a side, that holds the one rejects the other."""
    against = [one for one in ground.denials if _speaks_to(one, target)]
    return bool(against) and not _voices(against).isdisjoint(_voices(holder.holding))


def _voices(statements: Iterable[Statement]) -> set[str]:
    return {one.voice for one in statements}


def _is_denied_by(denied: Standing, held: Standing, ground: Ground) -> bool:
    """Whether rejecting the one rejects the other: who denies any leaves no figure."""
    meant = (one for one in denied.rejecting if any(one is each for each in ground.denials))
    named = not denied.is_held and _is_of_one_figure(denied, held)
    against = [one for one in meant if named or _speaks_to(one, held)]
    return bool(against) and not _voices(against) <= _voices(held.holding)


def _is_of_one_figure(left: Standing, right: Standing) -> bool:
    """Whether they name one number: who rejects "14", which nobody gives, means "at least 14"."""
    mine, yours = _count(left), _count(right)
    if mine is None or yours is None:
        return False
    open_ended = yours.kind in {CountKind.EXACT, CountKind.AT_LEAST}
    return right.is_held and open_ended and mine.low == yours.low


def _speaks_to(denial: Statement, held: Standing) -> bool:
    if any(one is denial for one in held.statements):
        return True
    mine, yours = denial.claim.value, held.value
    if isinstance(mine, Responsibility) and isinstance(yours, Responsibility):
        named = share_a_name(mine.actor, yours.actor)
        return held.is_held and (named or _is_meant(denial, held))
    if not (isinstance(mine, Toll | Extent) and isinstance(yours, Toll | Extent)):
        return False
    return held.is_held and _rules_out(mine.count, yours.count)


def _is_meant(denial: Statement, held: Standing) -> bool:
    """Whether somebody denies by name what an accusation says without one: "terrorists" did it.

    In one article he answers whatever is said there, wherever else only who may be he.
    """
    mine, yours = denial.claim.value, held.value
    if not (isinstance(mine, Responsibility) and isinstance(yours, Responsibility)):
        return False
    accused = [one for one in held.holding if one.claim.stance is Stance.ACCUSES]
    in_one = any(one.source.article_id == denial.source.article_id for one in accused)
    answers = in_one or (bool(accused) and may_be_one(mine.actor, yours.actor))
    return answers and is_name(mine.actor) and not is_name(yours.actor)


def _rules_out(denied: Count, held: Count) -> bool:
    """Whether no number that fits `held` is left once every number that fits `denied` is gone."""
    if denied.kind is CountKind.UNKNOWN:
        return held.kind is CountKind.VAGUE or bool(held.low)
    if not (denied.is_bounded and held.is_bounded) or (held.low or 0) < (denied.low or 0):
        return False
    return denied.high is None or (held.high is not None and held.high <= denied.high)


# ---------------------------------------------------------------- newer, or only later


def _update(left: Standing, right: Standing) -> Kind | None:
    """A newer word of the same voice; across voices it is only possible that it is newer."""
    if not (may_move(left.value) and may_move(right.value)):
        return None
    if corrects(left, right) or corrects(right, left) or moves_on(left, right):
        return Kind.UPDATE
    # A later date explains neither how opposed parties differ, nor how what was held off got in.
    if _boasts(left, right) or stand_side_by_side(left, right) or not _may_follow(left, right):
        return None
    if rules_out_any(left, right) or rules_out_any(right, left):
        return None
    return Kind.POSSIBLE_UPDATE if is_later(left, right) or is_later(right, left) else None


def _may_follow(left: Standing, right: Standing) -> bool:
    """Whether time may lead from the one to the other, as from a fight that still goes on."""
    results = {one.value.result for one in (left, right) if isinstance(one.value, Outcome)}
    return not results or Result.ONGOING in results
