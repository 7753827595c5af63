"""The figures a text states: how many, of whom, by whose word, as far as its own words tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from llm_extract.briefing.lint.held import Held, Mention, Topic
from llm_extract.briefing.lint.prose import Form, Passage
from llm_extract.briefing.style import WORDS
from llm_extract.counts import FoundCount, find_counts
from llm_extract.records.claims import Effect, Group

_M = TypeVar("_M")
_LOOK = 60
_FORCES = (
    r"(?:members? of the )?security[ -]forces?(?: members?| personnel)?"
    r"|security (?:personnel|men|officers?|staff)|personnel"
)
# A police station is no officer.
_POLICE = (
    r"police(?: officers?|men|man|(?! ?\w)| (?=killed|injured|wounded|were|in\b))"
    r"|constables?|officers?"
)
# The first pattern that stands nearest to the figure names the group.
_GROUPS: tuple[tuple[Group, re.Pattern[str]], ...] = tuple(
    (group, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for group, words in (
        (Group.SECURITY_FORCES, _FORCES),
        (Group.MILITARY, r"members? of the military|soldiers?|troops?|military personnel"),
        (Group.POLICE, _POLICE),
        (Group.MILITANTS, r"militants?|attackers?|gunm[ae]n|fighters?|insurgents?|assailants?"),
        (Group.CHILDREN, r"child(?:ren)?"),
        (Group.MEDICAL, r"health workers?|medical workers?"),
        (Group.MEDIA, r"journalists?|media workers?"),
        (Group.FOREIGNERS, r"foreigners?"),
        (Group.CIVILIANS, r"civilians?"),
        (Group.OTHER, r"other (?:people|person)|others"),
        (Group.OFFICIALS, r"officials?"),
        (Group.EVERYONE, r"people|persons?|dead|deaths?|lives"),
    )
)
_EFFECTS: tuple[tuple[Effect, re.Pattern[str]], ...] = tuple(
    (effect, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for effect, words in (
        (Effect.KILLED_OR_INJURED, r"killed or injured|killed or wounded|casualties"),
        (Effect.KILLED, r"kill(?:ed|ing|s)?|dead|died|deaths?|lives"),
        (Effect.INJURED, r"injur(?:ed|ies|ing)|wound(?:ed|s|ing)|hurt"),
        (Effect.CAPTURED, r"captur(?:ed|ing)|captives?|abducted|prisoners?|detained|taken"),
        (Effect.RESCUED, r"rescue[ds]?|freed"),
        (Effect.MISSING, r"missing"),
        (Effect.DISPLACED, r"displace(?:d|ment)"),
        (Effect.NEUTRALISED, r"(?:neutrali[sz]|eliminat|liquidat)\w+|put out of action|losses"),
    )
)
_EXTENT = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|districts?|provinces?|locations?|places|attacks?)\b", re.IGNORECASE
)
# What is counted here is the sources themselves, or their accounts.
_OF_REPORTS = re.compile(
    rf"(?:(?:of )?(?:the |all )*(?:\d+|{'|'.join(WORDS)}) (?=reports|sources)|of (?:them|these)\b|"
    r"single |other |"
    r"lesser |independent |unnamed |news )*(?:reports?|sources?|accounts?|differences?|outlets?|"
    r"versions?|origins?|figures?|sides?|of them)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\W{0,3}(?:\([^)]*\)\s*)?(?:(?:spokes\w+|statement|has|have|had|also|later|first|then)\s+)*"
    r"(?:sa(?:id|ys?|ying)|claim\w*|report\w*|put|gave|gives|count\w*|told|confirm\w*|announc\w*|"
    r"stat(?:ed|es|ing)|spoke|speaks|alleg\w*|maintain\w*|reads|list\w*|estimat\w*|"
    r"releas\w+|record\w*|placed|named|blamed|rejected(?! by)|denied|withdrew)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:according to|\bper|(?<!rejected )(?<!withdrawn )\bby|\bfrom|[,”\"] sa(?:id|ys)|citing)\s+"
    r"(?:(?:the|an?)\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stated:
    """A figure of a text. `topic` None: its words do not tell what it counts.

    `speakers` are those who are said to give it; `nearby` everybody named beside it, between
    the same semicolons.
    """

    passage: Passage
    start: int
    end: int
    found: FoundCount
    topic: Topic | None
    speakers: tuple[Mention, ...]
    nearby: tuple[Mention, ...]

    @property
    def bounds(self) -> tuple[int, ...]:
        """Its numbers, the lower first; none where it is a word such as "dozens"."""
        count = self.found.count
        bounds = (count.stated_low, count.high)
        return tuple(dict.fromkeys(one for one in bounds if one is not None))


def stated(passages: Iterable[Passage], held: Held) -> tuple[Stated, ...]:
    """Every figure that the prose and the tables of a text state."""
    return tuple(
        one
        for passage in passages
        if passage.form in {Form.PROSE, Form.CELL}
        for one in _of_passage(passage, held)
    )


def _of_passage(passage: Passage, held: Held) -> Iterator[Stated]:
    before = _label(passage)
    for at, clause in passage.clauses():
        if not find_counts(clause):
            before = _named(clause) or before
        mentions = held.mentions(clause)
        if passage.form is Form.CELL:
            mentions = tuple(one for one in mentions if not _is_counted(clause, one))
        worded = passage.with_own_words[at : at + len(clause)]
        bare = _bare_of_names(worded, mentions)
        counts = find_counts(clause)
        for found, following in zip_longest(counts, counts[1:]):
            if _counts_reports(clause, found) or _within(found, mentions):
                continue
            until = following.start if following else None
            ahead = _until_named(worded, found, passage.form, mentions)[found.start :]
            topic = _topic(bare[: found.start] + ahead, found, until, before)
            # What follows the parts of a total is said of the total.
            if not _is_part(clause, found, until):
                before = topic or before
            if not found.count.is_bounded or found.count.verbatim.casefold().startswith("no"):
                continue
            yield Stated(
                passage=passage,
                start=passage.start + at + found.start,
                end=passage.start + at + found.end,
                found=found,
                topic=topic,
                speakers=_speakers(clause, passage.form, mentions, found),
                nearby=held.mentions(passage.segment(at + found.start)),
            )


def _is_counted(clause: str, one: Mention) -> bool:
    """Whether it is whom a figure counts, and nobody who speaks: "two police officers"."""
    words = clause[one.start : one.end]
    counts = any(found.end == len(clause[: one.start].rstrip()) for found in find_counts(clause))
    behind = _COUNTED.match(clause, one.end) is not None
    return behind or (counts and any(_is_all(words, group) for group, _ in _GROUPS))


def _within(found: FoundCount, mentions: tuple[Mention, ...]) -> bool:
    """Whether it is part of somebody's name: "a cousin of two of the dead"."""
    return any(one.start <= found.start < one.end for one in mentions)


