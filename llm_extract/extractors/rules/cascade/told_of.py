"""What is told of the event reported, and what of others: last year's raid, the war's dead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.extractors.rules.cascade.report import Report
from llm_extract.extractors.rules.deeds.matter import is_another
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.scene import Sentence

# What any text names, whatever it is about.
_OF_ANY_TEXT = frozenset({"date", "place"})
# No words for a time that stand so far in, in characters, open a sentence.
_OPENING = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """Findings about this event, and those about others with the words that say which."""

    here: tuple[Finding, ...]
    elsewhere: tuple[tuple[Finding, str], ...]


def part(report: Report, findings: Sequence[Finding]) -> Kept:
    """Apart what is background; a report on an old event alone is about that event."""
    if not report.news.is_told:
        return _of_other_times(report, findings)
    kept = _with_old_lead(report, [(finding, _about(report, finding)) for finding in findings])
    if is_another(report.scene, report.news, kept.here):
        return _of_other_times(report, findings)
    return kept


def _with_old_lead(report: Report, told: Sequence[tuple[Finding, str | None]]) -> Kept:
    """What is of an old event goes with the rest where the lead tells of nothing else."""
    here = tuple(finding for finding, about in told if about is None)
    tolls = [(f, about) for f, about in told if about is not None and f.value.field == "toll"]
    lead = report.scene.lead
    old: set[str] = set()
    if lead is not None and not any(_is_of_lead(finding, lead) for finding in here):
        old = {
            about
            for finding, about in tolls
            if _is_of_lead(finding, lead) and _of_several(finding) is None
        }
    return Kept(
        tuple(finding for finding, about in told if about is None or about in old),
        tuple((finding, about) for finding, about in tolls if about not in old),
    )


def _of_other_times(report: Report, findings: Sequence[Finding]) -> Kept:
    """All figures as background, where no deed of these days is told; the rest is left out."""
    if any(finding.value.field not in _OF_ANY_TEXT for finding in findings):
        report.notes.append(
            "it reports no deed of these days: what it tells of is old, feared or by the way"
        )
    tolls = (finding for finding in findings if finding.value.field == "toll")
    told = ((f, _about(report, f) or report.news.about(f.sentence)) for f in tolls)
    return Kept((), tuple((finding, about) for finding, about in told if about is not None))


def _about(report: Report, finding: Finding) -> str | None:
    """The words for the other event it is of; a list of names is of what opens it."""
    about = report.background.about(finding)
    if finding.value.field == "victim" and about and about not in finding.sentence.text:
        # A period that an earlier sentence sets holds for counts, and nobody is counted here.
        return None
    if about is not None and finding.value.field != "toll" and _is_apart(finding, about):
        about = None
    return about or _of_several(finding)


def _is_of_lead(finding: Finding, lead: Sentence) -> bool:
    """Whether it is a toll that the lead or the sentence after it tells."""
    return finding.value.field == "toll" and finding.sentence.index <= lead.index + 1


def _is_apart(finding: Finding, about: str) -> bool:
    """Whether a comma parts what is told from words for another time that do not open it all.

    As in "the raid, which he blamed on the Front, was the third this year".
    """
    text, told = finding.sentence.text, finding.start - finding.sentence.start
    at = text.casefold().find(about.casefold())
    first, last = sorted((told, max(at, 0)))
    return at > _OPENING and "," in text[first:last]


def _of_several(finding: Finding) -> str | None:
    """The words by which a toll is the sum of several shootings: "in two separate shootings"."""
    if finding.value.field != "toll":
        return None
    sentence = finding.sentence
    for mark in sentence.of("several_deeds"):
        if not any(superlative.first < mark.first for superlative in sentence.of("superlative")):
            return sentence.said(mark.first, mark.last)
    return None
