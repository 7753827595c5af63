"""Which figures a rejection means: "rejected these figures", "called the toll a lie"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.carry import Attributions
from llm_extract.extractors.rules.speakers.voices import Voices
from llm_extract.records.claims import Role, Stance

_FIGURES = frozenset({"toll", "extent"})
_FARTHEST_REJECTED = 4


@dataclass(frozen=True, slots=True)
class Rejected:
    """Looks up, for a sentence in which somebody rejects figures, who gave which before."""

    attributions: Attributions
    heard: tuple[Voices, ...]

    def figures(self, sentence: Sentence, found: Sequence[Finding]) -> list[Finding]:
        """What "these figures" means: those the other side gave last, and not far up."""
        told = [
            finding
            for finding in found
            if finding.value.field in _FIGURES
            and finding.stance is Stance.ASSERTS
            and 0 < sentence.index - finding.sentence.index <= _FARTHEST_REJECTED
            and self._is_of_another_side(finding, sentence)
        ]
        last = max((finding.sentence.index for finding in told), default=-1)
        return [finding for finding in told if finding.sentence.index == last]

    def _is_of_another_side(self, finding: Finding, sentence: Sentence) -> bool:
        """Whether who speaks here did not give the figure, nor anybody of the same side."""
        speaker = self.attributions.speaker_of(finding)
        own = [one for frame in self.heard[sentence.index].frames for one in frame.speakers]
        if speaker is None or any(speaker.name == one.name for one in own):
            return False
        return not any(_side(speaker.role) == _side(one.role) for one in own)


def _side(role: Role) -> Role:
    """The state speaks with many mouths, and rejects none of its own figures."""
    return Role.GOVERNMENT if role is Role.SECURITY_FORCE else role
