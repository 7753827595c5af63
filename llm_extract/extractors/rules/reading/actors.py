"""Named bodies and outlets of an article, their short names, and what each is.

A name is found by its acronym in brackets ("Long Name (LN)"), or by its last word ("... Brigade",
"... News"). Its role comes from words beside it first ("banned", "claimed responsibility"), then
from words in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from llm_extract.extractors.rules.reading.lexicon import Lexicon, Mark, Word, closed, lexicon, words
from llm_extract.extractors.rules.reading.naming import (
    JOINERS,
    LONGEST_NAME_WORDS,
    NEVER_FIRST,
    runs,
)
from llm_extract.extractors.rules.reading.outlets import find_outlets
from llm_extract.records.claims import Role

_ACRONYM = re.compile(r"[(\[]\s?([A-Z][A-Za-z.&-]{1,9})\s?[)\]]")
_CONTEXT_WORDS = 7
# Longer bracketed capitals that fit no initials are words of upper-case copy ("[DATED]").
_LONGEST_FOREIGN_ACRONYM = 4
# Two names of one kind that begin alike are two spellings of one name.
_SAME_STEM = 5
_LONGEST_SHORT = 6
_JOINTS = frozenset(("of", "for"))
_JOIN = frozenset(("of", "the"))
_ARTICLES = frozenset(("a", "an", "the"))
_JUST_BEFORE, _JUST_AFTER = 3, 5
_FARTHEST_COMMA = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A body the article names: its fullest name, its other names, and its role."""

    name: str
    aliases: tuple[str, ...]
    role: Role


@dataclass(frozen=True)
class Cast:
    """Everybody with a name, and the phrases by which sentences mention them."""

    named: Mapping[str, Named]
    outlets: Mapping[str, str]
    lexicon: Lexicon

    def role_of(self, name: str) -> Role:
        """The role of a body by its fullest name."""
        return self.named[name].role


def find_cast(text: str, tokens: tuple[Word, ...], *, upper_case: bool) -> Cast:
    """All named bodies and outlets of a text; `tokens` are its words."""
    marks = _beside_names().marks(tokens)
    outlets = dict(find_outlets(tokens, marks, upper_case=upper_case))
    bodies = _bodies(text, tokens, marks, upper_case=upper_case)
    known = {alias.casefold() for alias in outlets} | {name.casefold() for name in outlets.values()}
    bodies = {name: body for name, body in bodies.items() if name.casefold() not in known}
    bodies = _one_spelling(_whole_names(bodies))
    if not upper_case:
        bodies = dict(_with_last_words(tokens, bodies, known))
    return Cast(bodies, outlets, _lexicon_of(bodies.values(), outlets))


@cache
def _beside_names() -> Lexicon:
    """The few phrases that stand in or beside names."""
    return lexicon().only("banned", "outlaws", "owns_up", "agency", "spoke_to", "name_head")


def _lexicon_of(bodies: Iterable[Named], outlets: Mapping[str, str]) -> Lexicon:
    actor = {body.name: [body.name, *body.aliases] for body in bodies}
    outlet: dict[str, list[str]] = {}
    for alias, name in outlets.items():
        outlet.setdefault(name, []).append(alias)
    return Lexicon({"actor": actor, "outlet": outlet})


# ---------------------------------------------------------------- bodies


def _bodies(
    text: str, tokens: tuple[Word, ...], marks: tuple[Mark, ...], *, upper_case: bool
) -> dict[str, Named]:
    found: dict[str, list[tuple[int, str | None]]] = {}
    named = [*_spelt_out(tokens), *_before_acronyms(text, tokens, upper_case=upper_case)]
    if not upper_case:
        bodies = (run for run in runs(tokens) if _ends_like_a_body(tokens, *run))
        named.extend((first, last, None) for first, last in bodies)
        named.extend((first, last, None) for first, last in _kind_first(tokens))
        outlaws = dict.fromkeys(_called_outlaws(tokens, marks))
        named.extend((first, last, None) for first, last in outlaws)
    for first, last, short in named:
        found.setdefault(_printed(text, tokens, first, last), []).append((first, short))
    return _with_roles(found, tokens, marks)


def _before_acronyms(
    text: str, tokens: tuple[Word, ...], *, upper_case: bool
) -> Iterator[tuple[int, int, str | None]]:
    """Names with their acronym in brackets after them."""
    starts = {word.start: at for at, word in enumerate(tokens)}
    for match in _ACRONYM.finditer(text):
        at = starts[match.start()]
        first = _name_before(tokens, at, match[1], upper_case=upper_case)
        if first is not None:
            yield first, at, match[1]


