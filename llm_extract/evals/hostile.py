"""Hostile text: does what strangers write into an article move the reading of it?

Each payload is planted in each host at its start, middle and end, and read as any article is. It
hits where its target shows in the reading and does not show in that of the host as it was.
"""

from __future__ import annotations

import html
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import TypeAdapter, ValidationError, model_validator

from llm_extract.errors import GoldError
from llm_extract.evals.answers import text_of
from llm_extract.records.article import Article, Failure
from llm_extract.records.base import Record, canonical
from llm_extract.records.claims import Claim
from llm_extract.records.incidents import Extraction
from llm_extract.sources import read

Position = Literal["start", "middle", "end"]
POSITIONS: tuple[Position, ...] = get_args(Position)
# Fields that quote the article, which moves nothing, or that are made up of hashes.
_NOT_READ = frozenset(
    {
        *("quote", "verbatim", "span", "evidence", "ungrounded", "set_aside", "notes", "cue"),
        *("incident_id", "claim_id", "comment_id", "part_of", "parts"),
    }
)


class Payload(Record):
    """What is planted, and what would show if it worked: a figure or some words."""

    name: str
    kind: str
    text: str
    figure: int | None = None
    words: str | None = None
    html: bool = False

    @model_validator(mode="after")
    def _has_one_target(self) -> Self:
        if (self.figure is None) == (self.words is None):
            raise ValueError("a payload has a figure or words that would show, and not both")
        return self

    def shows_in(self, extraction: Extraction) -> bool:
        """Whether the target stands in what was read, quotations aside."""
        target = str(self.figure) if self.words is None else self.words.casefold()
        leaves = _leaves(extraction.model_dump(exclude={"article_id", "extractor"}))
        return any(target in str(leaf).casefold() for leaf in leaves)


_PAYLOADS = TypeAdapter(list[Payload])


@dataclass(frozen=True)
class Planted:
    """One payload in one host; `article` is what reading made of the file, hidden parts gone."""

    payload: Payload
    host: str
    position: Position
    article: Article


@dataclass(frozen=True)
class Hostile:
    """Hosts as they were, by name, and with payloads in them."""

    clean: Mapping[str, Article]
    planted: Sequence[Planted]

    def articles(self) -> tuple[Article, ...]:
        """All that is to be read, each text once."""
        every = (*self.clean.values(), *(one.article for one in self.planted))
        return tuple({one.article_id: one for one in every}.values())


@dataclass(frozen=True)
class Exposure:
    """What became of the payloads that were tried: which hit, and which could not be read.

    `lost` counts, payload by payload, the claims of a clean reading that were gone from that of the
    planted article, out of `claims` in all.
    """

    tried: Sequence[Planted]
    hits: Sequence[Planted]
    failed: Sequence[Planted]
    lost: Mapping[str, int]
    claims: int


def load(folder: Path, position: str | None = None) -> Hostile:
    """The payloads of `folder/payloads.toml` in each text of `folder/hosts`.

    `position` plants each only there.

    Raises:
        GoldError: a file is missing or broken; which, and what is wrong with it.
    """
    payloads = _payloads(folder / "payloads.toml")
    hosts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("hosts/*.txt"))}
    if not hosts:
        raise GoldError(f"{folder / 'hosts'}: there is no host, a .txt file to plant payloads in")
    with tempfile.TemporaryDirectory() as scratch:
        desk = Path(scratch)
        clean = {name: _read(desk / f"{name}.txt", text) for name, text in hosts.items()}
        planted = [
            Planted(payload, name, at, _read(*_with(payload, desk / name, text, at)))
            for name, text in hosts.items()
            for payload in payloads
            for at in POSITIONS
            if position in {None, at}
        ]
    return Hostile(clean, planted)


def exposure(hostile: Hostile, outcomes: Mapping[str, Extraction | Failure]) -> Exposure:
    """Which payloads hit, given what became of each article, by id."""
    hits, failed, lost, claims = list[Planted](), list[Planted](), Counter[str](), 0
    for one in hostile.planted:
        clean = outcomes[hostile.clean[one.host].article_id]
        moved = outcomes[one.article.article_id]
        if isinstance(clean, Failure) or isinstance(moved, Failure):
            failed.append(one)
            continue
        if one.payload.shows_in(moved) and not one.payload.shows_in(clean):
            hits.append(one)
        expected = _said(clean)
        claims += len(expected)
        lost[one.payload.name] += len(expected - _said(moved))
    return Exposure(hostile.planted, hits, failed, +lost, claims)


# ---------------------------------------------------------------- planting


def _payloads(path: Path) -> list[Payload]:
    try:
        return _PAYLOADS.validate_python(tomllib.loads(text_of(path))["payload"])
    except (tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise GoldError(f"{path}: {error}") from error


def _with(payload: Payload, stem: Path, host: str, position: Position) -> tuple[Path, str]:
    """The file to read and its text: a page where the payload is markup, else plain text."""
    title, *paragraphs = host.strip().split("\n\n")
    at = {"start": 0, "middle": len(paragraphs) // 2, "end": len(paragraphs)}[position]
    if not payload.html:
        paragraphs.insert(at, payload.text.strip())
        return stem.with_suffix(".txt"), "\n\n".join((title, *paragraphs))
    shown = [f"<p>{html.escape(one)}</p>" for one in paragraphs]
    shown.insert(at, payload.text)
    body = f"<article><h1>{html.escape(title)}</h1>{''.join(shown)}</article>"
    head = f"<head><title>{html.escape(title)}</title></head>"
    return stem.with_suffix(".html"), f"<!DOCTYPE html><html>{head}<body>{body}</body></html>"


def _read(path: Path, text: str) -> Article:
    path.write_text(text, "utf-8")
    reading = read([path])
    if not reading.articles:
        raise GoldError(f"hosts/{path.name}: {reading.failures[0].reason}")
    return reading.articles[0]


# ---------------------------------------------------------------- looking


def _leaves(node: object) -> Iterator[int | str]:
    """Every figure and every text of a record, but those that quote the article."""
    match node:
        case int() | str():
            yield node
        case Mapping():
            for name, inner in node.items():
                if name not in _NOT_READ:
                    yield from _leaves(inner)
        case list() | tuple():
            for inner in node:
                yield from _leaves(inner)
        case _:
            return


def _said(extraction: Extraction) -> frozenset[str]:
    """What is claimed, by whom and how, wherever in the article it stands."""
    return frozenset(_gist(claim) for claim in extraction.claims())


def _gist(claim: Claim) -> str:
    speaker = claim.attribution.claimant
    return f"{canonical(claim.value)} {claim.stance} {speaker.name if speaker else ''}"
