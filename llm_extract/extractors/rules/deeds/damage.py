"""What was damaged, and how badly; "no damage" is a statement too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.deeds.anaphora import meant_by, with_whole
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import describes, goes_on, inside, past
from llm_extract.records.claims import Damage, Degree

_FARTHEST_THING = 5
_UNSPECIFIED = "unspecified"
_THINGS = ("thing", "breakable")
_HIT = frozenset(("hit", "struck"))
# A vehicle that somebody sets on fire burns out; of a building that is more than is said.
_FIRED = frozenset("torched torching burned set setting ablaze alight fire".split())
_PARTLY = frozenset("partially partly half nearly almost".split())
_SHARES = frozenset("part parts section sections half portion portions".split())
_FELL = frozenset(("collapsed", "collapse"))
_PARTS_OF_THINGS = frozenset(
    "roof roofs wall walls ceiling part parts section sections front facade floor floors wing"
    " balcony storey storeys tower minaret dome gate fence".split()
)
_SUFFERS = frozenset("suffered sustained suffers took received incurred".split())
# Verbs that are said of much besides things: only what the vocabulary names is damaged by them.
_OF_OTHER_SENSE = frozenset(
    "looted collapsed cracked disabled knocked was were in caught went caved left tore blew smashed"
    " burned burnt set setting blown cut severed torn brought breached flooded sank".split()
)
_LONGEST_PHRASE = 7
_LONGEST_ASIDE = 12
_FUELLED = closed("vehicle") | {"vehicle", "motorcycle", "motorbike", "minibus", "lorry"}


def find_damage(sentence: Sentence, earlier: Sequence[Sentence] = ()) -> Iterator[Finding]:
    """Every statement of damage, or of none."""
    for mark in sentence.of("damage_none"):
        yield _finding(sentence, mark, Degree.NONE, _spared(sentence, mark))
    for mark in sentence.of("damage"):
        if not _denied(sentence, mark):
            thing = _damaged(sentence, mark, earlier)
            if thing is not None:
                yield _finding(sentence, mark, _degree(sentence, mark, thing), thing)
    for mark in sentence.of("ablaze"):
        thing = _set_ablaze(sentence, mark, earlier)
        if thing is not None:
            yield _finding(sentence, mark, _degree(sentence, mark, thing), thing)
    for mark in sentence.of("remnant"):
        yield from _left_of(sentence, mark)
    if "damage" in sentence.lows:
        yield from _dealt(sentence)


def _finding(sentence: Sentence, mark: Mark, degree: Degree, of: str) -> Finding:
    start, end = sentence.offsets(mark.first, mark.last)
    return Finding(Damage(degree=degree, of=of), sentence, start, end)


def _degree(sentence: Sentence, mark: Mark, thing: str) -> Degree:
    """As in "torched the van": what is said of the deed, or what it comes to."""
    told = Degree.SOME if mark.kind == "ablaze" else Degree(mark.value)
    last = thing.rsplit(maxsplit=1)[-1].casefold()
    stems = (last, last.removesuffix("s"), last.removesuffix("es"), last.removesuffix("ies") + "y")
    fired = sentence.low(mark.first) in _FIRED and not _FUELLED.isdisjoint(stems)
    share = thing.split(maxsplit=1)[0].casefold() in _SHARES
    partly = share or sentence.low(mark.first - 1) in _PARTLY
    if partly:
        return Degree.SOME
    # What collapses as a whole is gone; of a roof that is not said.
    fell = sentence.low(mark.last - 1) in _FELL and last not in _PARTS_OF_THINGS
    whole = fell and not any(word in _PARTS_OF_THINGS for word in thing.casefold().split())
    return Degree.DESTROYED if (fired or whole) and told is Degree.SOME else told


def _denied(sentence: Sentence, mark: Mark) -> bool:
    near = sentence.lows[max(0, mark.first - 4) : mark.first]
    return any(low in closed("not") or low == "no" for low in near)


def _spared(sentence: Sentence, mark: Mark) -> str:
    """As in "without damage to installations": the words after "to", or those inside the phrase."""
    at = _past_either(sentence, mark.last)
    if sentence.low(at) == "to" or sentence.low(mark.last - 1) in _HIT:
        first = at + (sentence.low(at) == "to")
        end = first
        while end - first < _FARTHEST_THING and goes_on(sentence.low(end)):
            end += 1
        return sentence.said(first, end) if end > first else _UNSPECIFIED
    things = inside(sentence, mark.first, mark.last, *_THINGS)
    return sentence.said(mark.first + 1, things[-1].last) if things else _UNSPECIFIED


def _past_either(sentence: Sentence, at: int) -> int:
    """As in "no damage, either to the post or to the bank"."""
    at += sentence.low(at) == ","
    return at + (sentence.low(at) in ("either", "neither"))


def _damaged(sentence: Sentence, mark: Mark, earlier: Sequence[Sentence]) -> str | None:
    """What a verb destroys, with what is joined to it: "torched two banks and a school"."""
    passive = any(
        sentence.low(at) in closed("be") for at in range(max(0, mark.first - 3), mark.first)
    )
    if sentence.low(mark.last) == "it" and not passive:
        return _told_before(sentence, mark, earlier)
    known = _thing(sentence, mark, earlier, passive=passive)
    thing = known or _unknown_thing(sentence, mark, passive=passive)
    return None if thing is None else _with_joined(sentence, thing)


def _told_before(sentence: Sentence, mark: Mark, earlier: Sequence[Sentence]) -> str | None:
    """As in "set off a device under a lorry and destroyed it": the thing named last."""
    things = [m for m in sentence.of(*_THINGS) if m.last <= mark.first]
    return _called(sentence, things[-1], 0, earlier) if things else None


def _with_joined(sentence: Sentence, thing: str) -> str:
    """As in "two banks and a school": one statement of all that is joined."""
    words = tuple(thing.casefold().split())
    stretches = range(len(sentence.lows) - len(words) + 1)
    first = next((at for at in stretches if sentence.lows[at : at + len(words)] == words), None)
    if first is None:
        return thing
    end = first + len(words)
    while sentence.low(end) in (",", "and"):
        at = end + 1 + (sentence.low(end + 1) == "and")
        at += sentence.low(at) in closed("determiner")
        after = _phrase_end(sentence, at)
        if not _is_thing(sentence, after) or sentence.low(after) in closed("be", "have"):
            break
        end = after
    return sentence.said(_with_joined_before(sentence, first), end)


def _with_joined_before(sentence: Sentence, start: int) -> int:
    """As in "crops and livestock": where the first of what is joined begins."""
    joint = start - 1 - (sentence.low(start - 1) in closed("determiner"))
    things = sentence.of(*_THINGS)
    other = next((m for m in things if m.last == joint), None)
    joined = other is not None and sentence.low(joint) == "and"
    return other.first if other is not None and joined else start


def _is_thing(sentence: Sentence, end: int) -> bool:
    """Whether a word for what can break ends here."""
    return any(m.last == end for m in sentence.of(*_THINGS))


def _unknown_thing(sentence: Sentence, mark: Mark, *, passive: bool) -> str | None:
    """Any plain noun of what can break: "destroyed a fish ladder"; hopes and people are none."""
    if sentence.low(mark.first) in _OF_OTHER_SENSE:
        return None
    if passive:
        start, end = _subject_phrase(sentence, _before_aside(sentence, mark.first))
    else:
        start = past(sentence, mark.last, closed("determiner"))
        end = _phrase_end(sentence, start)
    return sentence.said(start, end) if _can_break(sentence, start, end) else None


def _subject_phrase(sentence: Sentence, end: int) -> tuple[int, int]:
    """The noun that a subject is of: "trust" of "trust between the two towns"."""
    while True:
        start = end
        while start and end - start < _LONGEST_PHRASE and describes(sentence.low(start - 1)):
            start -= 1
        before = start - (sentence.low(start - 1) in closed("determiner"))
        if start == end or sentence.low(before - 1) not in closed("preposition"):
            return start, end
        end = before - 1


def _before_aside(sentence: Sentence, verb: int) -> int:
    """Before "was badly" and an aside in commas: "the bus, a 1998 model, was"."""
    end = verb
    light = closed("be", "have", "adverb")
    while sentence.low(end - 1) in light or sentence.low(end - 1).endswith("ly"):
        end -= 1
    if sentence.low(end - 1) != ",":
        return end
    opening = range(end - 2, max(0, end - _LONGEST_ASIDE), -1)
    return next((at for at in opening if sentence.low(at) == ","), end)


def _phrase_end(sentence: Sentence, start: int) -> int:
    end = start
    while end - start < _LONGEST_PHRASE and describes(sentence.low(end)):
        end += 1
    return end


def _can_break(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a phrase is of things: with a noun that is nobody and nothing only thought of."""
    if start >= end or end - start >= _LONGEST_PHRASE:
        return False
    if _is_thing(sentence, end):
        return True
    head = sentence.low(end - 1)
    people = sentence.of("head", "open_head", "actor", "speaker", "rank", "back_reference", "loss")
    if any(m.last == end or m.first == end - 1 for m in people):
        return False
    stems = {head, head.removesuffix("s"), head.removesuffix("es")}
    return closed("unbreakable").isdisjoint(stems)


