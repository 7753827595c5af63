"""What the page shows, section by section: records in, plain values for the template out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from llm_extract.errors import RecordError
from llm_extract.records.article import Article
from llm_extract.records.briefing import (
    Briefing,
    Citation,
    Line,
    Section,
    Sentence,
    lines_of,
)
from llm_extract.records.claims import Effect, Extent, Group, Outcome, Stance, Toll
from llm_extract.records.consensus import Consensus, IncidentConsensus, Origin, Source
from llm_extract.records.incidents import ExtractorId
from llm_extract.records.when_where import Moment
from llm_extract.report import words
from llm_extract.report.accounts import Account, Cite, Issue, Sourcing, moment_order
from llm_extract.report.chart import Chart, charts
from llm_extract.report.differences import Difference, differences
from llm_extract.report.edits import EditView, edit_views
from llm_extract.report.grid import Grid, grid
from llm_extract.report.segments import Segment, excerpts, segments

Evidences = Literal["full", "sentences"]

_HEADLINES = 4
_HEADLINE_EFFECTS = (Effect.KILLED, Effect.INJURED, Effect.CAPTURED, Effect.MISSING)
# The sections that are printed line by line.
_IN_LINES = (Section.OPENING, Section.HIGHLIGHTS, Section.WHAT_HAPPENED)
_WITHDRAWN = frozenset({Stance.DENIES, Stance.RETRACTS, Stance.DECLINES, Stance.CANNOT_CONFIRM})


@dataclass(frozen=True)
class Bound:
    """One end of a range, and the sentence that gives it."""

    figure: str
    cite: Cite | None


@dataclass(frozen=True)
class Headline:
    """A toll in large figures: the lowest and the highest that anybody gives."""

    name: str
    low: Bound
    high: Bound | None
    open_top: bool
    said: tuple[Account, ...]


# A run of a sentence, with the number and the anchor of each source cited behind it.
Run = tuple[str, tuple[tuple[int, str], ...]]


@dataclass(frozen=True)
class Sentences:
    """A section of the briefing, sentence by sentence in runs."""

    lines: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class GridRow:
    """A place of the grid, and what each column says of it."""

    place: str
    cells: tuple[tuple[str, Sentences], ...]


@dataclass(frozen=True)
class Part:
    """A part of the story with the facts of its own."""

    name: str
    label: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Entry:
    """A statement on the timeline."""

    words: str
    claimant: str
    cite: Cite


@dataclass(frozen=True)
class Passage:
    """A run of text with its marks."""

    pieces: tuple[Segment, ...]


@dataclass(frozen=True)
class SourceView:
    """A source as the page lists it, with its text or the cited sentences of it."""

    number: int
    source: Source
    name: str
    note: str | None
    url: str | None
    origin: str
    credits: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Page:
    """Everything the template needs, and nothing it would have to work out."""

    consensus: Consensus
    title: str
    face: str
    read_by: str
    worded_by: str | None
    when: str | None
    where: str | None
    headlines: tuple[Headline, ...]
    lines: dict[Section, tuple[tuple[Line | None, Sentences], ...]]
    briefing: dict[Section, Sentences]
    columns: tuple[str, ...]
    grid: tuple[GridRow, ...]
    charts: tuple[Chart, ...]
    key: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, Sentences], ...]
    unlabelled: Sentences
    disputes: tuple[Difference, ...]
    plain_facts: tuple[Issue, ...]
    parts: tuple[Part, ...]
    timeline: tuple[tuple[Moment, tuple[Entry, ...]], ...]
    background: tuple[Account, ...]
    edits: tuple[EditView, ...]
    sources: tuple[SourceView, ...]
    evidence: Evidences


def page(
    consensus: Consensus, briefing: Briefing, articles: Sequence[Article], evidence: Evidences
) -> Page:
    """Lay out one story.

    Raises:
        RecordError: a source of the consensus has no article among `articles`.
    """
    sourcing = Sourcing(consensus, briefing)
    whole = consensus.incidents[0] if consensus.incidents else None
    issues = [sourcing.issue(one, field) for one in consensus.incidents for field in one.fields]
    ours = [issue for issue in issues if issue.place is None]
    told = briefing.section(Section.DISAGREEMENTS)
    gridded = grid(briefing, consensus)
    return Page(
        consensus=consensus,
        title=briefing.title,
        face=face(source.extractor for source in consensus.sources),
        read_by=read_by(source.extractor for source in consensus.sources),
        worded_by=worded_by(briefing),
        when=words.when(whole.when) if whole and whole.when else None,
        where=words.where(whole.place) if whole else None,
        headlines=_headlines(ours) or _headlines(issues),
        lines={one: _lines(sourcing, briefing, one) for one in _IN_LINES},
        briefing={one: _sentences(sourcing, _ungridded(briefing, one)) for one in Section},
        columns=gridded.headings if gridded else (),
        grid=_grid(sourcing, gridded) if gridded else (),
        charts=charts(ours),
        key=tuple((one.number, one.key) for one in briefing.sources),
        rows=tuple((one.issue, _sentences(sourcing, [one.in_row()])) for one in told if one.issue),
        unlabelled=_sentences(sourcing, [one for one in told if not one.issue]),
        disputes=differences(sourcing, consensus, briefing),
        plain_facts=tuple(one for one in ours if not _is_disputed(one) and not _is_toll(one)),
        parts=tuple(_part(sourcing, one) for one in consensus.incidents if one.part_of),
        timeline=_timeline(sourcing, consensus),
        background=tuple(sourcing.account(one, alone=True) for one in consensus.background),
        edits=edit_views(sourcing, consensus),
        sources=_sources(sourcing, consensus, briefing, articles, evidence),
        evidence=evidence,
    )


def face(extractors: Iterable[ExtractorId]) -> str:
    """What read the sources, in the few words that a reader needs before he goes on."""
    rules = "read by rules, no model"
    told = dict.fromkeys(rules if one.name == "rules" else "read by a model" for one in extractors)
    return "; ".join(told) or "nothing was read"


def read_by(extractors: Iterable[ExtractorId]) -> str:
    """What read the sources, with the model and the prompt by name."""
    return "; ".join(dict.fromkeys(_reader(one) for one in extractors)) or "nothing was read"


def _reader(extractor: ExtractorId) -> str:
    if extractor.name == "rules":
        return "read by rules, no model"
    prompt = f", prompt {extractor.prompt}" if extractor.prompt else ""
    return f"read by model {extractor.model or 'of unknown name'}{prompt}"


def worded_by(briefing: Briefing) -> str | None:
    """How many sentences which model worded; None where no model was asked."""
    if briefing.worder is None:
        return None
    worded = (
        f"{briefing.worded_by_model()} of {words.numbered(len(briefing.sentences), 'sentence')}"
    )
    return f"{worded} worded by model {briefing.worder.model}, each checked"


def safe_url(url: str | None) -> str | None:
    """The address where a page may link to it: http and https only, with a host."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


