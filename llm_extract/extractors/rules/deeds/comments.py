"""What is said beyond what happened: why, what for, what of it; found by cue, kept as quotation.

Precision before recall: a cue counts only in a clause whose bounds and speaker are plain, and an
article gives no more than a handful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.reading.steps import before_capitals, inside
from llm_extract.extractors.rules.speakers.carry import Chain
from llm_extract.extractors.rules.speakers.clauses import Clause, clauses
from llm_extract.extractors.rules.speakers.met import PARTIES, STATE
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.voices import Voices
from llm_extract.records.article import Span
from llm_extract.records.claims import Attribution, Evidence, Role, Speaker
from llm_extract.records.comments import Act, Comment, CommentKind

_MOST = 10
_MOST_OF_A_KIND = 3
_FARTHEST_GRIEVANCE = 6
_LONGEST_SUBJECT = 14
_LONGEST_GERUND = 4
_FARTHEST_BODY = 8
_FARTHEST_SPELL = 3
# Whose condemnation or promise is a reaction; an outlet's or a neighbour's is told of another.
_REACTING = PARTIES | {Role.NGO}
_OPEN_QUOTES, _CLOSED_QUOTES, _STRAIGHT = "“„«", "”»", '"'
_ENDS = frozenset(". ; : — –".split())
# Without any of these only an analyst comments.
_CUES = frozenset(
    "comment_act spell_of purpose aim cause backing leadership long_time course".split()
)
_CLAUSE_OPENERS = frozenset("because after before when while as until where".split())
_NO_OPENERS = frozenset("and or but us him her them me you by in on at".split())


@dataclass(frozen=True, slots=True)
class _Found:
    """A comment in the making: words `first` up to `last` of a sentence."""

    kind: CommentKind
    act: Act
    first: int
    last: int
    chain: Chain


def find_comments(scene: Scene, heard: tuple[Voices, ...], company: Company) -> tuple[Comment, ...]:
    """The first comments of each kind, in the order of the text."""
    kept: list[Comment] = []
    of_kind: Counter[CommentKind] = Counter()
    for sentence, voices in zip(scene.sentences, heard, strict=True):
        if len(kept) == _MOST:
            break
        if sentence.headline or not _may_tell(sentence, voices):
            continue
        if _is_within_quotation(scene, sentence):
            continue
        for found in _in_sentence(sentence, voices, company):
            if of_kind[found.kind] < _MOST_OF_A_KIND and len(kept) < _MOST:
                of_kind[found.kind] += 1
                kept.append(_comment(scene.article.article_id, sentence, found))
    return tuple(kept)


def _may_tell(sentence: Sentence, voices: Voices) -> bool:
    """Whether any cue of a comment stands here, or an analyst speaks."""
    spoken = (one.role for frame in voices.frames for one in frame.speakers)
    return sentence.has(_CUES) or Role.ANALYST in spoken


def _comment(article_id: str, sentence: Sentence, found: _Found) -> Comment:
    start, end = sentence.offsets(found.first, found.last)
    return Comment.of(
        article_id,
        kind=found.kind,
        act=found.act,
        words=sentence.text[start - sentence.start : end - sentence.start],
        attribution=Attribution(chain=found.chain),
        evidence=Evidence(quote=sentence.text, span=Span(start=sentence.start, end=sentence.end)),
    )


def _is_within_quotation(scene: Scene, sentence: Sentence) -> bool:
    """Whether a quotation that an earlier sentence of the paragraph opens still goes on."""
    group = scene.paragraph(sentence)
    before = scene.article.text[group[0].start : sentence.start]
    opened = sum(map(before.count, _OPEN_QUOTES)) - sum(map(before.count, _CLOSED_QUOTES))
    return opened > 0 or before.count(_STRAIGHT) % 2 == 1


def _in_sentence(sentence: Sentence, voices: Voices, company: Company) -> Iterator[_Found]:
    for mark in sentence.of("comment_act"):
        yield from _done(sentence, mark, voices, company)
    spells = list(_spells(sentence, voices))
    yield from spells
    yield from _purposes(sentence)
    for clause in clauses(sentence, voices):
        kind = _kind(sentence, clause)
        if kind is None or (kind is CommentKind.COURSE and spells):
            continue
        last = _end_of_course(sentence, clause) if kind is CommentKind.COURSE else clause.last
        for chain in clause.chains:
            yield _Found(kind, Act.SAID, clause.first, last, chain)


def _end_of_course(sentence: Sentence, clause: Clause) -> int:
    """As in "the shooting lasted an hour before help came": how long it lasted is told by then."""
    told = [m.last for m in sentence.of("course") if clause.first <= m.first < clause.last]
    later = range(min(told), clause.last)
    return next((at for at in later if sentence.low(at) in _CLAUSE_OPENERS), clause.last)


# ---------------------------------------------------------------- whole clauses


def _kind(sentence: Sentence, clause: Clause) -> CommentKind | None:
    """What a clause is about: by its cues, else by who says it."""
    speaker = clause.chains[0][-1] if clause.chains[0] else None
    role = speaker.role if speaker else None
    has = partial(inside, sentence, clause.first, clause.last)
    # A first person where nobody speaks is somebody quoted above.
    if speaker is None and has("first_person"):
        return None
    if role is Role.ARMED_GROUP and has("aim"):
        return CommentKind.AIM
    if has("cause") and has("violent_event"):
        return CommentKind.CAUSE
    if role in STATE and _tells_backing(has):
        return CommentKind.BACKING
    if has("long_time") and has("strife"):
        return CommentKind.HISTORY
    if speaker is not None and _is_analyst(speaker):
        return CommentKind.OUTLOOK if has("outlook") else CommentKind.ANALYSIS
    return CommentKind.COURSE if has("course") and has("course_of", "violent_event") else None


def _is_analyst(speaker: Speaker) -> bool:
    """An analyst by trade or by name; a paper may be called Observer."""
    if speaker.role is not Role.ANALYST:
        return False
    return speaker.named or speaker.name.split()[-1][0].islower()


def _tells_backing(has: Callable[..., list[Mark]]) -> bool:
    """Whether somebody is said to stand behind it, or to lead it from afar."""
    return bool(has("backing") or (has("leadership") and has("away")))


# ---------------------------------------------------------------- verbs with an object


def _done(sentence: Sentence, mark: Mark, voices: Voices, company: Company) -> Iterator[_Found]:
    """As in "condemned the raid", "cite grievances over land": whose verb it is, and of what."""
    act = Act(mark.value)
    chain = _subject(sentence, mark, voices, company)
    words = _object(sentence, mark)
    if not chain or words is None:
        return
    kind = _kind_of_act(sentence, act, words, chain[-1].role)
    if kind is not None:
        yield _Found(kind, act, *words, chain)


def _subject(sentence: Sentence, mark: Mark, voices: Voices, company: Company) -> Chain:
    """The speaker of the verb's frame, else the one its subject names."""
    if sentence.low(mark.first - 1) in closed("be") or sentence.low(mark.last) == "by":
        return ()
    for frame in voices.frames:
        if frame.at == mark.first:
            return frame.links
    first = max(0, mark.first - _LONGEST_SUBJECT)
    return company.among(sentence, first, mark.first)[-1:]


