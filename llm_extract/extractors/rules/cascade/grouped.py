"""Incidents from claims: what makes one, its type, stage, time and part in a series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from llm_extract.extractors.rules.cascade.report import Report
from llm_extract.extractors.rules.cascade.seating import Seated
from llm_extract.extractors.rules.cascade.sites import site
from llm_extract.extractors.rules.deeds import incidents
from llm_extract.extractors.rules.deeds.onset import begins_whole, find_onsets, with_place
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.particulars import phase_of
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Claim, Timing, Toll
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Incident, Series
from llm_extract.records.when_where import Onset, When

_Grouped = Mapping[str, Sequence[Claim]]


def group(report: Report, seated: Seated) -> tuple[Incident, ...]:
    """The main incident or series first, then its parts and other deeds, if any is told."""
    keys = dict.fromkeys(seat.incident for seat, _ in seated if seat.incident is not None)
    grouped = {key: [claim for seat, claim in seated if seat.incident == key] for key in keys}
    attacked = any(sentence.of("attack") for sentence in report.scene.sentences)
    if not any(_makes_an_incident(each, attacked=attacked) for each in grouped.values()):
        return ()
    main = "series" if "series" in grouped else "incident"
    return _built(report, {main: grouped.pop(main, []), **grouped})


def _built(report: Report, grouped: _Grouped) -> tuple[Incident, ...]:
    """Each incident; the first of them is the whole, of which parts are part."""
    main = next(iter(grouped))
    everything = [claim for group in grouped.values() for claim in group]
    began = _onsets(report, main, grouped)
    top: str | None = None
    built: list[Incident] = []
    for key, claims in grouped.items():
        whole = None if key.startswith("other") else top
        told = everything if whole is None else claims
        one = _incident(report, key, claims, told, whole)
        if whole is not None and one.when is None:
            own = _told_with(claims, grouped[main])
            one = one.model_copy(update={"when": _time(own) or built[0].when})
        built.append(one.model_copy(update={"began": began[key]}) if key in began else one)
        top = built[0].incident_id
    return tuple(built)


def _told_with(part: Sequence[Claim], whole: Sequence[Claim]) -> list[Claim]:
    """The claims on the whole of a series that stand in a sentence on a town's share of it.

    Days are of the whole, but one that is told with a share is when that share happened.
    """
    spans = {evidence.span for claim in part for evidence in claim.evidence}
    return [one for one in whole if any(evidence.span in spans for evidence in one.evidence)]


def _incident(
    report: Report, key: str, claims: Sequence[Claim], told: Sequence[Claim], whole: str | None
) -> Incident:
    """One incident, its stage by all that is `told`."""
    sentences = _sentences_of(report, claims)
    kind = Series if key == "series" else incidents.type_of(claims, sentences)
    place = site(report, key, claims)
    fields = {
        "incident_id": "i" + fingerprint(report.article.article_id, key),
        "label": incidents.label(kind, str(place) if place else None),
        "stage": incidents.stage_of(told, sentences),
        "when": _time(claims),
        "place": place,
        "actors": incidents.actors_of(claims, sentences, report.cast),
        "part_of": whole,
        "claims": tuple(
            sorted(claims, key=lambda claim: (claim.evidence[0].span.start, claim.claim_id))
        ),
    }
    if kind is Series:
        named = incidents.operation(report.scene)
        fields["operation"] = named
        fields["phase"] = phase_of(named, report.article.text) if named else None
    return incidents.build(kind, **fields)


def _onsets(report: Report, main: str, keys: Iterable[str]) -> dict[str, Onset]:
    """The time of day at which each incident began, by its key: the first that is told."""
    parts = {key for key in keys if key != main}
    found: dict[str, Onset] = {}
    for timing, onset in find_onsets(report.scene):
        if report.background.about(timing) is None:
            part = f"part:{report.map.town_of(timing)}"
            other = report.elsewhere.key_of(timing) if main != "series" else None
            seat = next((key for key in (part, other) if key in parts), main)
            found.setdefault(seat, onset)
            if begins_whole(timing):
                found.setdefault(main, with_place(timing, onset) if parts else onset)
    return found


def _sentences_of(report: Report, claims: Sequence[Claim]) -> list[Sentence]:
    starts = {evidence.span.start for claim in claims for evidence in claim.evidence}
    return [sentence for sentence in report.scene.sentences if sentence.start in starts]


def _makes_an_incident(claims: Sequence[Claim], *, attacked: bool) -> bool:
    """Places and days alone report nothing that happened; a measure does beside an attack."""
    mute = {"place", "date"} if attacked else {"place", "date", "response"}
    # That no one was hurt is news where something happened.
    return any(
        claim.field not in mute and (attacked or not _is_of_nobody(claim)) for claim in claims
    )


def _is_of_nobody(claim: Claim) -> bool:
    return isinstance(claim.value, Toll) and claim.value.count.kind is CountKind.ZERO


def _time(claims: Sequence[Claim]) -> When | None:
    """The day that most sentences give; of several, the one told first."""
    told = sorted(
        (evidence.span.start, nth)
        for nth, claim in enumerate(claims)
        if isinstance(claim.value, Timing)
        for evidence in claim.evidence
    )
    times = [value.when for _, nth in told if isinstance(value := claims[nth].value, Timing)]
    days = [(when.start, when.end) for when in times]
    return max(times, key=lambda when: days.count((when.start, when.end)), default=None)