# ---------------------------------------------------------------- figures


def _is_toll(issue: Issue) -> bool:
    return issue.field.key.field == "toll"


def _is_disputed(issue: Issue) -> bool:
    return bool(issue.field.disagreements)


def _headlines(issues: Sequence[Issue]) -> tuple[Headline, ...]:
    effects, groups = list(_HEADLINE_EFFECTS), list(Group)
    tolls = [issue for issue in issues if issue.field.key.effect in _HEADLINE_EFFECTS]
    tolls.sort(
        key=lambda one: (
            effects.index(one.field.key.effect or Effect.KILLED),
            groups.index(one.field.key.group or Group.OTHER),
        )
    )
    return tuple(found for issue in tolls if (found := headline(issue)))[:_HEADLINES]


def headline(issue: Issue) -> Headline | None:
    """The range of a toll; None where nobody who stands by it gives a figure.

    What another rejects, and what has been replaced, is named below the range, and stretches it
    only where nothing else is said.
    """
    stood_by = [account for account in issue.accounts if _is_affirmed(account)]
    unopposed = [one for one in stood_by if not one.position.rejected_by and not one.replaced]
    figures = [
        (bound, account)
        for account in (unopposed if any(map(_has_figure, unopposed)) else stood_by)
        if isinstance(account.position.value, Toll)
        for bound in (account.position.value.count.low, account.position.value.count.high)
        if bound is not None
    ]
    if not figures:
        return None
    low, high = (pick(figures, key=lambda one: one[0]) for pick in (min, max))
    opened = [a for bound, a in figures if bound == high[0] and _is_open(a)]
    return Headline(
        name=f"{issue.place}: {issue.name}" if issue.place else issue.name,
        low=_bound(*low),
        high=_bound(*high) if high[0] != low[0] else None,
        open_top=bool(opened),
        said=tuple(one for one in issue.accounts if one.voices and _has_figure(one)),
    )


def _has_figure(account: Account) -> bool:
    value = account.position.value
    return isinstance(value, Toll) and value.count.is_bounded


def _bound(figure: int, account: Account) -> Bound:
    return Bound(f"{figure:,}", next(iter(account.cites), None))


def _is_affirmed(account: Account) -> bool:
    return any(holder.stance not in _WITHDRAWN for holder in account.position.holders)


