"""Joining the pieces of a long article: what is one becomes one, and what is two stays two."""

import asyncio
import json
from datetime import date

import pytest

from llm_extract.extractors.model import ModelExtractor, ModelOptions
from llm_extract.extractors.model.joined import join
from llm_extract.llm.ask import ScriptedModel
from llm_extract.prompts import load_prompt
from llm_extract.records.article import Article
from llm_extract.records.incidents import Extraction

MAY = "Six drivers died in Orlo on 3 May, police said."
JUNE = "Two drivers died in Orlo on 9 June, police said."
TOTAL = "In Orlo 21 people died, 10 officers and 11 farmers, police said."
NIGHT = "The raids ran from 3 May into 4 May; shots fell at 2 a.m. and at 11 p.m. in Karst."
ARTICLE = Article.of(f"{MAY}\n\n{JUNE}\n\n{TOTAL}\n\n{NIGHT}", published_on=date(2026, 6, 12))


def toll(words: str, count: int, group: str = "everyone") -> dict:
    return {
        "words": words,
        "low": count,
        "high": count,
        "group": group,
        "effect": "killed",
        "attackers_included": "unstated",
    }


def said(quote: str, *tolls: dict, on: str | None = None) -> dict:
    day = [{"field": "date", "code": None, "words": on, "of": None}] if on else []
    speaker = {"name": "police", "named": False, "role": "security_force"}
    return {
        "quote": quote,
        "speakers": [speaker],
        "stance": "asserts",
        "sure": "stated",
        "tolls": list(tolls),
        "facts": day,
    }


def incident(*statements: dict, key: str = "i1", **other: object) -> dict:
    return {
        "key": key,
        "part_of": None,
        "type": "bombing",
        "label": "bombing",
        "stage": "accomplished",
        "place": "Orlo",
        "operation": None,
        "actors": [],
        "statements": list(statements),
        **other,
    }


def piece(*incidents: dict) -> Extraction:
    """What one piece of the article is read as."""
    reply = json.dumps({"incidents": list(incidents), "background": [], "relays": []})
    model = ModelExtractor(ScriptedModel([reply] * 2), load_prompt("extract"), ModelOptions("m"))
    return asyncio.run(model.extract(ARTICLE))


IN_MAY = incident(said(MAY, toll("Six", 6), on="on 3 May"))
IN_JUNE = incident(said(JUNE, toll("Two", 2), on="on 9 June"))


def test_one_type_and_place_on_two_days_are_two_incidents_with_ids_of_their_own() -> None:
    joined = join([piece(IN_MAY), piece(IN_JUNE)])
    assert [one.when.start.month for one in joined.incidents] == [5, 6]
    assert len({one.incident_id for one in joined.incidents}) == 2


def test_an_incident_without_a_day_is_the_one_of_its_type_and_place() -> None:
    undated = incident(said(TOTAL, toll("21", 21)))
    joined = join([piece(IN_MAY), piece(undated)])
    (one,) = joined.incidents
    assert len(one.claims) == 3


def test_an_incident_goes_to_the_one_that_it_shares_a_claim_with() -> None:
    june_again = incident(said(JUNE, toll("Two", 2)), said(TOTAL, toll("21", 21)))
    joined = join([piece(IN_MAY), piece(IN_JUNE), piece(june_again)])
    assert [len(one.claims) for one in joined.incidents] == [2, 3]


def test_what_one_piece_tells_apart_stays_apart() -> None:
    noon = incident(said(MAY, toll("Six", 6)))
    evening = incident(said(JUNE, toll("Two", 2)), key="i2")
    assert len(join([piece(noon, evening)]).incidents) == 2
    assert len(join([piece(noon, evening), piece(noon, evening)]).incidents) == 2


def test_a_series_that_only_a_later_piece_tells_of_takes_its_part_in() -> None:
    series = incident(key="i1", type="series", label="raids", place=None)
    part = incident(said(MAY, toll("Six", 6)), key="i2", part_of="i1")
    joined = join([piece(IN_MAY), piece(series, part)])
    town, whole = joined.incidents
    assert (town.type, whole.type) == ("bombing", "series")
    assert town.part_of == whole.incident_id


