"""What was damaged, and how badly; "no damage" is a statement too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.deeds.anaphora import meant_by, with_whole
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Damage, Degree

_FARTHEST_THING = 5
_UNSPECIFIED = "unspecified"
_HIT = frozenset(("hit", "struck"))
# A vehicle that somebody sets on fire burns out; of a building that is more than is said.
_FIRED = frozenset("torched torching burned set setting ablaze alight fire".split())
_FUELLED = closed("vehicle") | {"vehicle", "motorcycle", "motorbike", "minibus", "lorry"}


def find_damage(sentence: Sentence, earlier: Sequence[Sentence] = ()) -> Iterator[Finding]:
    """Every statement of damage, or of none."""
    for mark in sentence.of("damage_none"):
        spared = _spared(sentence, mark)
        if spared is not None:
            yield _finding(sentence, mark, Degree.NONE, spared)
    for mark in sentence.of("damage"):
        thing = _thing(sentence, mark, earlier)
        if thing is not None and not _denied(sentence, mark):
            yield _finding(sentence, mark, _degree(sentence, mark, thing), thing)
    for mark in sentence.of("ablaze"):
        thing = _set_ablaze(sentence, mark, earlier)
        if thing is not None:
            yield _finding(sentence, mark, _degree(sentence, mark, thing), thing)


def _finding(sentence: Sentence, mark: Mark, degree: Degree, of: str) -> Finding:
    start, end = sentence.offsets(mark.first, mark.last)
    return Finding(Damage(degree=degree, of=of), sentence, start, end)


def _degree(sentence: Sentence, mark: Mark, thing: str) -> Degree:
    """As in "torched the van": what is said of the deed, or what it comes to."""
    told = Degree.SOME if mark.kind == "ablaze" else Degree(mark.value)
    last = thing.rsplit(maxsplit=1)[-1].casefold()
    stems = (last, last.removesuffix("s"), last.removesuffix("es"), last.removesuffix("ies") + "y")
    fired = sentence.low(mark.first) in _FIRED and not _FUELLED.isdisjoint(stems)
    return Degree.DESTROYED if fired and told is Degree.SOME else told


def _denied(sentence: Sentence, mark: Mark) -> bool:
    near = sentence.lows[max(0, mark.first - 4) : mark.first]
    return any(low in closed("not") or low == "no" for low in near)


def _spared(sentence: Sentence, mark: Mark) -> str | None:
    """As in "without damage to installations": the words after "to", or those inside the phrase."""
    at = _past_either(sentence, mark.last)
    if sentence.low(at) == "to" or sentence.low(mark.last - 1) in _HIT:
        first = at + (sentence.low(at) == "to")
        end = first
        while (
            end < len(sentence.words)
            and _goes_on(sentence.low(end))
            and end - first < _FARTHEST_THING
        ):
            end += 1
        return sentence.said(first, end) if end > first else _UNSPECIFIED
    if sentence.low(mark.first) in closed("not") or sentence.low(mark.first) in closed("be"):
        return _subject(sentence, mark.first)
    inside = [
        m
        for m in sentence.of("thing", "breakable")
        if mark.first <= m.first and m.last <= mark.last
    ]
    return sentence.said(mark.first + 1, inside[-1].last) if inside else _UNSPECIFIED


def _goes_on(low: str) -> bool:
    return low[0].isalpha() and low not in closed("conjunction") | closed("subordinator")


def _past_either(sentence: Sentence, at: int) -> int:
    """As in "no damage, either to the post or to the bank"."""
    at += sentence.low(at) == ","
    return at + (sentence.low(at) in ("either", "neither"))


def _subject(sentence: Sentence, verb: int) -> str | None:
    """The thing that stands before "was not affected"; talks and plans are none."""
    end = verb
    while sentence.low(end - 1) in closed("be"):
        end -= 1
    first = end
    while first and end - first < _FARTHEST_THING and _may_name(sentence.low(first - 1)):
        first -= 1
    things = sentence.of("thing", "breakable")
    return sentence.said(first, end) if any(m.last == end for m in things) else None


def _may_name(low: str) -> bool:
    kinds = ("determiner", "preposition", "conjunction", "subordinator", "be", "adverb")
    return low[0].isalpha() and not any(low in closed(kind) for kind in kinds)


def _thing(sentence: Sentence, mark: Mark, earlier: Sequence[Sentence]) -> str | None:
    """After the verb ("torched banks"), else before it ("a vehicle was destroyed")."""
    passive = any(
        sentence.low(at) in closed("be") for at in range(max(0, mark.first - 2), mark.first)
    )
    if not passive:
        after = [
            m
            for m in sentence.of("thing", "breakable")
            if 0 <= m.first - mark.last <= _FARTHEST_THING
        ]
        if after and _is_plain(sentence, mark.last, after[0].first):
            return _called(sentence, after[0], mark.last, earlier)
    before = [
        m for m in sentence.of("thing", "breakable") if 0 <= mark.first - m.last <= _FARTHEST_THING
    ]
    if before and (passive or before[-1].last == mark.first):
        return _called(sentence, before[-1], 0, earlier)
    return None


def _set_ablaze(sentence: Sentence, mark: Mark, earlier: Sequence[Sentence]) -> str | None:
    """As in "setting several police vehicles ablaze": the thing stands inside the verb."""
    for verb in sentence.of("damage_split"):
        if 0 < mark.first - verb.last <= _FARTHEST_THING + 1:
            things = [
                m
                for m in sentence.of("thing", "breakable")
                if verb.last <= m.first and m.last <= mark.first
            ]
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
        if not _may_name(low) or low in closed("damage"):
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
