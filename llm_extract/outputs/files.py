"""A run as files: their names, and their texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from llm_extract.outputs.loaded import loaded_sources
from llm_extract.overrides import corrected
from llm_extract.records.base import Document
from llm_extract.records.briefing import Briefing
from llm_extract.records.consensus import Consensus
from llm_extract.records.run import Run
from llm_extract.report.geojson import geojson
from llm_extract.report.html import render_index, render_page
from llm_extract.report.loaded import loaded_csv
from llm_extract.report.markdown import render_markdown
from llm_extract.report.tables import claims_csv, events_csv, incidents_csv

Evidence = Literal["full", "sentences"]
_LONGEST_SLUG = 40


def render(run: Run, evidence: Evidence = "full") -> dict[str, str]:
    """Every file of a run but run.json: its path within the folder, and its text.

    One story stands at the top; several have a folder each, and none leaves an index that says so.
    """
    files = _shared(run)
    stories = tuple(run.stories())
    if len(stories) == 1:
        return files | _story("", run, stories[0], evidence)
    listed: list[tuple[str, Consensus]] = []
    for number, story in enumerate(stories, start=1):
        folder = folder_of(number, story[0].title)
        files |= _story(f"{folder}/", run, story, evidence)
        listed.append((folder, story[0]))
    return files | {"index.html": render_index(listed, index_title(run))}


def _shared(run: Run) -> dict[str, str]:
    taken = corrected(run.extractions, run.edits)
    return {
        "articles.jsonl": json_lines(run.articles),
        "extractions.jsonl": json_lines(run.extractions),
        "failures.jsonl": json_lines(run.failures),
        "loaded.csv": loaded_csv(loaded_sources(run.articles)),
        "claims.csv": claims_csv(run.articles, taken, run.edits),
        "incidents.csv": incidents_csv(run.articles, taken),
        "events.csv": events_csv(run.consensus, taken),
    }


def _story(
    folder: str, run: Run, story: tuple[Consensus, Briefing], evidence: Evidence
) -> dict[str, str]:
    consensus, briefing = story
    told = {source.article_id for source in consensus.sources}
    loaded = loaded_sources([one for one in run.articles if one.article_id in told])
    return {
        f"{folder}report.html": render_page(consensus, briefing, run.articles, evidence, loaded),
        f"{folder}map.geojson": geojson(consensus),
        f"{folder}briefing.md": render_markdown(briefing, consensus),
        f"{folder}briefing.json": indented(briefing),
        f"{folder}consensus.json": indented(consensus),
    }


def folder_of(number: int, title: str) -> str:
    """The folder of a story among several.

    >>> folder_of(2, "Attacks in Halvéth, 9 November")
    'story-2-attacks-in-halveth-9-november'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")
    return f"story-{number}-{slug}".rstrip("-")


def index_title(run: Run) -> str:
    """What the index is headed: the stories, or why there are none."""
    if run.consensus:
        return "Stories"
    if run.extractions:
        return "No violent incident was found in these articles"
    return "No article could be read"


def indented(record: Document) -> str:
    """A record as JSON that people can read."""
    return record.model_dump_json(indent=2) + "\n"


def json_lines(records: Iterable[Document]) -> str:
    """One record a line."""
    return "".join(record.to_json() + "\n" for record in records)
