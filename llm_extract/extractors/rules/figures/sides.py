"""Whose losses: "no one was hurt on its own side", "the army suffered no casualties"."""

from __future__ import annotations

from dataclasses import replace

from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group, Role, Toll
from llm_extract.records.counts import CountKind

_REACH = 8
# Whom an armed group so calls is the state's.
_FOES = frozenset("enemy enemies occupier occupiers invader invaders intruder intruders".split())
_OWN_PEOPLE = frozenset("men members people own fighters comrades".split())
_KIN = frozenset("brothers brethren sons boys".split())
_LOSSES = Effect.KILLED_OR_INJURED
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})


def settled(finding: Finding, speaker: Role | None, cast: Cast) -> Finding | None:
    """The finding with the group its side tells; None where "none" is said of a side unknown.

    `speaker` is what they are who speak, the text's own voice included.
    """
    value, sentence = finding.value, finding.sentence
    if not isinstance(value, Toll):
        return finding
    first, last = sentence.at(finding.start), sentence.at(finding.end)
    if value.group is Group.MILITANTS and speaker is Role.ARMED_GROUP:
        foes = not _FOES.isdisjoint(sentence.lows[first:last])
        return replace(finding, value=_of(value, Group.SECURITY_FORCES)) if foes else finding
    if value.group is not Group.EVERYONE:
        return finding
    own = side_of(speaker) if speaker else None
    # "The rebels took 12 prisoner": who takes suffers nothing.
    suffering = None if value.effect is Effect.CAPTURED else _verb_before(sentence, first)
    group = _own_side(sentence, first, last, own) or _of_losses(sentence, first, cast, speaker)
    if group is None and suffering is not None:
        group = _subject(sentence, suffering, own, cast)
        if group is None and value.count.kind is CountKind.ZERO:
            return None
    return finding if group is None else replace(finding, value=_of(value, group))


def of_civilians(finding: Finding) -> Finding:
    """Where sides fight: a figure of women, or of women and children, is one of civilians."""
    value, sentence = finding.value, finding.sentence
    if not isinstance(value, Toll) or value.group is not Group.EVERYONE:
        return finding
    first, last = sentence.at(finding.start), sentence.at(finding.end)
    named = [low for low in sentence.lows[first:last] if low in closed("head")]
    women = bool(named) and named[0] in closed("woman")
    civil = all(low in closed("woman") or low == "children" for low in named)
    return replace(finding, value=_of(value, Group.CIVILIANS)) if women and civil else finding


def _of_losses(sentence: Sentence, first: int, cast: Cast, speaker: Role | None) -> Group | None:
    """As in "enemy losses are put at 17 killed": whose losses they are of which the figure is."""
    for mark in sentence.of("loss"):
        if mark.value == _LOSSES and 0 < first - mark.last <= _REACH:
            return owner_of(sentence, mark.first, cast, speaker)
    return None


def _of(value: Toll, group: Group) -> Toll:
    return value.model_copy(update={"group": group})


def side_of(role: Role) -> Group | None:
    """Whose losses a speaker calls "our own"; None for those who have no side."""
    if role is Role.ARMED_GROUP:
        return Group.MILITANTS
    return Group.SECURITY_FORCES if role in _STATE else None


def owner_of(sentence: Sentence, noun: int, cast: Cast, speaker: Role | None) -> Group | None:
    """As in "the Front's own losses", "its losses", "military losses"."""
    for mark in sentence.of("sector", "head"):
        if mark.last == noun:
            return Group(mark.value)
    at = noun - (sentence.low(noun - 1) == "own")
    if sentence.low(at - 1) == "'s":
        at -= 1
    owner = next((m for m in sentence.of("actor") if m.last == at), None)
    if owner is not None:
        return side_of(cast.role_of(owner.value))
    told = sentence.low(noun - 1) == "own" or sentence.low(noun - 1) in closed("possessive")
    return side_of(speaker) if told and speaker is not None else None


def _own_side(sentence: Sentence, first: int, last: int, speaker: Group | None) -> Group | None:
    if sentence.low(last - 1) == "own" or _are_of_speaker(sentence, first, last):
        return speaker
    for mark in sentence.of("own_side"):
        after = 0 <= mark.first - last <= _REACH
        before = 0 <= first - mark.last <= 1
        if (after or before) and "," not in sentence.lows[last : mark.first]:
            return _named_side(sentence, mark) or speaker
    return None


def _are_of_speaker(sentence: Sentence, first: int, last: int) -> bool:
    """As in "two of its men", "three of our own people": whose they are who speaks."""
    lows = sentence.lows[first:last]
    owned = not closed("possessive").isdisjoint(lows)
    # "Our brothers" fell with us; "his brothers" are his kin.
    return owned and (lows[-1] in _OWN_PEOPLE or (lows[-1] in _KIN and "our" in lows))


def _named_side(sentence: Sentence, mark: Mark) -> Group | None:
    """As in "on the side of own troops", "on the army's side"."""
    near = [m for m in sentence.of("sector", "head", "open_head") if 0 <= m.first - mark.last <= 1]
    return Group(near[0].value) if near else None


def _verb_before(sentence: Sentence, first: int) -> Mark | None:
    """The verb, over the figures that stand before this one: "suffered 12 killed and 30 hurt"."""
    at = first
    effects = closed("past", "state")
    while sentence.low(at - 1) in effects or sentence.low(at - 1) in ("and", ","):
        at -= 1
    at = next((c.first for c in sentence.counts if c.last == at and at < first), first)
    return next((m for m in sentence.of("suffers") if m.last == at), None)


def _subject(sentence: Sentence, verb: Mark, speaker: Group | None, cast: Cast) -> Group | None:
    """Who suffered: the noun right before the verb, or the speaker as "it" or "we"."""
    at = verb.first
    while sentence.low(at - 1) in closed("have", "adverb"):
        at -= 1
    if sentence.low(at - 1) in ("it", "they", "we") or sentence.low(at - 1) in closed("owning_up"):
        return speaker
    for mark in sentence.of("actor"):
        if mark.last == at:
            return side_of(cast.role_of(mark.value))
    told = [m for m in sentence.of("sector", "head", "open_head") if m.last == at]
    if told and told[0].value == Group.EVERYONE and _is_of_speaker(sentence, told[0]):
        return speaker
    return Group(told[0].value) if told else None


def _is_of_speaker(sentence: Sentence, noun: Mark) -> bool:
    """As in "the general said his men had suffered ..."."""
    return sentence.low(noun.first - 1) in closed("possessive")
