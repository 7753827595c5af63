"""One side of a story after the other: who says it, with one "said" for all that they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.briefing.clauses import predicate
from llm_extract.briefing.marks import cite
from llm_extract.briefing.nouns import is_plural, located
from llm_extract.briefing.one_verb import in_a_row, under_one_verb
from llm_extract.briefing.plans import Plan, Remark, Statement, Voice
from llm_extract.briefing.style import days, listed, on_days, opened
from llm_extract.briefing.voices import spoken_by
from llm_extract.records.claims import Outcome, Result, Timing
from llm_extract.records.when_where import When

REMARKS: dict[Remark, str] = {
    Remark.NOT_THE_SAME: "The figures may not count the same people or events.",
    Remark.OTHER_MEASURE: "These do not measure the same thing.",
    Remark.MAYBE_NEWER: "The later figure may be newer rather than contradictory.",
    Remark.MAYBE_TIMING: "The accounts may date from different times.",
    Remark.NO_NUMBER: "No number was given.",
    Remark.NO_OTHER: "No other report gives a count.",
    Remark.BETWEEN: "Other figures lie between these.",
    Remark.MAYBE_APART: "These may be separate incidents.",
    Remark.TIMING: "The accounts date from different times.",
    Remark.TOLL_DISPUTED: "The toll is disputed.",
    Remark.UNCOUNTED: "No hospital, aid group or monitor was cited for a count.",
    Remark.NO_DOER: "No report names who did it.",
}
_AT_HEAD = frozenset({Remark.TOLL_DISPUTED})
_UNCONFIRMED = re.compile(r"\bun(?:confirmed|verified)\b", re.IGNORECASE)


def spoken(said: Statement, plan: Plan) -> str:
    """One statement with those who make it, without a mark."""
    return f"{spoken_by(said.voices)} {predicate(said, plan)}{doubt(said)}"


def together(side: Side, plan: Plan) -> str:
    """All that one side says, under one "said"."""
    said = [one for one in side.said if not _is_implied(one, side)]
    doubts = {doubt(one) for one in said}
    shared = doubts.pop() if len(doubts) == 1 else None
    each = (predicate(one, plan) + (doubt(one) if shared is None else "") for one in said)
    predicates = list(dict.fromkeys(each))
    after_said = [text.removeprefix("said ") for text in predicates if text.startswith("said ")]
    others = [text for text in predicates if not text.startswith("said ")]
    told = [f"said {run(after_said, plan)}"] if after_said else []
    words = listed([*others, *told]) + (shared or "")
    who, mark = voiced(side)
    return f"{who} {words}{mark}"


def _is_implied(said: Statement, side: Side) -> bool:
    """Whether "failed" only repeats the same side's "foiled"."""
    results = {one.value.result for one in side.said if isinstance(one.value, Outcome)}
    is_failure = isinstance(said.value, Outcome) and said.value.result is Result.FAILED
    return is_failure and Result.FOILED in results


def run(clauses: Sequence[str], plan: Plan) -> str:
    """Clauses in a row; a subject they share is said once: "attackers fled and were repelled"."""
    grouped: dict[str, list[str]] = {}
    for text in clauses:
        subject, rest = split_subject(text, plan)
        grouped.setdefault(subject or text, []).append(rest)
    by_actor = _by_actor(grouped, plan).items()
    return in_a_row(under_one_verb([_shared(subject, rest) for subject, rest in by_actor]))


def _by_actor(grouped: dict[str, list[str]], plan: Plan) -> dict[str, list[str]]:
    """The same with what attackers targeted under all else that they did."""
    did, targeted = f"{plan.attackers} ", f"{plan.attackers} targeted "
    if did not in grouped or targeted not in grouped:
        return grouped
    at = [f"targeted {listed(grouped[targeted])}"]
    return {
        did if subject == targeted else subject: at + grouped[did] if subject == targeted else rest
        for subject, rest in grouped.items()
        if subject != did
    }


def split_subject(text: str, plan: Plan) -> tuple[str, str]:
    """A clause as a subject that others may share and what is said of it; "" where it has none."""
    subject = next((one for one in _subjects(plan) if text.startswith(one)), "")
    return subject, text.removeprefix(subject)


