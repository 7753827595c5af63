"""How it was done, against what, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.deeds.measures import find_measures
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import goes_on, inside, past
from llm_extract.particulars import MEASURES, SERVICES
from llm_extract.records.claims import (
    Response,
    ResponseKind,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
    Value,
)

_LONGEST_TARGET = 7
_NEAR_SERVICE = 7
_REACH = 4
_MOST_MODIFIERS = 3
# Measures that have a name of their own beside what they are.
_NAMED = frozenset({ResponseKind.SECURITY_OPERATION, ResponseKind.CURFEW})
_BELONGS = frozenset("linked tied belonging owned run operated connected related".split())
_LONGEST_OWNER = 9
_STANDS = frozenset("stand stands remain remains remained still".split())
_ADJECTIVES = frozenset("armed armoured armored crowded guarded fortified shared".split())


def find_tactics(sentence: Sentence) -> Iterator[Finding]:
    """Each means once a sentence; within one kind a longer phrase silences a shorter."""
    seen: set[str] = set()
    marks = sentence.of("tactic")
    for mark in marks:
        if mark.value not in seen:
            seen.add(mark.value)
            yield _finding(sentence, mark, Tactic(tactic=TacticKind(mark.value)))


def _finding(sentence: Sentence, mark: Mark, value: Value) -> Finding:
    start, end = sentence.offsets(mark.first, mark.last)
    return Finding(value, sentence, start, end)


# ---------------------------------------------------------------- targets


def find_targets(sentence: Sentence) -> Iterator[Finding]:
    """What was attacked: the list after "attacked", or the words before "came under attack"."""
    for mark in sentence.of("target_after"):
        for first, last in _pieces_after(sentence, mark.last):
            yield from _target(sentence, first, last)
    for mark in sentence.of("target_before"):
        first = _start_of_phrase(sentence, mark.first)
        yield from _target(sentence, first, mark.first)


def _pieces_after(sentence: Sentence, at: int) -> Iterator[tuple[int, int]]:
    """As in "police stations, camps and banks", as far as each piece names a target."""
    while at < len(sentence.words):
        at = past(sentence, at, closed("determiner") | {"several", "key", "multiple"})
        end = at
        while end - at < _LONGEST_TARGET and goes_on(sentence.low(end)):
            end += 1
        named = _named_end(sentence, at, end)
        if named is None:
            return
        yield at, named
        joint = past(sentence, end, (",", "and", "or"))
        if joint == end:
            return
        at = joint


def _named_end(sentence: Sentence, first: int, last: int) -> int | None:
    """Where the phrase has named its target; None where it names none."""
    targets = inside(sentence, first, last, "target")
    if first >= last or _is_verb(sentence.low(first)) or not targets:
        return None
    told = inside(sentence, first, last, "target", "site", "thing", "head", "open_head")
    end = max(mark.last for mark in told)
    # A plural right after is the noun itself: "administrative structures".
    end += end < last and sentence.low(end).endswith("s")
    return _with_owner(sentence, end)


def _with_owner(sentence: Sentence, end: int) -> int:
    """Past whose they are: "projects linked to the Salt Company"."""
    if sentence.low(end) not in _BELONGS or sentence.low(end + 1) not in ("to", "by", "with"):
        return end
    at = end + 2
    while at - end < _LONGEST_OWNER and _names_owner(sentence, at):
        at += 1
    return at if at > end + 2 and sentence.low(at - 1) not in closed("determiner") else end


def _names_owner(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    return low in closed("determiner") | {"–", "-"} or (goes_on(low) and not _is_verb(low))


def _is_verb(low: str) -> bool:
    verbal = low.endswith(("ing", "ed")) and low not in _ADJECTIVES
    return verbal or low in closed("damage")


def _start_of_phrase(sentence: Sentence, end: int) -> int:
    start = end
    while start > 0 and end - start < _LONGEST_TARGET and goes_on(sentence.low(start - 1)):
        start -= 1
    while start < end and sentence.low(start) in closed("determiner"):
        start += 1
    return start


def _target(sentence: Sentence, first: int, last: int) -> Iterator[Finding]:
    """The kind by the most telling word: the longest, then the first ("police vehicle": police)."""
    kinds = inside(sentence, first, last, "target")
    if not kinds:
        return
    telling = max(kinds, key=lambda mark: (mark.last - mark.first, -mark.first))
    value = Target(target=TargetKind(telling.value), words=sentence.said(first, last))
    start, end = sentence.offsets(first, last)
    yield Finding(value, sentence, start, end)


# ---------------------------------------------------------------- responses


def find_responses(sentence: Sentence) -> Iterator[Finding]:
    """Measures taken; a service counts as suspended where a word for it stands near."""
    seen: set[str] = set()
    told = (*sentence.of("response"), *_stopped_services(sentence), *find_measures(sentence))
    for mark in told:
        if mark.value not in seen and not _is_nobodys_arrest(sentence, mark):
            seen.add(mark.value)
            kind = ResponseKind(mark.value)
            yield _finding(sentence, mark, Response(response=kind, words=_called(sentence, mark)))


def _called(sentence: Sentence, mark: Mark) -> str | None:
    """What was stopped, or what the measure was: "mobile internet services", "24-hour curfew"."""
    if mark.value in _NAMED:
        nouns = (at for at in range(mark.first, mark.last) if sentence.low(at) in MEASURES)
        noun = max(nouns, default=None)
        if noun is None:
            return None
        return sentence.said(_with_modifiers(sentence, mark.first), noun + 1)
    services = [m for m in sentence.of("service") if m.value == mark.value]
    near = [m for m in services if m.last > mark.first] or services
    if not near:
        return None
    end = near[0].last
    for more in near[1:]:
        joined = sentence.lows[end : more.first]
        end = more.last if joined in ((), ("and",), (",",)) else end
    end += sentence.low(end) in SERVICES
    return sentence.said(_with_modifiers(sentence, near[0].first), end)


def _with_modifiers(sentence: Sentence, first: int) -> int:
    """Before the plain words that belong to a noun: "large-scale" of "large-scale manhunt"."""
    start = first
    while start > 0 and first - start < _MOST_MODIFIERS and _modifies(sentence.low(start - 1)):
        start -= 1
    return start


def _modifies(low: str) -> bool:
    kinds = ("determiner", "adverb", "stopped", "response")
    if low == "-" or low.isdigit():
        return True
    return low != "of" and goes_on(low) and not _is_verb(low) and low not in closed(*kinds)


def _is_nobodys_arrest(sentence: Sentence, mark: Mark) -> bool:
    """As in "nobody was arrested", and where the arrests are the deed: "an operation in which"."""
    if mark.value != ResponseKind.ARRESTS:
        return False
    before = sentence.lows[max(0, mark.first - _REACH) : mark.first]
    nobody = any(low in closed("not") or low in ("no", "nobody", "none") for low in before)
    return nobody or any(low in closed("police_work") for low in sentence.lows)


def _stopped_services(sentence: Sentence) -> Iterator[Mark]:
    for verb in sentence.of("stopped"):
        for service in sentence.of("service"):
            after = 0 <= service.first - verb.last <= 1
            near = 0 < verb.first - service.last <= _NEAR_SERVICE
            passive = near and sentence.low(verb.first - 1) in closed("be") | _STANDS
            if after or passive:
                yield service
