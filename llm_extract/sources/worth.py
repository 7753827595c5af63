"""Whether a text reads as a report at all."""

from __future__ import annotations

import re

from llm_extract.errors import EmptyInput, NotAnArticle
from llm_extract.sources.draft import Draft
from llm_extract.sources.furniture import LOGIN_WALL
from llm_extract.text import paragraphs

# A flash of one sentence is a report: "Ten men were killed in Tavo on Saturday, police said."
LEAST_WORDS = 8
_LEAST_SENTENCE = 5
_LEAST_LETTERS = 0.55
_SAMPLE = 2_000
# Marks count: the vowel signs of Indic scripts are no letters to Unicode.
_LETTERS = re.compile("[^\\W\\d_\u0300-\uffff]+|[\u0300-\uffff]+")
# Scripts without blanks between words: about two characters a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f\u1000-\u109f]{2}")
_WORD = re.compile(r"\w[\w’'-]*")
_STOP = re.compile(r"[.!?…。！？؟۔।።]")
_BEFORE_A_STOP = 15
_UNSTOPPED = 20


def refuse_unless_article(draft: Draft) -> None:
    """Let a report pass.

    Raises:
        EmptyInput: nothing is left without page furniture.
        NotAnArticle: a login wall, a handful of words, a list or data.
    """
    text = draft.text
    if not text.strip() and not draft.removed:
        raise EmptyInput("nothing stands in it; put the report's text in")
    if LOGIN_WALL in draft.removed and _words(text) < LEAST_WORDS:
        raise NotAnArticle("a login wall, not a report; save the page as a reader sees it")
    if not text.strip():
        raise EmptyInput("only page furniture stands in it; save the page with its article")
    if (found := _words(text)) < LEAST_WORDS:
        few = "one word is" if found == 1 else f"{found} words are"
        raise NotAnArticle(f"{few} no report; at least {LEAST_WORDS} in a sentence are needed")
    if _letters(text[:_SAMPLE]) < _LEAST_LETTERS:
        raise NotAnArticle("data or code, not a report: there are few letters in it")
    if not _has_sentence(text):
        raise NotAnArticle("no sentence stands in it: a list or a menu, not a report")


def _words(text: str) -> int:
    return len(_WORD.findall(_UNSPACED.sub(" x ", text)))


def _letters(text: str) -> float:
    """The share of letters among what is not blank."""
    shown = len("".join(text.split()))
    return sum(map(len, _LETTERS.findall(text))) / shown


def _has_sentence(text: str) -> bool:
    """A stop after some words, or a line too long to be a heading."""
    return any(
        _words(part) >= (_LEAST_SENTENCE if _STOP.search(part, _BEFORE_A_STOP) else _UNSTOPPED)
        for part in (text[start:end] for start, end in paragraphs(text))
    )
