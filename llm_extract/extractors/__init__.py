"""Extractors: one article in, one extraction out, by rules or by a model."""

from __future__ import annotations

from typing import Protocol

from llm_extract.errors import Parked
from llm_extract.records.article import Article
from llm_extract.records.incidents import Extraction, ExtractorId


class Extractor(Protocol):
    """Reads one article on its own. Every quotation it returns stands at its span."""

    @property
    def id(self) -> ExtractorId:
        """What will stand in each extraction as its producer."""

    async def extract(self, article: Article) -> Extraction:
        """Read one article.

        Raises:
            ExtractionError: the article could not be read; the message says why.
            PartRead: it is to be taken up again later, and something stands by now.
        """


class PartRead(Parked):
    """Parked with a reading in hand, which stands if the rest is not waited for."""

    def __init__(self, parked: Parked, reading: Extraction) -> None:
        super().__init__(str(parked), parked.wait_s)
        self.reading = reading
