"""The dead by name where a list, a noun or a remark tells of them, and not a verb: "they are ...".

A list opens after words that join it to whom it is of ("were named as", "include", a colon); what
befell them stands before those words, in the sentence, or in the tolls told just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from llm_extract.extractors.rules.deeds.roll import (
    Person,
    is_age,
    is_aged_before,
    is_titled,
    people_from,
)
from llm_extract.extractors.rules.deeds.victims import (
    DASHES,
    EFFECTS,
    INCLUDES,
    is_fate,
    named_subject,
    named_until,
    victim_of,
)
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence, past_number
from llm_extract.extractors.rules.reading.steps import describes
from llm_extract.records.claims import Effect, Group, Stance, Toll

_ASIDES = DASHES | {"namely"}
_NAMING = frozenset("named identified names identifies naming identifying given listed".split())
_OPENERS = INCLUDES | DASHES | closed("be") | {":"}
_ALL_OPENERS = _OPENERS | _NAMING | {"as"}
_FARTHEST_AS = 12
_THOSE = frozenset("they them those he she two three four five six all".split())
_EXTREMES = frozenset("eldest oldest youngest last other".split())
_LONGEST_SUBJECT = 2
_FARTHEST_TOLL = 2
_NEAR_FATE = 6
_FATES = ("whose_name", "past", "dying", "state", "loss", "fallen")
_FATAL = frozenset(_FATES)
_ONE = frozenset("one two three four five six seven eight nine ten among".split())
_ALIVE = frozenset(("alive", "good", "living"))
_RUMOURS = frozenset(
    "rumour rumours rumor rumors reports reported claims claim denied dead false contrary".split()
)
_JOINTS = frozenset((",", "and"))
_HEADING = frozenset(("following", "names", "list"))


def find_named(
    sentence: Sentence, before: Sequence[Finding], *, upper_case: bool
) -> Iterator[Finding]:
    """People named apart from what befell them, which the text tells beside or before.

    `before` are the findings of the sentences before, in order.
    """
    if upper_case:
        return
    for noun in sentence.of("of_whom"):
        people, end = people_from(sentence, noun.last)
        if sentence.low(end) != "'s":
            yield from (victim_of(sentence, noun, one) for one in people)
    if sentence.has(_FATAL) and not _ONE.isdisjoint(sentence.lows):
        yield from _among_the_dead(sentence)
    yield from _listed(sentence, before)
    yield from _told_apart(sentence, before)
    yield from _beside_the_dead(sentence)
    if not (_ALIVE.isdisjoint(sentence.lows) or _RUMOURS.isdisjoint(sentence.lows)):
        yield from _alive(sentence)


# ---------------------------------------------------------------- lists


def _listed(sentence: Sentence, before: Sequence[Finding]) -> Iterator[Finding]:
    """As in "the dead were named as A. Name, 47, and B. Name", "among the hurt is A. Name"."""
    if not (sentence.has(_FATAL) or any(isinstance(f.value, Toll) for f in before)):
        return
    for at in (at for at, low in enumerate(sentence.lows) if low in _ALL_OPENERS):
        if not _opens(sentence, at):
            continue
        fate = _fate(sentence, at, before)
        people = people_from(sentence, at + 1, with_asides=True)[0] if fate else []
        if not (fate and people and _is_list_of_people(sentence, at, people, fate)):
            continue
        if not any(mark.first < at for mark in sentence.of("perpetrator", "held_for_it")):
            yield from (victim_of(sentence, fate, one) for one in people)
        return


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether names may follow this word: "are", "include", a colon, "as" after "named"."""
    low = sentence.low(at)
    if low == "as":
        return not _NAMING.isdisjoint(sentence.lows[max(0, at - _FARTHEST_AS) : at])
    named = low in _NAMING and sentence.low(at + 1) not in ("as", "by")
    passive = named and sentence.low(at - 1) in closed("be")
    among = low == "them" and sentence.low(at - 1) == "among"
    return passive or among or low in _OPENERS


def _is_list_of_people(sentence: Sentence, at: int, people: list[Person], fate: Mark) -> bool:
    """Whether it is plain that those after a word are those before it."""
    named = sentence.low(at) == "as" or sentence.low(at) in _NAMING
    if named or (fate.kind == "whose_name" and sentence.low(at) not in DASHES):
        return True
    if _is_all_names(sentence, at, people):
        return True
    one = people[0]
    aged = is_age(sentence, one.last) or is_aged_before(sentence, one.name)
    titled = is_titled(sentence, one.first, one.name)
    if sentence.low(at) in INCLUDES:
        return titled or aged
    # "Killed were A and B", "the three who died were A and B": nothing else in between.
    near = fate.kind != "toll" and (at - fate.last <= 1 or fate.first == 0)
    return aged or near or (titled and sentence.low(at) == ":")


