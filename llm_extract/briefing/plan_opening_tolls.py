"""The toll at the head: who counts how many, and that nobody outside did; plans only."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import accumulate

from llm_extract.briefing.plan_tolls import by_dispute, figures_of, led, tally_plan
from llm_extract.briefing.plans import Plan, Remark, Statement
from llm_extract.briefing.tolls import Tally, has_figure, loosely, parts_of, tolls_of, widest
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Section
from llm_extract.records.claims import Role
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus

_OPPOSED = frozenset({"contradiction", "denial"})
# Bodies outside the conflict, whose counts are others than those of a side.
_COUNTING = frozenset({Role.MEDICAL, Role.NGO, Role.ANALYST})
# More figures than these nobody can listen to.
_MOST = 6
_MANY = 2


def opening_tolls(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """The dead of all, then of each group, those most in dispute first; where no deaths are told
    of, the first toll there is. What stands in a total beside it is not said again.
    """
    told = sorted(led(view, whole), key=by_dispute)
    parts = parts_of([one for tally in told for one in figures_of(view, tally)])
    ends = [(tally, said) for tally in told if (said := _ends(view, tally, parts))]
    figures = accumulate(len(said) for _, said in ends)
    shown = [one for one, count in zip(ends, figures, strict=True) if count <= _MOST]
    disputed = any(_opposed(field) for tally in told for field in tally.fields)
    for at, (tally, said) in enumerate(shown, start=1):
        head = (Remark.TOLL_DISPUTED,) if at == 1 and disputed else ()
        tail = (Remark.UNCOUNTED,) if at == len(shown) and _is_uncounted(view, whole) else ()
        plan = tally_plan(view, Section.OPENING, tally, said)
        yield plan.model_copy(update={"remarks": (*head, *tail)})


def _ends(view: View, tally: Tally, parts: Collection[object]) -> list[Statement]:
    """Of figures that contradict each other the lowest and the highest, else the highest of each
    field: what one report counts of a place is no end of a range. A total with its parts is first.
    """
    ends: list[Statement] = []
    for field in sorted(tally.fields, key=lambda one: not _opposed(one)):
        said = [one for one in widest(view, field) if loosely(one.value) not in parts]
        apart = [one for one in said if _opposed(field) & set(one.ids)]
        # "37 to 70 over two days" is no count of the day.
        last = [*(one for one in reversed(said) if not one.hedge), *said[-1:]][:1]
        ends += [apart[0], apart[-1]] if len(apart) > 1 else last
    ends = sorted(ends[:_MANY], key=lambda one: not one.includes)
    return ends[: len({loosely(one.value) for one in ends})]


def _opposed(field: FieldConsensus) -> set[str]:
    """The positions that contradict another, or that somebody rejects."""
    found = (one for one in field.disagreements if one.kind in _OPPOSED)
    return {position_id for one in found for position_id in one.position_ids}


def _is_uncounted(view: View, whole: IncidentConsensus) -> bool:
    """Whether there is a count of the whole, and none by a body outside the conflict."""
    said = [one for f in tolls_of(whole) for one in view.statements(f) if has_figure(one)]
    roles = {voice.role for one in said for voice in one.voices}
    return bool(said) and roles.isdisjoint(_COUNTING)
