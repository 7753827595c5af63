"""What is said beyond what happened, on the page and in Markdown: led to its sentence."""

import re

import pytest

from llm_extract.briefing import write
from llm_extract.consensus import build
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.link import link
from llm_extract.records.article import Article
from llm_extract.report.html import render_page
from llm_extract.report.markdown import render_markdown

TEXT = (
    "Fighters of the Orlo Front (OF) attacked a police post near Tavo on Friday, killing two"
    " officers, officials said.\n\nAnalysts said the raid showed how far the front can reach."
    " President Ada Finch condemned the raid.\n\nThe valley has been the scene of a rebellion for"
    " decades. Experts said the raid had been long in the making, with scouts in every village."
    " Observers said the raid was a rehearsal for a larger move on the port next spring."
    " Researchers said the raid was another step on a road of many years in these hills."
)


@pytest.fixture(scope="module")
def told():
    article = Article.of(TEXT, publisher="Tavo Courier")
    read = [RulesExtractor().read(article)]
    (story,) = link([article], read)
    consensus = build(story, [article], read)
    return write(consensus), consensus, [article]


def test_the_page_has_a_section_that_leads_to_the_sentence(told) -> None:
    briefing, consensus, articles = told
    page = render_page(consensus, briefing, articles)
    section = page.partition('<section id="context"')[2].partition("</section>")[0]
    assert "Analysts said" in section
    for anchor in re.findall(r'href="#(s\d[^"]*)"', section):
        assert f'id="{anchor}"' in page


def test_markdown_has_the_section_and_every_comment_among_its_quotations(told) -> None:
    briefing, consensus, _ = told
    text = render_markdown(briefing, consensus)
    assert "## Context and reactions" in text
    for commentary in consensus.comments:
        assert f"> {commentary.comment.evidence.quote}" in text


def test_a_comment_is_never_markup() -> None:
    planted = '<img src=x onerror="alert(1)">'
    article = Article.of(TEXT.replace("the raid showed", f"the {planted} raid showed"))
    read = [RulesExtractor().read(article)]
    (story,) = link([article], read)
    consensus = build(story, [article], read)
    assert any(planted in one.comment.words for one in consensus.comments)
    assert "<img" not in render_page(consensus, write(consensus), [article])