def _counts_reports(clause: str, found: FoundCount) -> bool:
    return _OF_REPORTS.match(clause, found.head_start) is not None


def _label(passage: Passage) -> Topic | None:
    return _named(passage.label) if passage.label else None


def _named(words: str) -> Topic | None:
    """The topic that a label names: "Security forces killed", "Police", "Extent: places"."""
    if re.match(r"\W*(?:extent|scale)\b", words, re.IGNORECASE):
        return Topic(extent=True)
    effect = _nearest(_EFFECTS, words, 0)
    group = _nearest(_GROUPS, words, 0)
    if group and effect is None and _is_all(words, group[0]):
        return Topic(group[0])
    return Topic(group[0], effect[0]) if group and effect else None


def _is_all(words: str, group: Group) -> bool:
    """Whether words name a group and nothing else: the head of a row, "Security forces"."""
    return dict(_GROUPS)[group].fullmatch(words.strip()) is not None


def _topic(clause: str, found: FoundCount, until: int | None, before: Topic | None) -> Topic | None:
    """What a figure counts, from the words after it, else as the figure before it."""
    head = clause[found.head_start : found.head_start + _LOOK]
    head = re.split(r"[,;()]", head, maxsplit=1)[0]
    group = _nearest(_GROUPS, head, 0)
    extent = _EXTENT.search(head)
    if extent and (group is None or extent.start() < group[1]) and extent.start() < _NEAR:
        return Topic(extent=True)
    effect = _effect(clause, found, until)
    if found.count.verbatim.casefold() in _NOBODY and effect:
        return Topic(Group.EVERYONE, effect[0])
    if group is None or (group[1] > _NEAR and not effect):
        bare = _is_effect(head) or _ELIDED.match(head)
        before = before or _named(clause[: found.start])
        if bare and before and not before.extent and effect:
            return Topic(before.group, effect[0])
        return before if bare else None
    known = before.effect if before else None
    return Topic(group[0], effect[0] if effect else known)


def _effect(clause: str, found: FoundCount, until: int | None) -> tuple[Effect, int] | None:
    """What befell those counted: by the words that follow, for a part by those of its total."""
    behind = _last(_EFFECTS, clause[: found.start])
    ahead = _nearest(_EFFECTS, clause, found.end)
    return (behind or ahead) if _is_part(clause, found, until) else (ahead or behind)


def _is_part(clause: str, found: FoundCount, until: int | None) -> bool:
    """Whether it is a part of the total before it: "21 were killed, including 18 civilians"."""
    own = re.split(r"[,;]", clause[found.head_start : until], maxsplit=1)[0]
    included = re.search(r"\bincluding\b", clause[: found.start])
    return included is not None and _nearest(_EFFECTS, own, 0) is None


def _bare_of_names(clause: str, mentions: Sequence[Mention]) -> str:
    """Without the names of speakers, lest "the prisoners' families" count prisoners."""
    for one in mentions:
        clause = clause[: one.start] + " " * (one.end - one.start) + clause[one.end :]
    return clause


