"""A sheet on which a person confirms or corrects labels: the text, and under each sentence that
carries labels what they say, with a box to tick and a line to write on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from llm_extract.evals.gold.records import GoldClaim, GoldDocument, GoldIncident
from llm_extract.evals.gold.scoring import in_words
from llm_extract.records.article import Article, Span


def sheet(gold: GoldDocument, article: Article) -> str:
    """The sheet of one document, as Markdown. What no quotation covers stands there too, so that
    a missed statement can be seen.
    """
    lines = [f"# {gold.document}", ""]
    lines += [
        f"{article.name}, {article.published_on or 'no date'}: labels by {gold.annotator}",
        "",
    ]
    for incident in gold.incidents:
        lines += _incident(incident)
    lines += ["", "## The text and its claims", ""]
    lines += _text(gold, article.text)
    lines += ["", "Missed in this document: " + "_" * 40, "", "Checked by: ____________", ""]
    return "\n".join(lines)


def _incident(one: GoldIncident) -> Iterator[str]:
    part = f", part of {one.part_of}" if one.part_of else ""
    yield f"- [ ] **{one.key}** {one.label}: {one.type}, {one.stage}{part}"
    yield f"  when: {one.when or 'not said'}; where: {one.place or 'not said'}"


def _text(gold: GoldDocument, text: str) -> Iterator[str]:
    """The text in order, each quotation once, with the claims that begin with it."""
    told: defaultdict[Span, list[tuple[str, GoldClaim]]] = defaultdict(list)
    for home, claims in _homes(gold):
        for claim in claims:
            told[claim.evidence[0].span].append((home, claim))
    at = 0
    for span in sorted(told, key=lambda one: (one.start, one.end)):
        if text[at : span.start].strip():
            yield text[at : span.start].strip() + "\n"
        yield f"> {span.of(text)}\n"
        for home, claim in told[span]:
            yield from _claim(home, claim)
        yield ""
        at = max(at, span.end)
    if text[at:].strip():
        yield text[at:].strip()


def _homes(gold: GoldDocument) -> Iterator[tuple[str, tuple[GoldClaim, ...]]]:
    for incident in gold.incidents:
        yield incident.key, incident.claims
    yield "background", gold.background


def _claim(home: str, claim: GoldClaim) -> Iterator[str]:
    who = " citing ".join(one.name for one in claim.speakers) or "in the outlet's own voice"
    unsure = f" ({claim.certainty})" if claim.certainty != "sure" else ""
    yield (
        f"- [ ] **{claim.key}** {home}: {in_words(claim.reading.value)};"
        f" {claim.reading.stance}, {who}{unsure}"
    )
    for other in claim.accepted:
        yield f"  also right: {in_words(other.value)}; {other.stance}"
    if claim.note:
        yield f"  note: {claim.note}"
    yield "  correction: " + "_" * 30