def _is_all_names(sentence: Sentence, at: int, people: list[Person]) -> bool:
    """Whether nothing but names follows: "They are A. and B. Name.", "We have their names: ..."."""
    they = sentence.low(at - 1) == "they"
    names = sentence.low(at) == ":" and "names" in sentence.lows[:at]
    end = people_from(sentence, at + 1, with_asides=True)[1]
    whole = sentence.low(end) in (".", ",", "") and all(one.last - one.name > 1 for one in people)
    return (they or names) and whole


def _fate(sentence: Sentence, at: int, before: Sequence[Finding]) -> Mark | None:
    """What befell those on the list, by its own sentence, or by the toll that "they" means."""
    told = [m for m in _fates(sentence) if m.last <= at]
    if not told and sentence.low(at) in _ASIDES:
        told = list(_fates(sentence))
    if told:
        nouns = [mark for mark in told if mark.kind == "whose_name"]
        return (nouns or told)[-1]
    if sentence.low(at) == "namely":
        return None
    heads = (m for m in sentence.of("head", "open_head") if m.last <= at)
    named = sentence.low(at) == "as" or sentence.low(at) in _NAMING
    people = named and any(mark.value != Group.MILITANTS for mark in heads)
    listed = sentence.low(at) == ":" and "names" in sentence.lows[:at]
    if _THOSE.isdisjoint(sentence.lows[:at]) and not (people or listed):
        return None
    return _fate_before(sentence, at, before)


def _fate_before(sentence: Sentence, at: int, before: Sequence[Finding]) -> Mark | None:
    """The dead if any were told of just before, else whoever was; a search finds no captives."""
    tolls = [
        (finding.value.effect, sentence.index - finding.sentence.index)
        for finding in before
        if isinstance(finding.value, Toll)
        and (finding.value.count.low or 0) > 0
        and finding.value.effect in EFFECTS
    ]
    near = [effect for effect, far in tolls if 0 < far <= _FARTHEST_TOLL]
    dead = [effect for effect, far in tolls if effect is Effect.KILLED and far > 0]
    if Effect.KILLED in near or (dead and set(near) <= {Effect.CAPTURED}):
        return Mark("toll", Effect.KILLED, at, at)
    return Mark("toll", near[-1], at, at) if near else None


def _fates(sentence: Sentence) -> Iterator[Mark]:
    return (mark for mark in sentence.of(*_FATES) if is_fate(sentence, mark))


# ---------------------------------------------------------------- one of them


def _among_the_dead(sentence: Sentence) -> Iterator[Finding]:
    """As in "A. Name, a baker, was among the dead", "A. Name, one of the nine killed"."""
    for at, low in enumerate(sentence.lows):
        fate = _of_those(sentence, at) if low in _ONE and at else None
        if fate is None:
            continue
        told = Mark("dying", fate.value, at, fate.last)
        apposed = named_until(sentence, at - 1) if sentence.low(at - 1) == "," else []
        for one in named_subject(sentence, told) or apposed:
            yield victim_of(sentence, fate, one)


def _told_apart(sentence: Sentence, before: Sequence[Finding]) -> Iterator[Finding]:
    """As in "The youngest, A. Name, was nine", "the fourth warder is Constable A. Name"."""
    which = _EXTREMES | closed("ordinal")
    for at in (at for at, low in enumerate(sentence.lows) if low in which):
        if sentence.low(at - 1) not in ("the", "a") or _is_cut(sentence, at - 1):
            continue
        reach = range(at + 1, min(at + _LONGEST_SUBJECT + 2, len(sentence.words)))
        joint = next((j for j in reach if sentence.low(j) in closed("be") | {","}), None)
        if joint is None or _is_of_culprits(sentence, at, joint):
            continue
        fate = _fate_so_far(sentence, joint, before)
        if fate is None:
            continue
        people, end = people_from(sentence, joint + 1)
        apposed = sentence.low(joint) != "," or sentence.low(end) == ","
        if len(people) == 1 and apposed and people[0].last - people[0].name > 1:
            yield victim_of(sentence, fate, people[0])