_NEAR = 30
_NOBODY = frozenset({"no one", "nobody"})
# A figure whose noun was said before: "hospitals said 14".
_ELIDED = re.compile(r"[\s,.;:!?)]*(?:$|in\b|on\b|at\b|over\b|were\b|was\b|and\b|to\b)")


def _is_effect(head: str) -> bool:
    return any(pattern.match(head) for _, pattern in _EFFECTS)


def _nearest(
    patterns: Sequence[tuple[_M, re.Pattern[str]]], text: str, start: int
) -> tuple[_M, int] | None:
    """The member whose words stand first from `start` on, and where."""
    hits = [
        (hit.start(), order, member)
        for order, (member, pattern) in enumerate(patterns)
        if (hit := pattern.search(text, start))
    ]
    if not hits:
        return None
    at, _, member = min(hits, key=lambda hit: hit[:2])
    return member, at


def _last(patterns: Sequence[tuple[_M, re.Pattern[str]]], text: str) -> tuple[_M, int] | None:
    """The member whose words stand last, and where."""
    hits = [(hit.start(), one) for one, pattern in patterns for hit in pattern.finditer(text)]
    if not hits:
        return None
    at, member = max(hits, key=lambda hit: hit[0])
    return member, at


# ---------------------------------------------------------------- who says it


def speaking(clause: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Those of a clause who speak, by the verb or colon after them or the preposition before."""
    asides = [hit.span() for hit in _WHO_REJECTS.finditer(clause)]
    return tuple(
        one
        for one in mentions
        if not any(start <= one.start < end for start, end in asides)
        and (
            _SPEECH.match(clause, one.end)
            or _BY.search(clause[: one.start])
            or clause.startswith(":", one.end)
        )
    )


# An aside on a figure; whoever gave the figure goes on speaking after it.
_WHO_REJECTS = re.compile(r"\bwhich\b[^;.]{3,150}?\b(?:rejected|withdrew|denied)\b")


def _speakers(
    clause: str, form: Form, mentions: tuple[Mention, ...], found: FoundCount
) -> tuple[Mention, ...]:
    """The speaker before a figure, else the one after it; in a table all who stand by it."""
    spoken = speaking(clause, mentions)
    if form is Form.CELL:
        behind = _standing_by(clause, [one for one in mentions if one not in spoken], found)
        if behind:
            return behind
    before = [one for one in spoken if one.end <= found.start]
    if before:
        return (before[-1],)
    closing = _closing(clause, spoken, found)
    return closing or (_listed(clause, mentions, found) if form is Form.CELL else ())


def _listed(clause: str, mentions: Sequence[Mention], found: FoundCount) -> tuple[Mention, ...]:
    """Who is named behind a comma after several figures: "17 hurt and two dead, a nurse"."""
    behind = (one for one in mentions if one.start >= found.end)
    return tuple(one for one in behind if _AFTER_COMMA.search(clause[: one.start]))[:1]


def _closing(clause: str, spoken: Sequence[Mention], found: FoundCount) -> tuple[Mention, ...]:
    """The speaker behind a figure ("67 died, the ABC said"), unless a figure of its own follows."""
    after = [one for one in spoken if one.start >= found.end]
    if not after:
        return tuple(spoken[:1])
    end = after[1].start if len(after) > 1 else len(clause)
    return () if find_counts(clause[after[0].end : end]) else (after[0],)


def _standing_by(
    clause: str, mentions: Sequence[Mention], found: FoundCount
) -> tuple[Mention, ...]:
    """Those listed right behind a figure: "67 the ABC, rejected by officials" has the ABC."""
    behind: list[Mention] = []
    end = found.end
    for one in mentions:
        between = clause[end : one.start]
        beside = one.start >= found.end and not _BREAK.search(between)
        if beside and (behind or _OWN.match(between)):
            behind.append(one)
            end = one.end
    return tuple(behind)


_BREAK = re.compile(r"[;(]|\b(?:rejected|withdrawn|denied|with|\d+)\b|.{40}")
# Between a figure and who gives it: nothing, or what befell them and a comma.
_OWN = re.compile(r"(?:[^,]*,)?\s*(?:the|an?)?\s*$", re.IGNORECASE)
_AFTER_COMMA = re.compile(r",\s*(?:the|an?)?\s*$", re.IGNORECASE)
# "Two police officers" are no police who say so.
_COUNTED = re.compile(r"\s+(?:officers?|personnel|men|man|people|person)\b", re.IGNORECASE)


def _until_named(clause: str, found: FoundCount, form: Form, mentions: tuple[Mention, ...]) -> str:
    """The clause up to whoever is named after a figure, for in a table the names come last."""
    if form is not Form.CELL:
        return clause
    return clause[: next((one.start for one in mentions if one.start >= found.end), len(clause))]
