"""When "none" means that nobody was hurt: a zero that nobody said is the worst of errors."""

from __future__ import annotations

from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group

_WHOEVER = frozenset("people persons person one body anyone casualties lives".split())
_REACH = 6


def says_so(sentence: Sentence, people: People, effect: Effect, verb: int) -> bool:
    """Whether a zero before or after the verb at `verb` says that nobody suffered the effect."""
    if (
        people.strange
        or _is_presumed(sentence, people, effect)
        or _is_wished(sentence, people.first)
    ):
        return False
    if people.group is Group.EVERYONE and not _is_whoever(sentence, people):
        return False
    if effect is Effect.CAPTURED and sentence.low(verb) in closed("arrest_verb"):
        return False
    # "None died by the action of the police": they died of something else.
    if sentence.low(verb + 1) in ("by", "of", "from") and sentence.low(people.first) == "none":
        return False
    return not _is_by_degree(sentence, people, verb)


def _is_presumed(sentence: Sentence, people: People, effect: Effect) -> bool:
    """Whether "none of" leaves it open who they are: "none of the suspects was arrested"."""
    named = people.group is not Group.EVERYONE and effect is not Effect.CAPTURED
    return _is_partitive(sentence, people.last) and not named


def _is_partitive(sentence: Sentence, last: int) -> bool:
    """As in "none of the victims", "none of the injuries": they are presumed."""
    return "of" in (sentence.low(last), sentence.low(last - 2), sentence.low(last - 3))


def _is_whoever(sentence: Sentence, people: People) -> bool:
    """Whether all are meant: "no women" leaves the men."""
    return people.bare or sentence.low(people.last - 1) in _WHOEVER


def _is_by_degree(sentence: Sentence, people: People, verb: int) -> bool:
    """As in "no one was seriously hurt", "nobody was hurt too badly": some were, lightly."""
    first, last = sorted((people.last, verb))
    near = (*sentence.lows[first : last + 1], *sentence.lows[verb + 1 : verb + 3])
    return any(low in closed("degree") for low in near)


def _is_wished(sentence: Sentence, first: int) -> bool:
    """As in "praying that nobody died"."""
    before = sentence.lows[max(0, first - _REACH) : first]
    return any(low in closed("wish") for low in before)


def is_presumed_loss(sentence: Sentence, first: int, last: int) -> bool:
    """As in "none of the fatalities were soldiers": losses that are there."""
    return "of" in sentence.lows[first:last] or any(
        low in closed("degree") for low in sentence.lows[first:last]
    )
