"""What can be wrong with a summary: a closed union, each finding with its span and the record."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from llm_extract.records.article import Span
from llm_extract.records.base import Record


class _Finding(Record):
    """`span` counts the characters of the text that was checked, half-open; `words` stand there.

    `record` is what the consensus says instead, in one sentence.
    """

    span: Span
    words: str
    record: str

    def __str__(self) -> str:
        kind = str(getattr(self, "kind", "")).replace("_", " ")
        return f"{self.span}: {kind}: “{self.words}”: {self.record}"


class WrongNumber(_Finding):
    """The sources count this group, and nobody gives this figure for it."""

    kind: Literal["wrong_number"] = "wrong_number"
    figure: int


class UnreportedNumber(_Finding):
    """A number that stands in no source's claims or sentences."""

    kind: Literal["unreported_number"] = "unreported_number"
    figure: int


class NoClaimant(_Finding):
    """A contested figure, or one that only a party gives, without whoever says it."""

    kind: Literal["no_claimant"] = "no_claimant"
    claimants: tuple[str, ...]


class SwappedParty(_Finding):
    """Said by somebody else than the text says."""

    kind: Literal["swapped_party"] = "swapped_party"
    said_by: str
    claimants: tuple[str, ...]


class StaleFigure(_Finding):
    """A figure that its own claimant replaced or withdrew, given as if it stood."""

    kind: Literal["stale_figure"] = "stale_figure"
    figure: int


class InventedName(_Finding):
    """A name that no source of the record has."""

    kind: Literal["invented_name"] = "invented_name"


class ConflictSmoothed(_Finding):
    """A disagreement of which the text has one side only, or which it averages or merges."""

    kind: Literal["conflict_smoothed"] = "conflict_smoothed"
    how: Literal["one_side", "average", "merge"]


class BackgroundCounted(_Finding):
    """A figure of another time or a wider scope, given as one of this event."""

    kind: Literal["background_counted"] = "background_counted"
    figure: int


class LoadedWord(_Finding):
    """A loaded word outside an attributed quotation; `neutral` is what may stand instead."""

    kind: Literal["loaded_word"] = "loaded_word"
    neutral: str | None


class AlteredQuotation(_Finding):
    """Words in quotation marks that stand in no source; `nearest` is the closest that does."""

    kind: Literal["altered_quotation"] = "altered_quotation"
    nearest: str | None


class UnquotedWords(_Finding):
    """A source's own words in a row, without quotation marks."""

    kind: Literal["unquoted_words"] = "unquoted_words"


class UnreportedDate(_Finding):
    """A day that no source gives."""

    kind: Literal["unreported_date"] = "unreported_date"


class MisplacedFigure(_Finding):
    """A figure of one place, given as one of another."""

    kind: Literal["misplaced_figure"] = "misplaced_figure"
    figure: int


class UnreportedPlace(_Finding):
    """A place that no source names."""

    kind: Literal["unreported_place"] = "unreported_place"


class MissingGap(_Finding):
    """What somebody refused or could not confirm goes unsaid, while figures are given."""

    kind: Literal["missing_gap"] = "missing_gap"


Finding = Annotated[
    WrongNumber
    | UnreportedNumber
    | NoClaimant
    | SwappedParty
    | StaleFigure
    | InventedName
    | ConflictSmoothed
    | BackgroundCounted
    | LoadedWord
    | AlteredQuotation
    | UnquotedWords
    | UnreportedDate
    | UnreportedPlace
    | MisplacedFigure
    | MissingGap,
    Field(discriminator="kind"),
]
