"""Press releases, answered by their annotators' conventions."""

from datetime import date

import pytest

from llm_extract.evals.scores import LeafVerdict
from llm_extract.evals.suites import load
from llm_extract.evals.suites.isaf_answers import released_on
from llm_extract.records.claims import Effect, Group, Timing
from llm_extract.records.when_where import DatePrecision, When
from tests.evals.suites.told import at, claim, extraction, lines, named, on, toll

HEAD = "2011-05-S-007\nFor Immediate Release\n\nBESK, Tavonia (May 3)\n"
FIRST = "A joint force detained a bandit chief and several carriers near Orvale on Monday."
SECOND = "Three more carriers were detained at a mill, including the chief."
THIRD = "Two other carriers were also detained."
TEXT = f"{HEAD}{FIRST}\n{SECOND}\n{THIRD}\n"


@pytest.fixture
def suite(tmp_path):
    def made(**gold):
        answers = {
            "start_date": "2011-05-02",
            "province": ["paktya"],
            "min_killed": 0,
            "min_captured": 4,
        }
        row = {"id": "r1", "text": TEXT, "gold": answers | gold}
        return load("isaf", lines(tmp_path / "isaf.jsonl", row))

    return made


def said(suite, *told, **more) -> dict[str, str | None]:
    article = suite.articles()[0]
    claims = [claim(article, value, quote) for value, quote in told]
    outcome = extraction(article, *claims, kind="security_operation", **more)
    marks = suite.score({article.article_id: outcome}).units[0].marks
    return {mark.slot: mark.said for mark in marks}


def captured(low, words, group=Group.MILITANTS):
    return toll(Effect.CAPTURED, low, words, group)


def test_the_day_of_release_is_read_off_the_head_lines():
    assert released_on(TEXT) == date(2011, 5, 3)
    assert released_on("May 4: A Raid in Orvale\n2010-05-CA-001\nMen fled.") == date(2010, 5, 4)
    assert released_on("Evening Update, June 5, 2012\nMen fled.") == date(2012, 6, 5)


@pytest.mark.parametrize("text", ["BESK, Tavonia (May 3)\nMen fled.", "Men fled on May 3, 2011."])
def test_a_day_without_year_or_outside_the_head_is_no_day_of_release(text):
    assert released_on(text) is None


def test_the_article_has_the_day_of_release_and_no_answer(suite):
    article = suite(start_date="1999-09-09", min_captured=88).articles()[0]
    assert article.published_on == date(2011, 5, 3)
    assert "1999" not in article.to_json()
    assert "88" not in article.to_json()


def test_a_leader_and_several_are_four(suite):
    told = [(captured(1, "a"), FIRST), (captured(None, "several"), FIRST)]
    assert said(suite(), *told)["captured"] == "4"


def test_numerous_is_four(suite):
    assert said(suite(), (captured(None, "numerous"), FIRST))["captured"] == "4"


def test_a_vague_figure_that_is_made_exact_later_is_counted_once(suite):
    told = [(captured(None, "several"), FIRST), (captured(2, "Two"), THIRD)]
    assert said(suite(), *told)["captured"] == "2"


def test_a_further_figure_is_added(suite):
    told = [(captured(1, "a"), FIRST), (captured(2, "Two"), THIRD)]
    assert said(suite(), *told)["captured"] == "3"


def test_a_figure_that_includes_the_leader_is_not_added_to_him(suite):
    told = [(captured(3, "Three"), SECOND), (captured(1, "the chief"), SECOND)]
    assert said(suite(), *told)["captured"] == "3"


def test_a_named_captive_is_one_more_unless_a_figure_of_one_is_his(suite):
    chief = named("Ode Karl", Effect.CAPTURED), FIRST
    several = captured(None, "several"), FIRST
    assert said(suite(), chief, several)["captured"] == "4"
    assert said(suite(), chief, several, (captured(1, "a"), FIRST))["captured"] == "4"


