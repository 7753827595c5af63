"""From a consensus to a neutral briefing: plan, word, check; nothing unchecked is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from llm_extract.briefing.check import CHECKS, Draft, check
from llm_extract.briefing.cited import citations_of
from llm_extract.briefing.edits import edit_notes
from llm_extract.briefing.lint import Finding, check_briefing
from llm_extract.briefing.marks import placed
from llm_extract.briefing.naming import Naming
from llm_extract.briefing.plan import plan
from llm_extract.briefing.plan_sources import key_of
from llm_extract.briefing.plans import Plan
from llm_extract.briefing.sides import remarks
from llm_extract.briefing.view import View
from llm_extract.briefing.word import quotation, wordings
from llm_extract.briefing.writer import NOTHING, Proposal, Proposals, Writer, WriterOptions
from llm_extract.records.base import fingerprint
from llm_extract.records.briefing import Briefing, Citation, Listed, Rejection, Sentence
from llm_extract.records.consensus import Consensus, Source

__all__ = ["Finding", "Naming", "Writer", "WriterOptions", "check_briefing", "write"]

By = Literal["template", "model"]


def write(
    consensus: Consensus, naming: Naming = Naming.GUARDED, proposals: Proposals = NOTHING
) -> Briefing:
    """Write the briefing of one story.

    Each sentence is planned from positions and claims, worded, and held against its plan. A wording
    that fails is worded again more plainly; what failed, and why, is in `Briefing.rejected`.
    `naming` says which private victims are named; minors never are. `proposals` are wordings by a
    model (see `Writer`); a plan without one that passes is worded by template.
    """
    view = View(consensus, naming)
    sentences: list[Sentence] = []
    rejected: list[Rejection] = []
    known: frozenset[str] = frozenset()
    for planned in plan(view):
        sentence, refused, known = _write_one(planned, view, known, proposals.of(planned))
        rejected.extend(refused)
        if sentence and not _repeats(sentence, sentences):
            sentences.append(sentence)
    return Briefing(
        briefing_id="b" + fingerprint(consensus.consensus_id, *(one.text for one in sentences)),
        consensus_id=consensus.consensus_id,
        title=view.consensus.title,
        extractors=tuple(sorted({source.extractor.name for source in consensus.sources})),
        sentences=tuple(sentences),
        sources=tuple(_listed(source, view) for source in consensus.sources),
        rejected=tuple(rejected),
        worder=proposals.worder,
    )


def _write_one(
    planned: Plan, view: View, known: frozenset[str], proposed: Proposal
) -> tuple[Sentence | None, list[Rejection], frozenset[str]]:
    """The first wording that passes; None where none does. `known` are names given in full."""
    refused = list(proposed.refused)
    for wording, by in _wordings(planned, view, proposed):
        marked, introduced = view.parties.introduce(wording, known)
        text, marks = placed(marked)
        citations = citations_of(planned, view, marks)
        findings = check(Draft(text, planned, citations, view))
        if not findings:
            return _sentence(planned, text, citations, by), refused, introduced
        reason = "; ".join(map(str, findings))
        refused.append(Rejection(plan=planned.ids, text=text, reason=reason, worded_by=by))
    return None, refused, known


def _wordings(planned: Plan, view: View, proposed: Proposal) -> Iterator[tuple[str, By]]:
    """What may be printed, the best first: the model's, the template's, the source's own words."""
    if proposed.text is not None:
        yield proposed.text + remarks(planned), "model"
    for wording in (*wordings(planned), *_quoted(planned, view)):
        yield wording, "template"


def _sentence(planned: Plan, text: str, citations: tuple[Citation, ...], by: By) -> Sentence:
    return Sentence(
        section=planned.section,
        mode=planned.mode,
        text=text,
        line=planned.line,
        place=planned.place if planned.column else None,
        column=planned.column,
        plan=planned.ids,
        citations=citations,
        checks=tuple(CHECKS),
        worded_by=by,
    )


def _repeats(sentence: Sentence, others: list[Sentence]) -> bool:
    return any((one.section, one.text) == (sentence.section, sentence.text) for one in others)


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
        key=key_of(source, view),
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