def _left_of(sentence: Sentence, mark: Mark) -> Iterator[Finding]:
    """As in "the wreckage of two cars", "burnt-out cars", "nothing is left of the bakery"."""
    start = past(sentence, mark.last, closed("determiner"))
    end = _phrase_end(sentence, start)
    if _is_thing(sentence, end) or (
        sentence.low(mark.last - 1) == "of" and _can_break(sentence, start, end)
    ):
        yield _finding(sentence, mark, Degree(mark.value), sentence.said(start, end))


def _dealt(sentence: Sentence) -> Iterator[Finding]:
    """As in "did heavy damage to the hospital", "the hospital suffered minor damage"."""
    for at in (at for at, low in enumerate(sentence.lows) if low == "damage"):
        before = sentence.lows[max(0, at - _FARTHEST_THING) : at]
        if "no" in before or not closed("not").isdisjoint(before):
            continue
        mark = Mark("damage", Degree.SOME, at, at + 1)
        if sentence.low(at + 1) in ("to", "at"):
            start = past(sentence, at + 2, closed("determiner"))
            end = _phrase_end(sentence, start)
            if _can_break(sentence, start, end):
                said = _with_joined(sentence, sentence.said(start, end))
                yield _finding(sentence, mark, Degree.SOME, said)
            continue
        verb = next((v for v in range(at - 1, at - 4, -1) if sentence.low(v) in _SUFFERS), None)
        told = None if verb is None else Mark("damage", Degree.SOME, verb, verb)
        thing = _unknown_thing(sentence, told, passive=True) if told else None
        if thing is not None:
            yield _finding(sentence, mark, Degree.SOME, thing)


