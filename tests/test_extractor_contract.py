"""What every extractor promises, whatever it reads with: one set of cases for all of them."""

import asyncio
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llm_extract.extractors import Extractor
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article
from llm_extract.records.claims import Claim
from llm_extract.records.incidents import Extraction

EXTRACTORS = [RulesExtractor()]

REPORT = (
    "At least nine people, including four guards and five farmers, were killed in Tavo on Friday, "
    "police said.\n\nThe Orlo Dawn Front (ODF) said it had killed 30 soldiers. Officials rejected "
    "these figures, saying two guards were hurt.\n\nLast year 200 people died in the region."
)
UPPER_CASE = (
    "TAVO, 3 MAY 90 (DPA) -- [TEXT] GUERRILLAS KILLED TWO SOLDIERS AND WOUNDED FIVE OTHERS."
)
ODD = [
    "x",
    ".",
    "\n\n\n",
    "1 2 3 4 5",
    "“”‘’—…",
    "killed killed killed 10 10 10",
    "including including, including and and or 5",
    "said said said. According to. Citing. Told told",
    "مقتل 10 أشخاص في هجوم",
    "\u200d\u0301 10 were killed \U0001f525",
    "(" * 400,
    "10 people " * 400,
    "a, " * 900 + "were killed",
]


@pytest.fixture(params=EXTRACTORS, ids=lambda extractor: extractor.id.name)
def extractor(request) -> Extractor:
    return request.param


def read(extractor: Extractor, text: str) -> Extraction:
    return asyncio.run(extractor.extract(Article.of(text)))


def everything(extraction: Extraction) -> Iterator[Claim]:
    for incident in extraction.incidents:
        yield from incident.claims
    yield from extraction.background


@pytest.mark.parametrize("text", [REPORT, UPPER_CASE])
def test_every_quote_is_the_text_at_its_span(extractor, text):
    extraction = read(extractor, text)
    claims = list(everything(extraction))
    assert claims
    for claim in claims:
        for evidence in claim.evidence:
            assert evidence.span.of(text) == evidence.quote
    for credit in extraction.credits:
        assert credit.span.end <= len(text)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_read_without_an_error(extractor, text):
    assert read(extractor, text).article_id == Article.of(text).article_id


@pytest.mark.parametrize("unit", ["police said ", "killed 10 people and ", "In Tavo, 10 died. "])
def test_reading_time_grows_with_the_text_and_no_faster(extractor, unit):
    before = time.process_time()
    read(extractor, unit * (40_000 // len(unit)))
    assert time.process_time() - before < 10


def test_the_same_article_gives_the_same_extraction(extractor):
    assert read(extractor, REPORT).to_json() == read(extractor, REPORT).to_json()


@pytest.mark.parametrize("text", [REPORT, UPPER_CASE])
def test_ids_are_unique_within_an_extraction(extractor, text):
    extraction = read(extractor, text)
    claims = [claim.claim_id for claim in everything(extraction)]
    incidents = [incident.incident_id for incident in extraction.incidents]
    assert len(claims) == len(set(claims))
    assert len(incidents) == len(set(incidents))


def test_parts_are_claims_of_the_same_extraction(extractor):
    extraction = read(extractor, REPORT)
    known = {claim.claim_id for claim in everything(extraction)}
    named = {part for claim in everything(extraction) for part in claim.parts}
    assert named
    assert named <= known


def test_a_part_incident_belongs_to_an_incident_of_the_same_extraction(extractor):
    extraction = read(extractor, REPORT)
    known = {incident.incident_id for incident in extraction.incidents}
    assert {i.part_of for i in extraction.incidents if i.part_of} <= known


def test_an_extraction_survives_json(extractor):
    extraction = read(extractor, REPORT)
    assert Extraction.from_json(extraction.to_json()) == extraction


def test_an_extraction_names_its_producer_and_its_article(extractor):
    extraction = read(extractor, REPORT)
    assert extraction.extractor == extractor.id
    assert extraction.article_id == Article.of(REPORT).article_id


WORDS = st.sampled_from(
    [
        *"10 5 , . ; and or including the a of police said killed were wounded people".split(),
        *[
            "according to",
            "“",
            "”",
            "\n\n",
            "Tavo",
            "(",
            ")",
            "ODF",
            "rejected",
            "no",
            "while",
            "’s",
        ],
    ]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.text(min_size=1, max_size=200), st.lists(WORDS, min_size=1).map(" ".join)))
def test_any_text_at_all_is_read_and_every_quote_stands_at_its_span(extractor, text):
    for claim in everything(read(extractor, text)):
        for evidence in claim.evidence:
            assert evidence.span.of(text) == evidence.quote
