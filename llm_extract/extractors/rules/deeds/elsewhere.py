"""Another deed in the same report: "in a separate attack", "two more were shot at Orlo"."""

from __future__ import annotations

from llm_extract.extractors.rules.deeds.places import Map
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.records.when_where import Place
from llm_extract.where import FoundPlace

# What no other deed takes with it: a measure or a day may be of the main one.
_OF_A_DEED = frozenset({"toll", "tactic", "target", "damage", "outcome", "victim", "place"})
_OPENING = 3
# A report stays so long with its own event, as a share of its sentences.
_OWN_PART = 1 / 3
# Dying is none of them: the wounded die where they were taken.
_DEEDS = ("attack", "past", "clash", "unrest")
_LEADS_TO = frozenset("in at near outside".split())
# Where the dead and wounded come to, named just before its town.
_AFTERWARDS = frozenset("hospital hospitals funeral burial buried grave graves".split())
_JUST_BEFORE = 5


class Elsewhere:
    """Which sentences speak of another deed: from the words that open it to its paragraph's end."""

    def __init__(self, scene: Scene, towns: Map) -> None:
        self._map = towns
        self._openers: dict[int, Sentence] = {}
        named: set[str] = set()
        own_part = len(scene.sentences) * _OWN_PART
        opener: Sentence | None = None
        for sentence in scene.sentences:
            if opener is not None and opener.paragraph != sentence.paragraph:
                opener = None
            elsewhere = sentence.index >= own_part and self._is_in_new_town(sentence, named)
            if sentence.index >= _OPENING and (elsewhere or sentence.of("other_deed")):
                opener = sentence
            if opener is not None:
                self._openers[sentence.index] = opener
            named.update(name for found in sentence.places for name in _names(found))

    def _is_in_new_town(self, sentence: Sentence, named: set[str]) -> bool:
        """As in "two men were shot at Orlo", where all before was of other places."""
        towns = self._map.towns_of_deed(sentence)
        if not named or len(towns) != 1 or not sentence.of(*_DEEDS):
            return False
        at = sentence.at(towns[0].start)
        beside = sentence.lows[max(0, at - _JUST_BEFORE) : at]
        # As in "killed were Tal, who had been on duty in Orlo".
        by_the_way = "who" in sentence.lows[:at] or not _AFTERWARDS.isdisjoint(beside)
        led = sentence.low(at - 1) in _LEADS_TO
        return led and not by_the_way and named.isdisjoint(_names(towns[0]))

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


def _names(found: FoundPlace) -> set[str]:
    place = found.place
    return {name.casefold() for name in (place.name, place.locality) if name}
