"""Short invented texts, read whole: each test names one behaviour of the cascade."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article
from llm_extract.records.claims import Claim
from llm_extract.records.incidents import Extraction

SATURDAY = date(2031, 3, 8)


@pytest.fixture
def read() -> Callable[..., Extraction]:
    extractor = RulesExtractor()
    return lambda text, on=SATURDAY: extractor.read(Article.of(text, published_on=on))


@pytest.fixture
def claims(read) -> Callable[..., Sequence[Claim]]:
    """The claims of one field, in the order of the text, background left out."""

    def of(text: str, field: str) -> list[Claim]:
        found = [claim for i in read(text).incidents for claim in i.claims if claim.field == field]
        return sorted(found, key=lambda claim: claim.evidence[0].span.start)

    return of


@pytest.fixture
def tolls(claims) -> Callable[[str], set[tuple[str, str, str]]]:
    """(effect, group, figure) of every toll of an event."""

    def of(text: str) -> set[tuple[str, str, str]]:
        return {
            (str(c.value.effect), str(c.value.group), str(c.value.count))
            for c in claims(text, "toll")
        }

    return of


@pytest.fixture
def speakers(claims) -> Callable[[str, str], list[list[str]]]:
    """The chain of names behind each claim of a field."""
    return lambda text, field="toll": [
        [speaker.name for speaker in claim.attribution.chain] for claim in claims(text, field)
    ]
