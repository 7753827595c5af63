"""When it happened: days that stand in a sentence about the deed, and not about its telling."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.finding import Finding
from llm_extract.extractors.rules.lexicon import closed
from llm_extract.extractors.rules.scene import Scene, Sentence
from llm_extract.records.claims import Effect, Evidentiality, Timing
from llm_extract.records.when_where import DatePrecision
from llm_extract.when import FoundDate

_OPENING_SENTENCES = 5
_TELLINGS = frozenset("statement briefing conference interview release bulletin broadcast".split())
_DAYS = frozenset({DatePrecision.DAY, DatePrecision.DAYS})


def find_timings(scene: Scene) -> Iterator[Finding]:
    """The days of the deed; that of an announcement only where there is no other, as inferred."""
    body = [sentence for sentence in scene.sentences if not sentence.headline]
    told: list[Finding] = []
    direct = False
    for nth, sentence in enumerate(body):
        if not _is_of_deed(sentence, opening=nth < _OPENING_SENTENCES):
            continue
        for found in sentence.dates:
            if not _is_day(found):
                continue
            timing = Finding(Timing(when=found.when), sentence, found.start, found.end)
            if _is_of_telling(sentence, found):
                told.append(timing)
            else:
                direct = True
                yield timing
    if not direct and told:
        first = told[0]
        yield Finding(
            first.value,
            first.sentence,
            first.start,
            first.end,
            evidentiality=Evidentiality.INFERRED,
        )


def _is_day(found: FoundDate) -> bool:
    if found.is_past_period:
        return False
    when = found.when
    return when.weekday is not None or when.precision in _DAYS


def _is_of_deed(sentence: Sentence, *, opening: bool) -> bool:
    if sentence.of("retracted"):
        return False
    suffered = sentence.of("past", "active", "dying", "loss")
    # The day of a rescue is not the day of the deed.
    if suffered:
        return any(mark.value != Effect.RESCUED for mark in suffered)
    return opening and bool(sentence.of("attack", "series"))


def _is_of_telling(sentence: Sentence, found: FoundDate) -> bool:
    """As in "announced on Saturday that", "police said Sunday"."""
    at = sentence.at(found.start) - 1
    while sentence.low(at) in ("on", "early", "late", ",") or sentence.low(at) in closed("adverb"):
        at -= 1
    return sentence.low(at) in closed("say") or sentence.low(at) in _TELLINGS
