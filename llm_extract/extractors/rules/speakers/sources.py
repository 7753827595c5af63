"""Sources that stand without a verb: after "according to", in brackets, before a colon, last."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import ARTICLES, is_nominal
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.voices import Frame, Manner
from llm_extract.records.claims import Role, Speaker

BOUNDARIES = frozenset(
    ", ; : ( ) – — - that while but as after when where because although which who if since".split()
)
_LONGEST_NOTE = 10
_LONGEST_OWNER = 7
_LONGEST_NOTE_LABEL = 7
# After an hour and an adjective: "17:20 Deputy minister on the radio:".
_NEAR_HEAD = 3
_ITS = frozenset(("its", "his", "her", "their"))
_LONGEST_LABEL = 14
_COUNTS = frozenset("count account tally estimate estimates reckoning figures admission".split())
_LONGEST_BRACKET = 6
_NUMBERED = frozenset("update bulletin statement no number note communique communiqué part".split())
_TALLIED = frozenset("figures data numbers statistics tally count estimates records".split())
_PREMODIFIERS = frozenset("official preliminary initial latest new provisional".split())
_RELEASED = frozenset("released compiled provided issued published given kept gathered".split())
_ALL_OF = frozenset("all the these both".split())
_FIGURES = frozenset("figures numbers tolls".split())
_COME = closed("be") | {"come", "came"}
_PICTURES = frozenset(
    "visuals video videos footage images image pictures photographs photos clip clips".split()
)
_SHOW = frozenset(("showed", "shows", "show", "showing"))
# As in "footage that residents of Tavo filmed and posted online showed".
_NEAR_PICTURES = 8
_NEAR_VERB = 3


def is_inside_name(sentence: Sentence, at: int) -> bool:
    """A bracketed acronym: "the Long Name (LN) said"."""
    low = sentence.low(at)
    if low == ")":
        return sentence.low(at - 2) == "("
    return low == "(" and sentence.low(at + 2) == ")"


def cited(sentence: Sentence, company: Company, mark: Mark) -> Iterator[Frame]:
    """As in "according to A, X", "X, according to A", "XYZ, quoting A, reported X"."""
    end = mark.last
    # "According to first reports nine people died": no comma parts the figure from its source.
    figures = {c.first for c in sentence.counts if not c.is_article and c.first > mark.last}
    while end < len(sentence.words) and not _ends_source(sentence, end):
        if end in figures and sentence.low(end - 1) not in closed("preposition"):
            break
        end += 1
    first = _past_figures(sentence, mark.last)
    speakers = company.among(sentence, first, end)
    if not speakers:
        return
    last, goes_on = len(sentence.words), sentence.lows[end : end + 2] == (",", "and")
    verb = _verb_after(sentence, end) if sentence.low(mark.first - 1) == "," else None
    if verb is not None:
        span = (verb, last)
    elif mark.first <= 1:
        span = (end, last)
    else:
        span = (0, last if goes_on else mark.first)
    cue = sentence.said(mark.first, mark.last)
    postposed = mark.first > 1 and verb is None
    yield Frame(speakers, *span, Manner.SAYS, cue, mark.first, postposed=postposed)


def _past_figures(sentence: Sentence, first: int) -> int:
    """Past "figures released by", as in "according to figures released by the ministry"."""
    at = first
    while sentence.low(at) in ARTICLES or sentence.low(at) in _PREMODIFIERS:
        at += 1
    if sentence.low(at) not in _TALLIED:
        return first
    at += 1 + (sentence.low(at + 1) in _RELEASED)
    return at + 1 if sentence.low(at) in ("from", "by", "of") else first


def _verb_after(sentence: Sentence, comma: int) -> int | None:
    """The words after the verb of whoever cites: ", quoting A, reported that ..."."""
    if sentence.low(comma) != ",":
        return None
    verbs = (m.last for m in sentence.of("say", "has_it") if 0 < m.first - comma <= _NEAR_VERB)
    return next(verbs, None)


def _ends_source(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    if low == ".":
        return sentence.low(at - 1) not in closed("speaker")
    return low in BOUNDARIES - {"-", "–"} and not is_inside_name(sentence, at)


def bracketed(sentence: Sentence, company: Company) -> Iterator[Frame]:
    """As in "41 hurt (ministry), 45 to 50 (hospital)": each for what stands before its bracket."""
    if "(" not in sentence.lows:
        return
    start = 0
    for opened in (at for at, low in enumerate(sentence.lows) if low == "("):
        shut = _shut(sentence, opened)
        counts = [c for c in sentence.counts if start <= c.first < opened and not c.is_article]
        if shut is None or not counts or not _ends_in_speaker(sentence, opened + 1, shut):
            continue
        speakers = company.among(sentence, opened + 1, shut)
        if speakers:
            yield Frame(speakers, start, opened, Manner.SAYS, "(", opened, postposed=True)
            start = shut + 1


def _shut(sentence: Sentence, opened: int) -> int | None:
    reach = range(opened + 2, min(opened + _LONGEST_BRACKET + 2, len(sentence.words)))
    return next((at for at in reach if sentence.low(at) == ")"), None)


def _ends_in_speaker(sentence: Sentence, first: int, last: int) -> bool:
    heads = sentence.of("speaker", "open_speaker", "outlet", "actor")
    return any(first <= mark.first and mark.last == last for mark in heads)


def headed(sentence: Sentence, company: Company) -> Iterator[Frame]:
    """As in "Police: two dead", "Mercy Hospital: 14 patients received"."""
    opening = sentence.lows[:_LONGEST_LABEL]
    if ":" not in opening[1:]:
        return
    colon = opening.index(":", 1)
    if any(low in closed("be") for low in sentence.lows[:colon]):
        return
    quoted = _opens_quotation(sentence, colon)
    opens = any(m.first <= _NEAR_HEAD for m in sentence.of("speaker", "open_speaker", "actor"))
    near = quoted or colon <= _LONGEST_NOTE_LABEL
    named = _ends_in_speaker(sentence, 0, colon) or (opens and near)
    told = any(c.first < colon and not _is_number(sentence, c) for c in sentence.counts)
    told = told or bool(sentence.of("loss"))
    speakers = company.among(sentence, 0, colon) if named and not told else ()
    if speakers:
        yield Frame(speakers, colon + 1, len(sentence.words), Manner.SAYS, ":", colon)


def _is_number(sentence: Sentence, counted: Counted) -> bool:
    """As in "POLICE UPDATE 2:", "Bulletin 7, Ministry of Health:": a running number."""
    last = sentence.low(counted.last) in (":", ",", "(")
    return last and sentence.low(counted.first - 1) in _NUMBERED


def _opens_quotation(sentence: Sentence, colon: int) -> bool:
    """Whether a quotation mark follows the colon."""
    after = sentence.text[sentence.words[colon].end - sentence.start :].lstrip()
    return after[:1] in ('"', "“", "«", "‘")


def counted_by(sentence: Sentence, company: Company) -> Iterator[Frame]:
    """As in "by the ministry's count, 14 died", "14 died by the count of the ministry"."""
    if _COUNTS.isdisjoint(sentence.lows):
        return
    for at, low in enumerate(sentence.lows):
        if low not in ("by", "in", "on"):
            continue
        found = _whose_count(sentence, at + 1)
        own = sentence.low(found[0]) in ("this", "our") if found else True
        speakers = () if own or found is None else company.among(sentence, *found[:2])
        if found and speakers:
            end = found[2]
            span = (end, len(sentence.words)) if at == 0 else (0, at)
            cue = sentence.said(at, at + 1)
            yield Frame(speakers, *span, Manner.SAYS, cue, at, postposed=at > 0)


def shown(sentence: Sentence) -> Iterator[Frame]:
    """As in "visuals from the town showed a burnt van": what pictures show is their word."""
    if _PICTURES.isdisjoint(sentence.lows) or _SHOW.isdisjoint(sentence.lows):
        return
    for verb in (at for at, low in enumerate(sentence.lows) if low in _SHOW):
        noun = next((at for at in range(verb - 1, -1, -1) if sentence.low(at) in _PICTURES), None)
        if noun is None or verb - noun > _NEAR_PICTURES:
            continue
        pictures = Speaker(name=sentence.low(noun), role=Role.UNATTRIBUTED, named=False)
        end = len(sentence.words)
        yield Frame((pictures,), verb + 1, end, Manner.SAYS, sentence.low(verb), verb)


def figures_from(sentence: Sentence, company: Company) -> Speaker | None:
    """As in "All figures are from the district police": whose the figures of a report are."""
    first = sentence.low(0) in _ALL_OF
    if sentence.low(first) not in _FIGURES or sentence.low(first + 1) not in _COME:
        return None
    at = next(
        (at for at in range(first + 2, first + 4) if sentence.low(at) in ("from", "by")), None
    )
    speakers = () if at is None else company.among(sentence, at + 1, len(sentence.words))
    return speakers[0] if speakers else None


def _whose_count(sentence: Sentence, first: int) -> tuple[int, int, int] | None:
    """The words of whoever counts, and the end of the phrase."""
    for at in range(first, min(first + _LONGEST_OWNER, len(sentence.words))):
        if sentence.low(at) not in _COUNTS:
            continue
        if sentence.low(at + 1) == "of" and at - first <= 1:
            end = at + 2
            while end < len(sentence.words) and not _ends_source(sentence, end):
                end += 1
            return at + 2, end, end
        owner = at - (sentence.low(at - 1) == "own")
        if sentence.low(owner - 1) == "'s":
            return first, owner - 1, at + 1
        return (first, owner, at + 1) if sentence.low(owner - 1) in _ITS else None
    return None


def tagged(sentence: Sentence, company: Company) -> Iterator[Frame]:
    """As in "Fourteen dead, fire brigade.": in notes without a verb the source stands last."""
    end = len(sentence.words)
    if end > _LONGEST_NOTE or not sentence.counts or "," not in sentence.lows[1:]:
        return
    if not closed("be", "have").isdisjoint(sentence.lows):
        return
    at = next(at for at in range(end - 1, 0, -1) if sentence.low(at) == ",")
    first = at + 1 + (sentence.low(at + 1) == "from")
    end -= sentence.low(end - 1) == "."
    named = _ends_in_speaker(sentence, first, end) and is_nominal(sentence, first, end)
    speakers = company.among(sentence, first, end) if named else ()
    if speakers and sentence.low(first) not in ARTICLES:
        yield Frame(speakers, 0, at, Manner.SAYS, ",", at, postposed=True)
