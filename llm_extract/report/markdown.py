"""The story as Markdown, for mail, wikis and notes: text, table and quotations, all cited [n]."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from llm_extract.records.briefing import (
    FRONT,
    Briefing,
    Citation,
    Line,
    Section,
    Sentence,
    lines_of,
)
from llm_extract.records.consensus import Consensus, Source
from llm_extract.report.accounts import Sourcing
from llm_extract.report.differences import differences
from llm_extract.report.edits import EditView, edit_views
from llm_extract.report.grid import Grid, Row, grid
from llm_extract.report.page import origin_words, read_by, safe_url, worded_by
from llm_extract.report.words import capital, numbered

_HEADINGS = {
    Section.DISAGREEMENTS: "Where the sources differ",
    Section.CHANGES: "What changed",
    Section.WHAT_HAPPENED: "What happened",
    Section.UNKNOWN: "What is not known",
    Section.CASUALTIES: "Casualties",
    Section.PLACES: "By place",
    Section.RESPONSIBILITY: "Responsibility",
    Section.CONTEXT: "Context and reactions",
    Section.BACKGROUND: "Background: other times or wider areas, not counted here",
    Section.SOURCES: "The sources",
}
_LISTED = frozenset({Section.UNKNOWN})
_REST = [one for one in Section if one not in {*FRONT, Section.MAKING}]
# Between what is read in two minutes and what is worked from.
_FOLD = ["---", ""]
# More than these in a row are told by the first and the last.
_RUN = 2

# Characters that mean something inside a line, and what means something at its start.
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))")


def render_markdown(briefing: Briefing, consensus: Consensus) -> str:
    """The briefing with its table of differences and its sources; CommonMark with tables."""
    sourcing = Sourcing(consensus, briefing)
    lines = [f"# {escaped(briefing.title)}", ""]
    front, rest = (
        [line for section in some for line in _section(section, briefing, consensus)]
        for some in (FRONT, _REST)
    )
    lines += [*front, *_face(consensus), *(_FOLD if rest else []), *rest]
    lines += _edits(sourcing, consensus)
    if not briefing.section(Section.SOURCES):
        lines += [f"## {_HEADINGS[Section.SOURCES]}", ""]
    for source in sourcing.ordered():
        lines += _source(sourcing, consensus, source)
    lines += _making(sourcing, briefing, consensus)
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    r"""Text of others as text: no markup and no line breaks of theirs.

    >>> escaped("*10* dead\n# not a heading")
    '\\*10\\* dead # not a heading'
    """
    line = _INLINE.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(_defused, line)


def _defused(start: re.Match[str]) -> str:
    blank, sign = start.groups()
    # A backslash before a digit would be printed; before the stop after it, it is not.
    return f"{blank}{sign}\\" if sign.isdigit() else f"{blank}\\{sign}"


def _key(briefing: Briefing) -> str:
    """What each number stands for, before the first of them is met."""
    return "; ".join(f"[{one.number}] {escaped(one.key)}" for one in briefing.sources)


def _opening(briefing: Briefing) -> list[str]:
    """The paragraphs at the head, and what each number in them stands for."""
    paragraphs = [
        " ".join(map(_cited, said)) for _, said in lines_of(briefing.section(Section.OPENING))
    ]
    return [line for one in (*paragraphs, f"*Sources: {_key(briefing)}.*") for line in (one, "")]


def _face(consensus: Consensus) -> list[str]:
    """That no model read the reports, which a reader has to know before he goes on."""
    rules = [one.extractor for one in consensus.sources if one.extractor.name == "rules"]
    return [f"*{escaped(capital(read_by(rules)))}.*", ""] if rules else []


def _making(sourcing: Sourcing, briefing: Briefing, consensus: Consensus) -> list[str]:
    """How the briefing came about, for whoever asks; nobody reads it first."""
    told = [
        f"{capital(read_by(one.extractor for one in consensus.sources))}, each report by itself",
        "What they say was set side by side by rules that never decide who is right",
        capital(worded_by(briefing) or "every sentence was worded by template"),
        *_beside(sourcing, briefing, consensus),
        *(one.text.removesuffix(".") for one in briefing.section(Section.MAKING)),
    ]
    return ["## How this was made", "", escaped(". ".join(told)) + ".", ""]


def _table_of(section: Section, briefing: Briefing, consensus: Consensus) -> list[str]:
    """The table that a section has above its sentences, if it has one."""
    if section is Section.DISAGREEMENTS:
        return _table(briefing.section(section))
    shown = grid(briefing, consensus) if section is Section.PLACES else None
    return _grid(shown) if shown else []


def _section(section: Section, briefing: Briefing, consensus: Consensus) -> list[str]:
    if section is Section.OPENING:
        return _opening(briefing)
    sentences = briefing.section(section)
    table = _table_of(section, briefing, consensus)
    if not sentences and not table:
        return []
    head = [f"## {_HEADINGS[section]}", ""] if section in _HEADINGS else []
    return [*head, *table, *_body(section, sentences)]


def _body(section: Section, sentences: Sequence[Sentence]) -> list[str]:
    """Paragraphs, lines under their labels, points to be scanned; not what stands in a table."""
    tabled = section is Section.DISAGREEMENTS
    told = [one for one in sentences if not (one.column or (tabled and one.issue))]
    if section in _LISTED:
        return _spaced([f"- {_cited(one)}" for one in told])
    lines = lines_of(told)
    labelled = [_line(line, said) for line, said in lines if line]
    paragraphs = [" ".join(map(_cited, said)) for line, said in lines if not line]
    return [*_spaced(labelled), *_spaced(paragraphs)]


def _spaced(lines: Sequence[str]) -> list[str]:
    return [*lines, ""] if lines else []


def _line(label: Line, said: Sequence[Sentence]) -> str:
    return f"- **{capital(label)}.** {' '.join(map(_cited, said))}"


def _cited(sentence: Sentence) -> str:
    """The text with its citations, each behind the clause that rests on it."""
    return _told(sentence.runs())


def _told(runs: Iterable[tuple[str, tuple[Citation, ...]]]) -> str:
    return "".join(
        " ".join(filter(None, [_run(text, at), _numbered(one.number for one in cites)]))
        for at, (text, cites) in enumerate(runs)
    )


def _run(text: str, at: int) -> str:
    """A run of a sentence; only the first can stand at the start of a line."""
    if at == 0:
        return escaped(text)
    return _INLINE.sub(r"\\\1", re.sub(r"\s", " ", text))


def _numbered(numbers: Iterable[int]) -> str:
    """The sources behind a clause, in one pair of brackets; "" for none.

    >>> _numbered([3, 1, 4, 5]), _numbered([2, 1])
    ('[1, 3–5]', '[1, 2]')
    """
    runs: list[list[int]] = []
    for one in sorted(set(numbers)):
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    told = [f"{run[0]}–{run[-1]}" if len(run) > _RUN else ", ".join(map(str, run)) for run in runs]
    return f"[{', '.join(told)}]" if told else ""


# ---------------------------------------------------------------- places


def _grid(shown: Grid) -> list[str]:
    head = ["Place", *map(escaped, shown.headings)]
    rows = [[f"**{escaped(row.place)}**", *_cells(row)] for row in shown.rows]
    return [_row(head), f"|{'---|' * len(head)}", *map(_row, rows), ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    return [" ".join(map(_cited, cell)) or "–" for cell in row.cells]


# ---------------------------------------------------------------- differences


def _table(told: Sequence[Sentence]) -> list[str]:
    """A row for each difference: its label, and who says what, with what is remarked on it."""
    rows = [_row(_difference(one)) for one in told if one.issue]
    return [_row(["Issue", "Accounts"]), "|---|---|", *rows, ""] if rows else []


def _difference(sentence: Sentence) -> tuple[str, str]:
    """A difference under its label; what is remarked stands behind the last citation."""
    runs = list(sentence.in_row().runs())
    remark = "" if runs[-1][1] else runs.pop()[0].removeprefix(".").strip()
    return (
        f"**{escaped(sentence.issue)}**",
        f"{_told(runs)}{f'. *{escaped(remark)}*' if remark else ''}",
    )


def _beside(sourcing: Sourcing, briefing: Briefing, consensus: Consensus) -> list[str]:
    """How many differences are too small for the table above."""
    more = sum(not one.said for one in differences(sourcing, consensus, briefing))
    is_shown = "is" if more == 1 else "are"
    told = f"{capital(numbered(more, 'lesser difference'))} {is_shown} shown in report.html alone"
    return [told] if more else []


# ---------------------------------------------------------------- an editor's hand


def _edits(sourcing: Sourcing, consensus: Consensus) -> list[str]:
    lines = [f"- {_edit(one)}" for one in edit_views(sourcing, consensus)]
    return ["## Edited by hand", "", *lines, ""] if lines else []


def _edit(one: EditView) -> str:
    """What was read, what is taken instead, and who says so."""
    readings = [f"read as “{escaped(one.was)}”"] if one.was else []
    readings += [f"taken as “{escaped(one.now)}”"] if one.now else []
    told = [escaped(capital(one.what)), _numbered(cite.number for cite in one.cites)]
    return f"{' '.join(filter(None, [*told, ', '.join(readings)]))}. {escaped(one.signed)}"


# ---------------------------------------------------------------- sources


def _source(sourcing: Sourcing, consensus: Consensus, source: Source) -> list[str]:
    number = sourcing.numbers[source.article_id]
    day = f", {source.published_on:%-d %B %Y}" if source.published_on else ""
    title = f": {escaped(source.title)}" if source.title else ""
    file = f" ({escaped(source.file)})" if source.file and not source.publisher else ""
    link = _link(source)
    return [
        f"**[{number}] {escaped(sourcing.name(source.article_id))}**{title}{day}{link}{file}",
        "",
        escaped(origin_words(sourcing, source, consensus.origins)),
        "",
        *(f"> {escaped(quote)}\n" for quote in _quotes(sourcing, consensus, source)),
    ]


def _link(source: Source) -> str:
    url = safe_url(source.url)
    # Angle brackets and blanks would end the link; an address that holds any is not printed as one.
    return f" <{url}>" if url and not re.search(r"[<>\s\\]", url) else ""


def _quotes(sourcing: Sourcing, consensus: Consensus, source: Source) -> Iterable[str]:
    """Each sentence that a claim of this source rests on, once, in the order of the text.

    So do those that comment on what happened.
    """
    found = {
        (evidence.span.start, evidence.quote)
        for sourced in sourcing.claims.values()
        if sourced.article_id == source.article_id
        for evidence in sourced.claim.evidence
    }
    found |= {
        (mention.comment.evidence.span.start, mention.comment.evidence.quote)
        for commentary in consensus.comments
        for mention in commentary.mentions
        if mention.article_id == source.article_id
    }
    return [quote for _, quote in sorted(found)]
