"""Who says that they did it, what a report calls them, and what they call it; plans only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llm_extract.briefing import lexicon
from llm_extract.briefing.plans import Cited, Kind, Plan, Quotation, Statement, ids_of
from llm_extract.briefing.view import View
from llm_extract.particulars import phase_of
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Role, Stance
from llm_extract.records.comments import Act
from llm_extract.records.consensus import IncidentConsensus

OWNING = frozenset({Stance.CLAIMS_RESPONSIBILITY})
# What stands between commas behind a name and says what its bearer is.
_DESCRIBED = (
    r"(?:\s*\([^)]*\))?, (an? (?:[\w’'-]+ ){0,5}(?:group|organi[sz]ation|movement|militia|army"
    r"|network|faction|front|alliance|coalition|party)(?: (?:in|of|from|based) [\w’' -]{2,30})?),"
)


def claimed(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who claims it."""
    yield from _of_owners(view, Section.OPENING, Kind.CLAIMED, _owners(view, whole))


def described(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What a report calls the one who claims it."""
    owners = _owners(view, whole)
    for quotation, cited in _description(view, owners):
        told = [_within(view, one, cited.article_id) for one in owners]
        bearing = [one for one in told if one.claim_ids]
        yield Plan(
            section=Section.CONTEXT,
            mode=Mode.REPORTED,
            kind=Kind.DESCRIBED,
            statements=tuple(bearing),
            quotations=(quotation,),
            cited=(cited,),
            contested=True,
            ids=ids_of(bearing),
        )


def _within(view: View, said: Statement, article_id: str) -> Statement:
    """A statement as one report has it."""
    voices = [
        voice.model_copy(update={"reports": (article_id,)})
        for voice in said.voices
        if article_id in voice.reports
    ]
    return view.told_by(said, voices)


def _owners(view: View, whole: IncidentConsensus) -> list[Statement]:
    return [one for one in view.said(whole, "responsibility") if one.stance in OWNING]


def operation(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """By what name those who claim it call it."""
    named = _named(view, whole, _owners(view, whole))
    yield from _of_owners(view, Section.RESPONSIBILITY, Kind.OPERATION, named)


def _of_owners(
    view: View, section: Section, kind: Kind, said: Sequence[Statement]
) -> Iterator[Plan]:
    if said:
        yield Plan(
            section=section,
            mode=Mode.REPORTED,
            kind=kind,
            statements=tuple(said),
            several=view.several,
            attackers=view.attackers,
            contested=True,
            ids=ids_of(said),
        )


def _description(view: View, owners: Sequence[Statement]) -> list[tuple[Quotation, Cited]]:
    """What a report says the one claimant is, the words that load it least before others."""
    voices = {voice.name: voice for one in owners for voice in one.voices}
    party = next((p for p in view.parties.all if p.called in voices), None)
    if len(voices) != 1 or party is None or party.role is not Role.ARMED_GROUP:
        return []
    names = "|".join(re.escape(one) for one in sorted(party.names, key=len, reverse=True))
    pattern = re.compile(rf"(?:{names}){_DESCRIBED}")
    found = [
        (hit[1], view.claims[claim_id].article_id, evidence.span, claim_id)
        for one in owners
        for claim_id in one.claim_ids
        for evidence in view.claims[claim_id].claim.evidence
        if (hit := pattern.search(evidence.quote))
    ]
    found.sort(key=lambda one: (bool(lexicon.find(one[0])), view.numbers[one[1]]))
    return [
        (
            Quotation(
                act=Act.SAID,
                words=words,
                voices=view.outlets([article_id]),
                keys=((cited := Cited(article_id=article_id, span=span, claim_id=claim_id)).key,),
            ),
            cited,
        )
        for words, article_id, span, claim_id in found[:1]
    ]


def _named(view: View, whole: IncidentConsensus, owners: Sequence[Statement]) -> list[Statement]:
    """The name that somebody gives the attacks, where a responsibility claim's words carry it."""
    name = whole.operation
    bearing = next((one for one in owners if name and view.carries(one, name)), None)
    if not name or bearing is None:
        return []
    # Only those sentences are cited that print the name.
    claims = [one for one in bearing.claim_ids if view.prints(one, name)]
    printing = {view.claims[one].article_id for one in claims}
    voices = [
        voice.model_copy(update={"reports": kept})
        for voice in bearing.voices
        if (kept := tuple(report for report in voice.reports if report in printing))
    ]
    update = {
        "quoted": name,
        "about": _phase(view, claims, name),
        "claim_ids": tuple(claims),
        "voices": tuple(voices),
    }
    return [bearing.model_copy(update=update)]


def _phase(view: View, claim_ids: Sequence[str], name: str) -> str | None:
    """Which part of the operation they call it: "second phase"."""
    quotes = (one.quote for claim in claim_ids for one in view.claims[claim].claim.evidence)
    return next(filter(None, (phase_of(name, quote) for quote in quotes)), None)
