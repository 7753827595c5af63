"""Where the sources differ, row by row: what a reader must not miss stands first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llm_extract.records.briefing import Briefing, Section, Sentence
from llm_extract.records.consensus import Consensus, Disagreement, IncidentConsensus
from llm_extract.report import words
from llm_extract.report.accounts import Issue, Sourcing, Version

# Figures of different people that merely count differently are no dispute; a note tells of them.
_OPPOSED = frozenset({"contradiction", "possible_update"})


@dataclass(frozen=True)
class Difference:
    """A matter that is told in several versions; `said` is what the briefing says of it.

    `basis` None: the versions are quoted side by side, and nothing compared them.
    """

    name: str
    place: str | None
    versions: tuple[Version, ...]
    kinds: tuple[str, ...]
    said: tuple[Sentence, ...]
    whys: tuple[str, ...] = ()
    basis: str | None = None
    silent: tuple[int, ...] = ()


def differences(
    sourcing: Sourcing, consensus: Consensus, briefing: Briefing
) -> tuple[Difference, ...]:
    """Disputed deaths first, then the other fields on which sources differ, then what differs
    between figures of a group and of all.
    """
    told = briefing.section(Section.DISAGREEMENTS)
    issues = (sourcing.issue(one, field) for one in consensus.incidents for field in one.fields)
    disputed = sorted((one for one in issues if one.kinds), key=lambda one: one.rank)
    return (
        *(_compared(issue, told) for issue in disputed if not _says_it_again(issue, disputed)),
        *(
            _across(sourcing, one, across)
            for one in consensus.incidents
            for across in one.across
            if across.kind in _OPPOSED
        ),
    )


def _says_it_again(issue: Issue, others: Iterable[Issue]) -> bool:
    """Whether a part's day is disputed only as that of the whole is: the same days, told once."""
    days = {account.words for account in issue.accounts}
    return issue.place is not None and any(
        other.place is None
        and other.field.key == issue.field.key
        and issue.field.key.field == "date"
        and days <= {account.words for account in other.accounts}
        for other in others
    )


def _compared(issue: Issue, told: Iterable[Sentence]) -> Difference:
    return Difference(
        name=issue.name,
        place=issue.place,
        versions=issue.accounts,
        kinds=issue.kinds,
        said=tuple(one for one in told if issue.ids & set(one.plan)),
        whys=issue.whys,
        basis=issue.basis,
        silent=issue.silent,
    )


def _across(
    sourcing: Sourcing, incident: IncidentConsensus, difference: Disagreement
) -> Difference:
    """Figures of a group and of all that speak to one another, each with whom it counts."""
    fields = {
        position.position_id: (field, position)
        for field in incident.fields
        for position in field.positions
    }
    told = [fields[one] for one in difference.position_ids if one in fields]
    names = dict.fromkeys(words.issue(field.key) for field, _ in told)
    place = incident.place.name if incident.place else incident.label
    return Difference(
        name=" and ".join(
            name if at == 0 else name[:1].lower() + name[1:] for at, name in enumerate(names)
        ),
        place=place if incident.part_of else None,
        versions=tuple(sourcing.account(position, alone=True) for _, position in told),
        kinds=(words.kind(difference.kind),),
        said=(),
        whys=(difference.why,),
    )