def _shared(subject: str, rest: Sequence[str]) -> str:
    """Clauses under the subject they share; `rest` is what each says of it."""
    if subject == _DAMAGED:
        were = "were" if len(rest) > 1 or is_plural(rest[0]) else "was"
        return f"{listed(rest)} {were} damaged"
    if not subject.endswith(" "):
        return subject
    return f"{subject}{listed(rest, 'or' if ' no ' in subject else 'and')}"


_DAMAGED = "there was damage to "


def _subjects(plan: Plan) -> tuple[str, ...]:
    return (
        "there was no damage to ",
        _DAMAGED,
        f"{plan.attackers} targeted ",
        "its fighters ",
        f"{plan.attackers} ",
        "the attacks ",
        "the attack ",
    )


@dataclass(frozen=True)
class Side:
    """Voices that say the same, and all that they say."""

    voices: tuple[Voice, ...]
    said: tuple[Statement, ...]


def voiced(side: Side, most: int = 3) -> tuple[str, str]:
    """Who speaks, and the mark for the end of what they say: voices of other reports have each a
    mark of their own, and then there is none at the end. Beyond `most` the rest are others.
    """
    if len({_reports(voice, side.said) for voice in side.voices}) > 1:
        return spoken_by(side.voices, lambda some: mark_of(side.said, some), most), ""
    return spoken_by(side.voices, most=most), mark_of(side.said, side.voices)


def mark_of(said: Sequence[Statement], voices: Sequence[Voice]) -> str:
    """What these voices say, in those reports that have it from them."""
    names = {voice.name for voice in voices}
    return "".join(cite([one], [own for own in one.voices if own.name in names]) for one in said)


def _reports(voice: Voice, said: Sequence[Statement]) -> frozenset[str]:
    own = (other for one in said for other in one.voices if other.name == voice.name)
    return frozenset(report for other in own for report in other.reports)


def sides(statements: Sequence[Statement], *, joined: bool = True) -> tuple[Side, ...]:
    """Voice by voice, those who say exactly the same together if `joined`; outlets that go unnamed
    stay apart.

    The order is that in which each voice first speaks.
    """
    by_voice: dict[tuple[str, tuple[str, ...]], Side] = {}
    for one in statements:
        for voice in one.voices:
            key = (voice.name, () if voice.role else voice.reports)
            known = by_voice.get(key, Side((voice,), ()))
            by_voice[key] = Side(known.voices, (*known.said, one))
    if not joined:
        return tuple(by_voice.values())
    alike: dict[tuple[str, ...], Side] = {}
    for side in by_voice.values():
        same = tuple(f"{one.ids} {one.stance} {one.hedge}" for one in side.said)
        known = alike.get(same, Side((), side.said))
        alike[same] = Side((*known.voices, *side.voices), side.said)
    return tuple(alike.values())


def doubt(said: Statement) -> str:
    """The words that mark a statement its own source calls unverified."""
    marked = any(_UNCONFIRMED.search(voice.name) for voice in said.voices)
    return ", which was unconfirmed" if said.unverified and not marked else ""


def sentence(plan: Plan, parts: Sequence[str]) -> str:
    """Clauses as one sentence, after the place they are about."""
    place = f"{located(plan.place)}, " if plan.place else ""
    return opened(f"{place}{'; '.join(dict.fromkeys(parts))}.")


def remarks(plan: Plan) -> str:
    """The remarks of a plan, each a sentence of its own."""
    said = [one for one in plan.remarks if one in REMARKS and one not in _AT_HEAD]
    return "".join(f" {REMARKS[one]}" for one in said)


def headed(plan: Plan) -> str:
    """The remarks that stand before what they are about."""
    return "".join(f"{REMARKS[one]} " for one in plan.remarks if one in _AT_HEAD)


def day(said: Statement) -> str:
    """The day that a date gives, or the weekday that is all it names."""
    return days(_when(said))


def on_day(said: Statement) -> str:
    """The same as it stands after a verb: "on Saturday", "in the small hours"."""
    return on_days(_when(said))


def _when(said: Statement) -> When:
    if not isinstance(said.value, Timing):
        raise TypeError(f"a day is said by a date, not by {said.value.field}")
    return said.value.when
