"""How a deed is laid to somebody: claimed, alleged, stated flatly, denied, or left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.extractors.rules.deeds.doers import Doers
from llm_extract.extractors.rules.figures.withheld import is_called_false
from llm_extract.extractors.rules.reading.finding import OWN_VOICE, Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.met import PARTIES
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.subjects import subject_before
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Responsibility, Role, Speaker, Stance

ACCUSERS = PARTIES | {Role.WITNESS, Role.MEDICAL, Role.NGO}
# Whose unit it is: "its Seventh Wing", "the group's Seventh Wing".
_OWNERS = r"(?:group|movement|organi[sz]ation|front|army|party)['’]s"
_OWN_UNIT = rf"\b(?:its|their|our|{_OWNERS}) (?:\w+ )?"


class Stances:
    """One sentence, its speakers, and what they make of a deed and its doer."""

    def __init__(self, sentence: Sentence, voices: Voices, company: Company) -> None:
        self._s = sentence
        self._voices = voices
        self._company = company
        self._cast = company.cast
        # The side whose own release this is, for whom "we" stands in its own voice.
        self._publisher = company.own_side
        self._doers = Doers(sentence, company.cast)

    def _of_us(self, own: str, mark: Mark, stance: Stance) -> Iterator[Finding]:
        """What "we" did, in the mouth of the speaker quoted, or else of the publisher."""
        speaker = self._speaker(mark.first)
        if speaker is not None and not self._is_quoted(mark.first):
            # "The ministry says that we fired first": the publisher stands accused.
            accused = stance is Stance.CLAIMS_RESPONSIBILITY
            by = None if accused else OWN_VOICE
            stance = Stance.ACCUSES if accused else stance
            yield self._found(self._our_name(own), mark, stance, by=by)
            return
        actor = self._our_name(own) if speaker is None else self._body_in(speaker) or own
        start, end = self._s.offsets(mark.first, mark.last)
        yield Finding(Responsibility(actor=actor), self._s, start, end, stance)

    def _laid_to(self, actor: str, mark: Mark, speaker: Speaker | None) -> Finding:
        if self._is_denied(mark):
            return self._found(actor, mark, Stance.DENIES)
        if any(unsure.last <= mark.first for unsure in self._s.of("unsure")):
            return self._found(actor, mark, Stance.CANNOT_CONFIRM)
        if speaker is not None and speaker.role is Role.ARMED_GROUP and actor == speaker.name:
            return self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)
        if speaker is None and actor == self._publisher:
            return self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY)
        if speaker is not None and speaker.role is Role.ARMED_GROUP and self._is_own_unit(actor):
            return self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY)
        accused = speaker is not None and speaker.role in ACCUSERS
        return self._found(actor, mark, Stance.ACCUSES if accused else Stance.ASSERTS)

    def _is_own_unit(self, actor: str) -> bool:
        """Whether the sentence says that the unit is the speaker's."""
        return re.search(_OWN_UNIT + re.escape(actor), self._s.text) is not None

    def _found(self, actor: str, mark: Mark, stance: Stance, by: str | None = None) -> Finding:
        """Of others' deeds the words after the cue are the statement; of one's own, the cue."""
        last = len(self._s.words)
        at = mark.first if by is not None or mark.last >= last else mark.last
        start, end = self._s.offsets(at, max(mark.last, at + 1))
        return Finding(Responsibility(actor=actor), self._s, start, end, stance, by=by)

    def _speaker(self, at: int) -> Speaker | None:
        chains = self._voices.chains(at)
        return chains[-1][-1] if chains else None

    def _subject(self, verb: int) -> str | None:
        """The speaker whom the subject of a verb names."""
        words = subject_before(self._s, verb)
        speakers = self._company.among(self._s, *words) if words else ()
        return speakers[0].name if speakers else None

    def _body_before(self, speaker: Speaker, mark: Mark) -> str:
        """The body named before the words, for which a spokesman speaks, or the speaker."""
        return self._body_of(speaker, [m for m in self._s.of("actor") if m.last <= mark.first])

    def _body_of(self, speaker: Speaker, before: list[Mark]) -> str:
        """The body itself, where its spokesman speaks."""
        if speaker.name in self._cast.named or not before:
            return self._body_in(speaker) or speaker.name
        return before[-1].value

    def _body_in(self, speaker: Speaker) -> str | None:
        """The body that a name has in it: of "OFF commander A. Name"."""
        told = speaker.name.split()
        bodies = self._cast.named.values()
        return next((b.name for b in bodies if any(short in told for short in b.aliases)), None)

    def _our_name(self, own: str) -> str:
        return self._publisher if own == "we" and self._publisher else own

    def _is_denied(self, mark: Mark) -> bool:
        """Rejected by the speaker, or called false: "the lie that ... is answered"."""
        rejected = self._voices.manner(mark.first) is Manner.REJECTS
        called = any(m.last <= mark.first for m in self._s.of("called_false"))
        return rejected or called or is_called_false(self._s, mark.first)

    def _is_foe(self, phrase: str) -> bool:
        """As in "the regime's police": who words it so accuses."""
        return any(word in closed("foe") for word in phrase.casefold().replace("’", "'").split())

    def _is_quoted(self, at: int) -> bool:
        """Whether a word stands within quotation marks."""
        before = self._s.text[: self._s.words[at].start - self._s.start]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _stands_for_a_group(self, side: str) -> bool:
        """Whether "the rebels" are a group that the article names."""
        armed = (body for body in self._cast.named.values() if body.role is Role.ARMED_GROUP)
        return side == "armed" and next(armed, None) is not None