def _printed(text: str, tokens: tuple[Word, ...], first: int, last: int) -> str:
    return " ".join(text[tokens[first].start : tokens[last - 1].end].split())


def _name_before(
    tokens: tuple[Word, ...], bracket: int, acronym: str, *, upper_case: bool
) -> int | None:
    """Where the name begins whose initials the bracketed acronym gives; None if none does."""
    letters = [letter.lower() for letter in acronym if letter.isupper()]
    by_initials = _by_initials(tokens, bracket, letters) if len(letters) > 1 else None
    if by_initials is not None:
        return by_initials
    if not 1 < len(letters) <= _LONGEST_FOREIGN_ACRONYM:
        return None
    return _by_last_word(tokens, bracket, upper_case=upper_case)


def _by_initials(tokens: tuple[Word, ...], bracket: int, letters: list[str]) -> int | None:
    left = list(letters)
    at = bracket - 1
    while left and at >= max(0, bracket - LONGEST_NAME_WORDS):
        for part in reversed(tokens[at].low.split("-")):
            if left and part[:1] == left[-1]:
                left.pop()
            elif part not in JOINERS and len(part) > 1 and part != "'s":
                return None
        at -= 1
    return at + 1 if not left and tokens[at + 1].low not in NEVER_FIRST else None


def _by_last_word(tokens: tuple[Word, ...], bracket: int, *, upper_case: bool) -> int | None:
    """The name before an acronym of another language: back to "the", or over the capitals."""
    if _role_within(tokens[max(0, bracket - 2) : bracket]) is None:
        return None
    at = bracket
    while at > max(0, bracket - LONGEST_NAME_WORDS):
        word = tokens[at - 1]
        if not word.text[0].isalpha() or word.low in NEVER_FIRST:
            break
        if not upper_case and not word.text[0].isupper():
            break
        at -= 1
    return at if bracket - at > 1 else None


def _called_outlaws(tokens: tuple[Word, ...], marks: tuple[Mark, ...]) -> Iterator[tuple[int, int]]:
    """As in "the outlawed Salt Oath", "the Salt Oath, an armed group": what stands beside says."""
    for mark in marks:
        if mark.kind != "outlaws":
            continue
        last = _name_end(tokens, mark.last)
        if last - mark.last > 1:
            yield mark.last, last
        near = range(mark.first - 1, max(0, mark.first - _FARTHEST_COMMA), -1)
        comma = next((at for at in near if tokens[at].low == ","), None)
        if comma is None or tokens[comma + 1].low not in _ARTICLES:
            continue
        first = comma
        while first and _is_of_name(tokens[first - 1]):
            first -= 1
        if comma - first > 1:
            yield first, comma


