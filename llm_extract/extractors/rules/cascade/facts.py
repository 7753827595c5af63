"""What a report tells, sentence by sentence: each rule in its turn, those that look back last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from llm_extract.extractors.rules.assemble import without_echoes, without_singles
from llm_extract.extractors.rules.cascade.report import Report
from llm_extract.extractors.rules.deeds.damage import find_damage
from llm_extract.extractors.rules.deeds.disowned import Disowned
from llm_extract.extractors.rules.deeds.extent import find_extents
from llm_extract.extractors.rules.deeds.means import find_responses, find_tactics, find_targets
from llm_extract.extractors.rules.deeds.named import find_enumerated, find_named
from llm_extract.extractors.rules.deeds.ongoing import find_ongoing
from llm_extract.extractors.rules.deeds.outcome import find_outcomes
from llm_extract.extractors.rules.deeds.places import town_name
from llm_extract.extractors.rules.deeds.responsibility import find_responsibility
from llm_extract.extractors.rules.deeds.suspects import find_suspects
from llm_extract.extractors.rules.deeds.timing import find_timings
from llm_extract.extractors.rules.deeds.victims import find_victims, settled_victims
from llm_extract.extractors.rules.figures.again import settled_by_earlier
from llm_extract.extractors.rules.figures.breakdown import find_breakdown
from llm_extract.extractors.rules.figures.elliptic import find_elliptic
from llm_extract.extractors.rules.figures.listed import Tables, find_shares
from llm_extract.extractors.rules.figures.members import find_members
from llm_extract.extractors.rules.figures.rejected import Rejected
from llm_extract.extractors.rules.figures.sides import of_civilians, settled
from llm_extract.extractors.rules.figures.tallies import find_tallies
from llm_extract.extractors.rules.figures.tolls import find_tolls, garbled
from llm_extract.extractors.rules.figures.unconfirmed import find_unconfirmed
from llm_extract.extractors.rules.figures.withheld import (
    find_denied_here,
    find_rejections,
    find_withheld,
    is_called_false,
    is_refutation,
)
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.genre import why_no_news
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Location, Stance

# No figure refers back over more findings than this, so that no text costs too much.
_MOST_RECENT = 60


def find_facts(report: Report) -> list[Finding]:
    """All that the text tells, nothing twice; none where it is no news of violence."""
    no_news = why_no_news(report.scene)
    if no_news is not None:
        report.notes.append(no_news)
        return []
    found = list(_Search(report).in_text())
    found.extend(find_timings(report.scene))
    found.extend(find_enumerated(report.scene))
    settled_once = without_echoes(settled_victims(found))
    kept, singles = without_singles(settled_once, report.background.about)
    if singles:
        report.notes.append(f"{singles} mentions of single victims are left to the figures for all")
    return kept


class _Search:
    """One report, asked sentence after sentence for what it tells."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._refused = Rejected(report.attributions, report.heard)
        self._disowned = Disowned(report.scene, report.heard, report.company)
        self._tables = Tables()

    def in_text(self) -> list[Finding]:
        found: list[Finding] = []
        for sentence, voices in zip(self._report.scene.sentences, self._report.heard, strict=True):
            here = self._in_context(sentence, voices, found[-_MOST_RECENT:])
            found.extend(map(of_civilians, here) if self._report.company.conflict else here)
        return found

    def _in_context(
        self, sentence: Sentence, voices: Voices, recent: Sequence[Finding]
    ) -> list[Finding]:
        """What a sentence tells, in the light of what the text told just before."""
        told = (settled_by_earlier(f, recent) for f in self._by_itself(sentence, voices))
        here = [finding for finding in told if finding is not None]
        after = self._report.scene.after(sentence) if here and not voices.frames else None
        if after is not None and is_refutation(after):
            here = [replace(f, stance=Stance.DENIES) for f in here]
        here.extend(self._tables.read(sentence))
        here.extend(self._leaning(sentence, voices, recent, here))
        here.extend([*find_denied_here(sentence, voices, here)])
        meant = partial(self._refused.figures, sentence, recent)
        here.extend(find_rejections(sentence, voices, meant))
        return here

    def _by_itself(self, sentence: Sentence, voices: Voices) -> Iterator[Finding]:
        """What it tells whatever else is told: figures, doers, ends, means, names and places."""
        cast, attributions = self._report.cast, self._report.attributions
        yield from self._tolls(sentence, voices)
        yield from find_tallies(sentence, cast, attributions.role_at)
        note = garbled(sentence, cast)
        if note is not None:
            self._report.notes.append(note)
        yield from find_withheld(sentence, voices, cast)
        yield from find_extents(sentence)
        yield from find_responsibility(sentence, voices, self._report.company)
        yield from find_suspects(sentence)
        earlier = self._report.scene.before(sentence)
        for find in (find_outcomes, find_damage):
            yield from (_in_manner(finding, voices) for finding in find(sentence, earlier))
        for told in (find_tactics, find_targets, find_ongoing):
            yield from (_in_manner(finding, voices) for finding in told(sentence))
        yield from find_responses(sentence)
        yield from find_victims(sentence, upper_case=self._report.scene.upper_case)
        yield from self._locations(sentence)

    def _tolls(self, sentence: Sentence, voices: Voices) -> Iterator[Finding]:
        """Figures for people, with the side that the speaker's words give them."""
        cast = self._report.cast
        for found in find_tolls(sentence, cast):
            speaker = self._report.attributions.speaker_of(found)
            finding = settled(found, speaker.role if speaker else self._report.side, cast)
            if finding is not None:
                yield _in_manner(finding, voices)

    def _locations(self, sentence: Sentence) -> Iterator[Finding]:
        if not sentence.of("attack", "tactic", "outcome"):
            return
        for found in self._report.map.towns(sentence):
            town = self._report.town(town_name(found.place) or found.place.name)
            yield Finding(Location(place=town), sentence, found.start, found.end)

    def _leaning(
        self,
        sentence: Sentence,
        voices: Voices,
        before: Sequence[Finding],
        here: Sequence[Finding],
    ) -> Iterator[Finding]:
        """What is understood only from figures told before."""
        cast, about = self._report.cast, self._report.background.about
        yield from find_named(sentence, before, upper_case=self._report.scene.upper_case)
        yield from find_members(sentence, cast, [*before, *here])
        yield from find_shares(sentence, before)
        taken = {finding.start for finding in here}
        for finding in find_breakdown(sentence, cast, before):
            if finding.start not in taken:
                yield finding
        told = [*before, *here]
        yield from find_elliptic(sentence, cast, voices, told, about)
        yield from self._disowned.find(sentence, told)
        yield from find_unconfirmed(sentence, voices, told, self._report.attributions.speaker_of)


def _in_manner(finding: Finding, voices: Voices) -> Finding:
    """Denied where its speaker rejects it; taken back where the outlet corrects itself."""
    stance = finding.stance
    at = finding.sentence.at(finding.start)
    untrue = any(mark.first > at for mark in finding.sentence.of("untrue"))
    if untrue or finding.sentence.of("retracted"):
        stance = Stance.RETRACTS
    elif voices.manner(at) is Manner.REJECTS or is_called_false(finding.sentence, at):
        stance = Stance.DENIES
    return finding if stance is finding.stance else replace(finding, stance=stance)
