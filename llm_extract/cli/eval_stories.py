"""`eval stories`: documents merged, and held to the stories as they were settled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

from llm_extract.briefing import check_briefing
from llm_extract.cli.codes import NOT_COMPARABLE
from llm_extract.cli.eval_sets import folder_of, opened, selected
from llm_extract.cli.scores import show
from llm_extract.cli.screen import complain
from llm_extract.errors import GoldError, SettingsError
from llm_extract.evals import folders
from llm_extract.evals.gold import GoldSet
from llm_extract.evals.gold.reading import second_reading
from llm_extract.evals.gold.side_by_side import (
    labelled_outcomes,
    score_second_reading,
    score_side_by_side,
)
from llm_extract.evals.scores import Column
from llm_extract.evals.sets import Outcomes
from llm_extract.evals.suites import Suite
from llm_extract.pipeline import Pipeline
from llm_extract.records.incidents import Extraction
from llm_extract.settings import load
from llm_extract.wiring import build


def stories(given: str, split: str, run: Path | None, *, as_json: bool) -> int:
    """Say how well documents are linked, set against each other and led back to origins; the exit
    code. A run that did not read these very documents is refused.

    Raises:
        SettingsError: there is no such set, or it is a suite.
        GoldError: the set or the run is broken, or no story of it is settled.
    """
    evalset = _settled(given, split)
    outcomes = _outcomes(run) if run else labelled_outcomes(evalset)
    unread = [one.name for one in evalset.documents if one.article.article_id not in outcomes]
    if run and unread:
        complain(
            f"{run}: of {len(evalset.documents)} documents of {given}, {split}, it never read"
            f" {len(unread)}, the first of them {unread[0]}"
        )
        return NOT_COMPARABLE
    # Neither merging nor checking asks a model, whatever the environment names.
    pipeline = build(load(extractor="rules", wording="template"))
    scored = score_side_by_side(evalset, outcomes, pipeline.merge)
    scored = replace(scored, columns=(*scored.columns, *_briefed(evalset, outcomes, pipeline)))
    return show(scored, f"{len(scored.units)} stories of {given}, {split}", as_json=as_json)


def second_reader(given: str, split: str, by: str, *, as_json: bool) -> int:
    """Say how far another reader who set the same labels side by side agrees; the exit code.

    Raises:
        SettingsError: there is no such set, or it is a suite.
        GoldError: the set is broken, no story of it is settled, or that reader read none of it.
    """
    evalset = _settled(given, split)
    second = second_reading(folder_of(selected(given=given, split=split)), evalset, by)
    if not second:
        raise GoldError(f"{given}, {split}: no story has a file story.{by}.json")
    scored = score_second_reading(evalset, second)
    title = f"{by} against the settled: {len(scored.units)} stories of {given}, {split}"
    return show(scored, title, as_json=as_json)


def _settled(given: str, split: str) -> GoldSet:
    if given in get_args(Suite):
        raise SettingsError(f"SET: {given} tells no stories; name a folder of gold")
    evalset = opened(selected(given=given, split=split))
    if not isinstance(evalset, GoldSet) or not evalset.stories:
        raise GoldError(f"{given}: there are no settled stories in it")
    return evalset


def _briefed(evalset: GoldSet, outcomes: Outcomes, pipeline: Pipeline) -> tuple[Column, ...]:
    """What the same check that lints anybody's summary finds in the briefings of the pile."""
    read = [one for one in outcomes.values() if isinstance(one, Extraction)]
    articles = evalset.articles()
    briefings = [(pipeline.brief(story), story) for story in pipeline.merge(articles, read)]
    findings = sum(len(check_briefing(text, story, articles)) for text, story in briefings)
    return (
        Column("briefings", len(briefings)),
        Column("briefing_sentences", sum(len(text.sentences) for text, _ in briefings)),
        Column("briefing_findings", findings),
    )


def _outcomes(run: Path) -> Outcomes:
    """What the first reading of a run made of each article; a failure names its article."""
    first = folders.load(run).outcomes[0]
    return {one.article_id: one for one in first if one.article_id is not None}
