"""Frozen text, its paragraphs and its sentences; every offset counts code points, half-open.

The splitter leans on what news prose gives away in any case: a stop, what stands before it (an
abbreviation, an initial, a figure) and what comes after it. Where both readings are possible, as
after "U.S." before a name, it keeps the sentence whole: evidence that is too long still holds its
claim, evidence cut in two does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, pairwise

Bounds = tuple[int, int]

# ---------------------------------------------------------------- freezing

# A line may end in any of these; a page break and the Unicode separators are line ends too.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Invisible marks that break up words or turn the reading direction around. The joiners U+200C and
# U+200D stay: Persian and Indic words need them.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c"))
_INVISIBLE.update(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
# Tag characters spell text that no font shows.
_INVISIBLE.update(dict.fromkeys(range(0xE0000, 0xE0080)))
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_CLEAN = {**_SURROGATES, **_CONTROL, **_INVISIBLE, ord("\n"): "\n", ord("\t"): " "}


def freeze(text: str) -> str:
    r"""The text in the one form that offsets refer to; freezing twice changes nothing more.

    NFC, lines end in LF, tabs are spaces, no control or invisible characters, lone surrogates
    become U+FFFD, no blanks at the end of a line or of the text.

    >>> freeze("ten dead \r\ntwo hurt\x00\n")
    'ten dead\ntwo hurt'
    """
    cleaned = _LINE_ENDS.sub("\n", text).translate(_CLEAN)
    lines = unicodedata.normalize("NFC", cleaned).split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip()


# ---------------------------------------------------------------- words


def pieces(
    word: re.Pattern[str], text: str, offset: int = 0
) -> tuple[list[str], list[int], list[int]]:
    r"""What an expression of one group finds in a text: the words, their starts and their ends.

    Offsets count from `offset`. It costs half of what a match for each word would.

    >>> pieces(re.compile(r"(\w+)"), "two died")
    (['two', 'died'], [0, 4], [3, 8])
    """
    parted = word.split(text)
    bounds = list(accumulate(map(len, parted), initial=offset))
    return parted[1::2], bounds[1:-1:2], bounds[2:-1:2]


# ---------------------------------------------------------------- paragraphs

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[•◦▪‣·*●■–—-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\s*(\S+)")
_STOPPED = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]]*$")

# Hard-wrapped copy has columns; narrower is a list of headlines, wider is one paragraph a line.
_NARROWEST, _WIDEST = 45, 120
# A wrapped line may fall this far short of the column, for one line too long sets the width.
_SLACK = 6


def paragraphs(text: str) -> tuple[Bounds, ...]:
    r"""Where each paragraph, headline and list item stands, without the blanks around it.

    A line break inside hard-wrapped copy does not end a paragraph; any other line break does.

    >>> paragraphs("Bomb kills two\n\nPolice said so.")
    ((0, 14), (16, 31))
    """
    lines = [(line.start(), line.end()) for line in _LINE.finditer(text) if not _blank(line)]
    found: list[Bounds] = []
    for block in _blocks(lines):
        found.extend(_unwrapped(text, block))
    return tuple(_trimmed(text, start, end) for start, end in found)


def _blank(line: re.Match[str]) -> bool:
    return line.group().isspace()


def _blocks(lines: list[Bounds]) -> Iterator[list[Bounds]]:
    """Runs of lines with no blank line between them."""
    block: list[Bounds] = []
    for line in lines:
        if block and line[0] > block[-1][1] + 1:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _unwrapped(text: str, block: list[Bounds]) -> Iterator[Bounds]:
    width = max(end - start for start, end in block)
    start = block[0][0]
    for line, following in pairwise(block):
        if not _runs_on(text[slice(*line)], text[slice(*following)], width):
            yield start, line[1]
            start = following[0]
    yield start, block[-1][1]


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the break between two lines was made by the column, not by the writer."""
    if _BULLET.match(following) or _indent(following) > _indent(line):
        return False
    word = _FIRST_WORD.match(following)
    first = word.group(1) if word else ""
    if first[:1].islower() and not _STOPPED.search(line[-4:]):
        return True
    full = len(line) + 1 + len(first) > width - _SLACK
    return full and _NARROWEST <= width <= _WIDEST


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _trimmed(text: str, start: int, end: int) -> Bounds:
    stretch = text[start:end]
    return start + _indent(stretch), start + len(stretch.rstrip())


# ---------------------------------------------------------------- sentences

