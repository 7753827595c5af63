"""Frames and voices: which speakers answer for which words of a sentence, and by whose relay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.records.claims import Evidentiality, Role, Speaker


class Manner(StrEnum):
    """What a speaker does in a frame."""

    SAYS = "says"
    REJECTS = "rejects"
    DECLINES = "declines"
    WITHHOLDS = "withholds"


@dataclass(frozen=True, slots=True)
class Frame:
    """Words `first` up to `last` of a sentence are in the mouth of `speakers` (each of them).

    `at` is the index of the cue; `postposed` frames ("..., A said") answer for what stands before.
    """

    speakers: tuple[Speaker, ...]
    first: int
    last: int
    manner: Manner
    cue: str
    at: int
    postposed: bool = False
    relay: Speaker | None = None

    @property
    def links(self) -> tuple[Speaker, ...]:
        """The chain of its last speaker, the relay first."""
        return (*([self.relay] if self.relay else []), self.speakers[-1])


@dataclass(frozen=True, slots=True)
class Voices:
    """The frames of one sentence, how firm its hearsay is, and what pictures are said to show.

    Pictures answer for their words where nobody speaks, and for nothing after them.
    """

    frames: tuple[Frame, ...]
    hearsay: Evidentiality | None
    shown: tuple[Frame, ...] = ()

    def chains(self, at: int) -> tuple[tuple[Speaker, ...], ...]:
        """The chains, relay first, of whoever answers for word `at`; one for each joint speaker."""
        covering = [frame for frame in self.frames if frame.first <= at < frame.last]
        # Who is cited stands nearer to the words than whoever cites.
        covering.sort(key=lambda f: (f.first - f.last, f.cue in closed("source_cue"), f.at))
        relays = list(_relays(covering))
        # "..., a claim the army did not confirm": the words before are not the army's.
        origins = [frame for frame in covering if not is_relay(frame) and not _holds_back(frame)]
        origins = origins or [frame for frame in self.shown if frame.first <= at < frame.last]
        if not origins:
            return (tuple(relays),) if relays else ()
        return tuple((*relays, cued_as(one, origins[-1].cue)) for one in origins[-1].speakers)

    def manner(self, at: int) -> Manner:
        """What the innermost speaker does with word `at`."""
        covering = [frame for frame in self.frames if frame.first <= at < frame.last]
        inner = min(covering, key=lambda frame: frame.last - frame.first, default=None)
        return Manner.SAYS if inner is None else inner.manner


def _relays(frames: Sequence[Frame]) -> Iterator[Speaker]:
    seen: set[str] = set()
    for frame in frames:
        links = [frame.relay] if frame.relay else []
        links += [cued_as(one, frame.cue) for one in frame.speakers if is_relay(frame)]
        for link in links:
            if link.name not in seen:
                seen.add(link.name)
                yield link


def _holds_back(frame: Frame) -> bool:
    return frame.postposed and frame.manner in (Manner.WITHHOLDS, Manner.DECLINES)


def is_relay(frame: Frame) -> bool:
    """Whether outlets with a name speak, who pass on what others say."""
    return all(one.role is Role.MEDIA and one.named for one in frame.speakers)


def cued_as(speaker: Speaker, cue: str) -> Speaker:
    """The speaker with the words that hand the statement over."""
    return speaker.model_copy(update={"cue": cue})


def carried(speaker: Speaker) -> Speaker:
    """The speaker of an earlier or a later sentence, said so in the cue."""
    return cued_as(speaker, "carried over")