def _object(sentence: Sentence, mark: Mark) -> tuple[int, int] | None:
    """The words that the verb governs, up to the next clause or the next verb."""
    lists = Act(mark.value) is Act.CITED
    last = mark.last
    while last < len(sentence.words) and not _ends(sentence, last, lists=lists):
        last += 1
    return (mark.last, last) if last > mark.last else None


def _ends(sentence: Sentence, at: int, *, lists: bool) -> bool:
    low, after = sentence.low(at), sentence.low(at + 1)
    if low == ",":
        return not lists or after in closed("comment_connector")
    if low == "and":
        return after.endswith("ed") or _is_verb(sentence, at + 1)
    return low in _ENDS | _CLAUSE_OPENERS or _is_verb(sentence, at)


def _is_verb(sentence: Sentence, at: int) -> bool:
    return any(mark.first == at for mark in sentence.of("comment_act", "say", "saying"))


def _kind_of_act(
    sentence: Sentence, act: Act, words: tuple[int, int], role: Role
) -> CommentKind | None:
    has = partial(inside, sentence, *words)
    reacting = CommentKind.REACTION if role in _REACTING else None
    match act:
        case Act.CONDEMNED:
            return reacting if has("violent_event") else None
        case Act.PROMISED | Act.PRAISED:
            opens = sentence.low(words[0])
            return reacting if opens not in _NO_OPENERS else None
        case Act.CALLED_FOR:
            return reacting if has("appeal") else None
        case Act.CITED:
            near = partial(inside, sentence, words[0], words[0] + _FARTHEST_GRIEVANCE)
            return CommentKind.MOTIVE if role is Role.ARMED_GROUP and near("grievance") else None
        case Act.ACCUSED if role is Role.ARMED_GROUP and "of" in sentence.lows[slice(*words)]:
            return CommentKind.MOTIVE
        case Act.ACCUSED | Act.BLAMED:
            return CommentKind.BACKING if role in STATE and _tells_backing(has) else None
        case Act.SAID | Act.SPOKE_OF:
            return None
        case _:
            assert_never(act)


