"""One document's labels against one extraction: a verdict for each leaf, summed by slot.

A document that gave no extraction is scored as one that says nothing: all of it is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from llm_extract.evals.gold import agreement
from llm_extract.evals.gold.pairing import Labelled, Pairing, Said, pair
from llm_extract.evals.gold.records import GoldClaim, GoldDocument, GoldIncident, Reading
from llm_extract.evals.scores import LeafVerdict, Mark, Metric, Tally, UnitScore
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import Claim, Extent, Toll, Value
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Extraction, ExtractorId, Incident

MATCHER = "gold-1"
"""Changes whenever the same labels and extractions would be scored differently."""

PRIMARY = "casualty_f1"

_F1 = ("casualty", "killed", "injured", "victim", "responsibility", "outcome", "extent", "damage")
_ERRORS = (
    *("claimed_as_fact", "background_counted", "hallucinated", "false_alarm", "unknown_as_zero"),
)
METRICS: tuple[Metric, ...] = (
    Metric("casualty_f1", "casualty"),
    Metric("casualty_precision", "casualty", "precision"),
    Metric("casualty_recall", "casualty", "recall"),
    *(Metric(f"{slot}_f1", slot) for slot in (*_F1[1:], "response", "background", "incident")),
    *(Metric(f"{slot}_f1", slot) for slot in ("type", "stage", "date", "place")),
    *(Metric(slot, slot, "precision") for slot in ("attribution", "relays", "role", "stance")),
    *(Metric(slot, slot, "precision") for slot in ("qualifier", "placement")),
    *(Metric(slot, slot, "precision") for slot in ("grounded", "supported")),
    *(Metric(slot, slot, "recall", higher_is_better=False) for slot in _ERRORS),
)
"""What is reported: F1 over claims and incidents; precisions among claims whose value is right;
rates of error, for which lower is better."""

_NOTHING_READ = ExtractorId(name="labels", version="none")


def score(
    gold: GoldDocument, article: Article, extraction: Extraction | None, cluster: str
) -> UnitScore:
    """All verdicts and tallies of one document; None: nothing was read, all of it is missing."""
    read = extraction or Extraction(article_id=article.article_id, extractor=_NOTHING_READ)
    sheet = _Sheet(pair(gold, read), article)
    sheet.incidents()
    sheet.claims()
    sheet.document()
    return UnitScore(
        unit=gold.document,
        cluster=cluster,
        slots=dict(sheet.slots),
        marks=tuple(sheet.marks),
        tags=gold.tags,
        failed=extraction is None,
    )


class _Sheet:
    """Marks and tallies of one document, as they come."""

    def __init__(self, pairing: Pairing, article: Article) -> None:
        self._pairing = pairing
        self._article = article
        self.slots: defaultdict[str, Tally] = defaultdict(Tally)
        self.marks: list[Mark] = []

    def _add(self, slot: str, correct: float, said: float, expected: float) -> None:
        self.slots[slot] += Tally(correct, said, expected)

    def _share(self, slot: str, *, hit: bool) -> None:
        """One more of those of which a share is reported."""
        self._add(slot, float(hit), 1, 1)

    # ------------------------------------------------------------ incidents

    def incidents(self) -> None:
        """Found or not, and what each is said to be, when and where."""
        gold, said = self._pairing.gold.incidents, self._pairing.extraction.incidents
        answers = {one.row: said[one.column] for one in self._pairing.incidents}
        for at, incident in enumerate(gold):
            self._incident(incident, answers.get(at))
        answered = {one.column for one in self._pairing.incidents}
        for at, spare in enumerate(said):
            if at not in answered:
                self._spare(spare)

    def _incident(self, gold: GoldIncident, said: Incident | None) -> None:
        spans = tuple(one.span for claim in gold.claims for one in claim.evidence[:1])[:1]
        verdict = LeafVerdict.MISSING if said is None else LeafVerdict.CORRECT
        self.slots["incident"] += Tally.of(verdict)
        answer = None if said is None else _named(said)
        self.marks.append(Mark("incident", verdict, _named(gold), answer, spans, _where(said)))
        for slot, expected, given, fits in _leaves(gold, said):
            self._leaf(slot, expected, given, fits=fits)

    def _leaf(self, slot: str, expected: str | None, said: str | None, *, fits: bool) -> None:
        """One attribute of an incident; where both are silent there is nothing to grade."""
        if slot not in self._pairing.gold.labelled or (expected is None and said is None):
            return
        if fits:
            verdict = LeafVerdict.CORRECT
        elif expected is None:
            verdict = LeafVerdict.SPURIOUS
        else:
            verdict = LeafVerdict.MISSING if said is None else LeafVerdict.WRONG_VALUE
        self.slots[slot] += Tally.of(verdict)
        self.marks.append(Mark(slot, verdict, expected, said))

    def _spare(self, said: Incident) -> None:
        self.slots["incident"] += Tally.of(LeafVerdict.SPURIOUS)
        self.marks.append(
            Mark("incident", LeafVerdict.SPURIOUS, None, _named(said), (), _where(said))
        )
        for slot, given in (("type", said.type), ("stage", str(said.stage))):
            self._leaf(slot, None, given, fits=False)
        self._leaf("date", None, _told(said.when), fits=False)
        self._leaf("place", None, _told(said.place), fits=False)

    # ------------------------------------------------------------ claims

    def claims(self) -> None:
        """Each label with what answers it, then what answers nothing."""
        answers = {one.row: one.column for one in self._pairing.claims}
        for at, labelled in enumerate(self._pairing.labelled):
            column = answers.get(at)
            self._claim(labelled, None if column is None else self._pairing.said[column])
        answered = set(answers.values())
        for at, said in enumerate(self._pairing.said):
            self._support(said.claim)
            if at not in answered:
                self._unasked(said)

    def _claim(self, gold: Labelled, said: Said | None) -> None:
        field = gold.claim.field
        if field not in self._pairing.gold.labelled:
            return
        reading = None if said is None else agreement.right(gold.claim, said.claim)
        apart = said is not None and (gold.incident is None) != (said.incident is None)
        verdict = _verdict(gold.claim, said, reading, apart=apart)
        hit = reading is not None and not apart
        asked = (reading or gold.claim.reading).value
        wanted, given = _slots(asked, background=gold.incident is None), _slots_of(said)
        self._mark(field, verdict, gold, said, (*wanted, *given), apart=apart)
        for slot in wanted:
            self._add(slot, float(hit), 0, 1)
        for slot in given:
            self._add(slot, 0, 1, 0)
        if said is not None:
            self._errors(gold, said)
            if reading is not None:
                self._details(gold, said, reading)

    def _mark(
        self,
        slot: str,
        verdict: LeafVerdict,
        gold: Labelled | None,
        said: Said | None,
        sums: tuple[str, ...] = (),
        *,
        apart: bool = False,
    ) -> None:
        self.marks.append(
            Mark(
                slot,
                verdict,
                _worded_label(gold) if gold else None,
                _worded_claim(said) if said else None,
                tuple(one.span for one in gold.claim.evidence) if gold else (),
                tuple(one.span for one in said.claim.evidence) if said else (),
                ("background",) if apart else (),
                tuple(dict.fromkeys(sums)),
            )
        )

    def _errors(self, gold: Labelled, said: Said) -> None:
        if gold.incident is None:
            self._share("background_counted", hit=said.incident is not None)
        counts = gold.claim.reading.value, said.claim.value
        if all(isinstance(one, Toll | Extent) for one in counts):
            unknown, zero = (one.count.kind for one in counts if isinstance(one, Toll | Extent))
            if unknown in (CountKind.UNKNOWN, CountKind.VAGUE):
                self._share("unknown_as_zero", hit=zero is CountKind.ZERO)

    def _details(self, gold: Labelled, said: Said, reading: Reading) -> None:
        """What else is right about a claim whose value is."""
        if gold.claim.field == "toll":
            attribution = said.claim.attribution
            self._share("attribution", hit=agreement.same_claimant(gold.claim, attribution))
            if gold.claim.speakers:
                self._share("claimed_as_fact", hit=attribution.claimant is None)
                if attribution.claimant is not None:
                    self._share("role", hit=agreement.same_role(gold.claim, attribution))
            self._share("relays", hit=agreement.same_relays(gold.claim, attribution))
            if isinstance(reading.value, Toll) and isinstance(said.claim.value, Toll):
                same = reading.value.count.kind is said.claim.value.count.kind
                self._share("qualifier", hit=same)
        if gold.incident is not None and said.incident is not None:
            self._share("placement", hit=self._pairing.partner(gold.incident) == said.incident)
        allowed = {one.stance for one in gold.claim.readings}
        self._share("stance", hit=said.claim.stance in allowed)

    def _unasked(self, said: Said) -> None:
        """A claim that no label answers. One that stands in a labelled sentence, or whose figure
        its own sentence holds, is no invention; it may be a gap in the labels.
        """
        if said.claim.field not in self._pairing.gold.labelled:
            self._mark(said.claim.field, LeafVerdict.UNGRADEABLE, None, said)
            return
        self._mark(said.claim.field, LeafVerdict.SPURIOUS, None, said, _slots_of(said))
        for slot in _slots_of(said):
            self._add(slot, 0, 1, 0)

    def _support(self, claim: Claim) -> None:
        """Whether the claim stands where the labels stand, or its sentence holds its figure."""
        if claim.field not in self._pairing.gold.labelled:
            return
        labelled = [one for each in self._pairing.labelled for one in each.claim.evidence]
        supported = self._stands(claim) and (
            agreement.overlap(labelled, claim.evidence) or _holds(claim)
        )
        self._share("supported", hit=supported)
        self._share("hallucinated", hit=not supported)

    # ------------------------------------------------------------ the document

    def _stands(self, claim: Claim) -> bool:
        text = self._article.text
        return all(one.span.of(text) == one.quote for one in claim.evidence)

    def document(self) -> None:
        """Whether every quotation stands, and whether violence is seen where there is none."""
        for claim in self._pairing.extraction.claims():
            self._share("grounded", hit=self._stands(claim))
        if not self._pairing.gold.incidents:
            self._share("false_alarm", hit=bool(self._pairing.extraction.incidents))


def _verdict(
    gold: GoldClaim, said: Said | None, reading: Reading | None, *, apart: bool
) -> LeafVerdict:
    if said is None:
        return LeafVerdict.MISSING
    if reading is None or apart:
        return LeafVerdict.WRONG_VALUE
    return LeafVerdict.CORRECT if reading == gold.reading else LeafVerdict.ACCEPTED_ALTERNATIVE


def _slots(value: Value, *, background: bool) -> tuple[str, ...]:
    """The tallies a claim enters: background is counted apart, and never as a casualty."""
    if background:
        return ("background",)
    if isinstance(value, Toll):
        own = (str(value.effect),) if value.effect in ("killed", "injured") else ()
        return ("casualty", *own)
    return (value.field,)


def _slots_of(said: Said | None) -> tuple[str, ...]:
    return () if said is None else _slots(said.claim.value, background=said.incident is None)


def _leaves(
    gold: GoldIncident, said: Incident | None
) -> Iterator[tuple[str, str | None, str | None, bool]]:
    """Slot, what is expected, what is said, whether it fits; None: silent."""
    if said is None:
        nothing = (gold.type, gold.stage, gold.when, gold.place)
        for slot, expected in zip(("type", "stage", "date", "place"), nothing, strict=True):
            yield slot, _told(expected), None, False
        return
    yield "type", gold.type, said.type, said.type in (gold.type, *gold.also_types)
    yield "stage", gold.stage, said.stage, said.stage in (gold.stage, *gold.also_stages)
    days = [one for one in (gold.when, *gold.also_when) if one]
    fits = said.when is not None and any(agreement.same_days(one, said.when) for one in days)
    yield "date", _told(gold.when), _told(said.when), fits
    yield "place", _told(gold.place), _told(said.place), agreement.place_of(gold, said)


def _told(value: object) -> str | None:
    return None if value is None else str(value)


def _holds(claim: Claim) -> bool:
    """Whether the sentence holds the figure in the words the claim gives for it."""
    quotes = " ".join(one.quote for one in claim.evidence).casefold()
    if isinstance(claim.value, Toll | Extent):
        return claim.value.count.verbatim.casefold() in quotes
    return False


# ---------------------------------------------------------------- in words


def _named(incident: GoldIncident | Incident) -> str:
    return f"{incident.type}: {incident.label}"


def _where(said: Incident | None) -> tuple[Span, ...]:
    if said is None or not said.claims:
        return ()
    return (said.claims[0].evidence[0].span,)


def _worded_label(gold: Labelled) -> str:
    claim = gold.claim
    who = " citing ".join(one.name for one in claim.speakers) or "in its own voice"
    place = gold.incident or "background"
    return f"{in_words(claim.reading.value)} ({claim.reading.stance}, {who}; {place})"


def _worded_claim(said: Said) -> str:
    claim = said.claim
    return f"{in_words(claim.value)} ({claim.stance}, {claim.attribution}; {said.label})"


def in_words(value: Value) -> str:
    """What a claim says, on one line, for people to read."""
    if isinstance(value, Toll):
        return f"{value.group} {value.effect}: {value.count}"
    if isinstance(value, Extent):
        return f"{value.unit}: {value.count}"
    fields = value.model_dump(mode="json", exclude_none=True, exclude={"field"})
    return f"{value.field}: " + ", ".join(str(one) for one in fields.values())
