"""Figures refused: "declined to comment on casualties", "rejected these figures"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from llm_extract.extractors.rules.figures.sides import owner_of
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.voices import Frame, Manner, Voices
from llm_extract.records.claims import Effect, Group, Stance, Toll, Value
from llm_extract.records.counts import Count, CountKind

_NEAR_CLAIM = 4
_WHAT_WAS_TOLD = frozenset({("the", "same"), ("this",), ("that",), ("all", "this"), ("these",)})
_IN_CLAUSE = 6
_SIGNS = frozenset("indication indications evidence sign signs proof truth".split())
_STANCES = {Manner.DECLINES: Stance.DECLINES, Manner.WITHHOLDS: Stance.CANNOT_CONFIRM}


def find_withheld(sentence: Sentence, voices: Voices, cast: Cast) -> Iterator[Finding]:
    """A toll of unknown size, by whoever will not or cannot give it."""
    for frame in voices.frames:
        stance = _STANCES.get(frame.manner)
        topics = _topics(sentence, frame.at)
        if stance is not None and topics:
            words = (topics[0].first, topics[-1].last)
            role = frame.speakers[-1].role
            whose = owner_of(sentence, topics[0].first, cast, role) or Group.EVERYONE
            value = _unknown(sentence, *words, group=whose, effect=_effect(sentence))
            yield Finding(value, sentence, *sentence.offsets(*words), stance)
    for mark in sentence.of("unknown_toll"):
        words = (mark.first, mark.last)
        value = _unknown(sentence, *words, effect=_effect(sentence))
        yield Finding(value, sentence, *sentence.offsets(*words), Stance.CANNOT_CONFIRM)


def _topics(sentence: Sentence, cue: int) -> list[Mark]:
    """What the speaker was asked of, before or after the words that decline."""
    asked = sentence.low(0) == "asked"
    told = [m for m in sentence.of("casualty_topic") if m.first >= cue or asked]
    # "No figure for its losses": the losses are what is asked of.
    named = [m for m in told if not sentence.low(m.last - 1).startswith("figure")]
    return named or told


def _effect(sentence: Sentence) -> Effect:
    """Killed where only the dead are spoken of: "it is not known how many died"."""
    told = {m.value for m in sentence.of("past", "dying", "state", "loss", "toll")}
    return Effect.KILLED if told == {Effect.KILLED} else Effect.KILLED_OR_INJURED


def _unknown(
    sentence: Sentence,
    first: int,
    last: int,
    *,
    effect: Effect,
    group: Group = Group.EVERYONE,
) -> Value:
    count = Count(kind=CountKind.UNKNOWN, verbatim=sentence.said(first, last))
    return Toll(group=group, effect=effect, count=count)


def find_rejections(
    sentence: Sentence, voices: Voices, figures: Callable[[], Sequence[Finding]]
) -> Iterator[Finding]:
    """As in "rejected these figures": each figure told before by another, denied.

    `figures` looks them up, which is done only where somebody rejects any.
    """
    # "The claim that two had died" names its claim, and refers to none before.
    back = [m for m in sentence.of("refers_back") if sentence.low(m.last) != "that"]
    speaker = _rejecter(sentence, voices)
    if not back or speaker is None:
        return
    start, end = sentence.offsets(back[0].first, back[0].last)
    for finding in figures():
        yield Finding(finding.value, sentence, start, end, Stance.DENIES, by=speaker)


def find_denied_here(
    sentence: Sentence, voices: Voices, here: Sequence[Finding]
) -> Iterator[Finding]:
    """As in "the rebels said 40 had died, which the army denied": the figures before."""
    for frame in voices.frames:
        which = _denied_from(sentence, frame) if frame.manner is Manner.REJECTS else None
        if which is None:
            continue
        start, end = sentence.offsets(which, frame.at + 1)
        by = frame.speakers[0].name
        for finding in here:
            asserted = finding.as_toll and finding.stance is Stance.ASSERTS
            if asserted and finding.whole is None and finding.end <= start:
                yield Finding(finding.value, sentence, start, end, Stance.DENIES, by=by)


def _denied_from(sentence: Sentence, frame: Frame) -> int | None:
    """Where the clause begins that denies what stands before it; None where it denies else."""
    what = sentence.low(frame.at + 1)
    opens = (";", "but") if what in ("it", "this") else ("which",) if what in (".", ",", "") else ()
    return next((at for at in range(frame.at) if sentence.low(at) in opens), None)


def is_called_false(sentence: Sentence, at: int) -> bool:
    """As in "the figure of fourteen dead is false", "the claim to have killed 30 is a lie"."""
    rubbish = sentence.of("rubbish")
    # "It is false that 25 died".
    if any(sentence.low(m.last) == "that" and 0 < at - m.last <= _IN_CLAUSE for m in rubbish):
        return True
    # "We have no indication that civilians were harmed".
    if any(
        sentence.low(sign) in _SIGNS and sentence.low(sign - 1) == "no" and "that" in opened
        for sign in range(max(0, at - _IN_CLAUSE), at)
        if (opened := sentence.lows[sign + 1 : at])
    ):
        return True
    named = [m for m in sentence.of("refers_back", "claim_noun") if 0 <= at - m.last <= _NEAR_CLAIM]
    false = [m for m in sentence.of("rubbish") if m.first > at]
    return bool(named and false) and sentence.low(false[0].first - 1) in closed("be")


def is_refutation(sentence: Sentence) -> bool:
    """As in "The same is baseless", "All this is propaganda": of what the sentence before told."""
    be = next((at for at in range(1, _NEAR_CLAIM) if sentence.low(at) in closed("be")), None)
    if be is None or sentence.lows[:be] not in _WHAT_WAS_TOLD:
        return False
    return any(mark.first == be + 1 for mark in sentence.of("rubbish"))


def _rejecter(sentence: Sentence, voices: Voices) -> str | None:
    """Who rejects: by the verb, or by what they call it ("fairy tales")."""
    for frame in voices.frames:
        rubbish = any(mark.first >= frame.at for mark in sentence.of("rubbish"))
        if frame.manner is Manner.REJECTS or rubbish:
            return frame.speakers[0].name
    return None
