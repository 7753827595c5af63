"""Blame in its turns: "blamed the raid on X", "X was accused by Y of it", "Y held X responsible".

A verb of blame, the one blamed and the deed may stand in any order; a rule finds each by its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.extractors.rules.deeds.doers import Doers
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import back_over, inside, is_capital, is_passive
from llm_extract.extractors.rules.speakers.subjects import subject_before

_REACH = 12
_NEAR = 6
_CUTS = frozenset(", ; : . that which who after when while but because".split()) | {""}
_DEEDS = ("attack", "deeds", "tactic", "assails", "deed", "active", "past", "dying", "toll")
# "Blamed on rebels who were led by X", "on an attack by X": another "by".
_CLAIMS = frozenset("claimed claims claiming claim admitted admits admitting".split())
_ANSWERABLE = ("responsible", "account", "accountable")
_FARTHEST_DEED = 4
_BELONG = frozenset("belonged belong was were".split())
_JUST_BEFORE = 2
_ROUTINE = frozenset(
    "routinely usually often regularly always typically frequently generally".split()
)
_VERBLESS = frozenset("who which that led attack raid strike backed trained supported run".split())
_ASIDE = frozenset((",", "which"))
# Of the phrases that name the one who did it, those whose subject blames.
_ACTIVE = frozenset(
    "pointed points point pointing laid lay lays put puts pinned sees saw see detected".split()
)
_POINTS = frozenset("point points pointed pointing".split())
_SELVES = frozenset("it they he she its their his her".split())
_IT = frozenset(("it", "this", "them"))


@dataclass(frozen=True, slots=True)
class Blame:
    """Whom words `cue` blame, and the words that name who does it; None where nobody is named."""

    actor: str
    cue: Mark
    accuser: tuple[int, int] | None = None


def find_blame(sentence: Sentence, doers: Doers) -> Iterator[Blame]:
    """Every blame of somebody for the deed, in the order of the cues."""
    reading = _Blaming(sentence, doers)
    for mark in sentence.of("blame", "accuse", "attribute", "hold", "points_at"):
        found = None if _is_habit(sentence, mark) else reading.read(mark)
        if found is not None:
            yield found


def _is_habit(sentence: Sentence, mark: Mark) -> bool:
    """As in "routinely blames such attacks on": what is said of many deeds, and of this one not."""
    return not _ROUTINE.isdisjoint(sentence.lows[max(0, mark.first - 2) : mark.last + 2])


def find_denials(sentence: Sentence) -> Iterator[Mark]:
    """As in "rejected any involvement", "denied that it had anything to do with it"."""
    for mark in sentence.of("denies"):
        end = _end_of_denial(sentence, mark)
        if end is not None:
            yield Mark("denies_it", mark.value, mark.first, end)


def _end_of_denial(sentence: Sentence, mark: Mark) -> int | None:
    low = sentence.low
    if low(mark.last - 1) == "from":
        return mark.last
    having = low(mark.last) == "having"
    at = mark.last + having
    if low(at) in closed("violent_doing"):
        return at + 1
    if having and any(m.first == at for m in sentence.of(*_DEEDS)):
        return at + 1
    # What others are said to have done is no deed of the speaker's.
    own = low(at + 1) in _SELVES or low(at + 2) in closed("back_reference")
    if low(at) == "that" and not own:
        return None
    for at in range(mark.last, mark.last + _REACH):
        if low(at) in closed("guilt") or low(at) == "anything":
            return at + 1
        if low(at) in _CUTS - {"that"}:
            return None
    return None


def find_claims(sentence: Sentence) -> Iterator[Mark]:
    """As in "claimed Tuesday's assault", "claims both bombings": a deed taken for its own."""
    if _CLAIMS.isdisjoint(sentence.lows):
        return
    for at, low in enumerate(sentence.lows):
        if low not in _CLAIMS or sentence.low(at - 1) in closed("be"):
            continue
        near = (m for m in sentence.of("attack", "deeds") if at < m.first <= at + _FARTHEST_DEED)
        deed = next((m for m in near if not is_verb_form(sentence, m)), None)
        after = "" if deed is None else sentence.low(deed.last)
        clause = after in closed("be", "have", "modal", "active")
        if deed is not None and not clause and not after.endswith("ed"):
            yield Mark("claims_it", "", at, deed.last)


def is_verb_form(sentence: Sentence, deed: Mark) -> bool:
    """Whether a word for a deed is a participle or a state: "burned", "dead"; no noun."""
    low = sentence.low(deed.last - 1)
    return low.endswith("ed") or low in ("dead", "shot")


def find_passive_claims(sentence: Sentence) -> Iterator[Mark]:
    """As in "was claimed on Wednesday by the Front": up to the word after which it is named."""
    for verb in (at for at, low in enumerate(sentence.lows) if low == "claimed"):
        if sentence.low(verb - 1) in closed("be", "adverb"):
            near = range(verb + 2, verb + _NEAR)
            by = next((at for at in near if sentence.low(at) in _CUTS | {"by"}), None)
            if by is not None and sentence.low(by) == "by":
                yield Mark("claimed_by", "", verb, by + 1)


@dataclass(frozen=True, slots=True)
class _Blaming:
    """One sentence, asked whom its verbs of blame name."""

    sentence: Sentence
    doers: Doers

    def read(self, mark: Mark) -> Blame | None:
        if mark.kind == "points_at":
            return self._active(mark, mark.last) if self._is_of_culprits(mark) else None
        if is_passive(self.sentence, mark):
            return self._passive(mark)
        target = self._target(mark)
        return None if target is None else self._active(mark, target)

    def _is_of_culprits(self, mark: Mark) -> bool:
        """Whether "belonged to" is said of those who did it; of any other words it goes without."""
        if self.sentence.low(mark.first) not in _BELONG:
            return True
        culprits = self.sentence.of("perpetrator", "head")
        near = (m for m in culprits if 0 <= mark.first - m.last <= _JUST_BEFORE)
        return any(m.kind == "perpetrator" or m.value == "militants" for m in near)

    # ------------------------------------------------------------ whom

    def _active(self, mark: Mark, target: int) -> Blame | None:
        low = self.sentence.low
        # One points to evidence and to motives too, and so to nobody but an armed group.
        armed = low(mark.first) in _POINTS and low(mark.last - 1) == "to"
        actor = self.doers.armed_after(target) if armed else self.doers.anyone_after(target)
        if mark.kind == "points_at" and low(mark.first) not in _ACTIVE:
            return None if actor is None else Blame(actor, mark)
        noun = 2 * (low(mark.first - 1) == "the")
        whose = subject_before(self.sentence, mark.first - noun)
        return None if actor is None else Blame(actor, mark, whose)

    def _target(self, mark: Mark) -> int | None:
        """Where the one who is blamed begins, after a verb in the active."""
        match mark.kind:
            case "blame":
                if self.sentence.low(mark.first - 1) == "the":
                    return None
                on = self._joint(mark.last, "on")
                # "The raid blamed on the Front": a passive, whose doer is told by other words.
                if on == mark.last and self._is_deed(max(0, mark.first - 1), mark.first):
                    return None
                return mark.last if on is None else on + 1
            case "accuse":
                return mark.last if self._is_charge(mark) else None
            case "attribute":
                to = self._joint(mark.last, "to", cuts=False)
                # "Militants linked to the Front" blames nobody.
                deed = to is not None and to > mark.last and self._is_deed(mark.last, to)
                return to + 1 if deed and to is not None else None
            case _:
                held = (self._joint(mark.last, low) for low in _ANSWERABLE)
                return None if all(at is None for at in held) else mark.last

    def _is_charge(self, mark: Mark) -> bool:
        """As in "accused them of burning the mill", "suspect that they are behind it"."""
        if self.sentence.low(mark.first) == "suspected" and self._is_adjective(mark):
            return False
        of = self._joint(mark.last, "of", cuts=False)
        if of is not None:
            named = self._is_name(of) and self._joint(of + 1, "of") is None
            return self._is_violent(of + 1) or (named and self._ends(of))
        suspects = self.sentence.low(mark.first).startswith("suspect")
        whom = self.sentence.low(mark.last) in closed("skip_before_name") - {"what", "so", "as"}
        return self._joint(mark.last, "behind") is not None or (
            suspects and mark.first > 0 and whom
        )

    def _is_adjective(self, mark: Mark) -> bool:
        """As in "two suspected insurgents", and not in "they suspected insurgents"."""
        if self.sentence.low(mark.first - 1) in closed("pronoun") | {"they", "we", "police"}:
            return False
        next_word = self.sentence.words[mark.last].text if self.sentence.low(mark.last) else ""
        determined = next_word.lower() in closed("determiner", "pronoun") | {"them", "him"}
        return not determined and next_word.islower()

    def _is_name(self, of: int) -> bool:
        """As in "herdsmen of the Tavo hills": "of" within the name of those accused."""
        at = of + 1 + (self.sentence.low(of + 1) == "the")
        return is_capital(self.sentence, at)

    def _ends(self, of: int) -> bool:
        """Whether the clause ends with the phrase after "of"."""
        near = range(of + 2, of + _NEAR)
        return any(self.sentence.low(at) in _CUTS for at in near)

    def _joint(self, first: int, word: str, *, cuts: bool = True) -> int | None:
        """The preposition that comes before the clause ends; for "on" and "to" after a deed."""
        for at in range(first, first + _REACH):
            low = self.sentence.low(at)
            if low == word:
                return at if word != "on" or at == first or self._is_deed(first, at) else None
            if low == "for" or (low in _CUTS and (cuts or low not in _ASIDE)):
                return None
        return None

    def _is_deed(self, first: int, last: int) -> bool:
        if first == last or not _IT.isdisjoint(self.sentence.lows[first:last]):
            return True
        return bool(inside(self.sentence, first, last, *_DEEDS))

    def _is_violent(self, at: int) -> bool:
        near = self.sentence.lows[at : at + _NEAR]
        if not closed("violent_doing").isdisjoint(near[:3]):
            return True
        return any(at <= m.first < at + _NEAR for m in self.sentence.of(*_DEEDS))

    # ------------------------------------------------------------ the passive

    def _passive(self, mark: Mark) -> Blame | None:
        """As in "X was blamed by Y for the raid", "the raid was blamed by Y on X"."""
        turned = self._turned(mark)
        if turned is not None:
            return turned
        accuser, after = self._agent(mark)
        if mark.kind in ("blame", "attribute"):
            joint = "on" if mark.kind == "blame" else "to"
            if self.sentence.low(after) == joint:
                actor = self.doers.anyone_after(after + 1)
                return None if actor is None or accuser is None else Blame(actor, mark, accuser)
        if mark.kind == "attribute" or not self._is_for_the_deed(mark, after):
            return None
        verb = back_over(self.sentence, mark.first, closed("be", "have", "adverb"))
        actor = self.doers.people_before(self.doers.before_verb(verb))
        return None if actor is None else Blame(actor, mark, accuser)

    def _turned(self, mark: Mark) -> Blame | None:
        """As in "the raid was blamed on X by Y": who blames stands last."""
        joint = {"blame": "on", "attribute": "to"}.get(mark.kind)
        if joint is None or self.sentence.low(mark.last) != joint:
            return None
        reach = range(mark.last + 2, mark.last + _REACH)
        by = next((at for at in reach if self.sentence.low(at) == "by"), None)
        if by is None or not _VERBLESS.isdisjoint(self.sentence.lows[mark.last : by]):
            return None
        actor = self.doers.anyone_after(mark.last + 1)
        return None if actor is None else Blame(actor, mark, (by + 1, self._end_of_agent(by + 1)))

    def _is_for_the_deed(self, mark: Mark, after: int) -> bool:
        if mark.kind == "hold":
            return "responsible" in self.sentence.lows[mark.last : mark.last + 2]
        joint = {"blame": ("for",), "accuse": ("of",)}[mark.kind]
        return self.sentence.low(after) in joint and self._is_violent(after + 1)

    def _agent(self, mark: Mark) -> tuple[tuple[int, int] | None, int]:
        """The words after "by", and the word past them; or the word past the verb."""
        at = mark.last + (self.sentence.low(mark.last) == "responsible")
        if self.sentence.low(at) != "by":
            return None, at
        end = self._end_of_agent(at + 1)
        return (at + 1, end), end

    def _end_of_agent(self, first: int) -> int:
        end = first
        while end - first < _REACH and self.sentence.low(end) not in _CUTS | {
            "for",
            "of",
            "on",
            "to",
        }:
            end += 1
        return end
