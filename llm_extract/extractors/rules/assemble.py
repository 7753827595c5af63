"""From findings to claims: speaker, scope, evidence; said twice by one speaker, it is one claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from llm_extract.extractors.rules.reading.finding import OWN_VOICE, Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.speakers.carry import Attributions, Chain
from llm_extract.extractors.rules.speakers.sources import figures_from
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Evidentiality,
    Extent,
    Group,
    Location,
    Outcome,
    Role,
    Scope,
    Stance,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import Moment

# What an analyst says of means and ends is opinion on the event, and no report of it.
_NOT_BY_ANALYSTS = frozenset({"tactic", "target", "outcome", "response", "damage", "extent"})
_MORE = frozenset("another additional more other others further".split())
_BESIDE = (
    ["and", "her"],
    ["and", "his"],
    ["and"],
    [",", "and"],
    ["and", "the"],
    ["as", "well", "as"],
    ["and", "also"],
)
# "The victims", "the detainees": whoever they are, they were counted before.
_THOSE = frozenset({Group.EVERYONE, Group.OTHER})
_FIRM = (
    Evidentiality.STATED,
    Evidentiality.REPORTED,
    Evidentiality.UNVERIFIED,
    Evidentiality.INFERRED,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a claim belongs: the key of an incident (None for background), scope, and about."""

    incident: str | None
    scope: Scope
    about: str | None = None


