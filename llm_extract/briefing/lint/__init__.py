"""A summary against the record, whoever wrote it: typed findings, each with its span.

The checks read words and know no world: what they find is so by the record, and what they do not
find need not be right. docs/briefing.md says what each looks at, and where it is blind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llm_extract.briefing.lint.findings import Finding
from llm_extract.briefing.lint.held import Held
from llm_extract.briefing.lint.numbers import of_figure
from llm_extract.briefing.lint.places import misplaced
from llm_extract.briefing.lint.prose import Passage, passages
from llm_extract.briefing.lint.sides import in_mouths, missing_gaps, one_sided
from llm_extract.briefing.lint.stated import Stated, stated
from llm_extract.briefing.lint.wording import in_words
from llm_extract.records.article import Article
from llm_extract.records.briefing import Briefing
from llm_extract.records.consensus import Consensus

__all__ = ["Finding", "Held", "check_briefing", "check_sentence"]


def check_briefing(
    text: str | Briefing, consensus: Consensus, articles: Sequence[Article] = ()
) -> tuple[Finding, ...]:
    """Everything in a summary that the record does not bear out, in the order of the text.

    `text` is plain text or Markdown; of a briefing it is `str(briefing)`, and spans count the
    characters of that. The record keeps only sentences that carry a claim: with the `articles`,
    names and quotations are looked for in their whole texts.
    """
    held = Held(consensus, articles)
    parts = passages(text if isinstance(text, str) else str(text))
    figures = stated(parts, held)
    found = _in_passages(parts, figures, held)
    found += one_sided(figures, parts, held)
    found += missing_gaps(figures, parts, held)
    return _ordered(found)


def check_sentence(text: str, held: Held) -> tuple[Finding, ...]:
    """As `check_briefing`, of a sentence by itself: what only a whole text can lack is left out."""
    parts = passages(text)
    return _ordered(_in_passages(parts, stated(parts, held), held))


def _in_passages(parts: Sequence[Passage], figures: Sequence[Stated], held: Held) -> list[Finding]:
    found: list[Finding] = []
    for passage in parts:
        found += in_words(passage, held)
        found += in_mouths(passage, held)
    for one in figures:
        found += of_figure(one, held)
        found += misplaced(one, held)
    return found


def _ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda one: (one.span.start, one.span.end, one.kind)))
