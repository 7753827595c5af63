"""What the records promise: closed, frozen, and equal after a trip through JSON."""

from typing import get_args

import pytest
from pydantic import ValidationError

from llm_extract.errors import RecordError
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import Claim, Effect, Evidence, Group, Scope, Toll
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import Extraction, ExtractorId, Incident, IncidentType, Series
from llm_extract.records.when_where import When


def claim_in(article: Article) -> Claim:
    count = Count(kind=CountKind.EXACT, low=2, high=2, verbatim="Two")
    return Claim.of(
        article.article_id,
        value=Toll(group=Group.EVERYONE, effect=Effect.INJURED, count=count),
        scope=Scope.INCIDENT,
        evidence=(Evidence(quote="Two people were hurt.", span=Span(start=0, end=21)),),
    )


def extraction_of(article: Article) -> Extraction:
    return Extraction(
        article_id=article.article_id,
        extractor=ExtractorId(name="rules", version="1"),
        incidents=(Series(incident_id="i1", label="attacks", claims=(claim_in(article),)),),
    )


def test_an_extraction_survives_a_trip_through_json() -> None:
    extraction = extraction_of(Article.of("Two people were hurt."))
    assert Extraction.from_json(extraction.to_json()) == extraction


def test_the_same_statement_gets_the_same_id_in_every_run() -> None:
    article = Article.of("Two people were hurt.")
    assert claim_in(article) == claim_in(article)
    assert claim_in(article).claim_id.startswith("c")


def test_a_reprint_under_another_name_is_another_article() -> None:
    text = "Two people were hurt."
    assert (
        Article.of(text, publisher="Wire").article_id
        != Article.of(text, publisher="Daily").article_id
    )


def test_a_record_of_another_schema_version_is_refused_by_name() -> None:
    with pytest.raises(RecordError, match="schema version 7"):
        Extraction.from_json('{"schema_version": 7}')


def test_a_record_refuses_fields_it_does_not_know() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Span.model_validate({"start": 0, "end": 1, "middle": 0})


def test_an_empty_span_is_no_span() -> None:
    with pytest.raises(ValidationError):
        Span(start=3, end=3)


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        (CountKind.VAGUE, 0, None),
        (CountKind.UNKNOWN, 0, 0),
        (CountKind.EXACT, 0, 0),
        (CountKind.AT_LEAST, None, 10),
        (CountKind.BETWEEN, 5, 2),
    ],
)
def test_bounds_that_the_kind_of_count_does_not_allow_are_refused(kind, low, high) -> None:
    with pytest.raises(ValidationError):
        Count(kind=kind, low=low, high=high, verbatim="x")


def test_counts_without_figures_overlap_with_nothing() -> None:
    dozens = Count(kind=CountKind.VAGUE, verbatim="dozens")
    ten = Count(kind=CountKind.AT_LEAST, low=10, verbatim="at least 10")
    assert not dozens.overlaps(ten)
    assert not ten.overlaps(dozens)
    assert ten.overlaps(Count(kind=CountKind.EXACT, low=84, high=84, verbatim="84"))


def test_a_date_is_an_interval_or_unresolved_and_nothing_between() -> None:
    with pytest.raises(ValidationError, match="unresolved"):
        When(verbatim="Saturday", precision="day")
    assert str(When(verbatim="Saturday", weekday=6)) == "Saturday"


def test_the_kinds_of_incident_are_those_of_the_records() -> None:
    members = get_args(get_args(Incident)[0])
    assert get_args(IncidentType) == tuple(one.model_fields["type"].default for one in members)
