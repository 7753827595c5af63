"""What may come on top of an invented story: comments, an editor's hand, a model's wording."""

from dataclasses import replace
from datetime import date

from llm_extract.records.article import Article, Span
from llm_extract.records.briefing import Citation, Mode, Section, Sentence, Worder
from llm_extract.records.claims import Attribution, Evidence, Role, Speaker
from llm_extract.records.comments import Comment, CommentKind
from llm_extract.records.consensus import Commentary, Consensus, SourcedComment
from llm_extract.records.overrides import ClaimEdit, LinkEdit
from llm_extract.records.when_where import Place, Town
from tests.report.invented_story import Story

SHOTS = "Shots were heard near the grain harbour until noon"
MORNING = "The attack began on Wednesday morning"


def enriched(story: Story, plant: str = "") -> Story:
    """The story with everything else that a page may show; `plant` stands in all of it."""
    with_comments = _commented(_edited(_located(story, plant), plant), plant)
    worder = Worder(model="invented-1" + plant, prompt="v1", prompt_hash="0")
    return replace(
        with_comments, briefing=with_comments.briefing.model_copy(update={"worder": worder})
    )


def edited(consensus: Consensus, plant: str = "") -> Consensus:
    """The record with a claim rejected and two incidents joined by hand."""
    told = consensus.claims[0]
    signed = {
        "who": "N. Okafor" + plant,
        "when": date(2031, 5, 20),
        "why": "a slip" + plant,
    }
    member = next(iter(consensus.incidents[0].members))
    claim = ClaimEdit(
        **signed,
        article_id=told.article_id,
        incident_id=told.incident_id,
        before=told.claim,
        after=None,
    )
    link = LinkEdit(**signed, left=member, right=member, action="joined")
    return consensus.model_copy(update={"edits": (claim, link)})


def _edited(story: Story, plant: str) -> Story:
    return replace(story, consensus=edited(story.consensus, plant))


def _located(story: Story, plant: str) -> Story:
    """The story with two towns that its place may be."""
    towns = tuple(
        Town(geonames_id=at, name="Norrland" + plant, country=country, latitude=at, longitude=at)
        for at, country in enumerate(("Norrland" + plant, "Velsania" + plant), start=1)
    )
    whole, part = story.consensus.incidents
    place = Place(name="Norrland" + plant, candidates=towns)
    incidents = (whole.model_copy(update={"place": place}), part)
    return replace(story, consensus=story.consensus.model_copy(update={"incidents": incidents}))


def _commented(story: Story, plant: str) -> Story:
    """The story with how long it lasted in two reports, and what an analyst makes of it."""
    courier, _, radio, _ = story.articles
    analyst = Speaker(name="an analyst" + plant, role=Role.ANALYST, named=False)
    shots = _comment(courier, CommentKind.COURSE, SHOTS)
    morning = _comment(radio, CommentKind.COURSE, MORNING)
    shows = _comment(radio, CommentKind.ANALYSIS, plant or MORNING, analyst)
    duration = f"Duration: Alder Courier said “{SHOTS}”; Coast Radio said “{MORNING}”."
    sentences = (
        *story.briefing.sentences,
        _sentence(story, Section.DISAGREEMENTS, duration, shots, morning),
        _sentence(story, Section.CONTEXT, f"An analyst{plant} said so.", shows),
    )
    return replace(
        story,
        consensus=story.consensus.model_copy(update={"comments": (shots, morning, shows)}),
        briefing=story.briefing.model_copy(update={"sentences": sentences}),
    )


def _comment(article: Article, kind: CommentKind, words: str, *chain: Speaker) -> Commentary:
    start = article.text.index(words)
    evidence = Evidence(quote=words, span=Span(start=start, end=start + len(words)))
    said = Comment.of(
        article.article_id,
        kind=kind,
        words=words,
        attribution=Attribution(chain=chain),
        evidence=evidence,
    )
    return Commentary(mentions=(SourcedComment(article_id=article.article_id, comment=said),))


def _sentence(story: Story, section: Section, text: str, *told: Commentary) -> Sentence:
    ids = [article.article_id for article in story.articles]
    return Sentence(
        section=section,
        mode=Mode.REPORTED,
        text=text,
        plan=tuple(one.comment.comment_id for one in told),
        citations=tuple(
            Citation(
                number=ids.index(mention.article_id) + 1,
                article_id=mention.article_id,
                span=mention.comment.evidence.span,
            )
            for one in told
            for mention in one.mentions
        ),
    )
