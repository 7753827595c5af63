"""Which people an effect befalls, by the verb: "killed 10", "10 were killed", "10 dead".

Each rule answers with the indices of the phrases that suffer. Where a reading is doubtful it
answers with none: a toll that is missed can be seen in the text, a wrong one spreads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from llm_extract.extractors.rules.figures.gapping import find_gapped, is_gap
from llm_extract.extractors.rules.figures.idioms import find_idioms
from llm_extract.extractors.rules.figures.intake import find_intake
from llm_extract.extractors.rules.figures.reach import Reach
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.figures.wounds import find_wounds
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import past
from llm_extract.records.claims import Effect, Group

_NEAREST_OBJECT = 3
_FARTHEST_INVERTED = 8
# "Rescue workers" rescue; nobody rescues workers.
_RESCUERS = frozenset(
    "worker workers team teams service services crew crews official officials operation operations"
    " effort efforts personnel squad squads centre center".split()
)
_REPEATS = frozenset("did was were had have has".split())
_ALONG = (("along", "with"), ("together", "with"))
_AIMED = frozenset(("at", "back", "from", "over"))
_ONE_SHOT = frozenset("one a the single first second another last this that only".split())
# "Two heroes fell in the pass"; "fell back", "fell from a roof" is no death in battle.
_FIGHTERS = frozenset({Group.MILITARY, Group.POLICE, Group.SECURITY_FORCES, Group.MILITANTS})
_NO_DEATH = frozenset("back to from into off out by short below on over ill silent behind".split())
_OFFICES = ("sector", "speaker_sector", "speaker", "open_speaker")
_OBJECTS = frozenset("them him her us me it a an the his their its another".split())


@dataclass(frozen=True, slots=True)
class Suffered:
    """People `who` (an index) suffered `effect`; `first` is the word that says so."""

    who: int
    effect: Effect
    first: int
    negated: bool = False


def find_effects(sentence: Sentence, people: Sequence[People]) -> tuple[Suffered, ...]:
    """Every (people, effect) the sentence states, in order of the verbs."""
    if not people:
        return ()
    reading = _Reading(sentence, people)
    found: list[Suffered] = []
    for mark in _effect_marks(sentence):
        found.extend(reading.suffered(mark))
    found.extend(reading.understood(found))
    return tuple(dict.fromkeys(found))


def _effect_marks(sentence: Sentence) -> tuple[Mark, ...]:
    """Effect words, found once; inside a longer one ("shot and killed") the shorter is silent."""
    marks: tuple[Mark, ...] | None = sentence.memo.get("effect_marks")
    if marks is None:
        found = (
            *sentence.of("past", "active", "dying", "state", "falls", "gets_out"),
            *(Mark("past", m.value, m.first, m.last) for m in sentence.of("undoes")),
            *find_intake(sentence),
            *find_wounds(sentence),
            *find_idioms(sentence),
        )
        marks = sentence.memo["effect_marks"] = tuple(_longest(found))
    return marks


def _longest(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Those that stand in no longer one; of two over the same words, both."""
    before = 0
    ordered = sorted(marks, key=lambda mark: (mark.first, -mark.last))
    for _, group in groupby(ordered, key=lambda mark: mark.first):
        here = list(group)
        longest = here[0].last
        if longest > before:
            yield from (mark for mark in here if mark.last == longest)
        before = max(before, longest)


