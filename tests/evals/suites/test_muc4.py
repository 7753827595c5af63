"""Templates against a key: the key itself, the key degraded, and what an extraction comes to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.evals.scores import LeafVerdict, Tally
from llm_extract.evals.suites import load, muc4
from llm_extract.evals.suites.muc4_keys import Fill, Slot, Template, template
from llm_extract.evals.suites.muc4_slots import credit
from llm_extract.records.claims import Damage, Degree, Effect, Group, Responsibility, Role
from llm_extract.records.incidents import Actor, ActorPart
from llm_extract.records.when_where import Place, When
from tests.evals.suites.told import claim, extraction, lines, named, on, toll

RAID = {
    "1": ["1"],
    "2": ["(03 MAY 88) / (02 MAY 88 - 03 MAY 88)"],
    "3": ["TAVONIA: ORVALE (DEPARTMENT): BESK (TOWN)"],
    "4": ["ATTACK"],
    "9": ['"MASKED RIDERS" / "RIDERS"'],
    "10": ['? "RED HERON FRONT" / "RHF"'],
    "12": ['"\\"THE ACORN\\" MILL" / "MILL"'],
    "14": ['1: "\\"THE ACORN\\" MILL" / "MILL"'],
    "16": ['DESTROYED: "\\"THE ACORN\\" MILL" / "MILL"'],
    "18": ['"ADA ORLE"'],
    "19": ['"MILLER" / "OWNER OF THE MILL": "ADA ORLE"', '"PEASANTS"'],
    "21": ['1: "ADA ORLE"', 'PLURAL: "PEASANTS"'],
    "23": ['DEATH: "ADA ORLE"', '? INJURY: "PEASANTS"'],
}
BOMB = {
    "1": ["2"],
    "2": ["- 06 MAY 88"],
    "3": ["TAVONIA"],
    "4": ["BOMBING"],
    "9": ["-"],
    "12": ["*"],
    "19": ['"NUNS"'],
    "21": ['6: "NUNS"'],
    "23": ['INJURY: "NUNS"'],
}
ASIDE = BOMB | {"1": ["3 (OPTIONAL)"], "2": ["01 JAN 88"], "4": ["ARSON"], "19": ['"MONKS"']}
KEY = tuple(map(template, (RAID, BOMB, ASIDE)))
# The first has 15 answers, 2 of them optional; the others have 6 each.


def scored(said, key=KEY) -> dict[str, Tally]:
    return dict(muc4.compared("d1", key, tuple(said)).slots)


def changed(one: Template, slot: Slot, *fills: Fill) -> Template:
    return replace(one, fills={**one.fills, slot: fills})


def test_the_key_against_itself_is_right_in_every_slot():
    slots = scored(KEY)
    assert set(slots) == {*Slot, muc4.ALL, muc4.MATCHED}
    assert {tally.f1 for tally in slots.values()} == {1.0}
    assert slots[muc4.ALL] == Tally(27, 27, 27)


@given(st.permutations(KEY), st.permutations(KEY))
def test_the_order_of_templates_plays_no_part(said, key):
    assert scored(said, key) == scored(KEY)


def test_a_template_that_is_left_out_is_missing_in_all_its_answers():
    assert scored(KEY[:1] + KEY[2:])[muc4.ALL] == Tally(21, 21, 27)


def test_an_optional_template_may_be_left_out():
    assert scored(KEY[:2])[muc4.ALL] == Tally(21, 21, 21)


def test_an_optional_answer_may_be_left_out():
    bare = changed(KEY[0], Slot.PERP_ORGANISATION)
    assert scored([bare], KEY[:1])[muc4.ALL] == Tally(14, 14, 14)


def test_a_template_too_many_is_spurious_in_all_its_answers_but_for_matched_missing():
    slots = scored(KEY[:2], KEY[:1])
    assert slots[muc4.ALL] == Tally(15, 21, 15)
    assert slots[muc4.MATCHED] == Tally(15, 15, 15)


def test_a_wrong_answer_is_both_missing_and_spurious():
    wrong = changed(KEY[0], Slot.HUM_NAME, Fill(("BO TARN",)))
    slots = scored([wrong], KEY[:1])
    assert slots[Slot.HUM_NAME] == Tally(0, 1, 1)
    assert slots[muc4.ALL] == Tally(14, 15, 15)


def test_a_template_of_another_type_is_no_match():
    other = changed(KEY[1], Slot.TYPE, Fill(("KIDNAPPING",)))
    assert scored([other], KEY[1:2])[muc4.ALL] == Tally(0, 6, 6)


def test_a_template_that_agrees_in_its_type_alone_is_no_match():
    bare = Template({Slot.TYPE: (Fill(("BOMBING",)),)})
    assert scored([bare], KEY[1:2])[muc4.ALL] == Tally(0, 1, 6)


def test_templates_are_paired_for_the_most_agreement_and_not_in_order():
    near = changed(KEY[1], Slot.HUM_NUMBER, Fill(("7",), of=("NUNS",)))
    assert scored([near, KEY[1]], (KEY[1], near))[muc4.ALL] == Tally(12, 12, 12)


def test_a_document_without_incidents_is_right_in_silence():
    assert scored([], ()) == {muc4.ALL: Tally(), muc4.MATCHED: Tally()}
    assert scored(KEY[1:2], ())[muc4.ALL] == Tally(0, 6, 0)


def test_marks_show_what_was_expected_and_said():
    wrong = changed(KEY[1], Slot.HUM_EFFECT, Fill(("DEATH",), of=("NUNS",)))
    marks = muc4.compared("d1", KEY[1:2], (wrong,)).marks
    told = next(mark for mark in marks if mark.slot == Slot.HUM_EFFECT)
    assert told.verdict is LeafVerdict.WRONG_VALUE
    assert (told.expected, told.said) == ("INJURY of NUNS", "DEATH of NUNS")


def test_the_notation_of_the_key_is_read():
    raid = KEY[0]
    assert raid.of(Slot.DATE) == (Fill(("03 MAY 88", "02 MAY 88 - 03 MAY 88")),)
    assert raid.of(Slot.PHYS_TARGET) == (Fill(('"THE ACORN" MILL', "MILL")),)
    assert raid.of(Slot.PERP_ORGANISATION) == (Fill(("RED HERON FRONT", "RHF"), optional=True),)
    assert raid.of(Slot.HUM_DESCRIPTION)[0] == Fill(("MILLER", "OWNER OF THE MILL"), ("ADA ORLE",))
    assert Slot.PHYS_TARGET not in KEY[1].fills
    assert [one.optional for one in KEY] == [False, False, True]


@pytest.mark.parametrize(
    ("slot", "key", "said", "earned"),
    [
        (Slot.TYPE, "BOMBING", "BOMBING", 1),
        (Slot.TYPE, "BOMBING", "ATTACK", 0.5),
        (Slot.TYPE, "ATTACK", "BOMBING", 0),
        (Slot.TYPE, "KIDNAPPING", "ATTACK", 0),
        (Slot.PERP_INDIVIDUAL, "MASKED RIDERS", "RIDERS", 1),
        (Slot.PERP_INDIVIDUAL, "RIDER", "THE RIDERS", 1),
        (Slot.PERP_INDIVIDUAL, "MASKED RIDERS", "ARMED RIDERS", 0.5),
        (Slot.PERP_INDIVIDUAL, "RIDERS OF THE HILL", "HILL", 0),
        (Slot.HUM_NAME, "ADA ORLE", "ORLE", 1),
        (Slot.HUM_NAME, "ADA ORLE", "BO ORLE", 0.5),
        (Slot.HUM_NAME, "ADA ORLE", "ADA", 0),
        (Slot.HUM_DESCRIPTION, "PEASANTS", "SIX PEASANTS OF BESK", 1),
        (Slot.HUM_DESCRIPTION, "MEN", "A MAN", 1),
        (Slot.HUM_NUMBER, "6", "6", 1),
        (Slot.HUM_NUMBER, "6", "7", 0),
        (Slot.HUM_NUMBER, "6-8", "7", 0.5),
        (Slot.HUM_NUMBER, "6-", "6-", 1),
        (Slot.HUM_NUMBER, "6-", "9", 0.5),
        (Slot.HUM_NUMBER, "- 15", "9", 0.5),
        (Slot.HUM_NUMBER, "~100", "100", 1),
        (Slot.HUM_NUMBER, "PLURAL", "9", 1),
        (Slot.HUM_NUMBER, "PLURAL", "1", 0),
        (Slot.HUM_NUMBER, "5", "PLURAL", 0.5),
        (Slot.DATE, "03 MAY 88", "03 MAY 1988", 1),
        (Slot.DATE, "02 MAY 88 - 03 MAY 88", "03 MAY 1988", 0.5),
        (Slot.DATE, "- 06 MAY 88", "- 06 MAY 1988", 1),
        (Slot.DATE, "- 06 MAY 88", "07 MAY 1988", 0),
        (Slot.LOCATION, "TAVONIA: BESK (TOWN)", "TAVONIA: ORVALE: BESK", 1),
        (Slot.LOCATION, "TAVONIA: BESK (TOWN)", ": BESK", 1),
        (Slot.LOCATION, "TAVONIA: BESK (TOWN)", "ULMAR: BESK", 0),
        (Slot.LOCATION, "TAVONIA: BESK (TOWN)", "TAVONIA", 0.5),
        (Slot.LOCATION, "TAVONIA", "TAVONIA: BESK", 0.5),
    ],
)
def test_an_answer_earns_one_a_half_or_nothing(slot, key, said, earned):
    assert credit(slot, Fill((key,)), Fill((said,))) == earned


def test_any_alternative_will_do():
    assert credit(Slot.PHYS_TARGET, KEY[0].of(Slot.PHYS_TARGET)[0], Fill(("MILL",))) == 1


def test_a_number_of_other_people_earns_half():
    nuns = Fill(("6",), of=("NUNS",))
    assert credit(Slot.HUM_NUMBER, nuns, Fill(("6",), of=("MONKS",))) == 0.5


WORDS = st.sampled_from(
    ["NUNS", "SIX NUNS", "A MILLER OF BESK", "OF", "MRS", "ADA ORLE", "THE MEN"]
)
NUMBERS = st.sampled_from(["1", "6-8", "9-", "- 15", "~100", "PLURAL", "5", "A FEW"])
DATES = st.sampled_from(["03 MAY 88", "- 06 MAY 88", "01 MAY 88 - 31 MAY 88", "31 FEB 88"])
OPTIONAL = st.booleans()


NOBODY = st.just(())


def fills(values, of=NOBODY):
    fill = st.builds(Fill, st.lists(values, min_size=1, max_size=2).map(tuple), of, OPTIONAL)
    return st.lists(fill, max_size=3, unique=True).map(tuple)


TEMPLATES = st.lists(
    st.builds(
        Template,
        st.fixed_dictionaries(
            {
                Slot.TYPE: st.sampled_from(["ATTACK", "ARSON"]).map(lambda one: (Fill((one,)),)),
                Slot.DATE: DATES.map(lambda one: (Fill((one,)),)),
                Slot.HUM_DESCRIPTION: fills(WORDS),
                Slot.HUM_NUMBER: fills(NUMBERS, st.tuples(WORDS)),
            }
        ),
        OPTIONAL,
    ),
    max_size=3,
)


@given(TEMPLATES)
def test_any_key_is_right_against_itself(key):
    assert scored(key, key)[muc4.ALL].f1 in (1.0, None)


@given(TEMPLATES, TEMPLATES)
def test_nothing_is_right_that_was_not_both_said_and_expected(said, key):
    for tally in scored(said, key).values():
        assert tally.correct <= min(tally.said, tally.expected)


@given(TEMPLATES, TEMPLATES)
def test_every_answer_that_was_given_is_counted_once(said, key):
    given_answers = sum(len(one.of(slot)) for one in said for slot in Slot)
    assert scored(said, key)[muc4.ALL].said == given_answers


# ---------------------------------------------------------------- extractions

TEXT = """BESK (TAVONIA), 4 MAY 88 (HILL RADIO) -- [TEXT] MASKED RIDERS BURNED A MILL AT BESK. SIX
PEASANTS WERE KILLED AND THE MILLER ADA ORLE WAS WOUNDED. THE RED HERON FRONT SAID IT DID SO."""


@pytest.fixture
def suite(tmp_path):
    row = {"id": "d1", "split": "dev", "text": TEXT, "templates": [RAID]}
    return load("muc4", lines(tmp_path / "muc4.jsonl", row))


def answered(suite, *values, kind="armed_attack", **more) -> tuple[Template, ...]:
    article = suite.articles()[0]
    claims = [claim(article, value, quote) for value, quote in values]
    return muc4.templates(extraction(article, *claims, kind=kind, **more), article)


PEASANTS = toll(Effect.KILLED, 6, "SIX", Group.CIVILIANS), "SIX\nPEASANTS WERE KILLED"


def test_the_article_holds_the_text_and_no_slot(suite):
    article = suite.articles()[0]
    assert article.file == "d1"
    assert article.published_on is None
    assert "ACORN" not in article.to_json()


def test_a_toll_is_people_with_their_number_and_effect(suite):
    (one,) = answered(suite, PEASANTS)
    assert one.of(Slot.HUM_DESCRIPTION) == (Fill(("PEASANTS",)),)
    assert one.of(Slot.HUM_NUMBER) == (Fill(("6",), of=("PEASANTS",)),)
    assert one.of(Slot.HUM_EFFECT) == (Fill(("DEATH",), of=("PEASANTS",)),)


def test_a_named_victim_has_a_name_and_an_effect(suite):
    (one,) = answered(suite, (named("Ada Orle", Effect.INJURED), "ADA ORLE"))
    assert one.of(Slot.HUM_NAME) == (Fill(("ADA ORLE",)),)
    assert one.of(Slot.HUM_EFFECT) == (Fill(("INJURY",), of=("ADA ORLE",)),)


def test_without_a_day_it_happened_by_the_day_of_the_dateline(suite):
    (one,) = answered(suite, PEASANTS)
    assert one.of(Slot.DATE) == (Fill(("- 04 MAY 1988",)),)
    when = on(date(1988, 5, 3), "YESTERDAY").when
    (dated,) = answered(suite, PEASANTS, when=when)
    assert dated.of(Slot.DATE) == (Fill(("03 MAY 1988",)),)


def test_yesterday_is_seen_from_the_dateline_where_the_extraction_leaves_it_open(suite):
    (one,) = answered(suite, PEASANTS, when=When(verbatim="YESTERDAY"))
    assert one.of(Slot.DATE) == (Fill(("03 MAY 1988",)),)


def test_a_town_and_its_country_in_one_name_are_two(suite):
    (one,) = answered(suite, PEASANTS, place=Place(name="Besk, Peru", locality="Besk, Peru"))
    assert one.of(Slot.LOCATION) == (Fill(("PERU: BESK",)),)


def test_a_place_is_told_from_wide_to_narrow(suite):
    place = Place(name="Besk", country="Tavonia", admin1="Orvale", locality="Besk")
    (one,) = answered(suite, PEASANTS, place=place)
    assert one.of(Slot.LOCATION) == (Fill(("TAVONIA: ORVALE: BESK",)),)


def test_people_named_by_what_they_are_are_individuals_and_bodies_organisations(suite):
    riders = Actor(name="masked gunmen", role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR)
    front = Responsibility(actor="Red Heron Front"), "THE RED HERON FRONT SAID IT DID SO"
    (one,) = answered(suite, PEASANTS, front, actors=(riders,))
    assert one.of(Slot.PERP_INDIVIDUAL) == (Fill(("MASKED GUNMEN",)),)
    assert one.of(Slot.PERP_ORGANISATION) == (Fill(("RED HERON FRONT",)),)


def test_damage_is_a_physical_target_with_its_effect(suite):
    mill = Damage(degree=Degree.DESTROYED, of="a mill"), "BURNED A MILL"
    (one,) = answered(suite, mill, kind="arson")
    assert one.of(Slot.TYPE) == (Fill(("ARSON",)),)
    assert one.of(Slot.PHYS_EFFECT) == (Fill(("DESTROYED",), of=("A MILL",)),)
    assert one.of(Slot.PHYS_NUMBER)[0].values == ("1",)


def test_a_clash_that_befalls_soldiers_alone_gives_no_template(suite):
    soldiers = toll(Effect.KILLED, 6, "SIX", Group.MILITARY), PEASANTS[1]
    assert answered(suite, soldiers, kind="armed_clash") == ()
    assert len(answered(suite, PEASANTS, kind="armed_clash")) == 1


def test_a_document_that_was_not_read_is_missing_in_all_and_failed(suite):
    scored = suite.score({})
    (unit,) = scored.units
    assert unit.failed
    assert unit.slots[muc4.ALL] == Tally(0, 0, 13)
    assert {mark.verdict for mark in unit.marks} == {LeafVerdict.MISSING}


def test_the_floor_is_one_attack_a_document_in_the_commonest_country(suite):
    floors = {floor.metric: floor for floor in suite.score({}).floors}
    assert floors["precision"].method == "ATTACK in TAVONIA"
    # The type is right, and the country is half of the place.
    assert floors["precision"].value == 0.75
    assert floors["recall"].value == 1.5 / 13
