"""What a sentence is to say, before any word of it: who says what, and on which claims it rests.

A plan is complete in itself: it can be worded without looking at anything else, and a wording can
be held against it word by word.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from llm_extract.records.article import Span
from llm_extract.records.base import Record
from llm_extract.records.briefing import Column, Line, Mode, Section
from llm_extract.records.claims import Group, Role, Stance, Toll, Value
from llm_extract.records.comments import Act
from llm_extract.records.when_where import Moment


class Kind(StrEnum):
    """Which sort of sentence; each has its own template."""

    LEAD = "lead"
    ONSET = "onset"
    FIGURES = "figures"
    REJECTION = "rejection"
    ACCOUNTS = "accounts"
    PLACES = "places"
    PLACE_BY_PLACE = "place_by_place"
    METHODS = "methods"
    SHARED = "shared"
    MEASURES = "measures"
    CLAIMED = "claimed"
    DESCRIBED = "described"
    OPERATION = "operation"
    DATES = "dates"
    DISPUTE = "dispute"
    PLACE = "place"
    CHANGE = "change"
    WITHHELD = "withheld"
    FOOTING = "footing"
    APART = "apart"
    UNCONFIRMED = "unconfirmed"
    UNNUMBERED = "unnumbered"
    UNNAMED = "unnamed"
    CONTEXT = "context"
    COURSE = "course"
    BACKGROUND = "background"
    INDEPENDENCE = "independence"


class Remark(StrEnum):
    """What is said about a difference, beside the two sides; of a contradiction, nothing."""

    NOT_THE_SAME = "not_the_same"
    OTHER_MEASURE = "other_measure"
    MAYBE_NEWER = "maybe_newer"
    TIMING = "timing"
    MAYBE_TIMING = "maybe_timing"
    NO_NUMBER = "no_number"
    NO_OTHER = "no_other"
    BETWEEN = "between"
    MAYBE_APART = "maybe_apart"
    TOLL_DISPUTED = "toll_disputed"
    UNCOUNTED = "uncounted"
    NO_DOER = "no_doer"


# The label of a list that goes on from what was told before.
ALSO = "also"
# The label of a list of things of which each stands in one report alone.
ALONE = "alone"


class Voice(Record):
    """Who says something, as the sentence prints it; `reports` are article ids.

    `role` None: the outlets themselves, in their own voice.
    """

    name: str
    role: Role | None
    reports: tuple[str, ...]


class Statement(Record):
    """One value, and everybody who holds it alike.

    `thing` is what the value is of, as the sentence prints it: an actor, a site, what was damaged.
    `quoted` is the source's own word where only a quotation will do ("neutralised").
    `includes` are the parts of a total, by the source's own word. `hedge` is how the source limits
    the value ("nearly all", "over two days"). `dating` are the reports that give the date where
    others name the weekday only. `partial`: who gives no figure here gives
    one elsewhere. `survey`: what kind of count a background figure is from, in the source's words.
    """

    value: Value
    stance: Stance
    voices: tuple[Voice, ...]
    ids: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    as_of: Moment | None = None
    unverified: bool = False
    superseded: bool = False
    about: str | None = None
    thing: str | None = None
    quoted: str | None = None
    includes: tuple[Toll, ...] = ()
    hedge: str | None = None
    dating: tuple[str, ...] = ()
    partial: bool = False
    survey: str | None = None


class Quotation(Record):
    """Words of a source, printed as they stand; who says them, and what they do with them.

    `keys` are the places where they stand, among those that the plan cites.
    """

    act: Act
    words: str
    voices: tuple[Voice, ...]
    keys: tuple[str, ...] = ()


class Cited(Record):
    """A place in a source beside the claims of a plan, such as the words that credit an agency."""

    article_id: str
    span: Span
    claim_id: str | None = None

    @property
    def key(self) -> str:
        """By what a mark names this place."""
        return f"{self.article_id}/{self.span.start}-{self.span.end}"


class Footing(Record):
    """On how much a story rests: `telling` of all `reports` tell of it.

    They lead back to `origins` at most; `contested` are the matters on which some contradict or
    reject what others say; `timing`: perhaps because they are newer.
    """

    reports: int
    telling: int
    origins: int
    contested: tuple[str, ...] = ()
    timing: bool = False


class Plan(Record):
    """One sentence to be: what it says, where it stands, and on what it rests.

    `attackers` is what the assailants are called in this story; `totals` are other numbers that
    the sentence may print, such as how many reports there are; `names` other names it may
    print; `groups` are reports that share an origin; `labels` say what each report is called in
    a list of sources; `line` is the paragraph or line at the head, and `column`, with `place`,
    the cell of the grid of places that the sentence is for; `group` is whom all of them count;
    `cited` are places of a source that it rests on beside its claims; `quotations` are taken
    from there.
    """

    section: Section
    mode: Mode
    kind: Kind
    statements: tuple[Statement, ...] = ()
    rejected: tuple[Statement, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    remarks: tuple[Remark, ...] = ()
    group: Group | None = None
    line: Line | None = None
    place: str | None = None
    column: Column | None = None
    label: str | None = None
    footing: Footing | None = None
    attackers: str = "attackers"
    several: bool = False
    contested: bool = False
    totals: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    groups: tuple[Voice, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """All claims it rests on, each once, in order."""
        spoken = (*self.statements, *self.rejected)
        return tuple(dict.fromkeys(one for said in spoken for one in said.claim_ids))


def ids_of(said: Sequence[Statement]) -> tuple[str, ...]:
    """The positions behind statements, each once, in order."""
    return tuple(dict.fromkeys(one for statement in said for one in statement.ids))


def matter(said: Statement) -> tuple[str, ...]:
    """What background figures share that stand under one verb: who gives them, and of what."""
    return (*(voice.name for voice in said.voices), said.about or "")
