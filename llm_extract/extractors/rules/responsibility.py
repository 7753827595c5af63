"""Who did it: claimed by itself, laid at its door by others, or denied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.extractors.rules.actors import Cast
from llm_extract.extractors.rules.finding import Finding
from llm_extract.extractors.rules.lexicon import Mark, closed
from llm_extract.extractors.rules.scene import Sentence
from llm_extract.extractors.rules.voices import Voices
from llm_extract.records.claims import Responsibility, Role, Speaker, Stance

# Words in quotation marks that follow at once.
_QUOTED = re.compile(r" [“\"]([^“”\"\n]{3,60}?)[,.]?[”\"]")
_WITHIN_NAMES = frozenset("of the for and".split())
_FEWEST_NAME_WORDS = 2
_FARTHEST_NAME = 10
_LONGEST_NAME = 6
_ACCUSERS = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.WITNESS, Role.ARMED_GROUP})


def find_responsibility(sentence: Sentence, voices: Voices, cast: Cast) -> Iterator[Finding]:
    """Claims, accusations and denials of responsibility in one sentence."""
    reading = _Reading(sentence, voices, cast)
    for mark in sentence.of("claimed_by"):
        yield from reading.claimed_by(mark)
    for mark in sentence.of("claims_it"):
        yield from reading.own_deed(mark, Stance.CLAIMS_RESPONSIBILITY)
    for mark in sentence.of("denies_it"):
        yield from reading.own_deed(mark, Stance.DENIES)
    for mark in sentence.of("done_by"):
        yield from reading.done_by(mark)
    for mark in sentence.of("blames"):
        yield from reading.blamed(mark)
    for mark in sentence.of("named_as"):
        yield from reading.named_as(mark)
    for mark in sentence.of("perpetrator"):
        yield from reading.named_after(mark)
    for mark in sentence.of("assails"):
        yield from reading.assailing(mark)


class _Reading:
    """One sentence, asked who did it."""

    def __init__(self, sentence: Sentence, voices: Voices, cast: Cast) -> None:
        self._s = sentence
        self._voices = voices
        self._cast = cast
        # In upper-case copy a capital tells no name.
        self._shouted = not any(map(str.islower, sentence.text))

    def claimed_by(self, mark: Mark) -> Iterator[Finding]:
        actor = self._armed_after(mark.last) or self._name_after(mark.last)
        if actor is not None:
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)

    def own_deed(self, mark: Mark, stance: Stance) -> Iterator[Finding]:
        """The speaker's own deed: the body named before the words, or the speaker of the frame."""
        before = [m for m in self._s.of("actor") if m.last <= mark.first and self._is_armed(m)]
        speaker = self._speaker(mark.first)
        if speaker is not None and speaker.role is Role.ARMED_GROUP:
            yield self._found(self._body_of(speaker, before), mark, stance, by=speaker.name)
        elif before and self._s.low(mark.first) not in ("it", "its", "they", "had"):
            yield self._found(before[-1].value, mark, stance, by=before[-1].value)
        elif stance is Stance.DENIES and self._s.low(mark.first - 1) in ("which", "who"):
            named = self._name_before(mark.first - 1)
            if named is not None:
                yield self._found(named, mark, stance, by=named)

    def done_by(self, mark: Mark) -> Iterator[Finding]:
        actor = self._armed_after(mark.last) or self._name_of_guilty(mark)
        speaker = self._speaker(mark.last)
        if actor is None or (speaker is not None and speaker.role not in _ACCUSERS | {Role.MEDIA}):
            return
        accused = (
            speaker is not None
            and speaker.role in _ACCUSERS
            and speaker.role is not Role.ARMED_GROUP
        )
        yield self._found(actor, mark, Stance.ACCUSES if accused else Stance.ASSERTS)

    def blamed(self, mark: Mark) -> Iterator[Finding]:
        at = mark.last
        actor = self._armed_after(at) or self._described_after(at)
        if actor is None and self._s.low(at) not in closed("preposition"):
            actor = self._name_after(at) or self._quoted_after(at)
        speaker = self._speaker(mark.last)
        if actor is not None and (speaker is None or speaker.role in _ACCUSERS):
            yield self._found(actor, mark, Stance.ACCUSES)

    def named_as(self, mark: Mark) -> Iterator[Finding]:
        actor = self._armed_after(mark.last) or self._name_after(mark.last)
        if actor is not None:
            yield self._found(actor, mark, Stance.ACCUSES)

    def named_after(self, mark: Mark) -> Iterator[Finding]:
        """As in "the gunman, A. Name, 34,": one name of two words or more, set off by a comma."""
        last = self._capitals(mark.last + 1)
        named = self._s.low(mark.last) == "," and last - mark.last > _FEWEST_NAME_WORDS
        if named and self._s.low(last) in (",", ".", ""):
            name = self._s.said(mark.last + 1, last)
            yield self._found(name, mark, Stance.ACCUSES)

    def assailing(self, mark: Mark) -> Iterator[Finding]:
        """As in "gunmen of the Front attacked", "Velmish troops opened fire": those before it."""
        end = mark.first
        while self._is_between(end - 1):
            end -= 1
        actor = self._armed_before(end) or self._band_before(end)
        if actor is None:
            return
        speaker = self._speaker(mark.first)
        if speaker is not None and speaker.role is Role.ARMED_GROUP and actor == speaker.name:
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)
        else:
            accused = speaker is not None and speaker.role in _ACCUSERS
            yield self._found(actor, mark, Stance.ACCUSES if accused else Stance.ASSERTS)

    # ------------------------------------------------------------ names

    def _found(self, actor: str, mark: Mark, stance: Stance, by: str | None = None) -> Finding:
        """Of others' deeds the words after the cue are the statement; of one's own, the cue."""
        last = len(self._s.words)
        at = mark.first if by is not None or mark.last >= last else mark.last
        start, end = self._s.offsets(at, max(mark.last, at + 1))
        return Finding(Responsibility(actor=actor), self._s, start, end, stance, by=by)

    def _speaker(self, at: int) -> Speaker | None:
        chains = self._voices.chains(at)
        return chains[-1][-1] if chains else None

    def _body_of(self, speaker: Speaker, before: list[Mark]) -> str:
        """The body itself, where its spokesman speaks."""
        if speaker.name in self._cast.named or not before:
            inside = (
                b for b in self._cast.named.values() if self._mentions(speaker.name, b.aliases)
            )
            return next((body.name for body in inside), speaker.name)
        return before[-1].value

    def _mentions(self, name: str, aliases: tuple[str, ...]) -> bool:
        return any(alias in name.split() for alias in aliases)

    def _is_armed(self, mark: Mark) -> bool:
        return self._cast.role_of(mark.value) is Role.ARMED_GROUP

    def _armed_after(self, at: int) -> str | None:
        for mark in self._s.of("actor"):
            if at <= mark.first <= at + _FARTHEST_NAME and self._is_armed(mark):
                between = self._s.lows[at : mark.first]
                if all(low in closed("skip_before_name") for low in between):
                    return mark.value
        return None

    def _is_between(self, at: int) -> bool:
        """What may stand between a side and its verb: "have", "also", "on Tuesday"."""
        if self._s.low(at) in closed("have") | closed("adverb"):
            return True
        days = ((self._s.at(day.start), self._s.at(day.end)) for day in self._s.dates)
        return any(first <= at < last for first, last in days)

    def _armed_before(self, end: int) -> str | None:
        named = (m for m in self._s.of("actor") if m.last == end and self._is_armed(m))
        return next((mark.value for mark in named), None)

    def _band_before(self, end: int) -> str | None:
        """A band with a name: "Velmish troops", "sea fighters of the Dawn"; "soldiers" are none."""
        if self._s.low(end - 1) not in closed("band") and not self._is_capital(end - 1):
            return None
        first = end
        while first and end - first < _LONGEST_NAME and self._may_name(first - 1):
            first -= 1
        while self._s.low(first) in closed("determiner") and first < end:
            first += 1
        inside = (m for m in self._s.of("actor") if first <= m.first and m.last <= end)
        body = next((m.value for m in inside if self._is_armed(m)), None)
        if body is not None:
            return body
        band = any(self._s.low(at) in closed("band") for at in range(first, end))
        named = any(self._is_capital(at) for at in range(max(first, 1), end)) or (
            first == 0
            and self._s.low(end - 1) in closed("band")
            and self._is_capital(0)
            and end > 1
        )
        return self._s.said(first, end) if band and named else None

    def _may_name(self, at: int) -> bool:
        low = self._s.low(at)
        if low in ("of", "the"):
            return True
        barred = ("preposition", "conjunction", "subordinator", "be", "have", "say", "saying")
        return low[0].isalnum() and not any(low in closed(kind) for kind in barred)

    def _is_capital(self, at: int) -> bool:
        inside = not self._shouted and 0 <= at < len(self._s.words)
        return inside and self._s.words[at].text[0].isupper()

    def _capitals(self, first: int) -> int:
        """The end of a run of words with capitals, with "of" and the like inside."""
        last = at = first
        while self._is_capital(at) or (at > first and self._s.low(at) in _WITHIN_NAMES):
            at += 1
            last = at if self._is_capital(at - 1) else last
        return last

    def _name_after(self, at: int) -> str | None:
        """A name that is no body known otherwise: capitals after "the", no title and no office."""
        while self._s.low(at) in closed("skip_before_name") and not self._is_capital(at):
            at += 1
        last = self._capitals(at)
        offices = self._s.of("speaker", "open_speaker", "outlet", "courtesy")
        office = any(at <= mark.first < last for mark in offices)
        return self._s.said(at, last) if last > at and not office else None

    def _name_of_guilty(self, cue: Mark) -> str | None:
        """The name after words of guilt; "the bombings blamed on" it are none of this report."""
        told = any(mark.last == cue.last for mark in self._s.of("laid_to"))
        told = told and self._s.low(cue.first - 1) not in closed("deeds")
        return self._name_after(cue.last) if told else None

    def _name_before(self, end: int) -> str | None:
        at = end - (self._s.low(end - 1) == ",")
        first = at
        while self._is_capital(first - 1):
            first -= 1
        return self._s.said(first, at) if first < at else None

    def _quoted_after(self, at: int) -> str | None:
        """As in "blamed “paymasters abroad”": the words of the accuser."""
        if at >= len(self._s.words):
            return None
        start = self._s.words[at - 1].end - self._s.start
        quoted = _QUOTED.match(self._s.text, start)
        return quoted[1] if quoted else None

    def _described_after(self, at: int) -> str | None:
        """As in "what he called foreign-backed terrorists": no body, but a kind of people."""
        while self._s.low(at) in closed("skip_before_name") and at < len(self._s.words):
            at += 1
        for head in self._s.of("head"):
            if head.value == "militants" and at <= head.first <= at + _LONGEST_NAME:
                between = self._s.lows[at : head.first]
                if all(low[0].isalpha() and low not in closed("preposition") for low in between):
                    return self._s.said(at, head.last)
        return None