_CLOSERS = r"(?:[\"'”’»)\]]|\[\d{1,3}\]){0,4}"
_STOP = re.compile(
    rf"(?P<mark>[.!?…]+){_CLOSERS}(?=\s|$)"  # the usual case: a blank follows
    rf"|(?<=[a-z]{{3}})[.!?][\"”’]?(?=[“\"]?[A-Z][a-z ])"  # the blank was lost on the way here
    r"|[。！？؟۔।]+[”」』»]?",
)
_OPENERS = "\"'“‘«([„ \n\u00a0"

# Before a name or a number: the stop never ends a sentence.
_TITLES = frozenset(
    "mr mrs ms dr prof engr gen lt col maj capt cpt sgt cpl pfc pvt adm cmdr brig insp supt det"
    " sen rep gov pres hon rev fr msgr amb min sec atty supt st ste mt ft messrs mmes sra srta"
    " vs v approx ca cf eg ie viz e.g i.e".split()
)
# Only before a figure: "No. 5", "Jan. 31". Anywhere else they are words, or end the sentence.
_BEFORE_FIGURES = frozenset(
    "no nos rs art arts fig figs p pp sec secs ch vol para paras op"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# Within names: the sentence ends only where a word follows that opens sentences.
_WITHIN_NAMES = frozenset(
    "inc co corp ltd jr sr bros dept dist ave blvd rd hwy bldg esq etc ph.d"
    " mon tue tues wed thu thurs fri calif fla ariz mass mich minn pa tenn tex wash"
    " conn colo ill ind ky md mo okla ore va wis".split()
)
_STARTERS = frozenset(
    "the a an this that these those there it its he she they we i you his her their our my"
    " in on at after before when while as if but and although however meanwhile both no one"
    " some many several more most two three four five six seven eight nine ten at least"
    " police officials residents witnesses authorities according security".split()
)
_AFTER_THE_HOUR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december jan feb mar apr jun jul aug sep sept"
    " oct nov dec est edt cst cdt mst mdt pst pdt gmt utc bst cet cest ist pkt local".split()
)
_WORD = re.compile(r"[^\W_][\w’'-]{0,24}")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def sentences(text: str) -> tuple[Bounds, ...]:
    """Where each sentence stands: in order, never overlapping, every visible character in one.

    A headline without a stop is a sentence, and so is a list item.

    >>> text = "Lt. Gen. Orlo spoke at 3 a.m. in Tavo. He left."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Lt. Gen. Orlo spoke at 3 a.m. in Tavo.', 'He left.']
    """
    found: list[Bounds] = []
    for first, last in paragraphs(text):
        start = first
        for stop in _STOP.finditer(text, first, last):
            if stop.end() < last and _ends_here(text, start, stop, last):
                found.append(_trimmed(text, start, stop.end()))
                start = stop.end()
        found.append(_trimmed(text, start, last))
    return tuple(found)


def _ends_here(text: str, start: int, stop: re.Match[str], last: int) -> bool:
    mark = stop["mark"]
    if mark is None:
        return True
    after = text[stop.end() : min(last, stop.end() + 40)].lstrip(_OPENERS)
    if not after or after[0] in ".…!?" or after[0].islower():
        return False
    if mark != "." or stop.end() > stop.end("mark"):
        return True
    return _stops(_token(text, start, stop.start()), after, alone=_is_alone(text, start, stop))


def _token(text: str, start: int, end: int) -> str:
    """The word, initial or figure that the stop follows."""
    words = text[max(start, end - 20) : end].split()
    if not words or text[end - 1].isspace():
        return ""
    return re.split(r"[—–\-/(\[\"“‘']", words[-1])[-1]


def _is_alone(text: str, start: int, stop: re.Match[str]) -> bool:
    return len(text[start : stop.start()][:20].strip("( \n")) <= len("10")


def _stops(token: str, after: str, *, alone: bool) -> bool:
    """Whether a single full stop after `token`, before the words `after`, ends the sentence."""
    word = _WORD.match(after)
    following = word.group().casefold() if word else ""
    known = token.casefold()
    capital = token[:1].isupper()
    if alone and (token.isdigit() or len(token) == 1):
        return False  # a list number
    if known in {"a.m", "p.m"}:
        return following not in _AFTER_THE_HOUR and not following[:1].isdigit()
    if known in _BEFORE_FIGURES and following[:1].isdigit():
        return False
    if known in _TITLES and (capital or len(known) < 3 or "." in known):  # noqa: PLR2004 - "vs"
        return False
    initial = capital and (len(token) == 1 or _ACRONYM.fullmatch(token) is not None)
    if initial or (capital and known in _WITHIN_NAMES):
        return following in _STARTERS
    return True
