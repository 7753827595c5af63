"""The reports the product exists for, by figures alone; skipped where they are not at hand."""

from pathlib import Path

import pytest

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article
from llm_extract.records.claims import Role, Scope, Stance
from llm_extract.text import freeze

SEEDS = sorted((Path(__file__).parents[2].parent / "shared/data/seeds").glob("*.txt"))
pytestmark = pytest.mark.skipif(len(SEEDS) != 5, reason="the five reports are not here")

STATE = {Role.GOVERNMENT, Role.SECURITY_FORCE}
TOLLS = [
    (0, "injured", "security_forces", 2, 3, STATE, Stance.ASSERTS),
    (0, "killed", "militants", 4, 4, STATE, Stance.ASSERTS),
    (1, "killed", "security_forces", 10, None, None, Stance.ASSERTS),
    (1, "neutralised", "militants", 37, 37, STATE, Stance.ASSERTS),
    (1, "killed", "militants", 37, 37, STATE, Stance.ASSERTS),
    (1, "killed", "police", 4, None, None, Stance.ASSERTS),
    (2, "killed_or_injured", "everyone", None, None, STATE, Stance.DECLINES),
    (2, "captured", "security_forces", None, None, {Role.UNATTRIBUTED}, Stance.ASSERTS),
    (3, "killed", "everyone", 21, None, {Role.MEDIA}, Stance.ASSERTS),
    (3, "killed", "security_forces", 10, 10, {Role.MEDIA}, Stance.ASSERTS),
    (3, "killed", "civilians", 11, 11, {Role.MEDIA}, Stance.ASSERTS),
    (3, "killed", "security_forces", 84, 84, {Role.ARMED_GROUP}, Stance.ASSERTS),
    (3, "captured", "security_forces", 18, 18, {Role.ARMED_GROUP}, Stance.ASSERTS),
    (3, "killed", "security_forces", 84, 84, STATE, Stance.DENIES),
    (3, "captured", "security_forces", 18, 18, STATE, Stance.DENIES),
    (3, "killed", "militants", 37, 70, STATE, Stance.ASSERTS),
    (4, "killed", "police", 2, 2, {Role.WITNESS}, Stance.ASSERTS),
    (4, "neutralised", "military", None, None, {Role.ARMED_GROUP}, Stance.ASSERTS),
    (4, "injured", "police", None, None, {Role.UNATTRIBUTED}, Stance.ASSERTS),
]
EXTENTS = [
    (1, "districts", 5, 5), (2, "cities", 10, None), (3, "cities", 13, None),
    (3, "locations", 48, 48), (3, "cities", 14, 14), (4, "cities", 7, 7), (4, "cities", None, 12),
]  # fmt: skip
BACKGROUND = [(0, 51), (2, 667), (2, 580), (2, 1001)]


@pytest.fixture(scope="module")
def extractions():
    reader = RulesExtractor()
    texts = [freeze(path.read_text(encoding="utf-8")) for path in SEEDS]
    return [reader.read(Article.of(text)) for text in texts]


@pytest.mark.parametrize("row", TOLLS)
def test_each_toll_is_carried_with_its_claimant(extractions, row):
    n, effect, group, low, high, roles, stance = row
    found = [
        claim
        for claim in extractions[n].claims()
        if claim.field == "toll"
        and claim.scope is not Scope.BACKGROUND
        and (claim.value.effect, claim.value.group) == (effect, group)
        and (claim.value.count.low, claim.value.count.high, claim.stance) == (low, high, stance)
    ]
    claimants = [claim.attribution.claimant for claim in found]
    assert any((c.role in roles) if c and roles else c is roles for c in claimants)


@pytest.mark.parametrize(("n", "unit", "low", "high"), EXTENTS)
def test_each_extent_is_carried(extractions, n, unit, low, high):
    found = [claim.value for claim in extractions[n].claims() if claim.field == "extent"]
    assert (unit, low, high) in {(v.unit, v.count.low, v.count.high) for v in found}


@pytest.mark.parametrize(("n", "low"), BACKGROUND)
def test_figures_of_other_times_stay_background(extractions, n, low):
    assert low in {claim.value.count.low for claim in extractions[n].background}
    events = [claim for i in extractions[n].incidents for claim in i.claims]
    assert low not in {claim.value.count.low for claim in events if claim.field == "toll"}


def test_one_report_names_another_day_than_the_rest(extractions):
    days = [
        {claim.value.when.weekday for claim in each.claims() if claim.field == "date"}
        for each in extractions
    ]
    assert days == [{3}, {6}, {6}, {6}, {6}]


def test_the_total_contains_its_parts(extractions):
    (total,) = [c for c in extractions[3].claims() if c.parts]
    parts = [c for c in extractions[3].claims() if c.claim_id in total.parts]
    assert sorted(part.value.count.low for part in parts) == [10, 11]


def test_the_sentence_without_a_verb_is_noted(extractions):
    assert any("the verb is missing" in note for note in extractions[4].notes)


def test_relays_are_credited(extractions):
    assert [len(each.credits) for each in extractions] == [0, 0, 1, 1, 1]


def test_one_officer_is_named(extractions):
    (victim,) = [c.value for c in extractions[3].claims() if c.field == "victim"]
    assert (victim.effect, victim.group) == ("killed", "police")