class _Reading:
    """One sentence being read for effects."""

    def __init__(self, sentence: Sentence, people: Sequence[People]) -> None:
        self._s = sentence
        self._people = people
        self._reach = Reach(sentence, people)
        self._ends = {mark.first: mark.last for mark in _effect_marks(sentence)}

    def suffered(self, mark: Mark) -> Iterator[Suffered]:
        """Those whom one effect word befalls."""
        if self._is_no_effect(mark):
            return
        negated = self._is_negated(mark)
        for who in self._with_parts([*self._whom(mark), *self._companions(mark)]):
            people = self._people[who]
            if (people.negated or not negated) and self._may_suffer(people, mark):
                yield Suffered(who, Effect(mark.value), mark.first, negated or people.negated)

    def _may_suffer(self, people: People, mark: Mark) -> bool:
        """Whether such people can: bodies are only found, prisoners get out, fighters fall."""
        if mark.value != Effect.KILLED and self._s.low(people.last - 1) in closed("body"):
            return False
        if mark.kind == "gets_out":
            return people.group is Group.OTHER
        if mark.value == Effect.DISPLACED:
            # Gunmen and prisoners who flee have lost no home, nor wounded who are flown out.
            hurt = self._s.begins(people.last, "past", "state")
            return not hurt and people.group is not Group.OTHER and not self._fights(people)
        of_arms = mark.kind == "falls" or any(m[2:] == mark[2:] for m in self._s.of("undoes"))
        return not of_arms or self._fights(people)

    def _fights(self, people: People) -> bool:
        """Fighters, or part of a total of them: "servicemen, 14 of them foreign"."""
        whole = people if people.within is None else self._people[people.within]
        return not _FIGHTERS.isdisjoint((people.group, whole.group))

    def _companions(self, mark: Mark) -> list[int]:
        """As in "the mayor was killed along with two bodyguards"."""
        at = mark.last
        if self._s.lows[at : at + 2] not in _ALONG and self._s.low(at) != "alongside":
            return []
        near = (who for who, p in enumerate(self._people) if 0 < p.first - at <= _NEAREST_OBJECT)
        first = next(near, None)
        counted = first is not None and self._people[first].counted
        return self._reach.object_roll(first) if first is not None and counted else []

    def understood(self, told: Sequence[Suffered]) -> Iterator[Suffered]:
        """Those whose verb is the one of the clause before."""
        yield from self._likewise(told)
        for who in find_gapped(self._s, self._people, {each.who for each in told}):
            first = self._people[who].first
            before = [each for each in told if self._end_of(each) <= first]
            last = max(before, key=self._end_of, default=None)
            if last is not None and is_gap(self._s, self._end_of(last), first):
                yield Suffered(who, last.effect, last.first)

    def _likewise(self, told: Sequence[Suffered]) -> Iterator[Suffered]:
        """As in "four guards died, as did a soldier", "... and so were two clerks"."""
        for each in tuple(told):
            at = past(self._s, self._ends[each.first], (",", "and"))
            if self._s.low(at) in ("as", "so") and self._s.low(at + 1) in _REPEATS:
                for who in self._reach.object_of(at + 2):
                    yield Suffered(who, each.effect, each.first)

    def _end_of(self, told: Suffered) -> int:
        """Past the verb and those it befell."""
        verb = self._ends[told.first]
        return max(verb, self._people[told.who].last)

    def _is_no_effect(self, mark: Mark) -> bool:
        """As in "the video captured", "released on bail", "escaped unhurt", "one of the freed"."""
        after = self._s.low(mark.last)
        match mark.value:
            case Effect.CAPTURED:
                nothing = bool(self._s.of("camera"))
            case Effect.RESCUED:
                nothing = any(low in closed("no_release") for low in self._s.lows)
                nothing = nothing or (self._s.low(mark.first) == "rescue" and after in _RESCUERS)
            case Effect.MISSING:
                nothing = after in closed("no_escape")
            case _ if mark.kind == "falls":
                nothing = after in _NO_DEATH
            case _:
                nothing = self._is_a_shot(mark)
        return nothing or self._is_of_those_told(mark)

    def _is_a_shot(self, mark: Mark) -> bool:
        """As in "heard one shot", "shot at one another": a sound, and nobody hit."""
        alone = self._s.lows[mark.first : mark.last] == ("shot",)
        aimed = self._s.low(mark.last) in _AIMED
        return alone and (aimed or self._s.low(mark.first - 1) in _ONE_SHOT)

    def _is_of_those_told(self, mark: Mark) -> bool:
        """As in "one of the freed passengers": they were freed before, and one of them speaks."""
        before = self._s.lows[max(0, mark.first - 2) : mark.first]
        return mark.kind == "past" and before == ("of", "the")

    def _whom(self, mark: Mark) -> list[int]:
        match mark.kind:
            case "past":
                return self._of_past(mark)
            case "active":
                hypothetical = self._is_hypothetical(mark)
                return [] if hypothetical else self._reach.object_of(mark.last)
            case "dying" | "falls" | "gets_out":
                return self._of_dying(mark)
            case _:
                return self._state(mark)

    # ------------------------------------------------------------ voice

    def _of_past(self, mark: Mark) -> list[int]:
        inverted = self._inverted(mark)
        if inverted:
            return inverted
        start, passive, active_aux = self._verb_start(mark.first)
        if passive:
            return self._reach.subject(start)
        counted_left = [] if self._takes_object(mark) else self._reach.adjacent_left(start)
        target = self._reach.object_of(mark.last)
        counted_right = any(self._people[who].counted for who in target)
        return counted_left if counted_left and not active_aux and not counted_right else target

    def _of_dying(self, mark: Mark) -> list[int]:
        """The subject; "14 sheltering in the camp" only tells which, unless they "were" so."""
        start, progressive, _ = self._verb_start(mark.first)
        told = progressive or not self._s.low(mark.first).endswith("ing")
        return self._reach.subject(start) if told or mark.value != Effect.DISPLACED else []

    def _inverted(self, mark: Mark) -> list[int]:
        """As in "Also killed in the raid were two guards": the sufferers follow the verb "be"."""
        opens = mark.first == 0 or (mark.first == 1 and self._s.low(0) in closed("adverb"))
        if not opens:
            return []
        reach = range(mark.last, min(mark.last + _FARTHEST_INVERTED, len(self._s.lows)))
        be = next((at for at in reach if self._s.low(at) in closed("be")), None)
        if be is None or "," in self._s.lows[mark.last : be]:
            return []
        return self._reach.object_of(be + 1)

    def _takes_object(self, mark: Mark) -> bool:
        """As in "nobody rescued them", "a gunman wounded a guard": who stands before did it."""
        return self._s.low(mark.last) in _OBJECTS

    def _verb_start(self, first: int) -> tuple[int, bool, bool]:
        """Where the verb group begins; whether it is passive; whether "have" stands in it."""
        at, passive, active = first, False, False
        while at > 0:
            low = self._s.low(at - 1)
            if low in closed("be"):
                passive = True
            elif low in closed("have"):
                active = True
            elif low not in closed("adverb", "modal", "not") or (low == "to" and not passive):
                break
            at -= 1
        return at, passive, active and not passive

    def _is_negated(self, mark: Mark) -> bool:
        return any(
            self._s.low(at) in closed("not")
            for at in range(max(0, mark.first - 4), mark.first)
            if not self._reach.breaks(at)
        )

    def _is_hypothetical(self, mark: Mark) -> bool:
        """As in "to kill 10", "could kill": nothing has happened yet."""
        before = self._s.low(mark.first - 1)
        base = not self._s.low(mark.last - 1).endswith(("ing", "s"))
        return base and before in closed("modal")

    def _with_parts(self, members: list[int]) -> list[int]:
        inside = [
            at
            for at, p in enumerate(self._people)
            if p.within in members and at not in members and not self._reach.has_own_verb(p)
        ]
        return [*members, *inside]

    def _bodies(self, mark: Mark) -> list[int]:
        """As in "six bodies were brought in"; "two government bodies" are no dead."""
        return [
            at
            for at, people in enumerate(self._people)
            if people.last == mark.last
            and people.counted
            and not any(people.first <= m.first < mark.first for m in self._s.of(*_OFFICES))
        ]

    def _state(self, mark: Mark) -> list[int]:
        if self._s.low(mark.first) in closed("body"):
            return self._bodies(mark)
        told = [
            at for at, p in enumerate(self._people) if p.first < mark.first and mark.last < p.last
        ]
        if told:
            return told
        start, passive, _ = self._verb_start(mark.first)
        return self._reach.subject(start) if passive else self._reach.adjacent_left(start)
