"""Agencies and outlets that an article names, each with the short forms it goes by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from llm_extract.extractors.rules.reading.lexicon import Mark, Word, closed
from llm_extract.extractors.rules.reading.naming import JOINERS, LONGEST_NAME_WORDS, runs


def find_outlets(
    tokens: tuple[Word, ...], marks: tuple[Mark, ...], *, upper_case: bool
) -> Iterator[tuple[str, str]]:
    """(alias, name) of each agency and outlet; the name itself is an alias too."""
    names = list(_outlet_names(tokens, marks, upper_case=upper_case))
    if names:
        yield from _forms(tokens, names, upper_case=upper_case)
    for mark in marks:
        if mark.kind == "spoke_to" and mark.last < len(tokens):
            after = tokens[mark.last]
            if after.text.isupper() and not upper_case:
                yield after.text, after.text


def _forms(
    tokens: tuple[Word, ...], names: list[str], *, upper_case: bool
) -> Iterator[tuple[str, str]]:
    """The names of outlets, each with all it is called by in the text."""
    initials = {_initials(name): name for name in reversed(names) if " " in name}
    for name in names:
        yield name, _fullest(name, names)
        yield name.removeprefix("The "), _fullest(name, names)
    for short, name in _bracketed(tokens, names):
        yield short, _fullest(name, names)
    for word in tokens if initials and not upper_case else ():
        short = word.text
        if short in initials and len(short) > 1 and short.isupper():
            yield short, initials[short]


def _bracketed(tokens: tuple[Word, ...], names: list[str]) -> Iterator[tuple[str, str]]:
    """The short form in brackets right after an outlet's name."""
    last_words = {name.split()[-1]: name for name in names}
    for at in range(len(tokens) - 3):
        opened = tokens[at + 1].text in "([" and tokens[at + 3].text in ")]"
        if opened and tokens[at].text in last_words:
            yield tokens[at + 2].text, last_words[tokens[at].text]


def _outlet_names(
    tokens: tuple[Word, ...], marks: tuple[Mark, ...], *, upper_case: bool
) -> Iterator[str]:
    for mark in marks:
        if mark.kind == "agency" and tokens[mark.first].text[0].isupper():
            yield " ".join(word.text for word in tokens[mark.first : mark.last])
    if upper_case:
        return
    for first, last in runs(tokens):
        if tokens[last - 1].text in _outlet_heads() and last - first <= LONGEST_NAME_WORDS:
            the = first > 0 and tokens[first - 1].text == "The"
            name = " ".join(word.text for word in tokens[first:last])
            yield f"The {name}" if the else name


@cache
def _outlet_heads() -> frozenset[str]:
    return frozenset(head.title() for head in closed("outlet_head")) | {"TV"}


def _fullest(name: str, names: list[str]) -> str:
    """As in "The X Post" for "X Post", so that an outlet has one name in an article."""
    full = f"The {name}"
    return full if full in names else name


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part.lower() not in JOINERS or part == "The")
