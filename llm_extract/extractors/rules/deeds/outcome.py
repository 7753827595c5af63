"""How it ended, in whoever's account: foiled, repelled, entered, seized, under control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.deeds.anaphora import (
    meant_by,
    named_in_full,
    with_name,
    with_whole,
)
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import (
    back_over,
    describes,
    goes_on,
    is_passive,
    past,
)
from llm_extract.particulars import CAN_BE_LIMITED, LIMITS, LIMITS_BEFORE
from llm_extract.records.claims import Group, Outcome, Result

_FARTHEST_SITE = 6
_LONGEST_OBJECT = 7
_PRONOUNS = frozenset(("them", "it", "each"))
_NEAR_FIGHTERS = 5
_AWAY = frozenset(("back", "off", "away"))
# To storm a village is to attack it: nothing of how that ended is told.
_SETTLED = frozenset("village villages town towns city cities hamlet".split())
_INTENT = (("to",), ("could",), ("would",))
_LEAVES = frozenset(
    "fled escaped withdrew retreated ran vanished dispersed melted slipped scattered".split()
)
# Men on the run are recaptured too.
_RETAKEN = frozenset("recaptured retaken retook".split())
_NO_ATTACKERS = frozenset(
    {
        Group.CIVILIANS,
        Group.CHILDREN,
        Group.MEDICAL,
        Group.MEDIA,
        Group.OFFICIALS,
        Group.POLICE,
        Group.SECURITY_FORCES,
    }
)
_NEEDS_SITE = frozenset({Result.SITE_ENTERED, Result.SITE_SEIZED})


def find_outcomes(sentence: Sentence, earlier: Sequence[Sentence] = ()) -> Iterator[Finding]:
    """Every outcome the sentence states, but none it only intends ("to storm the camp").

    `earlier` are the sentences before it, nearest first, to which "the facility" may refer.
    """
    fled = list(_fled(sentence))
    yield from fled
    for mark in sentence.of("outcome"):
        result = Result(mark.value)
        if _is_unreal(sentence, mark):
            continue
        if result is Result.ATTACKERS_FLED and (fled or _is_of_others(sentence, mark)):
            continue
        if sentence.low(mark.first) in _RETAKEN and _site(sentence, mark, earlier) is None:
            continue
        driven = result is Result.REPELLED and sentence.low(mark.last - 1) in _AWAY
        if driven and not _is_of_fighters(sentence, mark):
            continue
        needs_site = result in _NEEDS_SITE
        of = _site(sentence, mark, earlier) if needs_site else _object(sentence, mark, result)
        if needs_site and of is None:
            continue
        limited = _limited(sentence, mark) if result in CAN_BE_LIMITED else None
        start, end = sentence.offsets(mark.first, mark.last)
        yield Finding(Outcome(result=result, of=of, limited=limited), sentence, start, end)


def _fled(sentence: Sentence) -> Iterator[Finding]:
    """As in "the raiders withdrew at dawn": those who came, and a verb of leaving."""
    for at in (at for at, low in enumerate(sentence.lows) if low in _LEAVES):
        end = back_over(sentence, at, closed("have", "adverb") | {"all", "then"})
        those = [m for m in sentence.of("head", "perpetrator") if m.last == end]
        came = any(m.kind == "perpetrator" or m.value == "militants" for m in those)
        mark = Mark("outcome", Result.ATTACKERS_FLED, at, at + 1)
        if came and not _is_unreal(sentence, mark):
            start, stop = sentence.offsets(at, at + 1)
            yield Finding(Outcome(result=Result.ATTACKERS_FLED), sentence, start, stop)
            return


def _is_of_others(sentence: Sentence, mark: Mark) -> bool:
    """As in "villagers fled across the lake": nobody who attacked."""
    people = sentence.of("head", "open_head", "perpetrator")
    before = [m.value for m in people if m.last <= mark.first]
    return bool(before) and all(value in _NO_ATTACKERS for value in before)


def _is_of_fighters(sentence: Sentence, mark: Mark) -> bool:
    """As in "pushed back the troops", "the raiders were pushed back"; votes are pushed back too."""
    if "them" in sentence.lows[mark.first : mark.last]:
        return True
    near = sentence.of("head", "open_head", "perpetrator", "actor", "attack", "deeds")
    after = any(0 <= m.first - mark.last <= _NEAR_FIGHTERS for m in near)
    before = any(0 <= mark.first - m.last <= _NEAR_FIGHTERS for m in near)
    return after or (before and is_passive(sentence, mark))


def _limited(sentence: Sentence, mark: Mark) -> str | None:
    """As in "taking temporary control", "briefly entered"."""
    near = range(max(0, mark.first - LIMITS_BEFORE), mark.last)
    return next((sentence.low(at) for at in near if sentence.low(at) in LIMITS), None)


def _is_unreal(sentence: Sentence, mark: Mark) -> bool:
    before = sentence.lows[max(0, mark.first - 3) : mark.first]
    return before[-1:] in _INTENT or not closed("not").isdisjoint(before)


def _site(sentence: Sentence, mark: Mark, earlier: Sequence[Sentence]) -> str | None:
    """What was entered or seized: before the verb in the passive, else after it."""
    held = sentence.lows[mark.first : mark.last] == ("in", "control", "of")
    fell = sentence.lows[mark.first : mark.last] == ("fell", "to")
    if fell or (not held and is_passive(sentence, mark)):
        return _subject(sentence, mark)
    for site in sentence.of("site"):
        assault = sentence.low(mark.first).startswith("storm")
        if assault and sentence.low(site.last - 1) in _SETTLED:
            continue
        if mark.last <= site.first and _is_head(sentence, site):
            return _phrase(sentence, mark, site, earlier)
    return _piece(sentence, mark)


def _subject(sentence: Sentence, mark: Mark) -> str | None:
    """What stands before "was taken over", with its share: "part of the mill"."""
    end = back_over(sentence, mark.first, closed("be", "have", "adverb"))
    site = next((m for m in sentence.of("site") if with_name(sentence, m) == end), None)
    if site is None:
        return None
    full = named_in_full(sentence, site)
    shares = (m for m in sentence.of("share", "piece") if m.last <= site.first)
    of = site.first - (sentence.low(site.first - 1) in closed("determiner"))
    share = next((m for m in shares if sentence.low(m.last) == "of" and m.last == of - 1), None)
    return f"{sentence.said(share.first, of)} the {full}" if share else full


def _is_head(sentence: Sentence, site: Mark) -> bool:
    """Whether the noun ends its phrase: "the bank", and not "the bank manager"."""
    low = sentence.low(site.last)
    return not describes(low) or low.endswith(("ed", "ing", "ly"))


def _phrase(sentence: Sentence, mark: Mark, site: Mark, earlier: Sequence[Sentence]) -> str | None:
    gap = sentence.lows[mark.last : site.first]
    if len(gap) > _FARTHEST_SITE or not _is_plain(gap):
        return _piece(sentence, mark)
    full = meant_by(sentence, site, earlier)
    start = _after_article(sentence, mark.last)
    if full is None:
        return sentence.said(start, with_whole(sentence, site))
    return full if start >= site.first else f"{sentence.said(start, site.first)} {full}"


def _piece(sentence: Sentence, mark: Mark) -> str | None:
    """As in "several areas", "large parts of Orlo", and "sections of them": of the site before."""
    pieces = [m for m in sentence.of("piece") if 0 <= m.first - mark.last <= _FARTHEST_SITE]
    if not pieces or not _is_plain(sentence.lows[mark.last : pieces[0].first]):
        return None
    start, end = _after_article(sentence, mark.last), pieces[0].last
    if sentence.low(end) != "of":
        return sentence.said(start, end)
    if sentence.low(end + 1) in _PRONOUNS:
        before = [m for m in sentence.of("site") if m.last <= mark.first]
        whole = named_in_full(sentence, before[-1]) if before else None
        return f"{sentence.said(start, end)} of {whole}" if whole else None
    last = end + 1
    while last - end <= _LONGEST_OBJECT and _is_named(sentence.low(last)):
        last += 1
    return sentence.said(start, last) if last > end + 1 else None


def _is_named(low: str) -> bool:
    return low == "the" or describes(low)


def _is_plain(gap: tuple[str, ...]) -> bool:
    return (closed("preposition") - {"of", "into"} | {","}).isdisjoint(gap)


def _after_article(sentence: Sentence, at: int) -> int:
    return past(sentence, at, closed("determiner") | {"of"})


def _object(sentence: Sentence, mark: Mark, result: Result) -> str | None:
    """The plain noun phrase after a verb such as "foiled"; None where there is none."""
    if result not in (Result.FOILED, Result.REPELLED):
        return None
    start = _after_article(sentence, mark.last)
    end = start
    while end - start < _LONGEST_OBJECT and goes_on(sentence.low(end)):
        end += 1
    return sentence.said(start, end) if end > start else None
