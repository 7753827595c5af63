"""The form people label in: YAML that reads like a table, with quotations instead of offsets.

A document of the form becomes a `GoldDocument` only if every quotation stands in the text letter by
letter and every word of a closed list is a member of it. Scalars are read as plain text, so that
`no`, `12:30` and `2026-03-01` mean what they look like.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NoReturn

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from llm_extract.errors import GoldError
from llm_extract.evals.gold.records import (
    GoldClaim,
    GoldDocument,
    GoldIncident,
    GoldSpeaker,
    Reading,
)
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import Evidence, Value
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import DatePrecision, Moment, Place, PlacePrecision, When

_NOTHING = ("", "~", "null")
_READING = ("scope", "stance")
_VALUES: TypeAdapter[Value] = TypeAdapter(Value)
# The keys a value takes in the form, for each field.
_VALUE_KEYS = {
    "toll": ("group", "effect", "count", "words", "includes_perpetrators"),
    "victim": ("name", "effect", "group", "description"),
    "responsibility": ("actor",),
    "outcome": ("result", "of"),
    "extent": ("unit", "count", "words"),
    "damage": ("degree", "of"),
    "response": ("response",),
    "tactic": ("tactic",),
    "target": ("target", "words"),
}
_CLAIM_KEYS = (
    "key",
    "field",
    "speakers",
    "as_of",
    "about",
    "quotes",
    "accept",
    "certainty",
    "note",
)
_INCIDENT_KEYS = (
    *("key", "label", "type", "also_types", "stage", "also_stages", "part_of"),
    *("date", "date_words", "also_dates", "place", "also_places", "claims"),
)
_DOCUMENT_KEYS = (
    *("document", "annotator", "guideline", "labelled", "tags"),
    *("incidents", "background", "note"),
)
_PLACE_PARTS = ("site", "locality", "admin1", "country")
_PRECISIONS = dict(zip(_PLACE_PARTS, PlacePrecision, strict=False))


def read_form(text: str, article: Article, file: str) -> GoldDocument:
    """The labels that a form holds for this article. `file` is how errors name the form.

    Raises:
        GoldError: no YAML, an unknown key or word, a quotation that does not stand in the text;
            the message says where.
    """
    try:
        found = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - this loader builds text only
    except yaml.YAMLError as error:
        raise GoldError(f"{file}: no YAML: {error}") from error
    return _Form(article, file).document(_Node(found, ""))


class _Node:
    """A place in the form and what stands there; `at` is its path, for errors."""

    def __init__(self, content: Any, at: str) -> None:  # noqa: ANN401 - whatever YAML holds
        self.content = None if content in _NOTHING else content
        self.at = at

    def get(self, key: str) -> _Node:
        inner = self.content.get(key) if isinstance(self.content, Mapping) else None
        return _Node(inner, f"{self.at}.{key}" if self.at else key)

    def items(self) -> tuple[_Node, ...]:
        """The entries of a list; a single value is a list of one, nothing is an empty one."""
        if self.content is None:
            return ()
        listed = self.content if isinstance(self.content, list) else [self.content]
        return tuple(_Node(one, f"{self.at}[{place}]") for place, one in enumerate(listed))

    @property
    def word(self) -> str | None:
        return None if self.content is None else str(self.content).strip()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(item.word for item in self.items() if item.word)


class _Form:
    """Reads one form against one article."""

    def __init__(self, article: Article, file: str) -> None:
        self._article = article
        self._file = file

    def _refuse(self, node: _Node, why: str) -> NoReturn:
        raise GoldError(f"{self._file}: {node.at or 'the form'}: {why}")

    def _known(self, node: _Node, keys: tuple[str, ...]) -> None:
        if not isinstance(node.content, Mapping):
            self._refuse(node, f"expected keys and values, found {node.content!r}")
        for key in node.content:
            if key not in keys:
                self._refuse(node, f"unknown key {key!r}; there are {', '.join(keys)}")

    def _built(self, node: _Node, model: Any, fields: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """A record from its fields; what pydantic has to say is said of this place in the form."""
        try:
            if isinstance(model, TypeAdapter):
                return model.validate_python(fields)
            return model(**fields)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            self._refuse(node, f"{where}: {first['msg']}" if where else first["msg"])

    # ------------------------------------------------------------ from wide to narrow

    def document(self, node: _Node) -> GoldDocument:
        self._known(node, _DOCUMENT_KEYS)
        fields = {
            "document": node.get("document").word,
            "text_sha256": text_hash(self._article),
            "annotator": node.get("annotator").word,
            "guideline": node.get("guideline").word or "1",
            "tags": node.get("tags").words,
            "incidents": tuple(map(self._incident, node.get("incidents").items())),
            "background": tuple(map(self._background, node.get("background").items())),
            "note": node.get("note").word,
        }
        if node.get("labelled").words:
            fields["labelled"] = node.get("labelled").words
        built: GoldDocument = self._built(node, GoldDocument, fields)
        return built

    def _incident(self, node: _Node) -> GoldIncident:
        self._known(node, _INCIDENT_KEYS)
        fields = {
            **{key: node.get(key).word for key in ("key", "label", "type", "part_of")},
            "stage": node.get("stage").word or "accomplished",
            "also_types": node.get("also_types").words,
            "also_stages": node.get("also_stages").words,
            "when": self._when(node.get("date"), node.get("date_words").word or ""),
            "also_when": tuple(self._when(one, "") for one in node.get("also_dates").items()),
            "place": self._place(node.get("place")),
            "also_places": tuple(map(self._place, node.get("also_places").items())),
            "claims": tuple(map(self._claim, node.get("claims").items())),
        }
        built: GoldIncident = self._built(node, GoldIncident, fields)
        return built

    def _background(self, node: _Node) -> GoldClaim:
        if isinstance(node.content, dict):
            node.content.setdefault("scope", "background")
        return self._claim(node)

    def _claim(self, node: _Node) -> GoldClaim:
        field = node.get("field").word or ""
        if field not in _VALUE_KEYS:
            self._refuse(node.get("field"), f"one of {', '.join(_VALUE_KEYS)}, not {field!r}")
        self._known(node, (*_CLAIM_KEYS, *_READING, *_VALUE_KEYS[field]))
        fields = {
            "key": node.get("key").word,
            "reading": self._reading(node, field, {}),
            "accepted": tuple(
                self._accepted(one, field, node) for one in node.get("accept").items()
            ),
            "speakers": tuple(map(self._speaker, node.get("speakers").items())),
            "as_of": self._moment(node.get("as_of")),
            "about": node.get("about").word,
            "evidence": tuple(map(self._evidence, node.get("quotes").items())),
            "certainty": node.get("certainty").word or "sure",
            "note": node.get("note").word,
        }
        built: GoldClaim = self._built(node, GoldClaim, fields)
        return built

    # ------------------------------------------------------------ what a claim says

    def _accepted(self, node: _Node, field: str, claim: _Node) -> Reading:
        """An alternative names only what differs; the rest is as in the claim."""
        self._known(node, (*_READING, *_VALUE_KEYS[field]))
        return self._reading(node, field, claim.content or {})

    def _reading(self, node: _Node, field: str, otherwise: Mapping[str, Any]) -> Reading:
        whole = _Node({**otherwise, **(node.content or {})}, node.at)
        fields: dict[str, Any] = {"value": self._value(whole, field)}
        for key in _READING:
            word = whole.get(key).word
            if word is not None:
                fields[key] = word
        built: Reading = self._built(node, Reading, fields)
        return built

    def _value(self, node: _Node, field: str) -> BaseModel:
        said: dict[str, Any] = {"field": field}
        for key in _VALUE_KEYS[field]:
            word = node.get(key).word
            if word is not None:
                said[key] = word
        if "count" in _VALUE_KEYS[field]:
            words = said.pop("words", None)
            said["count"] = self._count(node.get("count"), words or "")
        built: BaseModel = self._built(node, _VALUES, said)
        return built

    def _count(self, node: _Node, verbatim: str) -> Count:
        """`exact 3`, `at_least 3`, `at_most 3`, `about 3`, `between 2 3`, zero, vague, unknown."""
        kind, *bounds = (node.word or "").split()
        if kind not in list(CountKind) or not all(bound.isdecimal() for bound in bounds):
            self._refuse(
                node, f"a kind of count and its bounds, such as at_least 3; not {node.word!r}"
            )
        given = [int(bound) for bound in bounds]
        low: int | None
        high: int | None
        match CountKind(kind), given:
            case CountKind.EXACT | CountKind.ABOUT, [figure]:
                low, high = figure, figure
            case CountKind.AT_LEAST, [figure]:
                low, high = figure, None
            case CountKind.AT_MOST, [figure]:
                low, high = None, figure
            case CountKind.BETWEEN, [least, most]:
                low, high = least, most
            case CountKind.ZERO, []:
                low, high = 0, 0
            case CountKind.VAGUE | CountKind.UNKNOWN, []:
                low, high = None, None
            case _:
                self._refuse(node, f"{kind} does not go with {len(given)} bounds")
        fields = {"kind": kind, "low": low, "high": high, "verbatim": verbatim or node.word}
        built: Count = self._built(node, Count, fields)
        return built

    def _speaker(self, node: _Node) -> GoldSpeaker:
        self._known(node, ("name", "role", "also"))
        fields = {"name": node.get("name").word, "role": node.get("role").word}
        built: GoldSpeaker = self._built(
            node, GoldSpeaker, {**fields, "also": node.get("also").words}
        )
        return built

    def _evidence(self, node: _Node) -> Evidence:
        quote = node.word or ""
        start = self._article.text.find(quote)
        if not quote or start < 0:
            self._refuse(node, f"not in the text, letter by letter: {quote!r}")
        return Evidence(quote=quote, span=Span(start=start, end=start + len(quote)))

    # ------------------------------------------------------------ when and where

    def _when(self, node: _Node, words: str) -> When | None:
        """`2026-03-01`, `2026-03-01..2026-03-02`, `2026-03`, `2026`, or `unresolved`."""
        if node.word is None:
            return None
        if node.word == "unresolved":
            return When(verbatim=words or node.word)
        first, _, last = node.word.partition("..")
        try:
            start, precision = _first_day(first)
            end = _last_day(last or first)
        except ValueError:
            self._refuse(node, f"a day, a..b, a month, a year, or unresolved; not {node.word!r}")
        if last and end != start:
            precision = DatePrecision.DAYS
        fields = {"verbatim": words or node.word, "start": start, "end": end}
        built: When = self._built(node, When, {**fields, "precision": precision})
        return built

    def _place(self, node: _Node) -> Place | None:
        if node.content is None:
            return None
        self._known(node, _PLACE_PARTS)
        parts = {part: node.get(part).word for part in _PLACE_PARTS}
        named = [part for part in _PLACE_PARTS if parts[part]]
        if not named:
            return None
        return Place(name=str(parts[named[0]]), precision=_PRECISIONS[named[0]], **parts)

    def _moment(self, node: _Node) -> Moment | None:
        if node.word is None:
            return None
        try:
            at = datetime.fromisoformat(node.word)
        except ValueError:
            self._refuse(node, f"a day or a day and a time, as 2026-03-01T14:30; not {node.word!r}")
        clock = at.time() if "T" in node.word or " " in node.word else None
        return Moment(day=at.date(), at=clock)


def _first_day(words: str) -> tuple[date, DatePrecision]:
    """The first day of a day, a month or a year as written, and which of them it is."""
    match words.count("-"):
        case 0:
            return date(int(words), 1, 1), DatePrecision.YEAR
        case 1:
            return date.fromisoformat(f"{words}-01"), DatePrecision.MONTH
        case _:
            return date.fromisoformat(words), DatePrecision.DAY


def _last_day(words: str) -> date:
    first, precision = _first_day(words)
    match precision:
        case DatePrecision.YEAR:
            return first.replace(month=12, day=31)
        case DatePrecision.MONTH:
            return first.replace(day=monthrange(first.year, first.month)[1])
        case _:
            return first


def text_hash(article: Article) -> str:
    """SHA-256 of the text that all offsets refer to, as 64 hex digits."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