def _is_of_culprits(sentence: Sentence, first: int, last: int) -> bool:
    """As in "a third suspect, A. Name, was arrested"."""
    people = sentence.of("head", "perpetrator", "crime_suspect", "speaker")
    inside = (mark for mark in people if first < mark.first < last)
    suspects = any(m.kind != "head" or m.value == Group.MILITANTS for m in inside)
    return suspects or bool(sentence.of("arrest_verb"))


def _fate_so_far(sentence: Sentence, at: int, before: Sequence[Finding]) -> Mark | None:
    told = [mark for mark in _fates(sentence) if mark.last <= at]
    return told[-1] if told else _fate_before(sentence, at, before)


def _is_cut(sentence: Sentence, at: int) -> bool:
    """Whether words stand before a subject, of which it may be any part."""
    return at > 0 and sentence.low(at - 1) not in (";", ":", ",", "and", "–", "—")


def _of_those(sentence: Sentence, at: int) -> Mark | None:
    """The fate in "one of the dead", "among the nine people killed", "two of those wounded"."""
    of = at + (sentence.low(at) != "among")
    if of > at and sentence.low(of) != "of":
        return None
    near = [m for m in _fates(sentence) if of < m.first <= of + _NEAR_FATE]
    return next((m for m in near if _is_plain(sentence, of + 1, m.first)), None)


def _is_plain(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words only say how many or of what kind the dead are."""
    lows = sentence.lows[first:last]
    return all(low.isdigit() or low in closed("determiner") or describes(low) for low in lows)


def _beside_the_dead(sentence: Sentence) -> Iterator[Finding]:
    """As in "one warder dead, Sgt. A. Name", "four constables dead and A. Name, 58"."""
    states = sentence.of("state")
    if not states or sentence.of("perpetrator", "say"):
        return
    for mark in states:
        if sentence.low(mark.first) != "dead" or sentence.low(mark.last) not in (",", "and", "("):
            continue
        joints = (a for a in range(mark.last, len(sentence.words)) if sentence.low(a) in _JOINTS)
        lists = (people_from(sentence, at + 1)[0] for at in joints)
        people = next((people for people in lists if people), [])
        if people and is_titled(sentence, people[0].first, people[0].name):
            yield from (victim_of(sentence, mark, one) for one in people)


def _alive(sentence: Sentence) -> Iterator[Finding]:
    """As in "A. Name, of whom there are rumours, is in good health": denied to be dead."""
    for at in (at for at, low in enumerate(sentence.lows) if low in _ALIVE):
        verb = at - (sentence.low(at - 1) == "in")
        fate = Mark("dying", Effect.KILLED, verb, verb + 1)
        for one in named_subject(sentence, fate):
            yield replace(victim_of(sentence, fate, one), stance=Stance.DENIES)


# ---------------------------------------------------------------- lists, a name a line


def find_enumerated(scene: Scene) -> Iterator[Finding]:
    """Names one to a line below words for what befell them: "The following were killed: 1. ..."."""
    fate: Mark | None = None
    if scene.upper_case:
        return
    for sentence in scene.sentences:
        lines = list(_items(sentence))
        opened = lines[0] if lines else len(sentence.words)
        if sentence.item_start is None:
            fate = _announced(sentence, opened)
        for at in lines if fate is not None else ():
            people = people_from(sentence, past_number(sentence, at) or at)[0]
            yield from (victim_of(sentence, fate, one) for one in people if fate)


def _items(sentence: Sentence) -> Iterator[int]:
    """Where lines with a number or a dash before them begin."""
    words = enumerate(sentence.words if "\n" in sentence.text else sentence.words[:1])
    for at, word in words:
        before = sentence.words[at - 1].end - sentence.start if at else 0
        breaks = at == 0 or "\n" in sentence.text[before : word.start - sentence.start]
        if breaks and past_number(sentence, at) is not None:
            yield at


def _announced(sentence: Sentence, end: int) -> Mark | None:
    """What befell those on the list that words up to an index open: "names of the dead:"."""
    colon = ":" in sentence.lows[max(0, end - 2) : end]
    if not colon and _HEADING.isdisjoint(sentence.lows[:end]):
        return None
    told = [mark for mark in _fates(sentence) if mark.last <= end]
    named = [mark for mark in told if mark.kind == "whose_name"]
    return (named or told)[-1] if told else None
