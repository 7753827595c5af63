"""Briefings as they are written raise no alarm: of every dev story, from labels and from rules."""

from functools import cache
from pathlib import Path

import pytest

from llm_extract.briefing import write
from llm_extract.briefing.lint import check_briefing
from llm_extract.consensus import build
from llm_extract.evals.gold.extraction import as_extraction
from llm_extract.evals.gold.reading import GoldSet, load
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.link import link
from llm_extract.records.consensus import Consensus
from llm_extract.report.markdown import render_markdown

SET = Path(__file__).parents[2] / "evals" / "gold" / "stories"


@cache
def dev() -> GoldSet:
    return load(SET, "dev")


@cache
def stories(name: str, reader: str) -> tuple[Consensus, ...]:
    documents = [one for one in dev().documents if one.story == name]
    articles = [one.article for one in documents]
    extractions = [
        as_extraction(one.gold, one.article)
        if reader == "labels"
        else RulesExtractor().read(one.article)
        for one in documents
    ]
    return tuple(build(story, articles, extractions) for story in link(articles, extractions))


@pytest.mark.parametrize("reader", ["labels", "rules"])
@pytest.mark.parametrize("name", sorted({one.story for one in dev().documents}))
def test_a_briefing_of_a_dev_story_raises_no_alarm(name, reader):
    for consensus in stories(name, reader):
        briefing = write(consensus)
        assert [str(one) for one in check_briefing(briefing, consensus)] == []
        page = render_markdown(briefing, consensus)
        assert [str(one) for one in check_briefing(page, consensus)] == []