def test_the_coalitions_own_dead_are_not_counted(suite):
    own = toll(Effect.KILLED, 4, "four", Group.MILITARY)
    foe = toll(Effect.KILLED, 2, "two", Group.MILITANTS)
    assert said(suite(), (own, FIRST), (foe, THIRD))["killed"] == "2"


def test_no_figure_is_the_nought_of_the_annotators(suite):
    article = suite().articles()[0]
    marks = suite().score({article.article_id: extraction(article)}).units[0].marks
    killed, captured_, _, place = marks
    assert (killed.verdict, killed.said) == (LeafVerdict.CORRECT, "0 (none read)")
    assert captured_.verdict is LeafVerdict.WRONG_VALUE
    assert place.verdict is LeafVerdict.MISSING


def test_where_no_day_was_read_that_of_the_release_stands_in(suite):
    article = suite().articles()[0]
    day = suite().score({article.article_id: extraction(article)}).units[0].marks[2]
    assert (day.verdict, day.said) == (LeafVerdict.WRONG_VALUE, "2011-05-03 (released)")


def test_the_past_hours_were_coded_as_their_last_day_and_a_night_as_its_first(suite):
    hours = When(
        verbatim="over the past 24 hours",
        start=date(2011, 5, 2),
        end=date(2011, 5, 3),
        precision=DatePrecision.DAYS,
    )
    night = hours.model_copy(update={"verbatim": "overnight"})
    assert said(suite(), (Timing(when=hours), FIRST))["date"] == "2011-05-03"
    assert said(suite(), (Timing(when=night), FIRST))["date"] == "2011-05-02"


def test_a_district_tells_its_province_where_one_province_alone_has_it(suite):
    def province_of(name):
        return said(suite(), (at(name=name, locality=name), FIRST))["province"]

    assert province_of("Musa Qal'ah") == "helmand"
    assert province_of("Tagab") is None


def test_the_day_of_the_operation_goes_before_that_of_the_release(suite):
    told = [(on(date(2011, 5, 3), "May 3"), FIRST), (on(date(2011, 5, 2), "on Monday"), SECOND)]
    assert said(suite(), *told)["date"] == "2011-05-02"
    assert said(suite(), told[0])["date"] == "2011-05-03 (released)"


@pytest.mark.parametrize("spelling", ["Paktiya", "paktya", "Paktia province"])
def test_a_province_counts_in_any_spelling(suite, spelling):
    place = at(name="Gero", admin1=spelling)
    assert said(suite(), (place, FIRST))["province"] == "paktya"


def test_the_province_may_stand_behind_its_district(suite):
    place = at(name="Gero district, Paktya province", admin1="Gero district, Paktya")
    assert said(suite(), (place, FIRST))["province"] == "paktya"


def test_a_town_that_is_called_nearly_like_a_province_is_none(suite):
    assert said(suite(), (at(name="Kandhar", locality="Kandhar"), FIRST))["province"] is None


def test_a_province_the_annotators_could_not_tell_is_not_graded(suite):
    scored = suite(province=["??"]).score({})
    assert scored.units[0].marks[3].verdict is LeafVerdict.UNGRADEABLE


def test_what_the_annotators_left_blank_is_not_graded(suite):
    scored = suite(start_date="", min_killed=None).score({})
    killed, _, day, _ = scored.units[0].marks
    assert killed.verdict is day.verdict is LeafVerdict.UNGRADEABLE


def test_a_release_that_was_not_read_is_missing_in_all_and_failed(suite):
    scored = suite().score({})
    assert scored.units[0].failed
    assert {metric.over(scored.units) for metric in scored.metrics} == {0.0}


def test_the_floor_is_the_commonest_answer_of_the_file(suite):
    floors = suite().score({}).floors
    assert {(floor.metric, floor.value) for floor in floors} >= {("killed_exact", 1.0)}
