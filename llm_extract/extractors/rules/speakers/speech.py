"""Which words hand a statement over: verbs of speech, verbs that give a figure, and their ends."""

from __future__ import annotations

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.extractors.rules.speakers.voices import Manner

_AFTER_SAID = frozenset(
    "on in at late early yesterday today earlier later of this last a an the statement interview"
    " here there tonight post briefing conference tweet telephone by via after before during"
    " following from to".split()
)
_LONGEST_TAIL = 9
# "..., said on Monday, giving ...": a day or a place, and a comma.
_LONGEST_WHEN = 6
_WIRES = frozenset("telephone phone radio email text letter message".split())
_LONGEST_RECKONING = 12
_FIGURES = frozenset("it that them figure number count total".split())
_LONGEST_HEARER = 4


def is_speech(sentence: Sentence, mark: Mark, *, upper_case: bool) -> bool:
    """Whether a word that may say something is a verb with a speaker here, and no noun or passive.

    `upper_case` is true of copy in capitals, where they tell no name.
    """
    after = sentence.low(mark.last)
    if sentence.words[mark.first].text[0].isupper() and not upper_case and mark.first:
        return False
    if sentence.low(mark.first) == "reports" and not _follows_outlet(sentence, mark.first):
        return False
    by_wire = after == "by" and sentence.low(mark.last + 1) in _WIRES
    # "Dismissed as propaganda reports that two had died".
    branded = after == "as" and mark.value == Manner.REJECTS
    if after in ("by", "dead", "as") and not (by_wire or branded):
        return False
    if sentence.low(mark.first - 1) in ("'s", "to"):
        return False
    at = mark.first - 1
    while sentence.low(at) in closed("adverb") or sentence.low(at).endswith("ly"):
        at -= 1
    return sentence.low(at) not in closed("be") and not _takes_lives(sentence, mark)


def _follows_outlet(sentence: Sentence, at: int) -> bool:
    """As in "XYZ reports", a verb; other reports are nouns."""
    bracketed = sentence.low(at - 1) == ")"
    kind = sentence.low(at - 1) in ("agency", "newspaper", "broadcaster")
    ends = (at, at - 3 * bracketed, at - kind)
    return any(mark.last in ends for mark in sentence.of("outlet"))


def _takes_lives(sentence: Sentence, mark: Mark) -> bool:
    return "lives" in sentence.lows[mark.last : mark.last + 5]


def gives_figure(sentence: Sentence, mark: Mark) -> bool:
    """As in "put the toll at 12", "gave 14 dead": figures of harm right after the verb."""
    if mark.kind not in ("reckons", "reckons_at"):
        return False
    reach = range(mark.last, mark.last + _LONGEST_RECKONING)
    counts = [c for c in sentence.counts if c.first in reach and not c.is_article]
    if mark.kind == "reckons_at":
        counts = [counted for counted in counts if sentence.low(counted.first - 1) == "at"]
    if mark.kind == "reckons" and any(
        is_alone(sentence, c) for c in counts if c.first == mark.last
    ):
        return True
    named = sentence.low(mark.last + (sentence.low(mark.last) in ("the", "that", "their")))
    if mark.kind == "reckons_at" and named in _FIGURES:
        return bool(counts)
    harm = sentence.of("casualty_topic", "past", "state", "loss", "toll")
    return bool(counts) and any(topic.first in reach for topic in harm)


def is_alone(sentence: Sentence, counted: Counted) -> bool:
    """As in "claims 94, which ...": a figure that leans on what was told before."""
    return sentence.low(counted.last) in (",", ".", ";", "", "and", "but")


def past_hearer(sentence: Sentence, mark: Mark) -> int:
    """Past whom it was told: "..., a doctor told XYZ, ..."."""
    if sentence.low(mark.first) not in ("told", "tells"):
        return mark.last
    for at in range(mark.last, min(mark.last + _LONGEST_HEARER, len(sentence.words))):
        if sentence.low(at) in (",", "."):
            return at
    return mark.last


def stands_apart(sentence: Sentence, start: int) -> bool:
    """Whether a stop, a dash or a quotation mark parts the speaker from the words before."""
    return (
        sentence.low(start - 1) in (",", "-", "–", "—", "?", "!", ".")
        or sentence.words[start - 1].end < sentence.words[start].start - 1
    )


def closes(sentence: Sentence, at: int) -> bool:
    """Whether only "on Monday", "in a statement" and a stop follow."""
    tail = sentence.lows[at:]
    if not tail or tail[0] in (".", ";"):
        return True
    stop = next((i for i, low in enumerate(tail[:_LONGEST_WHEN]) if low in (",", ".", ";")), 0)
    if stop and tail[0] in _AFTER_SAID and tail[stop] != ".":
        return True
    return len(tail) <= _LONGEST_TAIL and tail[0] in _AFTER_SAID
