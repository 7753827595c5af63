"""An editor's hand: what is asked for in an overrides file, and what was done about it.

An override never alters the extraction it corrects. It gives rise to an edit, which stands in the
record beside the sources, with the claim as it was read and as it is taken now.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, model_validator

from llm_extract.records.base import Record
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Evidentiality,
    Scope,
    Stance,
    Value,
)
from llm_extract.records.when_where import Moment


class _Signed(Record):
    """Who decided it, on which day, and why: no hand is at work without a name and a reason."""

    who: str = Field(min_length=1)
    when: date
    why: str = Field(min_length=1)


# ---------------------------------------------------------------- what is asked for


class _Override(_Signed):
    """One entry of a file; `line` is where it begins, counted from 1."""

    file: str
    line: int

    @property
    def stands_at(self) -> str:
        """Where to find it: "overrides.yaml, line 12"."""
        return f"{self.file}, line {self.line}"


class Reject(_Override):
    """A claim that does not count: misread, or of something else."""

    kind: Literal["reject"] = "reject"
    claim_id: str


class Amendment(Record):
    """What is otherwise with a claim; what is not given stays as it was read.

    `value` holds only those parts of the value that change. A `scope` of background moves the claim
    out of its incident, and `incident` moves it into another of the same article. `quote` is
    another sentence of the article, on which the claim rests instead.
    """

    value: dict[str, JsonValue] = Field(default_factory=dict)
    scope: Scope | None = None
    stance: Stance | None = None
    evidentiality: Evidentiality | None = None
    attribution: Attribution | None = None
    as_of: Moment | None = None
    about: str | None = None
    incident: str | None = None
    quote: str | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("it changes nothing")
        return self


class Amend(_Override):
    """A claim that says something else than was read."""

    kind: Literal["amend"] = "amend"
    claim_id: str
    to: Amendment


class NewClaim(Record):
    """A claim that was overlooked; `quote` is the sentence of the article that makes it.

    `incident` is the id of an incident of the article, None for a background figure.
    """

    value: Value
    quote: str = Field(min_length=1)
    incident: str | None = None
    scope: Scope = Scope.INCIDENT
    stance: Stance = Stance.ASSERTS
    evidentiality: Evidentiality = Evidentiality.STATED
    attribution: Attribution = Attribution()
    as_of: Moment | None = None
    about: str | None = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if (self.scope is Scope.BACKGROUND) != (self.incident is None):
            raise ValueError("a background figure is of no incident, and every other claim of one")
        return self


class Add(_Override):
    """A claim that the article makes and the reading missed."""

    kind: Literal["add"] = "add"
    article_id: str
    claim: NewClaim


class _OfTwo(_Override):
    """A decision on two incidents.

    An end is named as in a `Link`, "article id/incident id", or by the id of any claim in it.
    """

    ends: tuple[str, str]


class Join(_OfTwo):
    """Two incidents that are one."""

    kind: Literal["join"] = "join"


class Part(_OfTwo):
    """Two incidents that are not one."""

    kind: Literal["part"] = "part"


Override = Annotated[Reject | Amend | Add | Join | Part, Field(discriminator="kind")]

# ---------------------------------------------------------------- what was done


class _Edit(_Signed):
    """Something that stands otherwise than it was read or linked."""

    def _signed(self, action: str) -> str:
        return f"{action} by {self.who} on {self.when:%-d %B %Y}: {self.why}"


class ClaimEdit(_Edit):
    """A claim rejected (`after` None), added (`before` None) or amended.

    An amended claim keeps its id. `incident_id` is where the claim stands, or stood if rejected,
    in its article; None: among the background figures.
    """

    kind: Literal["claim"] = "claim"
    article_id: str
    incident_id: str | None
    before: Claim | None
    after: Claim | None

    @property
    def action(self) -> Literal["rejected", "amended", "added"]:
        """What was done."""
        if self.before is None:
            return "added"
        return "rejected" if self.after is None else "amended"

    @property
    def claim(self) -> Claim:
        """The claim as it is taken now; as it was read, where it is taken no longer.

        Raises:
            ValueError: there is neither, which no override leads to.
        """
        shown = self.after or self.before
        if shown is None:
            raise ValueError("an edit of no claim")
        return shown

    def __str__(self) -> str:
        return self._signed(self.action)


class LinkEdit(_Edit):
    """Two incidents joined or parted, each named by (article id, incident id)."""

    kind: Literal["link"] = "link"
    left: tuple[str, str]
    right: tuple[str, str]
    action: Literal["joined", "parted"]

    def __str__(self) -> str:
        return self._signed(self.action)


Edit = Annotated[ClaimEdit | LinkEdit, Field(discriminator="kind")]
