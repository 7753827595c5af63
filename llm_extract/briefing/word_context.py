"""Quotations into sentences: the speaker, what they do with the words, and the words themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from llm_extract.briefing.marks import cite_keys
from llm_extract.briefing.plans import Plan, Quotation
from llm_extract.briefing.sides import remarks
from llm_extract.briefing.style import listed, opened, uncapped
from llm_extract.briefing.voices import spoken_by
from llm_extract.records.comments import Act

_VERBS: dict[Act, str] = {
    Act.SAID: "said",
    Act.SPOKE_OF: "spoke of",
    Act.CITED: "cited",
    Act.ACCUSED: "accused",
    Act.BLAMED: "blamed",
    Act.CONDEMNED: "condemned",
    Act.PRAISED: "praised",
    Act.PROMISED: "promised",
    Act.CALLED_FOR: "called for",
}
# Words whose capital is only that of a sentence's head.
_PLAIN = frozenset(
    "the a an its their his her it they he she this that these those such in on at as after before"
    " when while with for of by to there both all some many most no it's since until during from"
    " last over under".split()
)
_MARKS = dict.fromkeys(map(ord, "“”„«»"), '"')


def context(plan: Plan) -> tuple[str, ...]:
    """All quotations in a row, else the first alone."""
    said = plan.quotations
    return tuple(
        f"{opened(_headed(plan, _row(some)))}.{remarks(plan)}" for some in (said, said[:1])
    )


def _headed(plan: Plan, row: str) -> str:
    return f"{plan.label}: {row}" if plan.label else row


def _row(said: Sequence[Quotation]) -> str:
    """One speaker after the other; what one does in a row stands under one subject."""
    told = ((who, tuple(some)) for who, some in groupby(said, key=_subject))
    return "; ".join(f"{spoken_by(some[0].voices)} {_done(some)}" for _, some in told)


def _subject(one: Quotation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who speaks; outlets that go unnamed are told apart by their reports."""
    return tuple((voice.name, () if voice.role else voice.reports) for voice in one.voices)


def _done(said: Sequence[Quotation]) -> str:
    """What one speaker says and does; a verb that stays the same is given once."""
    before = (None, *(one.act for one in said))
    return listed(
        [
            ("" if one.act is last else f"{_VERBS[one.act]} ")
            + quoted(one.words)
            + cite_keys(one.keys)
            for one, last in zip(said, before, strict=False)
        ]
    )


def quoted(words: str) -> str:
    """In quotation marks, but for the "that" which may open them: promised that “...”."""
    that, _, rest = words.partition(" ")
    return f"that “{printed(rest)}”" if that.casefold() == "that" else f"“{printed(words)}”"


def printed(words: str) -> str:
    """The words of a source as they stand within quotation marks of ours.

    Quotation marks of their own become single ones and are closed; the capital of a sentence's head
    is dropped. Not a word is changed.

    >>> printed('The raid was to "free the valley')
    'the raid was to ‘free the valley’'
    """
    flat = " ".join(words.split()).translate(_MARKS).strip(" ,;")
    # Words that are all in quotation marks stand in ours.
    flat = flat[1:-1].strip(" ,;") if re.fullmatch(r'"[^"]+"', flat) else flat
    pieces = flat.split('"')
    inner = "".join(f"‘{piece}’" if at % 2 else piece for at, piece in enumerate(pieces))
    first = inner.partition(" ")[0].casefold()
    return uncapped(inner) if first in _PLAIN else inner
