"""Who says which words of a sentence: frames, each a speaker with the stretch it answers for.

"A said X", "X, A said", "according to A, X", "X, as cited by A", "A rejected X, saying Y". Frames
nest; the chain of a statement runs from the outermost relay to the innermost speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from llm_extract.extractors.rules.lexicon import Mark, closed
from llm_extract.extractors.rules.scene import Counted, Scene, Sentence
from llm_extract.extractors.rules.sources import (
    BOUNDARIES,
    bracketed,
    cited,
    headed,
    is_inside_name,
    tagged,
)
from llm_extract.extractors.rules.speakers import Company
from llm_extract.extractors.rules.transcript import Label, labels
from llm_extract.extractors.rules.voices import Frame, Manner, Voices, cued_as, is_relay
from llm_extract.records.claims import Attribution, Evidentiality, Party, Role, Speaker

_CONNECTORS = frozenset("while but and whereas although ; though".split())
_AFTER_SAID = frozenset(
    "on in at late early yesterday today earlier later of this last a an the statement interview"
    " here there tonight post briefing conference tweet telephone by via after before during"
    " following from to".split()
)
_LONGEST_TAIL = 9
_FEWEST_WORDS_BEFORE = 2
_MOST_ASIDES = 3
_LONGEST_HEARER = 4
_LONGEST_SOURCE = 8
_LONGEST_RECKONING = 12
_RELATIVES = frozenset({"who", "which"})
_INVERTING = frozenset("said says added reported noted explained told warned wrote".split())


def listen(scene: Scene, company: Company) -> tuple[Voices, ...]:
    """The voices of every sentence, in order, for "the group" refers back."""
    heard = []
    for sentence in scene.sentences:
        company.introduce(sentence)
    spoken = labels(scene)
    for sentence in scene.sentences:
        label = spoken.get(sentence.paragraph)
        if sentence.headline and label is None:
            heard.append(Voices((), None))
            continue
        frames = [*_labelled(sentence, label, company), *_Hearing(sentence, company).frames()]
        for frame in frames:
            company.remember(frame.speakers[-1], frame.relay)
        heard.append(Voices(tuple(frames), _hearsay(sentence)))
    return tuple(heard)


def _labelled(sentence: Sentence, label: Label | None, company: Company) -> Iterator[Frame]:
    if label is not None:
        speaker = company.labelled(label)
        yield Frame((speaker,), 0, len(sentence.words), Manner.SAYS, label.name, 0)


def _hearsay(sentence: Sentence) -> Evidentiality | None:
    found = {Evidentiality(mark.value) for mark in sentence.of("hearsay")}
    for firmness in (Evidentiality.UNVERIFIED, Evidentiality.REPORTED, Evidentiality.INFERRED):
        if firmness in found:
            return firmness
    return None


class _Hearing:
    """One sentence, listened to from left to right."""

    def __init__(self, sentence: Sentence, company: Company) -> None:
        self._s = sentence
        self._company = company
        self._end = len(sentence.words)
        self._found: list[Frame] = []

    def frames(self) -> list[Frame]:
        for mark in self._s.of("say", "saying", "source_cue", "reckons", "reckons_at"):
            if mark.kind == "say" or self._gives_figure(mark):
                self._say(mark)
            elif mark.kind == "saying":
                self._carry_on(mark)
            elif mark.kind == "source_cue":
                self._found.extend(cited(self._s, self._company, mark))
        self._found.extend(bracketed(self._s, self._company))
        self._quote()
        self._claims_that()
        if not self._found:
            self._found.extend(headed(self._s, self._company))
        if not self._found:
            self._found.extend(tagged(self._s, self._company))
        relay = self._spoken_to()
        self._found = [self._relayed(frame, relay) for frame in self._found]
        return self._clipped()

    def _relayed(self, frame: Frame, relay: Speaker | None) -> Frame:
        """With the outlet spoken to, here or where this one person was first quoted."""
        if is_relay(frame):
            return frame
        one = frame.speakers[0]
        if relay is None and len(frame.speakers) == 1 and not one.name.endswith("s"):
            relay = self._company.relay_of(one)
        return replace(frame, relay=relay)

    # ------------------------------------------------------------ verbs

    def _say(self, mark: Mark) -> None:
        if not self._is_speech(mark):
            return
        speakers = self._inverted(mark)
        if speakers:
            self._add(mark, speakers, (0, mark.first), postposed=True)
            return
        segment = self._before(mark.first)
        start = mark.first
        if segment is not None:
            start = segment[0]
            speakers = self._company.among(self._s, *segment)
        if not speakers:
            speakers = self._subject_again(mark)
            start = mark.first
        if speakers:
            self._place(mark, speakers, start)

    def _gives_figure(self, mark: Mark) -> bool:
        """As in "put the toll at 12", "gave 14 dead": figures of harm right after the verb."""
        if mark.kind not in ("reckons", "reckons_at"):
            return False
        reach = range(mark.last, mark.last + _LONGEST_RECKONING)
        counts = [c for c in self._s.counts if c.first in reach and not c.is_article]
        if mark.kind == "reckons_at":
            counts = [counted for counted in counts if self._s.low(counted.first - 1) == "at"]
        if mark.kind == "reckons" and any(
            self._is_alone(c) for c in counts if c.first == mark.last
        ):
            return True
        if mark.kind == "reckons_at" and self._s.low(mark.last) in ("it", "that", "them"):
            return bool(counts)
        harm = self._s.of("casualty_topic", "past", "state", "loss", "toll")
        return bool(counts) and any(topic.first in reach for topic in harm)

    def _is_alone(self, counted: Counted) -> bool:
        """As in "claims 94, which ...": a figure that leans on what was told before."""
        return self._s.low(counted.last) in (",", ".", ";", "", "and", "but")

    def _is_speech(self, mark: Mark) -> bool:
        after = self._s.low(mark.last)
        if (
            self._s.words[mark.first].text[0].isupper()
            and not self._company.upper_case
            and mark.first
        ):
            return False
        if self._s.low(mark.first) == "reports" and not self._follows_outlet(mark.first):
            return False
        if after in ("by", "dead", "as") or self._s.low(mark.first - 1) in ("'s", "to"):
            return False
        at = mark.first - 1
        while self._s.low(at) in closed("adverb"):
            at -= 1
        return self._s.low(at) not in closed("be") and not self._takes_lives(mark)

    def _follows_outlet(self, at: int) -> bool:
        """As in "XYZ reports", a verb; other reports are nouns."""
        bracketed = self._s.low(at - 1) == ")"
        kind = self._s.low(at - 1) in ("agency", "newspaper", "broadcaster")
        ends = (at, at - 3 * bracketed, at - kind)
        return any(mark.last in ends for mark in self._s.of("outlet"))

    def _takes_lives(self, mark: Mark) -> bool:
        return "lives" in self._s.lows[mark.last : mark.last + 5]

    def _before(self, verb: int) -> tuple[int, int] | None:
        """The words of the subject: back over "has also" to the nearest boundary."""
        end = verb
        while end > 0 and (
            self._s.low(end - 1) in closed("adverb")
            or self._s.low(end - 1) in closed("have")
            or self._s.low(end - 1) == "did"
        ):
            end -= 1
        start = self._segment_start(end)
        if end - start > 0 and not self._is_aside(start):
            return start, end
        # "An official in the town, speaking on condition of anonymity, confirmed ..."
        for _ in range(_MOST_ASIDES):
            if self._s.low(start - 1) in _RELATIVES:
                start -= 1
            if start <= 1 or self._s.low(start - 1) != ",":
                return None
            end = start - 1
            start = self._segment_start(end)
            if end > start and not self._is_aside(start):
                return start, end
        return None

    def _segment_start(self, end: int) -> int:
        at = end
        while at > 0:
            low = self._s.low(at - 1)
            if low in BOUNDARIES and not is_inside_name(self._s, at - 1):
                break
            if low in ("and", "or") and not self._joins_speakers(at - 1):
                break
            at -= 1
        return at

    def _joins_speakers(self, at: int) -> bool:
        speaking = self._s.of("speaker", "open_speaker", "outlet", "actor", "speaker_sector")
        return any(mark.last == at for mark in speaking)

    def _is_aside(self, start: int) -> bool:
        if self._s.low(start - 1) in _RELATIVES:
            return True
        low = self._s.low(start)
        return (
            (low.endswith("ing") or low in ("who", "quoted"))
            and self._s.low(start - 1) == ","
            and start > 1
        )

    def _inverted(self, mark: Mark) -> tuple[Speaker, ...]:
        """As in "..., said a police chief": the speaker follows the verb, after a comma."""
        if mark.first < _FEWEST_WORDS_BEFORE or self._s.low(mark.first) not in _INVERTING:
            return ()
        if self._s.low(mark.first - 1) not in (",", "?", "!", "."):
            return ()
        end = mark.last
        while end < self._end and self._s.low(end) not in BOUNDARIES | {"."}:
            end += 1
        return self._company.among(self._s, mark.last, end)

    def _subject_again(self, mark: Mark) -> tuple[Speaker, ...]:
        """As in "confirmed the strikes but asserted ...": the subject of the verb before."""
        at = mark.first - 1
        while self._s.low(at) in closed("adverb"):
            at -= 1
        if self._s.low(at) in ("and", "but", ",") and self._found:
            return self._found[-1].speakers
        return ()

    def _place(self, mark: Mark, speakers: tuple[Speaker, ...], start: int) -> None:
        """Before or after: "..., A said on Monday." answers for what stands before."""
        after = self._past_hearer(mark)
        if start >= _FEWEST_WORDS_BEFORE and self._closes(after) and self._stands_apart(start):
            self._add(mark, speakers, (0, start), postposed=True)
        elif (
            self._s.low(after) == ","
            and start >= _FEWEST_WORDS_BEFORE
            and self._stands_apart(start)
        ):
            self._add(mark, speakers, (0, self._end), postposed=True)
        else:
            self._add(mark, speakers, (mark.last, self._end), postposed=False)

    def _past_hearer(self, mark: Mark) -> int:
        """Past whom it was told: "..., a doctor told XYZ, ..."."""
        if self._s.low(mark.first) not in ("told", "tells"):
            return mark.last
        for at in range(mark.last, min(mark.last + _LONGEST_HEARER, self._end)):
            if self._s.low(at) in (",", "."):
                return at
        return mark.last

    def _stands_apart(self, start: int) -> bool:
        return (
            self._s.low(start - 1) in (",", "-", "–", "—", "?", "!", ".")
            or self._s.words[start - 1].end < self._s.words[start].start - 1
        )

    def _closes(self, at: int) -> bool:
        """Whether only "on Monday", "in a statement" and a stop follow."""
        tail = self._s.lows[at:]
        if not tail or tail[0] in (".", ";"):
            return True
        return len(tail) <= _LONGEST_TAIL and tail[0] in _AFTER_SAID

    def _carry_on(self, mark: Mark) -> None:
        if self._found:
            latest = self._found[-1]
            self._add(mark, latest.speakers, (mark.last, self._end), postposed=False)

    def _add(
        self, mark: Mark, speakers: tuple[Speaker, ...], span: tuple[int, int], *, postposed: bool
    ) -> None:
        cue = self._s.said(mark.first, mark.last)
        self._found.append(
            Frame(speakers, *span, Manner(mark.value), cue, mark.first, postposed=postposed)
        )

    # ------------------------------------------------------------ others' words

    def _quote(self) -> None:
        """As in "XYZ quoted two officials as saying that": the officials, by way of XYZ."""
        for mark in self._s.of("quotes"):
            said = next((m for m in self._s.of("as_saying") if m.first > mark.last), None)
            quoted = self._company.among(self._s, mark.last, said.first) if said else ()
            if said is None or not quoted:
                continue
            start = self._segment_start(mark.first)
            relay = self._company.among(self._s, start, mark.first)
            if relay:
                self._add(mark, relay, (said.last, self._end), postposed=False)
            self._add(said, quoted, (said.last, self._end), postposed=False)

    def _claims_that(self) -> None:
        """As in "claims on social media that two had died": it is the claims that say so."""
        for mark in self._s.of("claim_noun"):
            that = self._that_after(mark.last)
            within = [f for f in self._found if f.first <= mark.first < f.last]
            verb = self._company.upper_case or any(f.at == mark.first for f in self._found)
            if that is None or verb or any(frame.manner is Manner.REJECTS for frame in within):
                continue
            name = self._s.said(mark.first, that)
            speaker = Speaker(name=name, role=Role.UNATTRIBUTED, named=False, party=Party.UNKNOWN)
            last = min((m.first for m in self._s.of("rubbish")), default=self._end)
            span = (that + 1, last if last > that else self._end)
            self._found.append(Frame((speaker,), *span, Manner.SAYS, name, mark.first))

    def _that_after(self, at: int) -> int | None:
        for that in range(at, min(at + _LONGEST_SOURCE, self._end)):
            low = self._s.low(that)
            if low == "that":
                return that
            if not low[0].isalpha() or any(low in closed(kind) for kind in ("be", "have", "say")):
                return None
        return None

    def _spoken_to(self) -> Speaker | None:
        """The outlet somebody spoke to: "told XYZ", "speaking to XYZ"."""
        told = [m.last for m in self._s.of("spoke_to")]
        told += [m.last for m in self._s.of("say") if self._s.low(m.first) in ("told", "tells")]
        for mark in self._s.of("outlet"):
            if self._company.is_own(mark.value):
                continue
            gap = self._s.lows[max(told, default=0) : mark.first]
            named = len(gap) <= _LONGEST_HEARER and gap[-2:] == ("agency", ",")
            if (
                mark.first in told
                or (mark.first - 1 in told and self._s.low(mark.first - 1) == "the")
                or (told and named)
            ):
                return cued_as(
                    self._company.outlet(mark.value), self._s.said(mark.first - 1, mark.first)
                )
        for mark in self._s.of("back_reference"):
            if mark.value == "report" and mark.first - 1 in told:
                last = self._company.last_outlet()
                return cued_as(last, "told") if last else None
        return None

    # ------------------------------------------------------------ where one frame ends another

    def _clipped(self) -> list[Frame]:
        """As in "A said X, while B said Y": B's clause is not A's."""
        clipped = []
        for frame in self._found:
            last = frame.last
            for later in self._found:
                if frame.postposed or later.postposed or later.at <= frame.at:
                    continue
                opener = self._connector_before(later)
                same = later.speakers == frame.speakers
                if same and later.at > frame.at:
                    last = min(last, later.at)
                elif opener is not None and frame.first < opener:
                    last = min(last, opener)
            clipped.append(replace(frame, last=max(last, frame.first)))
        return clipped

    def _connector_before(self, frame: Frame) -> int | None:
        """The "while" or "but" that opens the clause in which this frame's verb stands."""
        for at in range(frame.at - 1, max(-1, frame.at - 10), -1):
            low = self._s.low(at)
            if low in _CONNECTORS and not (low == "and" and self._joins_speakers(at)):
                return at
            if low == "that":
                return None
        return None


def attribution(chain: tuple[Speaker, ...]) -> Attribution:
    """The chain as a record."""
    return Attribution(chain=chain)
