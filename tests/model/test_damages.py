"""What was damaged, and how far it reached, as the sentences have it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.extractors.model.checked import words_of
from llm_extract.extractors.model.convert import convert
from llm_extract.extractors.model.damages import as_joined
from llm_extract.extractors.model.reply import ArticleReply, FactReply, StatementReply
from llm_extract.records.article import Article
from llm_extract.records.claims import Evidentiality, Extent, Stance
from llm_extract.records.incidents import ExtractorId

THINGS = ["the mill", "a school", "the post", "30 houses", "12 shops", "any other house", "mill"]


def damage(of: str, words: str = "burnt", code: str = "destroyed") -> dict:
    return {"field": "damage", "code": code, "words": words, "of": of}


def told(quote: str, *facts: dict) -> list[str | None]:
    said = StatementReply(
        quote=quote,
        speakers=[],
        stance=Stance.ASSERTS,
        sure=Evidentiality.STATED,
        tolls=[],
        facts=[FactReply.model_validate(one) for one in facts],
    )
    return [one.of for one in as_joined(said).facts]


@pytest.mark.parametrize(
    ("quote", "things", "joined"),
    [
        ("The mill and a school burnt.", ["The mill", "a school"], "The mill and a school"),
        ("They burnt mill, school and post.", ["mill", "school", "post"], "mill, school and post"),
        ("No harm to the post or to a school.", ["post", "school"], "post or to a school"),
    ],
)
def test_things_that_a_sentence_joins_are_told_as_one(quote, things, joined) -> None:
    assert told(quote, *map(damage, things)) == [joined]


@pytest.mark.parametrize(
    "facts",
    [
        (damage("the mill"), damage("a school", code="some")),
        (damage("the mill"), damage("a school", words="fell")),
    ],
)
def test_what_is_said_in_other_words_or_degree_stays_apart(facts) -> None:
    assert told("They burnt the mill and a school.", *facts) == ["the mill", "a school"]


def test_things_with_other_words_between_them_stay_apart() -> None:
    quote = "They burnt the mill and fired on a school."
    assert told(quote, damage("the mill"), damage("a school")) == ["the mill", "a school"]


def test_each_of_two_things_that_are_counted_stays_a_thing() -> None:
    quote = "They burnt 30 houses and 12 shops."
    assert told(quote, damage("30 houses"), damage("12 shops")) == ["30 houses", "12 shops"]


def test_a_thing_keeps_the_number_that_the_words_give_it() -> None:
    quote = "She counted more than 60 burnt houses."
    assert told(quote, damage("houses", "more than 60 burnt houses")) == [
        "more than 60 burnt houses"
    ]
    assert told(quote, damage("mills", "more than 60 burnt houses")) == ["mills"]
    assert told(quote, damage("houses", "12 men fired on houses")) == ["houses"]
    assert told(quote, damage("the houses", "12 men at the houses")) == ["the houses"]
    assert told(quote, damage("20 houses", "60 burnt houses")) == ["20 houses"]


@given(st.lists(st.sampled_from(THINGS), min_size=1, max_size=4), st.sampled_from([" and ", ", "]))
def test_whatever_is_joined_stands_in_the_sentence(things, link) -> None:
    quote = f"They burnt {link.join(things)}."
    facts = told(quote, *map(damage, things))
    assert all(one is not None and one in quote for one in facts)
    assert words_of(" ".join(filter(None, facts))) >= words_of(" ".join(things))


TEXT = "The Front struck 36 sites in 11 towns, it says. The army called the numbers tales."


def said(opening: str, stance: str, *facts: dict) -> dict:
    start = TEXT.index(opening)
    return {
        "quote": TEXT[start : TEXT.index(".", start) + 1],
        "speakers": [{"name": opening, "named": False, "role": "security_force"}],
        "stance": stance,
        "sure": "stated",
        "tolls": [],
        "facts": list(facts),
    }


def extent(words: str, code: str) -> dict:
    return {"field": "extent", "code": code, "words": words, "of": None}


def extents(*statements: dict) -> list[tuple[str, str, int | None]]:
    incident = {
        "key": "i1",
        "part_of": None,
        "type": "series",
        "label": "wave",
        "stage": "accomplished",
        "place": None,
        "operation": None,
        "actors": [],
        "statements": list(statements),
    }
    reply = {"incidents": [incident], "background": [], "relays": []}
    article = Article.of(TEXT)
    read = convert(
        ArticleReply.model_validate(reply), article, ExtractorId(name="model", version="0")
    )
    return [
        (claim.stance.value, claim.value.unit.value, claim.value.count.low)
        for claim in read.claims()
        if isinstance(claim.value, Extent)
    ]


REJECTED = said("The army", "denies", extent("the numbers", "locations"))


def test_who_rejects_the_numbers_rejects_the_one_that_is_given() -> None:
    given_here = said(
        "The Front", "asserts", extent("36 sites", "locations"), extent("11 towns", "towns")
    )
    assert ("denies", "locations", 36) in extents(given_here, REJECTED)


def test_where_no_figure_or_several_are_given_none_is_rejected() -> None:
    several = said(
        "The Front", "asserts", extent("36 sites", "locations"), extent("11 towns", "locations")
    )
    assert extents(REJECTED) == []
    assert {stance for stance, *_ in extents(several, REJECTED)} == {"asserts"}
