"""The cascade in its order: take in, find facts, part this event from others, seat, group."""

from __future__ import annotations

from llm_extract.extractors.rules.cascade.facts import find_facts
from llm_extract.extractors.rules.cascade.grouped import group
from llm_extract.extractors.rules.cascade.report import take_in
from llm_extract.extractors.rules.cascade.seating import seat
from llm_extract.extractors.rules.cascade.told_of import part
from llm_extract.extractors.rules.deeds.comments import find_comments
from llm_extract.extractors.rules.speakers.credit import find_credits
from llm_extract.records.article import Article
from llm_extract.records.incidents import Extraction, ExtractorId

VERSION = "2"


class RulesExtractor:
    """Reads articles without a model: the same article always gives the same extraction."""

    @property
    def id(self) -> ExtractorId:
        """What stands in each extraction as its producer."""
        return ExtractorId(name="rules", version=VERSION)

    def read(self, article: Article) -> Extraction:
        """Read one article on its own; every quotation stands at its span."""
        report = take_in(article)
        facts = find_facts(report)
        kept = part(report, facts)
        seated = seat(report, kept)
        told = group(report, seated)
        scene, heard = report.scene, report.heard
        return Extraction(
            article_id=article.article_id,
            extractor=self.id,
            incidents=told,
            comments=find_comments(scene, heard, report.company) if told else (),
            background=tuple(claim for where, claim in seated if where.incident is None),
            credits=find_credits(scene, heard),
            notes=tuple(dict.fromkeys(report.notes)),
        )

    async def extract(self, article: Article) -> Extraction:
        """Like `read`, for callers that wait on extractors of any kind."""
        return self.read(article)
