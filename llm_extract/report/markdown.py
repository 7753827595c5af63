"""The story as Markdown, for mail, wikis and notes: text, table and quotations, all cited [n]."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from llm_extract.records.briefing import Briefing, Section, Sentence
from llm_extract.records.consensus import Consensus, Source
from llm_extract.report.accounts import Sourcing, Version, Voice
from llm_extract.report.differences import Difference, differences
from llm_extract.report.edits import EditView, edit_views
from llm_extract.report.page import origin_words, read_by, safe_url, worded_by
from llm_extract.report.words import capital, numbered

_HEADINGS = {
    Section.HIGHLIGHTS: "Highlights",
    Section.WHAT_HAPPENED: "What happened",
    Section.CASUALTIES: "Casualties",
    Section.RESPONSIBILITY: "Responsibility",
    Section.DISAGREEMENTS: "Where the sources differ",
    Section.CHANGES: "What changed",
    Section.UNKNOWN: "What is not known",
    Section.CONTEXT: "Context and reactions",
    Section.BACKGROUND: "Background, not part of this toll",
    Section.SOURCES: "The sources",
}
_LISTED = frozenset({Section.HIGHLIGHTS, Section.DISAGREEMENTS, Section.UNKNOWN, Section.CONTEXT})
_RUN_ON = 3
_WHOSE_WORDS = (
    "What stands in quotation marks is quoted from the reports: their wording, whoever they"
    " attribute it to."
)

# Characters that mean something inside a line, and what means something at its start.
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))")


def render_markdown(briefing: Briefing, consensus: Consensus) -> str:
    """The briefing with its table of differences and its sources; CommonMark with tables."""
    sourcing = Sourcing(consensus, briefing)
    rows = differences(sourcing, consensus, briefing)
    lines = [
        f"# {escaped(briefing.title)}",
        "",
        f"*{escaped(capital(_face(consensus, briefing)))}*",
        "",
        *_key(sourcing, consensus),
    ]
    tabled = {sentence for row in rows for sentence in row.said}
    for section in Section:
        table = _table(rows) if section is Section.DISAGREEMENTS else []
        sentences = [one for one in briefing.section(section) if one not in tabled]
        lines += _section(sourcing, section, sentences, table)
    lines += _edits(sourcing, consensus)
    if not briefing.section(Section.SOURCES):
        lines += [f"## {_HEADINGS[Section.SOURCES]}", ""]
    for source in sourcing.ordered():
        lines += _source(sourcing, consensus, source)
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


def _face(consensus: Consensus, briefing: Briefing) -> str:
    reports = numbered(len(consensus.sources), "report")
    face = f"{reports}, {read_by(source.extractor for source in consensus.sources)}"
    worded = worded_by(briefing)
    return f"{face}; {worded}" if worded else face


def _key(sourcing: Sourcing, consensus: Consensus) -> list[str]:
    """What each number stands for, before the first of them is met."""
    told = (
        f"[{sourcing.numbers[one.article_id]}]"
        f" {escaped(one.publisher or one.file or sourcing.name(one.article_id))}"
        f"{_relayed(one, consensus)}"
        for one in sourcing.ordered()
    )
    return [f"Sources: {'; '.join(told)}.", ""]


def _relayed(source: Source, consensus: Consensus) -> str:
    """Whose reporting it relays, where that is another's."""
    origin = next((one for one in consensus.origins if one.origin_id == source.origin_id), None)
    own = {source.publisher, source.owner, source.name, None}
    return f" (relays {escaped(origin.name)})" if origin and origin.name not in own else ""


def _section(
    sourcing: Sourcing, section: Section, sentences: Sequence[Sentence], table: list[str]
) -> list[str]:
    if not sentences and not table:
        return []
    said = [_cited(sourcing, sentence) for sentence in sentences]
    note = [_WHOSE_WORDS, ""] if section is Section.CONTEXT else []
    return [f"## {_HEADINGS[section]}", "", *note, *table, *_body(section, said)]


def _body(section: Section, said: list[str]) -> list[str]:
    """A few sentences run on as a paragraph; more of them stand apart, to be scanned."""
    if not said:
        return []
    if section in _LISTED:
        return [*(f"- {line}" for line in said), ""]
    paragraphs = said if len(said) > _RUN_ON else [" ".join(said)]
    return [part for line in paragraphs for part in (line, "")]


def _cited(sourcing: Sourcing, sentence: Sentence) -> str:
    numbers = {sourcing.numbers[one.article_id] for one in sentence.citations}
    return " ".join([escaped(sentence.text), *_numbered(numbers)])


def _numbered(numbers: Iterable[int]) -> list[str]:
    return [f"[{number}]" for number in sorted(set(numbers))]


# ---------------------------------------------------------------- differences


def _table(differences: Iterable[Difference]) -> list[str]:
    rows = [f"| {_name(one)} | {_versions(one)} | {', '.join(one.kinds)} |" for one in differences]
    return ["| Issue | Accounts | Difference |", "|---|---|---|", *rows, ""] if rows else []


def _name(one: Difference) -> str:
    place = f"{escaped(one.place)}: " if one.place else ""
    return f"{place}{escaped(one.name)}"


def _versions(one: Difference) -> str:
    return "; ".join(f"**{escaped(told.words)}**: {_told(told)}" for told in one.versions)


def _told(version: Version) -> str:
    earlier = "earlier" if version.replaced else ""
    against = f"rejected by {_voices(version.rejected)}" if version.rejected else ""
    return ", ".join(part for part in (_voices(version.voices), earlier, against) if part)


def _voices(voices: Iterable[Voice]) -> str:
    return ", ".join(
        " ".join([escaped(voice.name), *_numbered(cite.number for cite in voice.cites)])
        for voice in voices
    )


# ---------------------------------------------------------------- an editor's hand


def _edits(sourcing: Sourcing, consensus: Consensus) -> list[str]:
    lines = [f"- {_edit(one)}" for one in edit_views(sourcing, consensus)]
    return ["## Edited by hand", "", *lines, ""] if lines else []


def _edit(one: EditView) -> str:
    """What was read, what is taken instead, and who says so."""
    readings = [f"read as “{escaped(one.was)}”"] if one.was else []
    readings += [f"taken as “{escaped(one.now)}”"] if one.now else []
    told = [escaped(capital(one.what)), *_numbered(cite.number for cite in one.cites)]
    return f"{' '.join([*told, ', '.join(readings)]).rstrip()}. {escaped(one.signed)}"


# ---------------------------------------------------------------- sources


def _source(sourcing: Sourcing, consensus: Consensus, source: Source) -> list[str]:
    number = sourcing.numbers[source.article_id]
    day = f", {source.published_on:%-d %B %Y}" if source.published_on else ""
    title = f": {escaped(source.title)}" if source.title else ""
    return [
        f"**[{number}] {escaped(sourcing.name(source.article_id))}**{title}{day}{_link(source)}",
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
