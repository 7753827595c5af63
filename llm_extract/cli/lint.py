"""`lint`: a summary that anybody wrote, held against a stored record."""

from __future__ import annotations

import json

from llm_extract.briefing.lint import Finding, check_briefing
from llm_extract.cli.codes import GOOD, SOME_FAILED
from llm_extract.cli.screen import remark, say
from llm_extract.cli.stages import records_in, stories_in, text_in
from llm_extract.errors import RecordError
from llm_extract.records.article import Article


def lint(file: str, against: str, articles: str | None, *, as_json: bool) -> int:
    """Print what the record does not bear out: 0 where it is nothing, else 1.

    Raises:
        RecordError: a file cannot be read, or `against` does not hold one story.
    """
    text = text_in(file)
    if not text.strip():
        raise RecordError(f"{file}: it holds no text to check")
    stories = tuple(stories_in(against))
    if len(stories) != 1:
        raise RecordError(f"{against}: it holds {len(stories)} stories; a summary is of one")
    read = tuple(records_in(Article, articles)) if articles else ()
    findings = check_briefing(text, stories[0], read)
    if as_json:
        say(json.dumps([one.model_dump(mode="json") for one in findings], ensure_ascii=False))
    else:
        for one in findings:
            say(_line(file, text, one))
        if not findings:
            remark(f"{file}: nothing found that {against} does not bear out")
    return SOME_FAILED if findings else GOOD


def _line(file: str, text: str, one: Finding) -> str:
    """A finding as compilers print them: file, line, column, what, and what the record says."""
    line = text.count("\n", 0, one.span.start) + 1
    column = one.span.start - (text.rfind("\n", 0, one.span.start) + 1) + 1
    words = " ".join(one.words.split())
    return f"{file}:{line}:{column}: {one.kind.replace('_', ' ')}: “{words}”: {one.record}"
