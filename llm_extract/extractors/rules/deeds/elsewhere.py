"""Another deed in the same report: "in a separate attack", "the only operation that day"."""

from __future__ import annotations

from llm_extract.extractors.rules.deeds.places import Map
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.records.when_where import Place

# What no other deed takes with it: a measure or a day may be of the main one.
_OF_A_DEED = frozenset({"toll", "tactic", "target", "damage", "outcome", "victim", "place"})
_OPENING = 3


class Elsewhere:
    """Which sentences speak of another deed: from the words that open it to its paragraph's end."""

    def __init__(self, scene: Scene, towns: Map) -> None:
        self._map = towns
        self._openers: dict[int, Sentence] = {}
        opener: Sentence | None = None
        for sentence in scene.sentences:
            if opener is not None and opener.paragraph != sentence.paragraph:
                opener = None
            if sentence.index >= _OPENING and sentence.of("other_deed"):
                opener = sentence
            if opener is not None:
                self._openers[sentence.index] = opener

    def key_of(self, finding: Finding) -> str | None:
        """The key of the other deed's incident; None where the finding is of the main one."""
        opener = self._openers.get(finding.sentence.index)
        if opener is None or finding.value.field not in _OF_A_DEED:
            return None
        return f"other:{opener.index}"

    def place(self, key: str) -> Place | None:
        """Where the other deed was, as its first sentence says."""
        for opener in self._openers.values():
            if key == f"other:{opener.index}":
                wide = self._map.wide
                named = (p.place for p in opener.places if not p.is_dateline)
                return next((p for p in named if p.name.casefold() not in wide), None)
        return None
