"""Figures that by their words count only some, beside the totals they are a part of."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from llm_extract.consensus.lines import OWN_VOICE, STATE, Line
from llm_extract.consensus.shares import shares_apart
from llm_extract.consensus.statements import UNNAMED_PART, Statement
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Group,
    Scope,
    Stance,
    Toll,
)
from llm_extract.records.consensus import Consensus, Source
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import ExtractorId
from llm_extract.settings import load
from llm_extract.wiring import build

NOBODY_S = Line(OWN_VOICE, None, lasting=False)


def told(
    sentence: str, words: str, number: int, effect: Effect, line: Line = NOBODY_S
) -> Statement:
    value = Toll(
        group=Group.EVERYONE,
        effect=effect,
        count=Count(kind=CountKind.EXACT, low=number, high=number, verbatim=words),
    )
    source = Source(
        article_id=sentence, name="A paper", extractor=ExtractorId(name="rules", version="test")
    )
    claim = Claim.of(
        sentence,
        value=value,
        scope=Scope.INCIDENT,
        stance=Stance.ASSERTS,
        attribution=Attribution(chain=()),
        evidence=(Evidence(quote=sentence, span=Span(start=0, end=len(sentence))),),
    )
    return Statement(source=source, incident_id="i", claim=claim, line=line, speaker=None)


def parts(*statements: Statement) -> list[str | None]:
    return [one.part for one in shares_apart(statements)]


ALL_DEAD = told("The blast killed 40 people.", "40", 40, Effect.KILLED)
ALL_HURT = told("The blast hurt 40 people.", "40", 40, Effect.INJURED)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Saint Orla Hospital had received 11 bodies and the Mill Clinic four.", "11"),
        ("Saint Orla Hospital had received 11 bodies and the Mill Clinic four.", "four"),
        ("Three more bodies were dug out at noon.", "Three"),
        ("She counted seven shrouds by the wall.", "seven"),
        ("Eleven others died on the quay.", "Eleven"),
        ("Two men died later of their wounds.", "Two"),
        ("Nine of the dead have been named.", "Nine"),
        ("Twelve were dead on arrival.", "Twelve"),
        ("The victims, including six porters, were buried at once.", "six"),
    ],
)
def test_dead_that_one_house_or_one_moment_counts_are_a_part_of_all(sentence, words) -> None:
    assert parts(ALL_DEAD, told(sentence, words, 4, Effect.KILLED)) == [None, UNNAMED_PART]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Nine of them were seriously hurt.", "Nine"),
        ("Thirty were treated, five in critical condition.", "five"),
        ("The condition of 05 is grave.", "05"),
        ("The Mill Clinic admitted seven.", "seven"),
    ],
)
def test_the_badly_hurt_are_a_part_of_all_the_hurt(sentence, words) -> None:
    assert parts(ALL_HURT, told(sentence, words, 4, Effect.INJURED)) == [None, UNNAMED_PART]


@pytest.mark.parametrize(
    "sentence",
    ["Four people were killed.", "Hospitals counted four dead.", "A gunman shot four and fled."],
)
def test_a_figure_that_does_not_say_it_is_of_some_stays_a_total(sentence) -> None:
    words = "Four" if sentence.startswith("Four") else "four"
    assert parts(ALL_DEAD, told(sentence, words, 4, Effect.KILLED)) == [None, None]


def test_one_hospital_s_count_stands_for_all_where_nobody_gives_a_larger_one() -> None:
    received = told("Mill Hospital received 50 bodies.", "50", 50, Effect.KILLED)
    assert parts(received) == [None]
    assert parts(ALL_DEAD, received) == [None, None]


def test_an_armed_party_s_boast_makes_no_part_of_a_hospital_s_count() -> None:
    received = told("Mill Hospital received 11 bodies.", "11", 11, Effect.KILLED)
    boast = told("We killed 84.", "84", 84, Effect.KILLED, Line("front", "front", lasting=True))
    state = told("The toll is 84.", "84", 84, Effect.KILLED, Line("police", STATE, lasting=True))
    assert parts(received, boast) == [None, None]
    assert parts(received, state) == [UNNAMED_PART, None]


def merged(*texts: str) -> Consensus:
    pipeline = build(load(extractor="rules"))
    articles = [
        Article.of(text, publisher=name, published_on="2024-03-10")
        for text, name in zip(texts, ("Alder News", "Birch Daily"), strict=True)
    ]
    read = [asyncio.run(pipeline.extractor.extract(one)) for one in articles]
    (found,) = pipeline.merge(articles, read)
    return found


def test_what_one_hospital_received_is_no_rival_of_the_toll() -> None:
    found = merged(
        "TARNFIELD - A bomb killed 17 people at the fish hall in Tarnfield on Saturday, officials"
        " said.",
        "A bomb went off at the fish hall in Tarnfield on Saturday. The Mill Hospital had received"
        " 11 bodies, officials said.",
    )
    (field,) = (
        one for each in found.incidents for one in each.fields if one.key.effect is Effect.KILLED
    )
    assert [one.kind for one in field.disagreements] == ["scope_mismatch"]
    assert "counting only some" in field.disagreements[0].why
    assert (field.reported_range.low, field.reported_range.high) == (17, 17)


def test_of_one_group_the_police_among_the_dead_are_all_police() -> None:
    police = told("Four of the dead were police officers.", "Four", 4, Effect.KILLED)
    everybody = told("Four of the dead were named.", "Four", 4, Effect.KILLED)
    more = told("Six constables were killed.", "Six", 6, Effect.KILLED)
    assert parts(everybody, ALL_DEAD) == [UNNAMED_PART, None]
    assert parts(*(of_group(one, Group.POLICE) for one in (police, more))) == [None, None]


def of_group(one: Statement, group: Group) -> Statement:
    value = one.claim.value.model_copy(update={"group": group})
    return replace(one, claim=one.claim.model_copy(update={"value": value}))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Forty people died, including four women.", "four"),
        ("The dead comprise 22 men, four women and six children.", "four"),
        ("Eleven children and four women were killed.", "four"),
        ("Civilians killed: 40; of whom women: 4.", "4"),
    ],
)
def test_women_listed_among_the_dead_are_a_part_of_the_civilians(sentence, words) -> None:
    women = told(sentence, words, 4, Effect.KILLED)
    assert parts(of_group(women, Group.CIVILIANS), of_group(ALL_DEAD, Group.CIVILIANS)) == [
        "women",
        None,
    ]


def test_women_who_are_the_only_dead_a_report_tells_of_are_its_toll() -> None:
    women = told("Four women have died.", "Four", 4, Effect.KILLED)
    assert parts(of_group(women, Group.CIVILIANS), of_group(ALL_DEAD, Group.CIVILIANS)) == [
        None,
        None,
    ]
