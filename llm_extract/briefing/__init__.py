"""From a consensus to a neutral briefing: plan, word, check; nothing unchecked is printed."""

from __future__ import annotations

from llm_extract.briefing.check import CHECKS, Draft, check
from llm_extract.briefing.edits import edit_notes
from llm_extract.briefing.lint import Finding, check_briefing
from llm_extract.briefing.naming import Naming
from llm_extract.briefing.plan import plan
from llm_extract.briefing.plans import Plan
from llm_extract.briefing.view import View
from llm_extract.briefing.word import quotation, word
from llm_extract.records.base import fingerprint
from llm_extract.records.briefing import Briefing, Citation, Listed, Rejection, Sentence
from llm_extract.records.consensus import Consensus, Source

__all__ = ["Finding", "Naming", "check_briefing", "write"]


def write(consensus: Consensus, naming: Naming = Naming.GUARDED) -> Briefing:
    """Write the briefing of one story.

    Each sentence is planned from positions and claims, worded, and held against its plan. A wording
    that fails is worded again more plainly; what failed, and why, is in `Briefing.rejected`.
    `naming` says which private victims are named; minors never are.
    """
    view = View(consensus, naming)
    sentences: list[Sentence] = []
    rejected: list[Rejection] = []
    known: frozenset[str] = frozenset()
    for planned in plan(view):
        sentence, refused, known = _write_one(planned, view, known)
        rejected.extend(refused)
        if sentence and not _repeats(sentence, sentences):
            sentences.append(sentence)
    return Briefing(
        briefing_id="b" + fingerprint(consensus.consensus_id, *(one.text for one in sentences)),
        consensus_id=consensus.consensus_id,
        title=consensus.title,
        extractors=tuple(sorted({source.extractor.name for source in consensus.sources})),
        sentences=tuple(sentences),
        sources=tuple(_listed(source, view) for source in consensus.sources),
        rejected=tuple(rejected),
    )


def _write_one(
    planned: Plan, view: View, known: frozenset[str]
) -> tuple[Sentence | None, list[Rejection], frozenset[str]]:
    """The first wording that passes; None where none does. `known` are names given in full."""
    citations = _citations(planned, view)
    refused: list[Rejection] = []
    for wording in (*word(planned), *_quoted(planned, view)):
        text, introduced = view.parties.introduce(wording, known)
        findings = check(Draft(text, planned, citations, view))
        if not findings:
            return _sentence(planned, text, citations), refused, introduced
        reason = "; ".join(map(str, findings))
        refused.append(Rejection(plan=planned.ids, text=text, reason=reason))
    return None, refused, known


def _sentence(planned: Plan, text: str, citations: tuple[Citation, ...]) -> Sentence:
    return Sentence(
        section=planned.section,
        mode=planned.mode,
        text=text,
        plan=planned.ids,
        citations=citations,
        checks=tuple(CHECKS),
    )


def _repeats(sentence: Sentence, others: list[Sentence]) -> bool:
    return any((one.section, one.text) == (sentence.section, sentence.text) for one in others)


def _citations(planned: Plan, view: View) -> tuple[Citation, ...]:
    """The fullest evidence of each claim, source by source, in the order of the text."""
    found = {
        Citation(
            number=view.numbers[sourced.article_id],
            article_id=sourced.article_id,
            claim_id=claim_id,
            span=sourced.claim.evidence[0].span,
        )
        for claim_id in planned.claim_ids
        if (sourced := view.claims.get(claim_id))
    }
    found |= {Citation(number=view.numbers[one.article_id], **dict(one)) for one in planned.cited}
    return tuple(sorted(found, key=lambda one: (one.number, one.span.start, one.claim_id or "")))


def _quoted(planned: Plan, view: View) -> tuple[str, ...]:
    """The first claim's own sentence: what is printed when no wording of ours passes."""
    sourced = next((view.claims[one] for one in planned.claim_ids if one in view.claims), None)
    if sourced is None:
        return ()
    outlet = view.sources[sourced.article_id].publisher or "one report"
    return (quotation(outlet, sourced.claim.evidence[0].quote),)


# ---------------------------------------------------------------- the list of sources


def _listed(source: Source, view: View) -> Listed:
    return Listed(
        number=view.numbers[source.article_id],
        article_id=source.article_id,
        name=source.name,
        note="; ".join(_notes(source, view)) + ".",
    )


def _notes(source: Source, view: View) -> list[str]:
    """What bears on the quality of a source, in words."""
    credited = list(dict.fromkeys(credit.name for credit in source.credits))
    return [
        (source.publisher and f"published by {source.publisher}") or "publisher not given",
        f"{source.published_on:%-d %B %Y}" if source.published_on else "date not given",
        f"relays {', '.join(credited)}" if credited else "credits no other outlet",
        *_owner(source, view),
        _origin(source, view),
        *edit_notes(source, view),
        "read by rules, without a model"
        if source.extractor.name == "rules"
        else f"read by the model {source.extractor.model or 'not named'}",
    ]


def _owner(source: Source, view: View) -> list[str]:
    """The owner, where other sources of the story have the same: they are not two newsrooms."""
    same = [
        view.label(other.article_id)
        for other in view.consensus.sources
        if source.owner and other.owner == source.owner and other is not source
    ]
    return [f"owned by {source.owner}, as is {', '.join(same)}"] if same else []


def _origin(source: Source, view: View) -> str:
    origin = next((o for o in view.consensus.origins if o.origin_id == source.origin_id), None)
    if origin is None:
        return "origin not known, so it confirms no other source"
    others = [one for one in origin.article_ids if one != source.article_id]
    if not others:
        return f"origin: {origin.name}, shared with no other source"
    shared = ", ".join(view.label(one) for one in others if one in view.sources)
    return f"origin: {origin.name}, shared with {shared}"
