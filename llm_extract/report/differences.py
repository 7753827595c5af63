"""Where the sources differ, row by row: what a reader must not miss stands first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from llm_extract.records.briefing import Briefing, Section, Sentence
from llm_extract.records.claims import Extent, Responsibility, Role, Toll
from llm_extract.records.comments import CommentKind
from llm_extract.records.consensus import Consensus, Disagreement, IncidentConsensus
from llm_extract.report import words
from llm_extract.report.accounts import Account, Issue, Sourcing, Version, Voice

# Figures of different people that merely count differently are no dispute; a note tells of them.
_OPPOSED = frozenset({"contradiction", "possible_update"})
_MOST_ROWS = 8


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


@dataclass(frozen=True)
class Short:
    """The table for a reader in a hurry; `more` is how many rows of the full one it leaves out."""

    rows: tuple[Difference, ...]
    more: int


def short(rows: Sequence[Difference]) -> Short:
    """The rows that no sentence or cell of the briefing tells in full, eight at most.

    Left out are those on single places, which the grid sets side by side; those that differ in
    wording alone; who did it and what changed, which have sections of their own; and figures that
    are only rejected, which stand with their rejection where they are given.
    """
    kept = tuple(one for one in rows if one.place is None and not _is_told(one))[:_MOST_ROWS]
    return Short(kept, more=len(rows) - len(kept))


def _is_told(row: Difference) -> bool:
    if row.kinds in {(words.kind("precision_difference"),), (words.kind("update"),)}:
        return True
    accounts = [one for one in row.versions if isinstance(one, Account)]
    if any(isinstance(one.position.value, Responsibility) for one in accounts):
        return True
    figures = [one for one in accounts if one.voices and not _is_vague(one)]
    return row.kinds == (words.kind("denial"),) and len(figures) <= 1


def _is_vague(version: Version) -> bool:
    """Whether it gives no figure where others give one."""
    value = version.position.value if isinstance(version, Account) else None
    return isinstance(value, Toll | Extent) and not value.count.is_bounded


def joined(
    versions: Sequence[Version], short_names: Mapping[str, str] = MappingProxyType({})
) -> tuple[Version, ...]:
    """Versions with all that the same voices say under one name, where no figure of the dead, no
    rejection and no change is among them; words such as "several" only where nobody has a figure.

    `short_names` are those of parties, by the names that the sources give them.
    """
    told = [_shortened(one, short_names) for one in versions if not _is_vague(one)]
    told = told or [_shortened(one, short_names) for one in versions]
    if any(one.rejected or one.replaced or _is_toll(one) for one in told):
        return tuple(told)
    by_voice: dict[tuple[object, ...], Version] = {}
    for one in told:
        for voice in one.voices:
            own = replace(one, voices=(voice,))
            known = by_voice.get(_who(voice))
            by_voice[_who(voice)] = _both(known, own) if known else own
    alike: dict[str, Version] = {}
    for one in by_voice.values():
        known = alike.get(one.words)
        alike[one.words] = replace(known, voices=(*known.voices, *one.voices)) if known else one
    return tuple(alike.values())


def _shortened(version: Version, short_names: Mapping[str, str]) -> Version:
    voices, rejected = (
        _once(replace(one, name=_short(one, short_names)) for one in those)
        for those in (version.voices, version.rejected)
    )
    return replace(version, voices=voices, rejected=rejected)


def _once(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Voices of one name together."""
    found: dict[tuple[object, ...], Voice] = {}
    for one in voices:
        known = found.get(_who(one))
        found[_who(one)] = _cited_for_both(known, one) if known else one
    return tuple(found.values())


def _cited_for_both(one: Voice, other: Voice) -> Voice:
    return replace(one, cites=tuple(dict.fromkeys((*one.cites, *other.cites))))


def _short(voice: Voice, short_names: Mapping[str, str]) -> str:
    """A party by its short name; so is whoever speaks for an armed group under that name."""
    if voice.role is Role.ARMED_GROUP:
        spoken_for = (one for one in short_names.values() if one in voice.name.split())
        return next(spoken_for, short_names.get(voice.name, voice.name))
    return short_names.get(voice.name, voice.name)


def _who(voice: Voice) -> tuple[object, ...]:
    """A speaker by name; an outlet in its own voice, which may have none, by its number."""
    return (voice.name, *(cite.number for cite in voice.cites if voice.own))


def _is_toll(version: Version) -> bool:
    return isinstance(version, Account) and isinstance(version.position.value, Toll)


def _both(one: Version, other: Version) -> Version:
    """What one voice says, in two versions."""
    (mine,), (its,) = one.voices, other.voices
    voices = (_cited_for_both(mine, its),)
    return replace(one, words=f"{one.words}, {other.words}", voices=voices)


def differences(
    sourcing: Sourcing, consensus: Consensus, briefing: Briefing
) -> tuple[Difference, ...]:
    """Disputed deaths first, then the other fields on which sources differ, then what differs
    between figures of a group and of all, then the duration.
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
        *_durations(sourcing, consensus, told),
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


def _durations(
    sourcing: Sourcing, consensus: Consensus, told: Sequence[Sentence]
) -> Iterator[Difference]:
    """How long it lasted, where the briefing tells that among the differences."""
    course = {
        one.comment.comment_id: one
        for one in consensus.comments
        if one.comment.kind is CommentKind.COURSE
    }
    for sentence in told:
        quoted = [course[one] for one in sentence.plan if one in course]
        if quoted:
            yield Difference(
                name="Duration",
                place=None,
                versions=tuple(sourcing.quoted(one) for one in quoted),
                kinds=("quoted, not compared",),
                said=(sentence,),
            )
