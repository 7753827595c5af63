"""Towns: which of an article's places are towns, and to which a finding belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.speakers.voices import Voices
from llm_extract.records.when_where import Place, PlacePrecision
from llm_extract.where import FoundPlace

_TOWNS = frozenset({PlacePrecision.LOCALITY, PlacePrecision.UNKNOWN, PlacePrecision.SITE})
# "In the town of X, ...": a sentence that opens with a town is about it.
_OPENING_WORDS = 4
_UNITS = frozenset(
    "cities towns districts provinces locations parts areas regions villages".split()
)
_OPENING = 5
_STRONGHOLDS = frozenset(
    "bridge pass dam port base camp post outpost checkpoint barracks garrison jail prison airport"
    " airfield mine refinery depot".split()
)
_QUARTERS = frozenset("northern southern eastern western north-eastern south-eastern".split())
_NATIONAL = frozenset("president parliament king queen capital army government".split())
# "A man from Orlo province": no deed was there.
_OF_ORIGIN = frozenset(("from", "of"))
_INSIDE = frozenset(("in", "across", "throughout"))
# Who lives or stood in a town tells of that town: "residents of Orlo said".
_ITS_PEOPLE = frozenset(
    "people residents resident locals villagers villager townspeople witnesses witness eyewitnesses"
    " eyewitness neighbours neighbors bystanders shopkeepers inhabitants".split()
)
_FEWEST_LISTED = 2
_JOINTS = frozenset((",", "and", "&"))
_LEADS_LIST = frozenset("in at near from around".split())
_WIDE_OPENERS = frozenset(("across", "throughout"))


@dataclass(frozen=True)
class Map:
    """The towns of an article, and the names that are wider than a town."""

    scene: Scene
    wide: frozenset[str]
    heard: tuple[Voices, ...]

    def towns(self, sentence: Sentence) -> tuple[FoundPlace, ...]:
        """Mentions of towns in a sentence, in order."""
        return tuple(found for found in sentence.places if self._is_town(sentence, found))

    def _is_town(self, sentence: Sentence, found: FoundPlace) -> bool:
        if found.place.precision is PlacePrecision.UNKNOWN and _has_article(sentence, found):
            return False
        if found.is_dateline or found.place.precision not in _TOWNS:
            return False
        name = town_name(found.place)
        return name is not None and name.casefold() not in self.wide

    @cached_property
    def fullest(self) -> dict[str, Place]:
        """The fullest mention of each town, without the site."""
        found: dict[str, Place] = {}
        for sentence in self.scene.sentences:
            for town in self.towns(sentence):
                name, place = town_name(town.place), town.place
                if name is None or place.site is not None:
                    continue
                if name not in found or len(str(place)) > len(str(found[name])):
                    found[name] = place
        return found

    def town_of(self, finding: Finding) -> str | None:
        """The town whose fact a finding is; None where it speaks of the whole."""
        sentence = finding.sentence
        towns = self.towns_of_deed(sentence)
        names = list(dict.fromkeys(town_name(found.place) for found in towns))
        if not names:
            return self._carried(sentence)
        if len(names) == 1:
            return names[0] if self._is_local(sentence, towns[0], finding) else None
        return _clause_town(sentence, towns, finding)

    def towns_of(self, finding: Finding) -> str | None:
        """The list of towns a finding is told of, in the words of the text: "Orlo, Vask and Tavo".

        None where its sentence has no such list, or speaks of the whole.
        """
        sentence = finding.sentence
        towns = self.towns_of_deed(sentence)
        if len({town_name(found.place) for found in towns}) < _FEWEST_LISTED or sentence.of("wide"):
            return None
        spans = [(sentence.at(found.start), sentence.at(found.end)) for found in towns]
        gaps = pairwise(spans)
        joined = all(_JOINTS.issuperset(sentence.lows[end:start]) for (_, end), (start, _) in gaps)
        led = sentence.low(spans[0][0] - 1) in _LEADS_LIST
        return sentence.said(spans[0][0], spans[-1][1]) if joined and led else None

    def towns_of_deed(self, sentence: Sentence) -> tuple[FoundPlace, ...]:
        """Towns without those that only tell where a speaker is: "an official in X said"."""
        verbs = [frame.at for frame in self.heard[sentence.index].frames if not frame.postposed]
        first = min(verbs, default=0)
        # A clause of its own before the speaker's is no part of who speaks.
        floor = max((at for at in range(first) if sentence.low(at) == ";"), default=0)
        return tuple(
            found
            for found in self.towns(sentence)
            if _opens_with(sentence, found)
            or not floor <= sentence.at(found.start) < first
            or _is_told_from_within(sentence, found, first)
        )

    def _is_local(self, sentence: Sentence, town: FoundPlace, finding: Finding) -> bool:
        """Whether nothing wide stands between the town and the finding, or before both."""
        first, last = sorted((sentence.at(town.start), sentence.at(finding.start)))
        opened = town.start < finding.start
        between = [mark for mark in sentence.of("wide") if first <= mark.first <= last]
        before = [mark for mark in sentence.of("wide") if mark.first < first]
        return not between and (opened or not before)

    def _carried(self, sentence: Sentence) -> str | None:
        """A paragraph that opens in one town stays there until it speaks of more."""
        if sentence.of("wide") or self._names_wider_place(sentence):
            return None
        topic: str | None = None
        for earlier in reversed(self.scene.before(sentence)):
            towns = self.towns_of_deed(earlier)
            names = {town_name(found.place) for found in towns}
            opened = bool(towns) and _opens_with(earlier, towns[0])
            if len(names) > 1 or (earlier.of("wide") and not opened):
                topic = None
            elif names:
                topic = next(iter(names))
        return topic

    def spoken_of_first(self) -> Place | None:
        """The town named first where the report opens, where no deed is placed."""
        opening = [s for s in self.scene.sentences if not s.headline][:_OPENING]
        towns = (town for sentence in opening for town in self.towns(sentence))
        return next((self.fullest.get(town_name(t.place) or "", t.place) for t in towns), None)

    def in_province(self, town: Place) -> Place:
        """The town with the province it lies in, where its report tells of deeds in no other.

        As in "two died in Orlo province. Guards had searched a house in Tavo".
        """
        if town.admin1 is not None or town.precision not in _TOWNS:
            return town
        province = self._province_beside(town) or self._only_province
        if province is None or province.name.casefold() == town.name.casefold():
            return town
        wider = {"admin1": province.admin1, "country": town.country or province.country}
        if town.precision is PlacePrecision.UNKNOWN:
            wider |= {"locality": town.name, "precision": PlacePrecision.LOCALITY}
        return town.model_copy(update=wider)

    def _province_beside(self, town: Place) -> Place | None:
        """The one province in the sentence that names the town first."""
        for sentence in self.scene.sentences:
            if any(town_name(found.place) == town_name(town) for found in self.towns(sentence)):
                return _single(_provinces(sentence))
        return None

    @cached_property
    def _only_province(self) -> Place | None:
        """The province things happen in; None where there are several, or none."""
        body = [sentence for sentence in self.scene.sentences if not sentence.headline]
        told = _single([found for sentence in body for found in _provinces(sentence)])
        filed = self.filed_from()
        from_province = filed is not None and filed.precision is PlacePrecision.ADMIN1
        return told or (filed if from_province else None)

    def stronghold(self, town: Place | None) -> Place | None:
        """A bridge, a base or the like with a name that was attacked, the first so named."""
        opening = [s for s in self.scene.sentences if not s.headline][:_OPENING]
        for sentence in opening:
            for found in sentence.places:
                site, at = found.place.site, sentence.at(found.start)
                named = site is not None and site.split()[-1].casefold() in _STRONGHOLDS
                struck = sentence.low(at - 1) in ("at", "on", "of") and sentence.of("attack")
                if named and struck and not found.is_dateline:
                    own = found.place.locality or (town.locality or town.name if town else None)
                    return found.place.model_copy(update={"locality": own})
        return None

    def filed_from(self) -> Place | None:
        """The town of the dateline, for a report that names no other."""
        filed = (found for s in self.scene.sentences for found in s.places if found.is_dateline)
        return next((found.place for found in filed), None)

    def _names_wider_place(self, sentence: Sentence) -> bool:
        return any(found.place.name.casefold() in self.wide for found in sentence.places)


def survey(scene: Scene, heard: tuple[Voices, ...]) -> Map:
    """Tell towns from wider places: provinces, countries, and what attacks are "across"."""
    wide: set[str] = set()
    for sentence in scene.sentences:
        for found in sentence.places:
            if found.place.precision in (
                PlacePrecision.COUNTRY,
                PlacePrecision.ADMIN1,
            ) or _is_wider(sentence, found):
                wide.add(found.place.name.casefold())
    return Map(scene, frozenset(wide), heard)


def _provinces(sentence: Sentence) -> list[Place]:
    """Those a sentence puts something in: "in Orlo province", or anywhere beside a deed."""
    deed = sentence.of("past", "active", "dying", "loss", "attack", "state")
    told = []
    for found in sentence.places:
        before = sentence.low(sentence.at(found.start) - 1)
        wide = found.place.precision is PlacePrecision.ADMIN1 and not found.is_dateline
        if wide and before not in _OF_ORIGIN and (deed or before in _INSIDE):
            told.append(found.place)
    return told


def _single(provinces: Sequence[Place]) -> Place | None:
    names = {one.name.casefold() for one in provinces}
    return provinces[0] if len(names) == 1 else None


def _opens_with(sentence: Sentence, found: FoundPlace) -> bool:
    at = sentence.at(found.start)
    return at == 0 or (at <= _OPENING_WORDS and sentence.low(0) in closed("preposition"))


def _is_told_from_within(sentence: Sentence, found: FoundPlace, verb: int) -> bool:
    """As in "blasts in Orlo, where locals said", "people in Orlo spoke of": no mere seat of his."""
    at, end = sentence.at(found.start), sentence.at(found.end)
    people = sentence.low(at - 1) in ("in", "of") and sentence.low(at - 2) in _ITS_PEOPLE
    return people or "where" in sentence.lows[end:verb]


def _has_article(sentence: Sentence, found: FoundPlace) -> bool:
    """As in "the walled Old Quarter": a bare name with an article is hardly a town."""
    at = sentence.at(found.start) - 1
    while sentence.low(at).isalpha() and sentence.low(at) not in closed("preposition"):
        if sentence.low(at) == "the":
            return True
        at -= 1
    return False


def _is_wider(sentence: Sentence, found: FoundPlace) -> bool:
    """What attacks are across, what has a north, a president, or a province of its own."""
    at, end = sentence.at(found.start), sentence.at(found.end)
    if _is_across(sentence, found) or sentence.low(at - 1) in _QUARTERS:
        return True
    if sentence.low(end) != "'s":
        return False
    owned = [p for p in sentence.places if sentence.at(p.start) == end + 1]
    province = any(p.place.precision is PlacePrecision.ADMIN1 for p in owned)
    return province or sentence.low(end + 1) in _NATIONAL


def _is_across(sentence: Sentence, found: FoundPlace) -> bool:
    """As in "across X", "several districts of X", "cities in X"."""
    at = sentence.at(found.start)
    if sentence.low(at - 1) in _WIDE_OPENERS:
        return True
    # "The districts of X and Y" are X and Y themselves.
    named = sentence.low(at - 3) == "the" and sentence.low(at - 1) == "of"
    return sentence.low(at - 1) in ("of", "in") and sentence.low(at - 2) in _UNITS and not named


def town_name(place: Place) -> str | None:
    """The town of a place; a site without one has none."""
    if place.locality is not None:
        return place.locality
    return (
        place.name if place.precision in (PlacePrecision.UNKNOWN, PlacePrecision.LOCALITY) else None
    )


def _clause_town(sentence: Sentence, towns: Sequence[FoundPlace], finding: Finding) -> str | None:
    """As in "reported in A, where X, and in B, where Y": the clause after a town is that town's."""
    before = [found for found in towns if found.end <= finding.start]
    if not before:
        return None
    after = sentence.at(before[-1].end)
    nested = sentence.lows[after : after + 2]
    led = nested in ((",", "where"), (",", "when")) or nested[:1] == ("where",)
    return town_name(before[-1].place) if led else None
