"""Whose losses: "no one was hurt on its own side", "the army suffered no casualties"."""

from __future__ import annotations

from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import back_over
from llm_extract.records.claims import Effect, Group, Role
from llm_extract.records.counts import CountKind

_REACH = 8
# Whom an armed group so calls is the state's.
_FOES = frozenset("enemy enemies occupier occupiers invader invaders intruder intruders".split())
_OWN_PEOPLE = frozenset("men members people own fighters comrades".split())
_KIN = frozenset("brothers brethren sons boys".split())
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})


def settled(finding: Finding, speaker: Role | None, cast: Cast) -> Finding | None:
    """The finding with the group its side tells; None where "none" is said of a side unknown.

    `speaker` is what they are who speak, the text's own voice included.
    """
    toll, sentence = finding.as_toll, finding.sentence
    if toll is None:
        return finding
    first, last = sentence.at(finding.start), sentence.at(finding.end)
    if toll.group is Group.MILITANTS and speaker is Role.ARMED_GROUP:
        foes = not _FOES.isdisjoint(sentence.lows[first:last])
        return finding.of_group(Group.SECURITY_FORCES) if foes else finding
    if toll.group is not Group.EVERYONE:
        return finding
    own = side_of(speaker) if speaker else None
    # "The rebels took 12 prisoner": who takes suffers nothing.
    suffering = None if toll.effect is Effect.CAPTURED else _verb_before(sentence, first)
    group = _own_side(sentence, first, last, own)
    if group is None and suffering is not None:
        group = _subject(sentence, suffering, own, cast)
        if group is None and toll.count.kind is CountKind.ZERO:
            return None
    return finding.of_group(group)


def of_civilians(finding: Finding) -> Finding:
    """Where sides fight: a figure of women, or of women and children, is one of civilians."""
    toll, sentence = finding.as_toll, finding.sentence
    if toll is None or toll.group is not Group.EVERYONE:
        return finding
    first, last = sentence.at(finding.start), sentence.at(finding.end)
    named = [low for low in sentence.lows[first:last] if low in closed("head")]
    women = bool(named) and named[0] in closed("woman")
    civil = all(low in closed("woman") or low == "children" for low in named)
    return finding.of_group(Group.CIVILIANS) if women and civil else finding


def side_of(role: Role) -> Group | None:
    """Whose losses a speaker calls "our own"; None for those who have no side."""
    if role is Role.ARMED_GROUP:
        return Group.MILITANTS
    return Group.SECURITY_FORCES if role in _STATE else None


def owner_of(sentence: Sentence, noun: int, cast: Cast, speaker: Role | None) -> Group | None:
    """As in "the Front's own losses", "its losses", "military losses"."""
    kind = sentence.ending(noun, "sector", "head")
    if kind is not None:
        return Group(kind.value)
    at = noun - (sentence.low(noun - 1) == "own")
    if sentence.low(at - 1) == "'s":
        at -= 1
    owner = sentence.ending(at, "actor")
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
        if after or before:
            return speaker
    return None


def _are_of_speaker(sentence: Sentence, first: int, last: int) -> bool:
    """As in "two of its men", "three of our own people": whose they are who speaks."""
    lows = sentence.lows[first:last]
    owned = not closed("possessive").isdisjoint(lows)
    # "Our brothers" fell with us; "his brothers" are his kin.
    return owned and (lows[-1] in _OWN_PEOPLE or (lows[-1] in _KIN and "our" in lows))


def _verb_before(sentence: Sentence, first: int) -> Mark | None:
    """The verb, over the figures that stand before this one: "suffered 12 killed and 30 hurt"."""
    at = back_over(sentence, first, closed("past", "state") | {"and", ","})
    at = next((c.first for c in sentence.counts if c.last == at and at < first), first)
    return sentence.ending(at, "suffers")


def _subject(sentence: Sentence, verb: Mark, speaker: Group | None, cast: Cast) -> Group | None:
    """Who suffered: the noun right before the verb, or the speaker as "it" or "we"."""
    at = back_over(sentence, verb.first, closed("have", "adverb"))
    if sentence.low(at - 1) in ("it", "they", "we"):
        return speaker
    actor = sentence.ending(at, "actor")
    if actor is not None:
        return side_of(cast.role_of(actor.value))
    noun = sentence.ending(at, "sector", "head", "open_head")
    return Group(noun.value) if noun else None
