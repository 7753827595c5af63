"""What a rule hands on: a value, where its words stand, how it is put; nobody's claim as yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Evidentiality, Group, Stance, Toll, Value
from llm_extract.records.counts import Count

OWN_VOICE = ""


@dataclass(frozen=True, eq=False, slots=True)
class Finding:
    """A value read in a sentence, at offsets `start` to `end` of the article's text.

    `whole` is the total that contains this figure. `place` is the town it belongs to, where its
    clause names one. `by` is a speaker's name where the finding itself tells whose word it is, and
    `OWN_VOICE` where it is the outlet's.
    """

    value: Value
    sentence: Sentence
    start: int
    end: int
    stance: Stance = Stance.ASSERTS
    evidentiality: Evidentiality | None = None
    whole: Finding | None = None
    by: str | None = None

    @property
    def as_toll(self) -> Toll | None:
        """Its value, where that is a toll."""
        return self.value if isinstance(self.value, Toll) else None

    @property
    def figure(self) -> int:
        """How many a toll counts, or counts at most; nought where it tells no figure."""
        count = self.value.count if isinstance(self.value, Toll) else None
        return (count.low or count.high or 0) if count else 0

    def of_group(self, group: Group | None) -> Finding:
        """The same toll of another group; as it is where there is none."""
        if group is None:
            return self
        return replace(self, value=self.value.model_copy(update={"group": group}))

    @property
    def is_supporting_only(self) -> bool:
        """A headline speaks for the text below it: it supports claims and makes none."""
        sentence = self.sentence
        return sentence.headline and not sentence.is_listed and not sentence.is_item


def toll(
    sentence: Sentence, span: tuple[int, int], group: Group, effect: Effect, count: Count
) -> Finding:
    """The toll that words `span` (first and past the last) of a sentence tell."""
    start, end = sentence.offsets(*span)
    return Finding(Toll(group=group, effect=effect, count=count), sentence, start, end)
