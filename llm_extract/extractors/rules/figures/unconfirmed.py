"""Figures passed on and not vouched for: "Neither claim could be verified"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from llm_extract.extractors.rules.reading.finding import OWN_VOICE, Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Evidentiality, Speaker, Stance

_FARTHEST = 4
_FARTHEST_OF_EACH = 10
_BOTH = 2


def find_unconfirmed(
    sentence: Sentence,
    voices: Voices,
    told: Sequence[Finding],
    speaker_of: Callable[[Finding], Speaker | None],
) -> Iterator[Finding]:
    """The figures meant, as claims that whoever speaks here cannot confirm."""
    if not _is_unvouched(sentence, voices):
        return
    marks = (m for m in sentence.of("unvouched") if _stands_alone(sentence, m))
    mark = next(marks, None) or _owner(sentence)
    if mark is None:
        return
    near = [f for f in told if _may_be_meant(sentence, f, mark)]
    if mark.kind != "unvouched":
        near = [f for f in near if _is_of(speaker_of(f), mark)]
    meant = _of_each_side(near, speaker_of) if mark.value == "each" else _last(near)
    start, end = sentence.offsets(mark.first, mark.last)
    for finding in meant:
        yield replace(
            finding,
            sentence=sentence,
            start=start,
            end=end,
            stance=Stance.CANNOT_CONFIRM,
            whole=None,
            by=_by_whom(voices, -1 if finding.sentence is sentence else mark.first),
        )


def _is_unvouched(sentence: Sentence, voices: Voices) -> bool:
    if voices.hearsay is Evidentiality.UNVERIFIED or sentence.of("unchecked"):
        return True
    withheld = (frame.cue for frame in voices.frames if frame.manner is Manner.WITHHOLDS)
    return any("confirm" in cue for cue in withheld)


def _stands_alone(sentence: Sentence, mark: Mark) -> bool:
    """Whether "this" and "it" are no determiner of another thing: "this page"."""
    after = sentence.low(mark.last)
    several = mark.last - mark.first > 1
    return several or not after.isalpha() or after in closed("modal", "have", "be")


def _owner(sentence: Sentence) -> Mark | None:
    """As in "the army's figure", "the rebels' claim": whose word is not vouched for."""
    owners = sentence.of("speaker", "open_speaker", "actor")
    return next((mark for mark in owners if sentence.low(mark.last) == "'s"), None)


def _is_of(speaker: Speaker | None, owner: Mark) -> bool:
    """Whether the speaker is the owner, by name or by what kind they are."""
    return speaker is not None and owner.value in (speaker.role, speaker.name)


def _may_be_meant(sentence: Sentence, finding: Finding, mark: Mark) -> bool:
    if finding.stance is not Stance.ASSERTS or not finding.figure or finding.whole is not None:
        return False
    reach = _FARTHEST_OF_EACH if mark.value == "each" else _FARTHEST
    if sentence.low(mark.first) in ("a", "claims", "figures"):
        # "..., a claim that could not be verified": of its own sentence.
        near = finding.sentence is sentence and finding.end <= sentence.words[mark.first].start
    else:
        near = 0 < sentence.index - finding.sentence.index <= reach
    return near and not finding.is_supporting_only


def _last(near: Sequence[Finding]) -> list[Finding]:
    """Those of the sentence that gave figures last."""
    last = max((f.sentence.index for f in near), default=-1)
    return [f for f in near if f.sentence.index == last]


def _of_each_side(
    near: Sequence[Finding], speaker_of: Callable[[Finding], Speaker | None]
) -> list[Finding]:
    """The first figure of each of the two who spoke last."""
    first: dict[str, Finding] = {}
    for finding in near:
        speaker = speaker_of(finding)
        first.setdefault(speaker.name if speaker else "", finding)
    return list(first.values())[-_BOTH:]


def _by_whom(voices: Voices, at: int) -> str:
    """Whoever cannot confirm it, or says so before word `at`; else the outlet itself.

    Nobody quoted before speaks, nor whoever gave the figure in the same sentence.
    """
    withheld = [f.speakers[0].name for f in voices.frames if f.manner is Manner.WITHHOLDS]
    said = [f.speakers[0].name for f in voices.frames if not f.postposed and f.at < at]
    return next(iter((*withheld, *said)), OWN_VOICE)