# ---------------------------------------------------------------- what they are said to want


def _purposes(sentence: Sentence) -> Iterator[_Found]:
    """As in "the Long Name, a movement that seeks a port of its own": an aside on a group."""
    for mark in sentence.of("purpose"):
        first = _name_before(sentence, mark)
        if first is None:
            continue
        last = mark.last
        while last < len(sentence.words) and sentence.low(last) not in _ENDS | {","}:
            last += 1
        yield _Found(CommentKind.MOTIVE, Act.SPOKE_OF, first, last, ())


def _name_before(sentence: Sentence, mark: Mark) -> int | None:
    """Where the name begins to which ", a movement" is added."""
    near = range(max(1, mark.first - _FARTHEST_BODY), mark.first)
    comma = next((at for at in reversed(near) if sentence.low(at) == ","), None)
    if comma is None or sentence.low(comma + 1) not in ("a", "an", "the"):
        return None
    if not any(comma < body.first < mark.first for body in sentence.of("armed_body")):
        return None
    return _capitalised(sentence, comma)


def _capitalised(sentence: Sentence, comma: int) -> int | None:
    """The first word of the name that ends at a comma: "the Long Name (LN),"."""
    end = comma - 3 * (sentence.low(comma - 1) == ")")
    first = before_capitals(sentence, end)
    if first == end:
        return None
    return first - (sentence.low(first - 1) == "the")


# ---------------------------------------------------------------- how long


def _spells(sentence: Sentence, voices: Voices) -> Iterator[_Found]:
    """As in "restoring control within hours" and "reported hours of gunfire"."""
    for mark in sentence.of("course", "spell_of"):
        words = _verbal_noun(sentence, mark) or _hours_of(sentence, mark)
        chains = voices.chains(mark.first)
        if words is not None and chains:
            yield _Found(CommentKind.COURSE, Act.SPOKE_OF, *words, chains[-1])


def _verbal_noun(sentence: Sentence, mark: Mark) -> tuple[int, int] | None:
    """A verbal noun that a comma or "and" sets off, up to how long it took."""
    for at in range(max(1, mark.first - _LONGEST_GERUND), mark.first):
        if sentence.low(at).endswith("ing") and sentence.low(at - 1) in (",", "and"):
            return at, mark.last
    return None


def _hours_of(sentence: Sentence, mark: Mark) -> tuple[int, int] | None:
    """A spell that is itself what was reported, up to the next comma."""
    told = any(verb.last == mark.first for verb in sentence.of("say"))
    near = partial(inside, sentence, mark.last, mark.last + _FARTHEST_SPELL)
    if mark.kind != "spell_of" or not told or not near("violent_event"):
        return None
    last = mark.last
    while last < len(sentence.words) and sentence.low(last) not in _ENDS | {","}:
        last += 1
    return mark.first, last