@dataclass(slots=True)
class _Draft:
    """A claim in the making: all its mentions and the findings behind it."""

    value: Value
    seat: Seat
    stance: Stance
    chain: Chain
    firmness: Evidentiality
    spans: dict[tuple[int, int], None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


# Incident, about, what is said, stance, claimant: equal for two mentions of one claim.
_Key = tuple[str, str, str, Stance, str]


class Ledger:
    """All claims of one article, entered finding by finding."""

    def __init__(self, article: Article, attributions: Attributions, company: Company) -> None:
        self._article = article
        told = (figures_from(sentence, company) for sentence in attributions.scene.sentences)
        self._counted_by = next((speaker for speaker in told if speaker), None)
        self._attributions = attributions
        self._company = company
        self._drafts: dict[_Key, _Draft] = {}
        self._headlines: list[tuple[Finding, Seat]] = []
        # A sentence that tells several things is cited for each of them.
        self._cited: dict[tuple[int, int], Evidence] = {}
        self.as_of: Moment | None = None

    def enter(self, finding: Finding, seat: Seat) -> None:
        """Note a finding for each of its speakers; a headline waits for what the text says."""
        if finding.is_supporting_only:
            self._headlines.append((finding, seat))
            return
        self._enter(finding, seat)

    def _enter(self, finding: Finding, seat: Seat) -> None:
        chains = self._chains(finding)
        here = finding.value.field == "toll" and seat.scope is not Scope.BACKGROUND
        if self._counted_by and here and chains == ((),) and finding.by is None:
            chains = ((self._counted_by,),)
        for chain in chains:
            if chain and chain[-1].role is Role.ANALYST and finding.value.field in _NOT_BY_ANALYSTS:
                continue
            self._note(finding, seat, chain)

    def _chains(self, finding: Finding) -> tuple[Chain, ...]:
        sentence = finding.sentence
        chains = self._attributions.chains(sentence, sentence.at(finding.start))
        if finding.by is None:
            return chains
        if finding.by == OWN_VOICE:
            return ((),)
        cue = finding.sentence.text[finding.start - sentence.start : finding.end - sentence.start]
        known = self._company.met.body(finding.by)
        speaker = known.model_copy(update={"cue": " ".join(cue.split())})
        relays = chains[0][:-1] if chains[0] and chains[0][-1].name == speaker.name else chains[0]
        return ((*(link for link in relays if link.role is Role.MEDIA), speaker),)

    def _note(self, finding: Finding, seat: Seat, chain: Chain) -> None:
        stance = finding.stance
        # A place is on the map of the series once, whoever names it.
        on_map = finding.value.field == "place"
        claimant = chain[-1].name if chain and not on_map else ""
        same = _sameness(finding.value) + _apart(finding)
        key = (seat.incident or "", seat.about or "", same, stance, claimant)
        firmness = finding.evidentiality or self._attributions.firmness(
            finding.sentence, chain, counts=finding.value.field == "toll"
        )
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._drafts[key] = _Draft(finding.value, seat, stance, chain, firmness)
        elif len(chain) > len(draft.chain):
            draft.chain = chain
        draft.firmness = min(draft.firmness, firmness, key=_FIRM.index)
        draft.spans.setdefault((finding.sentence.start, finding.sentence.end))
        draft.findings.append(finding)

    # ------------------------------------------------------------ claims

    def claims(self) -> Iterator[tuple[Seat, Claim]]:
        """Every claim with its seat; totals name the claims of their parts."""
        for headline, seat in self._headlines:
            self._support(headline)
            if self._is_alone(headline):
                self._enter(headline, seat)
        built = {key: self._claim(draft) for key, draft in self._drafts.items()}
        parts = self._parts(built)
        for key, draft in self._drafts.items():
            claim, named = built[key], parts.get(key)
            yield draft.seat, claim.model_copy(update={"parts": tuple(named)}) if named else claim

    def _parts(self, built: dict[_Key, Claim]) -> dict[_Key, list[str]]:
        """For each total, the claims that the text puts inside it, by the same speaker."""
        totals = {
            (*_spot(finding), draft.stance, _claimant(draft)): key
            for key, draft in self._drafts.items()
            for finding in draft.findings
        }
        parts: dict[_Key, list[str]] = {}
        for key, draft in self._drafts.items():
            wholes = {_spot(f.whole) for f in draft.findings if f.whole is not None}
            for spot in sorted(wholes):
                total = totals.get((*spot, draft.stance, _claimant(draft))) or next(
                    (key for place, key in totals.items() if place[: len(spot)] == spot), None
                )
                if total is not None and total != key:
                    parts.setdefault(total, []).append(built[key].claim_id)
        return parts

    def _support(self, headline: Finding) -> None:
        same = _sameness(headline.value)
        for key, draft in self._drafts.items():
            if key[2] == same and draft.seat.scope is not Scope.BACKGROUND:
                draft.spans.setdefault((headline.sentence.start, headline.sentence.end))
                return

    def _is_alone(self, headline: Finding) -> bool:
        """Whether a headline gives a figure, or how it ended, that the text does not give."""
        value = headline.value
        if isinstance(value, Outcome):
            ends = (d.value.result for d in self._drafts.values() if isinstance(d.value, Outcome))
            return value.result not in ends
        if not isinstance(value, Toll) or not value.count.is_bounded:
            return False
        told = {d.value.effect for d in self._drafts.values() if isinstance(d.value, Toll)}
        return not _has_total(value, told)

    def _claim(self, draft: _Draft) -> Claim:
        # A place may be named by several speakers: the claimant's own sentence stands first.
        spans = list(draft.spans)
        if not isinstance(draft.value, Location):
            spans.sort(key=lambda span: (span[0] - span[1], span[0]))
        return Claim.of(
            self._article.article_id,
            value=draft.value,
            scope=draft.seat.scope,
            stance=draft.stance,
            evidentiality=draft.firmness,
            attribution=Attribution(chain=draft.chain),
            as_of=self.as_of,
            about=draft.seat.about,
            evidence=tuple(map(self._evidence, spans)),
        )

    def _evidence(self, bounds: tuple[int, int]) -> Evidence:
        if bounds not in self._cited:
            span = Span(start=bounds[0], end=bounds[1])
            self._cited[bounds] = Evidence(quote=span.of(self._article.text), span=span)
        return self._cited[bounds]


def _spot(finding: Finding) -> tuple[int, int, str]:
    """A figure is known by its words and what it says of them, whatever its stance."""
    return finding.start, finding.end, _sameness(finding.value)


def _claimant(draft: _Draft) -> str:
    return draft.chain[-1].name if draft.chain else ""


def _sameness(value: Value) -> str:
    """Two values with one sameness say the same, be it in figures or in words."""
    match value:
        case Toll():
            return f"{value.group} {value.effect} {_figure(value.count)}"
        case Extent():
            return f"{value.unit} {_figure(value.count)}"
        case Victim():
            return f"{value.name} {value.effect}".casefold()
        case Timing():
            when = value.when
            return f"{when.start} {when.end} {when.weekday if when.start is None else ''}"
        case _:
            return value.model_dump_json().casefold()


def _apart(finding: Finding) -> str:
    """As in "another guard", "two more": the same figure again, of others."""
    start = finding.start - finding.sentence.start
    said = finding.sentence.text[start : finding.end - finding.sentence.start].casefold()
    more = finding.value.field == "toll" and any(word in _MORE for word in said.split())
    return f" {said}" if more else ""


def _figure(count: Count) -> str:
    vague = count.verbatim.casefold() if count.kind == "vague" else ""
    return f"{count.kind} {count.low} {count.high} {vague}"


def without_singles(
    findings: Sequence[Finding], about: Callable[[Finding], str | None]
) -> tuple[list[Finding], int]:
    """Findings without "a man", "a woman" one by one where there is a figure for them all.

    `about` says what else a finding is about; last year's dead are no figure for today's.
    """
    totals = {
        finding.value.effect
        for finding in findings
        if isinstance(finding.value, Toll)
        and (finding.value.count.low or 0) > 1
        and about(finding) is None
    }
    kept = [f for f in findings if not (_is_single(f) and _is_counted(f, findings, totals))]
    return kept, len(findings) - len(kept)


def _is_counted(single: Finding, findings: Sequence[Finding], totals: set[Effect]) -> bool:
    """Whether a figure for all has a single one in it, and does not stand beside it."""
    beside = any(_is_beside(single, other) for other in findings)
    return not beside and isinstance(single.value, Toll) and _has_total(single.value, totals)


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without people spoken of again: "the rebels were held" after "six were"."""
    counted = {
        (f.value.group, f.value.effect)
        for f in findings
        if isinstance(f.value, Toll)
        and f.value.count.kind not in (CountKind.UNKNOWN, CountKind.ZERO)
    }
    return [finding for finding in findings if not _is_echo(finding, counted)]


def _is_echo(finding: Finding, counted: set[tuple[Group, Effect]]) -> bool:
    value = finding.value
    if not isinstance(value, Toll) or finding.stance is not Stance.ASSERTS:
        return False
    # "There were fatalities" is a statement of its own.
    if any(word in closed("loss") for word in value.count.verbatim.casefold().split()):
        return False
    if value.count.kind is not CountKind.UNKNOWN:
        return False
    if value.group in _THOSE:
        return any(value.effect is effect for _, effect in counted)
    return (value.group, value.effect) in counted


def _is_single(finding: Finding) -> bool:
    value = finding.value
    if not isinstance(value, Toll) or value.count.low != 1:
        return False
    told = finding.sentence.text[: finding.end - finding.sentence.start].casefold()
    if told.split()[-1] in closed("open_head"):
        return False
    said = value.count.verbatim.casefold().split()
    if said[-1] in closed("ordinal"):
        return False
    return value.group is Group.EVERYONE and said[0] not in ("one", "1")


def _is_beside(single: Finding, other: Finding) -> bool:
    """As in "his wife and four children": the figure beside a single one leaves it out."""
    if single.sentence is not other.sentence or other.whole is not None:
        return False
    one, two = sorted((single, other), key=lambda finding: finding.start)
    gap = one.sentence.text[one.end - one.sentence.start : two.start - one.sentence.start]
    toll = single.value.field == other.value.field == "toll"
    return toll and one is not two and gap.split() in _BESIDE


def _has_total(value: Toll, totals: set[Effect]) -> bool:
    hurt = {Effect.INJURED, Effect.KILLED_OR_INJURED}
    return value.effect in totals or (value.effect in hurt and bool(hurt & totals))
