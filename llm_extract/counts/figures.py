"""Figures that count nobody: years, dates, hours, ages, measures, money, names, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from llm_extract.counts.tokens import EDGE, Tokens
from llm_extract.counts.vocabulary import (
    BEFORE_UNITS,
    CURRENCIES,
    CURRENCY,
    LABELS,
    MONTHS,
    PRONOUN_AFTER_ONE,
    PRONOUN_BEFORE_ONE,
    STREETS,
    UNITS,
    Bound,
)

_OLDEST = 115
_PHONE = re.compile(r"[2-9]\d\d[–-]\d{4}")


class Figure(NamedTuple):
    """A figure at tokens `at` up to `end`, `value` its lower end, with its qualifier if any."""

    tokens: Tokens
    at: int
    end: int
    value: int
    bound: Bound | None

    @property
    def is_numeral(self) -> bool:
        """Whether it is written in digits."""
        return self.tokens[self.at].word[:1].isdigit()

    def before(self, steps: int = 1) -> str:
        """The word so many tokens before the figure."""
        return self.tokens[self.at - steps].word

    def after(self, steps: int = 0) -> str:
        """The word so many tokens beyond the one that follows the figure."""
        return self.tokens[self.end + steps].word


def counts_nobody(figure: Figure) -> bool:
    """Whether the words around the figure show that it counts no people and no things."""
    return any(test(figure) for test in _TESTS)


def measures(tokens: Tokens, end: int) -> bool:
    """Whether a unit of measure follows: "two to three hours", "10 square miles"."""
    for at in range(end, end + 3):
        if tokens[at].word in UNITS:
            return True
        if tokens[at].word not in BEFORE_UNITS:
            return tokens.is_capital(at) and _is_money_of(tokens, at)
    return False


def _is_money_of(tokens: Tokens, at: int) -> bool:
    """Whether the capitals at `at` are whose money it is: "325 U.S. dollars"."""
    for word in range(at + 1, at + 5):
        if tokens[word].word in CURRENCIES:
            return True
        if tokens[word].word != "." and not tokens.is_capital(word):
            return False
    return False


def _is_measure(figure: Figure) -> bool:
    glued_mark = figure.tokens.glued(figure.end) and figure.after() in {"%", "°", "'", "’", "/"}
    per_cent = (figure.after(), figure.after(1)) == ("per", "cent")
    half = (figure.after(), figure.after(1), figure.after(2)) == ("and", "a", "half")
    return glued_mark or per_cent or half or measures(figure.tokens, figure.end)


def _is_clock(figure: Figure) -> bool:
    hour = (figure.after(), figure.after(1), figure.after(2))
    military = figure.is_numeral and len(figure.tokens[figure.at].word) == len("2030")
    at_hour = military and figure.before() == "at" and figure.bound is None
    marked = hour[0] in {"am", "pm", "o'clock"} or hour in {("a", ".", "m"), ("p", ".", "m")}
    return at_hour or marked


def _is_date(figure: Figure) -> bool:
    tokens, at = figure.tokens, figure.at
    if figure.after() in MONTHS and tokens.is_capital(figure.end):
        return True
    listed = figure.after() in {"and", "to", ","} and tokens[figure.end + 1].word[:1].isdigit()
    if listed and figure.after(2) in MONTHS and tokens.is_capital(figure.end + 2):
        return True
    if figure.after() == "of" and figure.after(1) in MONTHS and tokens.is_capital(figure.end + 1):
        return True
    month = at - 2 if figure.before() in {".", ","} else at - 1
    if tokens[month].word in MONTHS and tokens.is_capital(month) and "," not in tokens[at].word:
        return True
    return figure.after() == "-" and figure.after(1) in MONTHS


def _is_year(figure: Figure) -> bool:
    bare = figure.is_numeral and "," not in figure.tokens[figure.at].word
    counted = figure.bound not in {None, Bound.ABOUT} or figure.before() == "some"
    return bare and 1900 <= figure.value <= 2099 and not counted  # noqa: PLR2004 - our era


def _is_age(figure: Figure) -> bool:
    before = figure.before()
    if _opens_ages(figure):
        return True
    if before in {"aged", "age", "ages"} or (
        before == "of" and figure.before(2) in {"age", "ages"}
    ):
        return True
    if not figure.is_numeral or figure.value > _OLDEST:
        return False
    named = before == "," and figure.tokens.is_capital(figure.at - 2)
    return named and figure.after() in {",", ".", ";", ")", "", "who"}


def _opens_ages(figure: Figure) -> bool:
    """Within a list of ages: "ages 19, 21 and 22"."""
    at = figure.at - 1
    while figure.tokens[at].word in {",", "and", "to"} and figure.tokens[at - 1].word.isdigit():
        at -= 2
    return at < figure.at - 1 and figure.tokens[at].word in {"aged", "ages"}


def _is_money(figure: Figure) -> bool:
    return figure.before() in CURRENCY or (figure.before() == "." and figure.before(2) == "rs")


def _is_part_of_name(figure: Figure) -> bool:
    """Within a name or a compound: "AK-47", "Flight 103", "#12", "34-year-old", "9mm"."""
    tokens, at, end = figure.tokens, figure.at, figure.end
    if tokens.glued(at) and (tokens[at - 1].word in {"#", "-", "/", "'", "’", ".", "_", "@", "*"}):
        return True
    if tokens.glued(at) and tokens[at - 1].word[:1].isalpha():
        return True
    if tokens.glued(end) and tokens[end].word[:1].isalpha():
        return True
    if tokens.glued(end) and tokens[end].word in {"-", "_"} and figure.after(1) != "plus":
        return tokens.glued(end + 1) or figure.after(1) in {"and", "or", "to"}
    label = at - 2 if figure.before() == "." else at - 1
    return figure.is_numeral and tokens[label].word in LABELS


def _is_listed_alone(figure: Figure) -> bool:
    """A list number, a figure alone on its line, or one in brackets: "(34)"."""
    tokens, at, end = figure.tokens, figure.at, figure.end
    opens = "\n" in _gap(tokens, at) or tokens[at - 1] is EDGE
    closes = "\n" in _gap(tokens, end) or tokens[end] is EDGE
    bracketed = figure.before() in {"(", "["} and figure.after() in {")", "]"}
    numbering = figure.is_numeral and opens and tokens.glued(end) and figure.after() in {".", ")"}
    # A line of its own: blank lines or nothing on both sides, not a wrapped line's end.
    alone = figure.is_numeral and opens and closes and "\n" not in _gap(tokens, at).strip("\n")
    return bracketed or numbering or alone


def _is_serial(figure: Figure) -> bool:
    """A phone or account number, a list of long numerals, a page ("photo 4 of 15")."""
    tokens, at, end = figure.tokens, figure.at, figure.end
    if not figure.is_numeral:
        return False
    paged = figure.before() == "of" and figure.before(3) in LABELS
    if _PHONE.fullmatch(tokens[at].word) or (paged and _is_long(tokens, at - 2, 1)):
        return True
    listed = {tokens[at - 1].word, tokens[end].word} & {","}
    if listed and _is_long(tokens, at, 4):
        return _is_long(tokens, at - 2, 4) or _is_long(tokens, end + 1, 4)
    neighbours = ((at - 1, at), (end, end))
    return any(
        tokens[token].word[:1].isdigit() and _gap(tokens, gap) == " " for token, gap in neighbours
    )


def _is_long(tokens: Tokens, at: int, digits: int) -> bool:
    """Whether token `at` is a bare numeral of at least so many digits."""
    return tokens[at].word.isdigit() and len(tokens[at].word) >= digits


def _is_address(figure: Figure) -> bool:
    """Capitals from the figure up to a street word, as in "748 N Orlo St"."""
    tokens = figure.tokens
    if not figure.is_numeral or figure.bound is not None:
        return False
    for at in range(figure.end, figure.end + 5):
        if not tokens.is_capital(at) and tokens[at].word != ".":
            return False
        if tokens[at].word in STREETS and at > figure.end:
            return not _is_upper(tokens, figure.end, at)
    return False


def _is_upper(tokens: Tokens, start: int, end: int) -> bool:
    return tokens.text[tokens[start].start : tokens[end].end].isupper() and end - start > 1


def _is_pronoun(figure: Figure) -> bool:
    if figure.tokens[figure.at].word == "zero":
        return figure.before() == "ground"
    is_one = figure.tokens[figure.at].word == "one" and figure.end == figure.at + 1
    if not is_one or figure.bound is not None:
        return False
    return figure.before() in PRONOUN_BEFORE_ONE or figure.after() in PRONOUN_AFTER_ONE


def _gap(tokens: Tokens, at: int) -> str:
    """The blanks between token `at` and the one before it."""
    if tokens[at] is EDGE or tokens[at - 1] is EDGE:
        return ""
    return tokens.text[tokens[at - 1].end : tokens[at].start]


_TESTS: tuple[Callable[[Figure], bool], ...] = (
    _is_measure,
    _is_clock,
    _is_date,
    _is_year,
    _is_age,
    _is_money,
    _is_part_of_name,
    _is_listed_alone,
    _is_serial,
    _is_address,
    _is_pronoun,
)
