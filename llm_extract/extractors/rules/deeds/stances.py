"""How a deed is laid to somebody: claimed, alleged, stated flatly, denied, or left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.extractors.rules.deeds.blame import subject_of
from llm_extract.extractors.rules.deeds.doers import Doers
from llm_extract.extractors.rules.figures.withheld import is_called_false
from llm_extract.extractors.rules.reading.finding import OWN_VOICE, Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Responsibility, Role, Speaker, Stance

STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
PARTIES = STATE | {Role.ARMED_GROUP}
ACCUSERS = PARTIES | {Role.WITNESS, Role.MEDICAL, Role.NGO}
# "Iron Dawn commander Ada Finch": the name before an office that is not the person's own.
_OFFICE_OF = re.compile(
    r"(?:the\s)?((?:[A-Z][\w’'-]{1,30}\s){1,4}[A-Z][\w’'-]{1,30})\s[a-z]{1,30}\s[A-Z]"
)
# Whose unit it is: "its Seventh Wing", "the group's Seventh Wing".
_OWNERS = r"(?:group|movement|organi[sz]ation|front|army|party)['’]s"
_OWN_UNIT = rf"\b(?:its|their|our|{_OWNERS}) (?:\w+ )?"
_ADMITS = frozenset("admitted admits acknowledged acknowledges conceded concedes".split())


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
        party = speaker is None or speaker.role in PARTIES | {Role.UNATTRIBUTED}
        if stance is Stance.CLAIMS_RESPONSIBILITY and not party:
            stance = Stance.ACCUSES
        actor = self._our_name(own) if speaker is None else self._side_of(speaker) or own
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
        words = subject_of(self._s, verb)
        speakers = self._company.among(self._s, *words) if words else ()
        return speakers[0].name if speakers else None

    def _body_of(self, speaker: Speaker, before: list[Mark]) -> str:
        """The body itself, where its spokesman speaks."""
        if speaker.name in self._cast.named or not before:
            inside = (
                b for b in self._cast.named.values() if self._mentions(speaker.name, b.aliases)
            )
            return next((body.name for body in inside), speaker.name)
        return before[-1].value

    def _our_name(self, own: str) -> str:
        return self._publisher if own == "we" and self._publisher else own

    def _side_of(self, speaker: Speaker) -> str | None:
        """The body for which somebody speaks: "Iron Dawn" of "Iron Dawn commander A. Name"."""
        bodies = self._cast.named.values()
        known = (b.name for b in bodies if self._mentions(speaker.name, (b.name, *b.aliases)))
        named = _OFFICE_OF.match(speaker.name)
        return next(known, None) or (named[1] if named else None)

    def _mentions(self, name: str, aliases: tuple[str, ...]) -> bool:
        return any(alias in name.split() for alias in aliases)

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

    def _is_own_side(self, speaker: Speaker, actor: str) -> bool:
        if actor in self._cast.named:
            return speaker.name == actor
        return speaker.role in PARTIES and actor.casefold() in speaker.name.casefold()

    def _is_admission(self, at: int) -> bool:
        """As in "admitted that its aircraft had bombed": owned up to, by whomever."""
        frames = (f for f in self._voices.frames if f.first <= at < f.last)
        return any(frame.cue.casefold() in _ADMITS for frame in frames)

    def _stands_for_a_group(self, side: str) -> bool:
        """Whether "the rebels" are a group that the article names."""
        armed = (body for body in self._cast.named.values() if body.role is Role.ARMED_GROUP)
        return side == "armed" and next(armed, None) is not None
