"""Attribution beyond the sentence: what a lead's "officials said" and a closing credit answer for.

Carries, each said so in the speaker's cue: a quotation goes on until it closes; a relay that closes
a paragraph passes on the paragraph; a source given at a paragraph's head holds for its sentences
that name none; and where a report knows one side only, the lead's source holds for the whole of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.speakers.met import STATE
from llm_extract.extractors.rules.speakers.quoted import Quotations
from llm_extract.extractors.rules.speakers.voices import Voices, carried
from llm_extract.records.claims import Evidentiality, Role, Speaker

Chain = tuple[Speaker, ...]
# Voices that take no side in what happened, and so break no carry.
_DOUBTED = frozenset(("this", "these", "claim", "claims"))
_FIGURES = frozenset(("number", "figure", "figures", "toll"))
# "Some say": nobody in particular goes on speaking.
_ANYBODY = frozenset("some many others one another".split())
# "By the ministry's count": that figure is theirs, and no more.
_OF_ONE_FIGURE = frozenset(("by", "in"))
_APART = frozenset(("separately", "elsewhere"))
_OF_OUR_OWN = frozenset((("by", "this"), ("by", "our"), ("on", "our")))
_ASIDE = frozenset({Role.ANALYST, Role.NGO, Role.MEDIA})


@dataclass(frozen=True)
class Attributions:
    """Who answers for any word of the article."""

    scene: Scene
    heard: tuple[Voices, ...]
    # Who speaks where nobody else does, if the text is known to be that side's own.
    house: Speaker | None = None

    def chains(self, sentence: Sentence, at: int) -> tuple[Chain, ...]:
        """The chains for word `at`, one for each joint speaker; one empty chain for nobody."""
        known = self._known.get((sentence.index, at))
        if known is None:
            known = self._known[sentence.index, at] = self._chains(sentence, at)
        return known

    @cached_property
    def _known(self) -> dict[tuple[int, int], tuple[Chain, ...]]:
        """By sentence and word: each rule that finds something there asks who says it."""
        return {}

    def _chains(self, sentence: Sentence, at: int) -> tuple[Chain, ...]:
        own = self.heard[sentence.index].chains(at)
        if not own:
            own = (self._quotations.speakers(sentence, at) or self._carried(sentence),)
        if self.house is not None:
            own = tuple(chain or (self.house,) for chain in own)
        relay = self._closing_relay(sentence)
        return tuple(_relayed(chain, relay) for chain in own)

    def speaker_of(self, finding: Finding) -> Speaker | None:
        """Whose word a finding is; None where the outlet speaks."""
        sentence = finding.sentence
        chain = self.chains(sentence, sentence.at(finding.start))[-1]
        return chain[-1] if chain else None

    def role_at(self, sentence: Sentence) -> Role | None:
        """Who speaks where a note begins: whose losses "our losses" are."""
        chain = self.chains(sentence, 0)[-1]
        return chain[-1].role if chain else None

    def firmness(self, sentence: Sentence, chain: Chain, *, counts: bool) -> Evidentiality:
        """How firmly a sentence puts it, given its speaker; `counts` of a figure for people."""
        voices = self.heard[sentence.index]
        if self._is_doubted_after(sentence, counts=counts):
            return Evidentiality.UNVERIFIED
        if voices.hearsay is not None:
            return voices.hearsay
        nameless = chain and chain[-1].role is Role.UNATTRIBUTED and not chain[-1].named
        return Evidentiality.REPORTED if nameless else Evidentiality.STATED

    def _is_doubted_after(self, sentence: Sentence, *, counts: bool) -> bool:
        """As in "It has not been able to confirm this", said of the sentence before."""
        group = self.scene.paragraph(sentence)
        at = sentence.index - group[0].index + 1
        if at >= len(group) or self.heard[group[at].index].hearsay is not Evidentiality.UNVERIFIED:
            return False
        doubtful = self.heard[sentence.index].hearsay is Evidentiality.REPORTED
        about = _DOUBTED | _FIGURES if counts else _DOUBTED
        return doubtful or bool(about.intersection(group[at].lows))

    # ------------------------------------------------------------ carries

    @cached_property
    def _quotations(self) -> Quotations:
        return Quotations(self.scene, self.heard)

    def _carried(self, sentence: Sentence) -> Chain:
        if sentence.headline:
            return ()
        if _turns_away(sentence):
            return ()
        before = self._in_paragraph(sentence)
        own = {one.name for frame in self.heard[sentence.index].frames for one in frame.speakers}
        if own:
            return before if before and own == {before[-1].name} else ()
        return before or self._whole_report()

    def _in_paragraph(self, sentence: Sentence) -> Chain:
        """The source of the nearest sentence before that has one, if it was for the whole of it."""
        for earlier in self.scene.before(sentence):
            voices = self.heard[earlier.index]
            if voices.frames:
                return self._opening(earlier)
            # "It was also reported" hands the word to others unnamed.
            if voices.hearsay is not None:
                return ()
        return ()

    def _opening(self, sentence: Sentence) -> Chain:
        """The source of a sentence as a whole: "..., A said." or "According to A, ..."."""
        for frame in self.heard[sentence.index].frames:
            whole = frame.postposed and frame.cue not in _OF_ONE_FIGURE
            named = frame.speakers[-1].name not in _ANYBODY
            if named and (whole or frame.cue.casefold() == "according to"):
                return tuple(map(carried, frame.links))
        return ()

    def _whole_report(self) -> Chain:
        lead = self.scene.lead
        if lead is None:
            return ()
        chain = self._opening(lead)
        if not chain or chain[-1].role not in STATE or not self._one_sided:
            return ()
        return chain

    @cached_property
    def _one_sided(self) -> bool:
        """Whether nobody speaks but the state, and those who take no side."""
        roles = {
            speaker.role
            for voices in self.heard
            for frame in voices.frames
            for speaker in frame.speakers
        }
        return roles <= STATE | _ASIDE

    def _closing_relay(self, sentence: Sentence) -> Speaker | None:
        """The outlet that the last sentence of the paragraph hands everything to."""
        last = self.scene.paragraph(sentence)[-1]
        if last.index == sentence.index or sentence.headline:
            return None
        for frame in self.heard[last.index].frames:
            one = frame.speakers[0]
            if frame.postposed and one.role is Role.MEDIA and one.named:
                return carried(one)
        return None


def _turns_away(sentence: Sentence) -> bool:
    """As in "Separately, ...", "By this newspaper's count": here the outlet itself speaks."""
    if sentence.low(0) in _APART or sentence.lows[:2] in _OF_OUR_OWN:
        return True
    return any(day.is_past_period and sentence.at(day.start) <= 1 for day in sentence.dates)


def _relayed(chain: Chain, relay: Speaker | None) -> Chain:
    if relay is None or any(speaker.role is Role.MEDIA and speaker.named for speaker in chain):
        return chain
    return (relay, *chain)