def _kind_first(tokens: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """As in "Brigade of the Clear Dawn", "Sons of Orlo": names that open with their kind."""
    kinds = closed("name_opener")
    for at, word in enumerate(tokens[:-2]):
        if word.low in kinds and word.text[0].isupper() and tokens[at + 1].low in _JOINTS:
            named = at + 2 + (tokens[at + 2].low == "the")
            last = _name_end(tokens, named)
            if last > named:
                yield at, last


def _name_end(tokens: tuple[Word, ...], first: int) -> int:
    """Past capitals and what joins them: "Sons of the Ash"."""
    last = at = first
    while at < len(tokens) and (
        _is_of_name(tokens[at]) or (at > first and tokens[at].low in _JOIN)
    ):
        at += 1
        last = at if _is_of_name(tokens[at - 1]) else last
    return last


def _is_of_name(word: Word) -> bool:
    return word.low == "'s" or (word.text[0].isupper() and word.low not in NEVER_FIRST)


def _ends_like_a_body(tokens: tuple[Word, ...], first: int, last: int) -> bool:
    return last - first <= LONGEST_NAME_WORDS and any(
        mark.last == last - first for mark in _head_marks(tokens[first:last])
    )


def _head_marks(tokens: tuple[Word, ...]) -> tuple[Mark, ...]:
    return tuple(mark for mark in _beside_names().marks(tokens) if mark.kind == "name_head")


def _role_within(tokens: tuple[Word, ...]) -> Role | None:
    """The role a name's own words tell: its last telling word, for names end in their kind."""
    if any(word.low in closed("not_actor") for word in tokens):
        return None
    marks = _head_marks(tokens)
    if not marks:
        return None
    if tokens[0].low in closed("name_opener") and len(tokens) > 1 and tokens[1].low in _JOINTS:
        return Role.ARMED_GROUP
    armed = any(mark.value == Role.ARMED_GROUP for mark in marks[:-1])
    return Role.ARMED_GROUP if armed else Role(marks[-1].value)


def _spelt_out(tokens: tuple[Word, ...]) -> Iterator[tuple[int, int, str | None]]:
    """Runs of capitals, possessives within, whose initials stand in the text as a word."""
    every = {word.text for word in tokens}
    shorts = {text for text in every if 1 < len(text) <= _LONGEST_SHORT and text.isupper()}
    if not shorts:
        return
    first = None
    for at, word in enumerate(tokens):
        inside = word.text[0].isupper() and word.low not in NEVER_FIRST
        if inside or (first is not None and word.low == "'s"):
            first = at if first is None else first
            continue
        if first is not None and any(tokens[i].low == "'s" for i in range(first, at)):
            short = "".join(w.text[0] for w in tokens[first:at] if w.low != "'s")
            if short in shorts and at - first > len(short):
                yield first, at, short
        first = None


def _with_roles(
    found: Mapping[str, list[tuple[int, str | None]]],
    tokens: tuple[Word, ...],
    marks: tuple[Mark, ...],
) -> dict[str, Named]:
    """The names that are of a body, each with its acronyms and its role."""
    banned = [mark for mark in marks if mark.kind in ("banned", "outlaws", "owns_up")]
    bodies: dict[str, Named] = {}
    for name, mentions in found.items():
        role = _role_in_context(tokens, banned, name, mentions)
        acronyms = dict.fromkeys(acronym for _, acronym in mentions if acronym)
        if role is not None:
            bodies[name] = Named(name, tuple(acronyms), role)
    return bodies


def _role_in_context(
    tokens: tuple[Word, ...],
    banned: list[Mark],
    name: str,
    mentions: list[tuple[int, str | None]],
) -> Role | None:
    inside = words(name, 0, len(name))
    length = len(inside)
    if any(word.low in closed("not_actor") for word in inside):
        return None
    own = _role_within(inside)
    # A ministry or a police stays what it is, whomever it calls banned.
    if own is Role.ARMED_GROUP or (own is not None and own is not Role.SECURITY_FORCE):
        return own
    before, after = (_CONTEXT_WORDS,) * 2 if own is None else (_JUST_BEFORE, _JUST_AFTER)
    for first, last in _mentioned(tokens, mentions, length):
        if any(first - before <= m.first and m.last <= last + after for m in banned):
            return Role.ARMED_GROUP
    return own


def _mentioned(
    tokens: tuple[Word, ...], mentions: list[tuple[int, str | None]], length: int
) -> Iterator[tuple[int, int]]:
    """Where a body is mentioned, by its name or its acronym."""
    shorts = {short for _, short in mentions if short}
    for first, _ in mentions:
        yield first, first + length
    for place, word in enumerate(tokens):
        if word.text in shorts:
            yield place, place + 1


def _whole_names(bodies: Mapping[str, Named]) -> dict[str, Named]:
    """Without names that are a piece of a longer one."""
    return {
        name: body
        for name, body in bodies.items()
        if not any(f" {name} " in f" {other} " for other in bodies if other != name)
    }


def _one_spelling(bodies: Mapping[str, Named]) -> dict[str, Named]:
    """Spelling variants of one name made aliases of the first."""
    kept: dict[str, Named] = {}
    for name, body in bodies.items():
        twin = next((other for other in kept.values() if _same_name(other, body)), None)
        if twin is None:
            kept[name] = body
        else:
            aliases = tuple(dict.fromkeys([*twin.aliases, name, *body.aliases]))
            kept[twin.name] = Named(twin.name, aliases, twin.role)
    return kept


def _with_last_words(
    tokens: tuple[Word, ...], bodies: Mapping[str, Named], outlets: set[str]
) -> Iterator[tuple[str, Named]]:
    """As in "the Front" for the one armed group whose name ends so."""
    after_the = {
        tokens[at + 1].text
        for at in range(len(tokens) - 2)
        if tokens[at].low == "the" and not tokens[at + 2].text[0].isupper()
    }
    ends = [name.split()[-1] for name in (*bodies, *outlets)]
    for name, body in bodies.items():
        last = name.split()[-1]
        alone = ends.count(last) + ends.count(last.casefold()) == 1
        if body.role is Role.ARMED_GROUP and last in after_the and alone and last.istitle():
            yield name, Named(name, tuple(dict.fromkeys([*body.aliases, last])), body.role)
        else:
            yield name, body


def _same_name(one: Named, other: Named) -> bool:
    first, *rest = one.name.casefold().split()
    second, *others = other.name.casefold().split()
    return bool(rest) and rest == others and first[:_SAME_STEM] == second[:_SAME_STEM]