def _is_open(account: Account) -> bool:
    value = account.position.value
    return isinstance(value, Toll) and value.count.high is None


# ---------------------------------------------------------------- briefing, parts, timeline


def _sentences(sourcing: Sourcing, sentences: Iterable[Sentence]) -> Sentences:
    return Sentences(
        tuple(
            tuple((text, _citations(sourcing, cited)) for text, cited in one.runs())
            for one in sentences
        )
    )


def _lines(
    sourcing: Sourcing, briefing: Briefing, section: Section
) -> tuple[tuple[Line | None, Sentences], ...]:
    """A section line by line, in order."""
    lines = lines_of(briefing.section(section))
    return tuple((line, _sentences(sourcing, said)) for line, said in lines)


def _ungridded(briefing: Briefing, section: Section) -> list[Sentence]:
    return [one for one in briefing.section(section) if not one.column]


def _grid(sourcing: Sourcing, gridded: Grid) -> tuple[GridRow, ...]:
    return tuple(
        GridRow(
            place=row.place,
            cells=tuple(
                (heading, _sentences(sourcing, cell))
                for heading, cell in zip(gridded.headings, row.cells, strict=True)
            ),
        )
        for row in gridded.rows
    )


def _citations(sourcing: Sourcing, cited: Iterable[Citation]) -> tuple[tuple[int, str], ...]:
    """One link for each source that a clause cites: to the first place it cites there."""
    first: dict[int, str] = {}
    for one in cited:
        first.setdefault(
            sourcing.numbers[one.article_id], sourcing.anchor(one.article_id, one.span)
        )
    return tuple(sorted(first.items()))


def _part(sourcing: Sourcing, incident: IncidentConsensus) -> Part:
    name = incident.place.name if incident.place else incident.label
    issues = tuple(sourcing.issue(incident, field) for field in incident.fields)
    return Part(
        name, incident.label, tuple(one for one in issues if one.field.key.field != "place")
    )


def _timeline(
    sourcing: Sourcing, consensus: Consensus
) -> tuple[tuple[Moment, tuple[Entry, ...]], ...]:
    """Figures and outcomes by the moment they were current; what has no moment is left out."""
    moments: dict[Moment, dict[tuple[str, str], Entry]] = {}
    for sourced in consensus.claims:
        claim = sourced.claim
        if claim.as_of is None or sourced.incident_id is None:
            continue
        if not isinstance(claim.value, Toll | Extent | Outcome) or claim.stance in _WITHDRAWN:
            continue
        speaker = claim.attribution.claimant
        name = speaker.name if speaker else sourcing.name(sourced.article_id)
        said = words.whole(claim.value)
        entry = Entry(said, name, sourcing.cite(sourced))
        moments.setdefault(claim.as_of, {}).setdefault((said, name), entry)
    ordered = sorted(moments, key=moment_order)
    return tuple((moment, tuple(moments[moment].values())) for moment in ordered)


# ---------------------------------------------------------------- sources


def _sources(
    sourcing: Sourcing,
    consensus: Consensus,
    briefing: Briefing,
    articles: Sequence[Article],
    evidence: Evidences,
) -> tuple[SourceView, ...]:
    texts = {article.article_id: article.text for article in articles}
    notes = {listed.article_id: listed.note for listed in briefing.sources}
    found = []
    for source in sourcing.ordered():
        if source.article_id not in texts:
            raise RecordError(
                f"{source.name}: cited in the consensus, but its article is not given"
            )
        pieces = segments(texts[source.article_id], sourcing.marks(source.article_id))
        runs = (pieces,) if evidence == "full" else excerpts(pieces)
        found.append(
            SourceView(
                number=sourcing.numbers[source.article_id],
                source=source,
                name=sourcing.name(source.article_id),
                note=notes.get(source.article_id),
                url=safe_url(source.url),
                origin=origin_words(sourcing, source, consensus.origins),
                credits=tuple(
                    (credit.name, sourcing.anchor(source.article_id, credit.span))
                    for credit in source.credits
                ),
                passages=tuple(Passage(run) for run in runs),
            )
        )
    return tuple(found)


def origin_words(sourcing: Sourcing, source: Source, origins: Iterable[Origin]) -> str:
    """How independent a source is: where its facts come from, and with whom it is counted."""
    origin = next((one for one in origins if one.origin_id == source.origin_id), None)
    if origin is None:
        return "Not known where its facts come from: it corroborates only itself."
    others = [sourcing.numbers[a] for a in origin.article_ids if a != source.article_id]
    shared = ", ".join(f"[{number}]" for number in sorted(others))
    together = f" Counted as one with {shared}." if shared else ""
    return f"Origin: {origin.name} ({origin.basis}).{together}"
