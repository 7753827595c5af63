"""English output for any source language: who speaks is said in English, in whatever script."""

import pytest

from llm_extract import build
from llm_extract.briefing.nouns import with_article
from llm_extract.briefing.parties import Parties
from llm_extract.records.article import Article
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Group,
    Role,
    Scope,
    Speaker,
    Toll,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import ArmedAttack, Extraction, ExtractorId
from llm_extract.settings import load

DOCTOR = Speaker(name="طبيب في المستشفى", role=Role.MEDICAL, named=False)
NURSE = Speaker(name="una enfermera", role=Role.MEDICAL, named=False)


@pytest.mark.parametrize(
    ("speaker", "foreign", "called"),
    [
        (DOCTOR, frozenset(), "a medical source (طبيب في المستشفى)"),
        (NURSE, frozenset({"una enfermera"}), "a medical source (una enfermera)"),
        (NURSE, frozenset(), "an una enfermera"),
    ],
)
def test_who_is_described_in_another_language_is_called_by_what_he_is(speaker, foreign, called):
    assert Parties((), foreign).speaker(speaker) == called


def test_a_thing_named_in_another_script_is_quoted_and_takes_no_article():
    assert with_article("ثلاث سيارات") == "“ثلاث سيارات”"


def test_a_briefing_of_an_arabic_report_is_english_and_cited():
    text = "قُتل تسعة أشخاص في هجوم على السوق، بحسب ما قاله طبيب في المستشفى."
    article = Article.of(text, language="ar", publisher="إذاعة السهل")
    span = Evidence(quote=text, span={"start": 0, "end": len(text)})
    nine = Count(kind=CountKind.EXACT, low=9, high=9, verbatim="تسعة")
    claim = Claim.of(
        article.article_id,
        value=Toll(group=Group.EVERYONE, effect=Effect.KILLED, count=nine),
        scope=Scope.INCIDENT,
        attribution=Attribution(chain=(DOCTOR,)),
        evidence=(span,),
    )
    attack = ArmedAttack(incident_id="i1", label="attack", claims=(claim,))
    by = ExtractorId(name="model", version="3")
    reading = Extraction(article_id=article.article_id, extractor=by, incidents=(attack,))
    with build(load(extractor="rules")) as pipeline:
        (story,) = pipeline.merge([article], [reading])
        written = pipeline.brief(story)
    assert "A medical source (طبيب في المستشفى) said nine people were killed." in [
        sentence.text for sentence in written.sentences
    ]
    assert written.rejected == ()
