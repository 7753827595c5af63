"""Who says which words of a sentence: frames, each a speaker with the stretch it answers for.

"A said X", "X, A said", "according to A, X", "X, as cited by A", "A rejected X, saying Y". Frames
nest; the chain of a statement runs from the outermost relay to the innermost speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import is_nominal, is_verbal
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.reading.steps import back_over
from llm_extract.extractors.rules.speakers.sources import (
    BOUNDARIES,
    bracketed,
    cited,
    counted_by,
    headed,
    shown,
    tagged,
)
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.speech import (
    closes,
    gives_figure,
    is_alone,
    is_speech,
    past_hearer,
    stands_apart,
)
from llm_extract.extractors.rules.speakers.subjects import (
    joins_speakers,
    name_before,
    segment_start,
    subject_after,
    subject_before,
)
from llm_extract.extractors.rules.speakers.transcript import Label, labels
from llm_extract.extractors.rules.speakers.voices import Frame, Manner, Voices, cued_as, is_relay
from llm_extract.records.claims import Evidentiality, Party, Role, Speaker

_CONNECTORS = frozenset("while but and whereas although ; though".split())
_FEWEST_WORDS_BEFORE = 2
_LONGEST_HEARER = 4
_LONGEST_SOURCE = 8
_AFTER_FIGURE = frozenset((".", ",", ";", ""))
_LONGEST_DATELINE = 15
_DASHES = frozenset(("-", "–", "—", ":"))
_OPENING = frozenset(
    ("military", "the", "a", "an", "its", "public", "local", "chief", "deputy", "state")
)


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
        labelled = list(_labelled(sentence, label, company))
        frames = [*labelled, *_Hearing(sentence, company).frames()]
        for frame in frames[len(labelled) :]:
            company.met.remember(frame.speakers[-1], frame.relay)
        if frames:
            company.met.topic = None
        else:
            company.note_topic(sentence)
        heard.append(Voices(tuple(frames), _hearsay(sentence), tuple(shown(sentence))))
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
        for mark in self._s.of("say", "saying", "source_cue", "reckons", "reckons_at", "has_it"):
            if mark.kind == "has_it":
                self._has_it(mark)
            elif mark.kind == "say" or gives_figure(self._s, mark):
                self._say(mark)
            elif mark.kind == "saying":
                self._carry_on(mark)
            elif mark.kind == "source_cue":
                self._found.extend(cited(self._s, self._company, mark))
        self._found.extend(bracketed(self._s, self._company))
        self._found.extend(counted_by(self._s, self._company))
        self._quote()
        self._claims_that()
        if not self._found:
            self._found.extend(headed(self._s, self._company))
        if not self._found:
            self._found.extend(tagged(self._s, self._company))
        self._gapped()
        relay = self._spoken_to()
        self._found = [self._relayed(frame, relay) for frame in self._found]
        return self._clipped()

    def _relayed(self, frame: Frame, relay: Speaker | None) -> Frame:
        """With the outlet spoken to, here or where this one person was first quoted."""
        if is_relay(frame):
            return frame
        one = frame.speakers[0]
        if relay is None and len(frame.speakers) == 1 and not one.name.endswith("s"):
            relay = self._company.met.relay_of(one)
        return frame if relay is frame.relay else replace(frame, relay=relay)

    # ------------------------------------------------------------ verbs

    def _say(self, mark: Mark) -> None:
        if mark.value == Manner.REJECTS and self._s.low(mark.last) == "by":
            self._rejected_by(mark)
            return
        if not is_speech(self._s, mark, upper_case=self._company.upper_case):
            return
        after = subject_after(self._s, mark)
        speakers = self._company.among(self._s, *after) if after else ()
        if speakers:
            self._add(mark, speakers, (0, mark.first), postposed=True)
            return
        segment = subject_before(self._s, mark.first)
        start = mark.first
        if segment is not None:
            start, speakers = self._subject(mark, segment)
        if not speakers:
            speakers = self._subject_again(mark)
            start = mark.first
        if speakers:
            self._place(mark, speakers, start)

    def _rejected_by(self, mark: Mark) -> None:
        """As in "a figure of 35 has been disputed by doctors"."""
        end = mark.last + 1
        while end < self._end and self._s.low(end) not in BOUNDARIES | {".", "and", "in", "on"}:
            end += 1
        speakers = self._company.among(self._s, mark.last + 1, end)
        if speakers:
            self._add(mark, speakers, (0, mark.first), postposed=True)

    def _subject(self, mark: Mark, segment: tuple[int, int]) -> tuple[int, tuple[Speaker, ...]]:
        """Where the subject begins, and whom it names: the person, where an office follows."""
        if segment[1] - segment[0] == 1 and self._s.low(segment[0]) in closed("pronoun"):
            spoken = self._speaking_at(segment[0])
            if spoken:
                return segment[0], spoken
        name = name_before(self._s, segment[0])
        if name is not None:
            return name[0], self._company.called(self._s, name, segment)
        strangers = mark.kind != "say" or self._s.low(mark.first) in closed("speaks")
        return segment[0], self._company.among(self._s, *segment, strangers=strangers)

    def _speaking_at(self, at: int) -> tuple[Speaker, ...]:
        """As in "A nurse told us that she had counted 14": whoever's words these are already."""
        if self._s.low(at) == "i":
            return ()
        around = [
            f for f in self._found if not f.postposed and f.at < at and f.first <= at < f.last
        ]
        inner = max(around, key=lambda frame: frame.at, default=None)
        return inner.speakers if inner and inner.manner is Manner.SAYS else ()

    def _has_it(self, mark: Mark) -> None:
        """As in "Radio Tavo had 16.": a figure that stands alone, and one who speaks before it."""
        if not any(c.first == mark.last and is_alone(self._s, c) for c in self._s.counts):
            return
        segment = subject_before(self._s, mark.first)
        heads = self._s.of("speaker", "open_speaker", "outlet", "actor")
        if segment is None or not any(m.last == segment[1] for m in heads):
            return
        speakers = self._company.among(self._s, *segment)
        if speakers:
            self._add(mark, speakers, (mark.last, self._end), postposed=False)

    def _subject_again(self, mark: Mark) -> tuple[Speaker, ...]:
        """As in "confirmed the strikes but asserted ...": the subject of the verb before."""
        at = back_over(self._s, mark.first, closed("adverb")) - 1
        if self._s.low(at) not in ("and", "but", ","):
            return ()
        if self._found:
            return self._found[-1].speakers
        return self._opens_sentence(at) if self._s.low(at) == "and" else ()

    def _opens_sentence(self, end: int) -> tuple[Speaker, ...]:
        """As in "The mayor came out at six and said ...": who opens it, if nobody else does."""
        # Past the dateline and the label: "TAVO (AG) — The government ...", "FINCH: The mayor ...".
        dashes = (at for at in range(min(end, _LONGEST_DATELINE)) if self._s.low(at) in _DASHES)
        first = max(dashes, default=-1) + 1
        verb = next((at for at in range(first + 1, end) if is_verbal(self._s.low(at))), end)
        held = [m for m in self._s.of("speaker", "open_speaker", "actor") if first <= m.first]
        if not held or held[0].last > verb or verb == end:
            return ()
        before = self._s.words[first : held[0].first]
        plain = all(w.low in _OPENING or w.text[0].isupper() or w.low == "'s" for w in before)
        return self._company.among(self._s, first, verb) if plain else ()

    def _place(self, mark: Mark, speakers: tuple[Speaker, ...], start: int) -> None:
        """Before or after: "..., A said on Monday." answers for what stands before."""
        after = past_hearer(self._s, mark)
        apart = start >= _FEWEST_WORDS_BEFORE and stands_apart(self._s, start)
        if apart and closes(self._s, after):
            # "Two died, he said; four were hurt": he goes on.
            goes_on = self._s.low(after) in (";", ":")
            self._add(mark, speakers, (0, self._end if goes_on else start), postposed=True)
        elif apart and self._s.low(after) == ",":
            self._add(mark, speakers, (0, self._end), postposed=True)
        else:
            self._add(mark, speakers, (mark.last, self._end), postposed=False)

    def _carry_on(self, mark: Mark) -> None:
        if self._found:
            latest = self._found[-1]
            self._add(mark, latest.speakers, (mark.last, self._end), postposed=False)
            return
        speakers = self._opens_sentence(mark.first) if self._s.low(mark.first - 1) == "," else ()
        if speakers:
            self._add(mark, speakers, (mark.last, self._end), postposed=False)

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
            start = segment_start(self._s, mark.first)
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
            claimants = self._claimants(mark, that)
            last = min((m.first for m in self._s.of("rubbish")), default=self._end)
            span = (that + 1, last if last > that else self._end)
            if claimants:
                name = self._s.said(mark.first, that)
                self._found.append(Frame(claimants, *span, Manner.SAYS, name, mark.first))

    def _claimants(self, mark: Mark, that: int) -> tuple[Speaker, ...]:
        """Whose claim it is, else the claims themselves, where they are several or said to be of
        somewhere; a claim by itself speaks for nobody.
        """
        start = segment_start(self._s, mark.first)
        owned = joins_speakers(self._s, mark.first)
        owners = self._company.among(self._s, start, mark.first) if owned else ()
        if self._s.low(mark.last) in ("by", "from"):
            owners = self._company.among(self._s, mark.last + 1, that)
        alone = that == mark.last and not self._s.low(mark.last - 1).endswith("s")
        if owners or alone:
            return owners
        name = self._s.said(mark.first, that)
        return (Speaker(name=name, role=Role.UNATTRIBUTED, named=False, party=Party.UNKNOWN),)

    def _that_after(self, at: int) -> int | None:
        for that in range(at, min(at + _LONGEST_SOURCE, self._end)):
            low = self._s.low(that)
            if low == "that":
                return that
            if not low[0].isalpha() or low in closed("be", "have", "say"):
                return None
        return None

    def _spoken_to(self) -> Speaker | None:
        """The outlet somebody spoke to: "told XYZ", "speaking to XYZ"."""
        told = [m.last for m in self._s.of("spoke_to")]
        told += [m.last for m in self._s.of("say") if self._s.low(m.first) in ("told", "tells")]
        if not told:
            return None
        for mark in self._s.of("outlet"):
            gap = self._s.lows[max(told) : mark.first]
            named = len(gap) <= _LONGEST_HEARER and gap[-2:] == ("agency", ",")
            if (
                mark.first in told
                or (mark.first - 1 in told and self._s.low(mark.first - 1) == "the")
                or named
            ):
                return cued_as(
                    self._company.outlet(mark.value), self._s.said(mark.first - 1, mark.first)
                )
        return None

    def _gapped(self) -> None:
        """As in "the brigade counted nine dead, the hospital 11": the verb is understood."""
        told = [f for f in self._found if not f.postposed and f.manner is Manner.SAYS]
        for counted in self._s.counts if told else ():
            if counted.is_article or self._s.low(counted.last) not in _AFTER_FIGURE:
                continue
            start = segment_start(self._s, counted.first)
            before = [f for f in told if f.at < start - 1 and f.last > start]
            short = 0 < counted.first - start <= _LONGEST_HEARER
            if not before or not short or not is_nominal(self._s, start, counted.first):
                continue
            speakers = self._company.among(self._s, start, counted.first)
            if speakers:
                self._found = [replace(f, last=start) if f in before else f for f in self._found]
                span = (counted.first, counted.last)
                self._found.append(Frame(speakers, *span, Manner.SAYS, before[-1].cue, start))

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
            last = max(last, frame.first)
            clipped.append(frame if last == frame.last else replace(frame, last=last))
        return clipped

    def _connector_before(self, frame: Frame) -> int | None:
        """The "while" or "but" that opens the clause in which this frame's verb stands."""
        for at in range(frame.at - 1, max(-1, frame.at - 10), -1):
            low = self._s.low(at)
            if low in _CONNECTORS and not (low == "and" and joins_speakers(self._s, at)):
                return at
            if low == "that":
                return None
        return None