def _thing(
    sentence: Sentence, mark: Mark, earlier: Sequence[Sentence], *, passive: bool
) -> str | None:
    """After the verb ("torched banks"), else before it ("a vehicle was destroyed")."""
    if not passive:
        near = range(mark.last, mark.last + _FARTHEST_THING + 1)
        after = [m for m in sentence.of(*_THINGS) if m.first in near]
        if after and _is_plain(sentence, mark.last, after[0].first):
            return _called(sentence, after[0], mark.last, earlier)
    near = range(mark.first - _FARTHEST_THING, mark.first + 1)
    before = [m for m in sentence.of(*_THINGS) if m.last in near]
    # "Five trucks out of nine destroyed": the share belongs to them.
    of_all = bool(before) and sentence.lows[before[-1].last : before[-1].last + 2] == ("out", "of")
    if before and (passive or of_all or before[-1].last == _before_aside(sentence, mark.first)):
        return _called(sentence, _part_before(sentence, before), 0, earlier)
    return None


def _part_before(sentence: Sentence, things: list[Mark]) -> Mark:
    """As in "the roof of the church collapsed": the part, and not the whole."""
    whole = things[-1]
    of = whole.first - (sentence.low(whole.first - 1) in closed("determiner")) - 1
    if sentence.low(of) != "of":
        return whole
    return next((part for part in things if part.last == of), whole)


def _set_ablaze(sentence: Sentence, mark: Mark, earlier: Sequence[Sentence]) -> str | None:
    """As in "setting several police vehicles ablaze": the thing stands inside the verb."""
    for verb in sentence.of("damage_split"):
        if 0 < mark.first - verb.last <= _FARTHEST_THING + 1:
            things = inside(sentence, verb.last, mark.first, *_THINGS)
            return _called(sentence, things[-1], verb.last, earlier) if things else None
    return None


def _is_plain(sentence: Sentence, first: int, last: int) -> bool:
    """Whether no preposition stands between, but an "of" as in "dozens of homes"."""
    gap = [low for low in sentence.lows[first:last] if low not in ("of", "about")]
    return not any(
        low in closed("preposition") or low in closed("say") or low == "," for low in gap
    )


def _called(sentence: Sentence, thing: Mark, floor: int, earlier: Sequence[Sentence]) -> str:
    """The thing in full: with whose it is, what share of it, and of what it is a part."""
    meant = meant_by(sentence, thing, earlier)
    start = thing.first
    while start > floor and thing.first - start < _FARTHEST_THING - 1:
        low = sentence.low(start - 1)
        if not describes(low) or low in closed("damage"):
            break
        start -= 1
    start = _with_share(sentence, start, floor)
    if meant is not None:
        return meant if start == thing.first else f"{sentence.said(start, thing.first)} {meant}"
    return sentence.said(start, with_whole(sentence, thing))


def _with_share(sentence: Sentence, start: int, floor: int) -> int:
    """As in "a third of the stalls", "parts of the mill"."""
    of = start - (sentence.low(start - 1) in closed("determiner"))
    if sentence.low(of - 1) == "of":
        of -= 1
    for share in sentence.of("share", "piece"):
        if share.first >= floor and share.last in (of, of + 1) and sentence.low(of) == "of":
            return share.first
    return start
