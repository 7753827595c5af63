"""Who does the saying: the noun phrase before the verb, over asides, or right after it."""

from __future__ import annotations

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import ARTICLES
from llm_extract.extractors.rules.reading.phrases import is_proper, past_proper
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import inside
from llm_extract.extractors.rules.speakers.sources import BOUNDARIES, is_inside_name

_MOST_ASIDES = 3
_FEWEST_WORDS_BEFORE = 2
_LONGEST_NAME = 4
_RELATIVES = frozenset({"who", "which", "that"})
_STOPS = frozenset((",", ".", ";", ":"))
_APPOSING = ARTICLES | {"the", "head", "its", "his", "her", "whose"}
_INVERTING = frozenset("said says say added reported noted explained warned wrote".split())
_ASIDES = frozenset("who quoted however meanwhile too though himself herself reached asked".split())
# As in "A worker at the mill, on the far bank, said".
_PLACING = frozenset("on in at from near of with outside inside across".split())
_SPEAKING = ("speaker", "open_speaker", "outlet", "actor")
_OFFICES = (*_SPEAKING, "head", "open_head")
# No noun phrase that speaks opens with one of these, or holds a word of one of those kinds.
_VERBS = ("be", "have", "modal", "say", "past", "active", "dying")


def subject_before(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """The words of the subject: back over "has also" and over asides to the nearest boundary."""
    end = verb
    while end > 0 and (
        sentence.low(end - 1) in closed("adverb")
        or sentence.low(end - 1) in closed("have")
        or sentence.low(end - 1) == "did"
    ):
        end -= 1
    # "An official in the town, speaking on condition of anonymity, confirmed ..."
    for _ in range(_MOST_ASIDES + 1):
        end = _before_clause(sentence, end)
        start = segment_start(sentence, end)
        if end > start and not _is_aside(sentence, start):
            return start, end
        if sentence.low(start - 1) in _RELATIVES:
            start -= 1
            # "An officer who was at the bridge told us": no comma parts the clause from its noun.
            if sentence.low(start - 1) != "," and start > 0:
                return segment_start(sentence, start), start
        if start <= 1 or sentence.low(start - 1) != ",":
            return None
        end = start - 1
    return None


def _before_clause(sentence: Sentence, end: int) -> int:
    """Before ", which runs ambulances and two homes," where such a clause ends at its comma."""
    if sentence.low(end - 1) != ",":
        return end
    opens = end - 2
    while opens > 0 and sentence.low(opens) not in _STOPS:
        opens -= 1
    of_noun = sentence.low(opens) == "," and sentence.low(opens + 1) in _RELATIVES
    # "..., which the army denied, said": the clause has a subject of its own, and may be the news.
    return opens if of_noun and not _opens_phrase(sentence, opens + 2) else end


def segment_start(sentence: Sentence, end: int) -> int:
    """Where the phrase that ends before word `end` begins."""
    at = end
    while at > 0:
        low = sentence.low(at - 1)
        if low in BOUNDARIES and not is_inside_name(sentence, at - 1):
            break
        if low in ("and", "or") and not joins_speakers(sentence, at - 1):
            break
        at -= 1
    return at


def joins_speakers(sentence: Sentence, at: int) -> bool:
    """Whether an "and" at a place joins two who speak together."""
    return any(mark.last == at for mark in sentence.of(*_SPEAKING, "speaker_sector"))


def _is_aside(sentence: Sentence, start: int) -> bool:
    """As in "Finch, 34, said", "Finch, who runs the mill, said", "Finch, reached there, said"."""
    relative = sentence.low(start - 1)
    if relative in _RELATIVES:
        # "Which the army denied": here the army is the subject.
        return relative == "who" or not _opens_phrase(sentence, start)
    low = sentence.low(start)
    placed = low in _PLACING and sentence.low(start - 1) == ","
    return placed or (
        (low.endswith("ing") or low in _ASIDES or low.isdigit())
        and sentence.low(start - 1) == ","
        and start > 1
    )


def _opens_phrase(sentence: Sentence, start: int) -> bool:
    spoken = any(mark.first == start for mark in sentence.of(*_SPEAKING, "speaker_sector", "head"))
    low = sentence.low(start)
    plain = low in closed("determiner") or low in closed("pronoun") or is_proper(sentence, start)
    # "That wants ...", "which has ...": after the noun a verb goes on.
    return spoken or plain or sentence.low(start - 2) in closed("say")


def name_before(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """The name in "Ada Finch, 34, a doctor at the clinic, said", where the phrase after begins."""
    last = start - 1
    if sentence.low(last) != "," or sentence.low(start) not in _APPOSING:
        return None
    if sentence.low(last - 1).isdigit() and sentence.low(last - 2) == ",":
        last -= 2
    first = segment_start(sentence, last)
    first += sentence.low(first) in _APPOSING
    if any(m.first == first and m.last == last for m in sentence.of("actor", "outlet")):
        return first, last
    name = last
    while name > first and is_proper(sentence, name - 1):
        name -= 1
    # "Council member Ada Finch, the only woman on the board, said": the office is no name.
    titled = name == first or any(m.last == name for m in sentence.of(*_OFFICES))
    named = titled and 1 < last - name <= _LONGEST_NAME
    return (name, last) if named and _is_name(sentence, name, last) else None


def _is_name(sentence: Sentence, first: int, last: int) -> bool:
    """Words with capitals, none of them an office; a body has its kind in its name."""
    told = {m.first for m in sentence.of("speaker", "open_speaker", "outlet", "actor")}
    body = not closed("collective_speaker").isdisjoint(sentence.lows[first:last])
    return body or all(at not in told for at in range(first, last))


def subject_after(sentence: Sentence, mark: Mark) -> tuple[int, int] | None:
    """As in "..., said a police chief in Velm": the words after the verb, if they are one phrase.

    "A resident, Jonas Petrel, said he saw ..." has a clause after the verb, and no speaker.
    """
    if mark.first < _FEWEST_WORDS_BEFORE or sentence.low(mark.first) not in _INVERTING:
        return None
    if sentence.low(mark.first - 1) not in (",", "?", "!", "."):
        return None
    end = mark.last
    while end < len(sentence.words) and sentence.low(end) not in BOUNDARIES | {"."}:
        end += 1
    clause = sentence.low(end) in ("that", "if", "when")
    return (mark.last, end) if not clause and _is_one_phrase(sentence, mark.last, end) else None


def _is_one_phrase(sentence: Sentence, first: int, last: int) -> bool:
    opens = sentence.low(first)
    if opens in closed("pronoun") or opens in closed("preposition") or opens == "there":
        return False
    if not closed(*_VERBS).isdisjoint(sentence.lows[first:last]):
        return False
    ends = (mark.last for mark in inside(sentence, first, last, *_SPEAKING, "head"))
    at = min(last, past_proper(sentence, max(ends, default=first)))
    return at == last or sentence.low(at) in closed("preposition") or sentence.low(at) == "there"