def test_each_piece_counts_its_keys_anew_and_no_part_changes_its_series() -> None:
    def raids(label: str, quote: str, words: str, count: int) -> Extraction:
        series = incident(key="i1", type="series", label=label, place=None)
        place = "Orlo" if count == 6 else "Varra"
        return piece(
            series, incident(said(quote, toll(words, count)), key="i2", part_of="i1", place=place)
        )

    joined = join([raids("Lantern", MAY, "Six", 6), raids("Anvil", JUNE, "Two", 2)])
    labels = {one.incident_id: one.label for one in joined.incidents}
    assert len(labels) == 4
    assert [labels[one.part_of] for one in joined.incidents if one.part_of] == ["Lantern", "Anvil"]


def test_parts_of_a_total_name_claims_that_are_there_after_joining() -> None:
    whole = [toll("21", 21), toll("10", 10, "police"), toll("11", 11, "civilians")]
    joined = join(
        [piece(incident(said(TOTAL, toll("21", 21)))), piece(incident(said(TOTAL, *whole)))]
    )
    claims = {claim.claim_id: claim for claim in joined.claims()}
    (total,) = (claim for claim in claims.values() if claim.parts)
    assert sorted(claims[part].value.count.low for part in total.parts) == [10, 11]


def test_the_same_said_in_two_pieces_is_one_claim_with_two_mentions() -> None:
    again = "Police said 21 people had died in Orlo."
    article = Article.of(f"{TOTAL}\n\n{again}")
    replies = [
        json.dumps(
            {"incidents": [incident(said(words, toll("21", 21)))], "background": [], "relays": []}
        )
        for words in (TOTAL, again)
    ]
    options = ModelOptions("m", most_characters=len(TOTAL) + 5)
    model = ModelExtractor(ScriptedModel(replies), load_prompt("extract"), options)
    (claim,) = asyncio.run(model.extract(article)).claims()
    assert [evidence.quote for evidence in claim.evidence] == [TOTAL, again]


def test_two_incidents_under_one_key_have_two_ids() -> None:
    both = piece(IN_MAY, incident(said(JUNE, toll("Two", 2)), place="Varra"))
    assert len({one.incident_id for one in both.incidents}) == 2


def test_a_part_of_nothing_is_whole_and_remarked_on() -> None:
    (one,) = (stray := piece(incident(said(MAY, toll("Six", 6)), part_of="i9"))).incidents
    assert one.part_of is None
    assert one.claims[0].scope == "incident"
    assert "i9" in stray.notes[0]


def test_two_parts_of_each_other_are_wholes() -> None:
    one = incident(said(MAY, toll("Six", 6)), key="i1", part_of="i2")
    other = incident(said(JUNE, toll("Two", 2)), key="i2", part_of="i1", place="Varra")
    assert [each.part_of for each in piece(one, other).incidents] == [None, None]


def test_a_part_without_a_day_has_the_days_of_its_series() -> None:
    whole = incident(said(MAY, toll("Six", 6), on="on 3 May"), type="series")
    part = incident(said(TOTAL, toll("21", 21)), key="i2", part_of="i1")
    series, town = join([piece(whole, part)]).incidents
    assert town.part_of == series.incident_id
    assert town.when == series.when
    assert town.when is not None
    assert town.when.start == date(2026, 5, 3)


def test_a_part_with_a_day_of_its_own_keeps_it() -> None:
    whole = incident(said(MAY, toll("Six", 6), on="on 3 May"), type="series")
    part = incident(said(JUNE, toll("Two", 2), on="on 9 June"), key="i2", part_of="i1")
    _, town = join([piece(whole, part)]).incidents
    assert town.when is not None
    assert town.when.start == date(2026, 6, 9)


@pytest.mark.parametrize(
    ("hour", "day"), [("at 2 a.m.", 4), ("at 11 p.m.", 3)], ids=["after midnight", "before"]
)
def test_an_hour_tells_on_which_day_of_its_night_a_part_was(hour, day) -> None:
    whole = incident(said(NIGHT, on="3 May into 4 May"), type="series")
    part = incident(said(NIGHT, on=hour), key="i2", part_of="i1")
    _, town = join([piece(whole, part)]).incidents
    assert town.when is not None
    assert (town.when.start, town.when.end) == (date(2026, 5, day), date(2026, 5, day))
    assert town.when.clock is not None
