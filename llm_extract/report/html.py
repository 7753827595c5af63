"""The story as one HTML file that opens from disk and loads nothing.

Article text is hostile: it only ever enters as a value that the environment escapes, never as
markup; and the page's own policy forbids any style, script or request but the two inlined here.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from llm_extract.records.article import Article, Span
from llm_extract.records.briefing import Briefing, Section
from llm_extract.records.consensus import Consensus
from llm_extract.report import words
from llm_extract.report.direction import isolated
from llm_extract.report.loaded import LoadedSource
from llm_extract.report.page import Evidences, Page, SourceView, page, read_by


def render_page(
    consensus: Consensus,
    briefing: Briefing,
    articles: Sequence[Article],
    evidence: Evidences = "full",
    loaded: Sequence[LoadedSource] = (),
) -> str:
    """One story as a self-contained page.

    `evidence` "full" shows each source's text with what is cited marked; "sentences" only the cited
    sentences, for a page that is passed on. `loaded` are the loaded words of its sources.

    Raises:
        RecordError: a source of the consensus has no article among `articles`.
    """
    shown = page(consensus, briefing, articles, evidence)
    named = {one.source.article_id: f"[{one.number}] {one.name}" for one in shown.sources}
    return _render(
        "page.html",
        title=shown.title,
        script=_asset("page.js"),
        page=shown,
        contents=_contents(shown, has_loaded=bool(loaded)),
        loaded=[(named.get(one.article_id, one.outlet), one) for one in loaded],
        anchor=_anchor,
    )


def render_index(stories: Sequence[tuple[str, Consensus]], title: str = "Stories") -> str:
    """A list of stories, each a folder name (relative to the index) and its record."""
    listed = [_story(folder, consensus) for folder, consensus in stories]
    readers = read_by(source.extractor for _, one in stories for source in one.sources)
    return _render("index.html", title=title, script=None, stories=listed, read_by=readers)


def _story(folder: str, consensus: Consensus) -> dict[str, object]:
    whole = consensus.incidents[0] if consensus.incidents else None
    return {
        "href": f"./{quote(folder)}/report.html",
        "title": consensus.title,
        "when": words.when(whole.when) if whole and whole.when else None,
        "where": words.where(whole.place) if whole else None,
        "sources": len(consensus.sources),
        "disputed": sum(bool(f.disagreements) for one in consensus.incidents for f in one.fields),
    }


def _contents(shown: Page, *, has_loaded: bool) -> tuple[tuple[str, str], ...]:
    """The sections that the page has, in order."""
    says = {section: bool(found.lines) for section, found in shown.briefing.items()}
    present = (
        ("in-brief", "In brief", says[Section.OPENING]),
        ("disagreements", "Differences", True),
        ("what-happened", "What happened", _tells_what_happened(shown)),
        ("unknown", "Not known", says[Section.UNKNOWN]),
        ("casualties", "Casualties", bool(shown.charts) or says[Section.CASUALTIES]),
        ("places", "Place by place", bool(shown.parts or shown.grid)),
        ("timeline", "Said when", bool(shown.timeline) or says[Section.CHANGES]),
        ("context", "Context", says[Section.CONTEXT]),
        ("background", "Background", bool(shown.background) or says[Section.BACKGROUND]),
        ("edits", "Edited by hand", bool(shown.edits)),
        ("language", "Language", has_loaded),
        ("sources", "Sources", True),
    )
    return tuple((anchor, name) for anchor, name, there in present if there)


def _tells_what_happened(shown: Page) -> bool:
    told = (Section.WHAT_HAPPENED, Section.RESPONSIBILITY)
    return bool(shown.plain_facts) or any(shown.briefing[one].lines for one in told)


def _anchor(source: SourceView, span: Span) -> str:
    return f"s{source.number}-{span.start}-{span.end}"


# ---------------------------------------------------------------- the environment


def _render(template: str, *, script: Markup | None, **values: object) -> str:
    style = _asset("page.css")
    return (
        _environment()
        .get_template(template)
        .render(style=style, script=script, policy=_policy(style, script), **values)
    )


def _policy(style: str, script: str | None) -> str:
    """What the page may do: apply its own style, run its own script, and nothing else."""
    runs = f"script-src '{_hash(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {runs}base-uri 'none'; form-action 'none'"
    )


def _hash(inlined: str) -> str:
    digest = hashlib.sha256(inlined.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()


def _asset(name: str) -> Markup:
    """A file of our own, which alone may stand on the page as it is."""
    text = files("llm_extract.report").joinpath("templates", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - shipped with the package; no input reaches it


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("llm_extract.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"capitalise": words.capital, "day": _day, "isolated": isolated}
    environment.globals["Section"] = Section
    return environment


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
