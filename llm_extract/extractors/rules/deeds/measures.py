"""Measures told by a verb and what it takes: "sent two units", "the bridge remains closed"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.deeds.victims import BY_POLICE
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import is_passive
from llm_extract.records.claims import Effect, ResponseKind

_REACH = 4
_SENDS = frozenset(
    "deployed deploys deploying deploy dispatched dispatches dispatch sends sent rushed".split()
)
_FORCES = frozenset(
    "troops soldiers police policemen officers units reinforcements commandos gendarmes battalions"
    " battalion gunboat gunboats patrols marines".split()
)
_OPENS = frozenset(
    "ordered orders ordering opened opens launched launches begun began started announced announces"
    " instituted".split()
)
_INQUIRIES = frozenset("inquiry enquiry investigation investigations probe probes".split())
_WAYS = frozenset(
    "road roads highway highways motorway bridge bridges crossing crossings border airport port"
    " station railway movements".split()
)
_SHUT = frozenset("closed shut suspended banned".split())
_STAYS = frozenset("remain remains remained stay stays stayed be been".split())
_CUTS = frozenset((",", ";", ":", ".", "–", "—", "and", "but", "that", "which", "who", "by"))
_PAIRS = (
    (_SENDS, _FORCES, ResponseKind.SECURITY_OPERATION),
    (_OPENS, _INQUIRIES, ResponseKind.INVESTIGATION),
)


def find_measures(sentence: Sentence) -> Iterator[Mark]:
    """What was sent, opened, closed, or who was arrested; nothing that was not done."""
    for verbs, nouns, kind in _PAIRS:
        if not (verbs.isdisjoint(sentence.lows) or nouns.isdisjoint(sentence.lows)):
            yield from _taken(sentence, verbs, nouns, kind)
    if not _SHUT.isdisjoint(sentence.lows):
        yield from _shut(sentence)
    for mark in sentence.of("past"):
        if mark.value == Effect.CAPTURED and _arrests(sentence, mark):
            yield Mark("response", ResponseKind.ARRESTS, mark.first, mark.last)


def _taken(
    sentence: Sentence, verbs: frozenset[str], nouns: frozenset[str], kind: ResponseKind
) -> Iterator[Mark]:
    """As in "ordered a full inquiry", "more troops have been sent"."""
    for at in (at for at, low in enumerate(sentence.lows) if low in verbs):
        if _is_undone(sentence, at):
            continue
        passive = sentence.low(at - 1) in closed("be")
        if sentence.low(at + 1) in ("to", "home", "back") and not passive:
            continue
        reach = range(at - 1, at - _REACH - 2, -1) if passive else range(at + 1, at + _REACH + 1)
        noun = _first(sentence, reach, nouns)
        if noun is not None:
            yield Mark("response", kind, min(at, noun), max(at, noun) + 1)


def _first(sentence: Sentence, reach: range, nouns: frozenset[str]) -> int | None:
    for at in reach:
        if sentence.low(at) in nouns:
            return at
        if at < 0 or sentence.low(at) in _CUTS:
            return None
    return None


def _shut(sentence: Sentence) -> Iterator[Mark]:
    """As in "the road to Tavo is closed to traffic", "the border remained shut"."""
    for at in (at for at, low in enumerate(sentence.lows) if low in _SHUT):
        stands = sentence.low(at - 1) in closed("be") | _STAYS
        if not stands or _is_undone(sentence, at):
            continue
        way = _first(sentence, range(at - 2, at - 2 * _REACH, -1), _WAYS)
        if way is not None:
            yield Mark("response", ResponseKind.TRANSPORT_SUSPENDED, way, way + 1)


def _arrests(sentence: Sentence, mark: Mark) -> bool:
    """As in "police detained eight men": somebody takes a number of people."""
    if sentence.low(mark.first) not in BY_POLICE or is_passive(sentence, mark):
        return False
    return any(count.first == mark.last for count in sentence.counts)


def _is_undone(sentence: Sentence, at: int) -> bool:
    near = sentence.lows[max(0, at - _REACH) : at]
    return any(low in closed("not") or low in ("no", "nobody", "if", "should") for low in near)
