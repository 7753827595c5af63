"""Several articles of one shooting, settled on one killed and one injured figure."""

import pytest

from llm_extract.evals.scores import LeafVerdict
from llm_extract.evals.suites import load
from llm_extract.evals.suites.gva_figures import figures
from llm_extract.records.article import Article, Failure, Stage
from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Stance
from llm_extract.records.when_where import Place
from tests.evals.suites.told import claim, extraction, lines, named, on, toll

TEXTS = (
    "Four people were shot at the Larch Street hall in Besk on Saturday, police said. One died.",
    "One of the people shot at the Larch Street hall in Besk has died, a clerk said on Sunday.",
    "A judge in Besk sent the Larch Street gunman to prison on Monday. Two people had died.",
)
DAYS = ("2014-03-01", "2014-03-02", "2016-03-07")
ARCHIVE = "http://web.archive.example/web/20150912150232/"
BESK = Place(name="Besk", country="United States", locality="Besk")


def row(killed=2, injured=3, count=3) -> dict:
    return {
        "incident_id": "s1",
        "killed": killed,
        "injured": injured,
        "city": "Besk",
        "articles": [
            {
                "id": f"n{at}",
                "uri": f"{ARCHIVE}http://www.besk{at}.example:80/a",
                "published": DAYS[at],
                "title": "Shooting in Besk",
                "text": TEXTS[at],
            }
            for at in range(count)
        ],
    }


@pytest.fixture
def suite(tmp_path):
    return lambda **counts: load("gva", lines(tmp_path / "gva.jsonl", row(**counts)))


def told(article: Article, *values, **more):
    day = on(article.published_on.replace(year=2014, month=3, day=1), "on Saturday")
    claims = [claim(article, value, **more) for value in values]
    return extraction(article, *claims, claim(article, day), place=BESK, when=day.when)


def said(suite, outcomes) -> dict[str, str]:
    return {mark.slot: mark.said for mark in suite.score(outcomes).units[0].marks}


def test_an_article_keeps_its_own_address_and_its_outlet_and_nothing_of_the_answers(suite):
    article = suite(killed=77).articles()[0]
    assert article.url == "http://www.besk0.example:80/a"
    assert article.publisher == "besk0.example"
    assert article.published_on.isoformat() == "2014-03-01"
    assert "77" not in article.to_json()


def test_what_reading_refuses_is_no_article(tmp_path):
    broken = row()
    broken["articles"][1]["text"] = "Share this"
    suite = load("gva", lines(tmp_path / "gva.jsonl", broken))
    assert [article.file for article in suite.articles()] == ["n0", "n2"]


def test_the_figure_of_most_articles_is_taken(suite):
    suite = suite()
    figures = (1, 2, 2)
    outcomes = {
        one.article_id: told(one, toll(Effect.KILLED, figure, "some"))
        for one, figure in zip(suite.articles(), figures, strict=True)
    }
    assert said(suite, outcomes)["killed"] == "2"


def test_of_equally_many_the_latest_is_taken(suite):
    suite = suite(count=2)
    outcomes = {
        one.article_id: told(one, toll(Effect.KILLED, figure, "some"))
        for one, figure in zip(suite.articles(), (3, 2), strict=True)
    }
    assert said(suite, outcomes)["killed"] == "2"


def only(suite, *values, **more) -> dict[str, str]:
    article = suite.articles()[0]
    return said(suite, {article.article_id: told(article, *values, **more)})


def test_the_highest_figure_of_an_article_is_its_own(suite):
    values = (toll(Effect.KILLED, 1, "one"), toll(Effect.KILLED, 4, "four"))
    assert only(suite(), *values)["killed"] == "4"


def test_groups_that_stand_apart_are_summed_and_shares_are_not(suite):
    apart = (
        toll(Effect.KILLED, 1, "one", Group.POLICE),
        toll(Effect.KILLED, 2, "two", Group.OTHER),
    )
    share = toll(Effect.KILLED, 2, "two", Group.CHILDREN)
    assert only(suite(), *apart, share)["killed"] == "3"


@pytest.mark.parametrize(
    ("includes", "expected"),
    [
        (IncludesPerpetrators.NO, "5"),
        (IncludesPerpetrators.YES, "4"),
        (IncludesPerpetrators.UNSTATED, "4"),
    ],
)
def test_perpetrators_are_added_where_the_total_leaves_them_out(suite, includes, expected):
    article = suite().articles()[0]
    total = toll(Effect.KILLED, 4, "four", includes_perpetrators=includes)
    gunman = toll(Effect.KILLED, 1, "one", Group.MILITANTS)
    told = (claim(article, total, "Four people were shot"), claim(article, gunman, "One died."))
    assert figures(told)["killed"].number == int(expected)


def test_figures_that_a_sentence_joins_are_summed_and_one_within_the_other_is_not(suite):
    def joined(quote, *parts):
        article = suite().articles()[0]
        ten, two = (
            claim(article, toll(Effect.KILLED, number, words, group), TEXTS[0])
            for number, words, group in (
                (4, "Four", Group.EVERYONE),
                (1, "One", Group.CHILDREN),
            )
        )
        evidence = (ten.evidence[0].model_copy(update={"quote": quote}),)
        ten = ten.model_copy(update={"evidence": evidence})
        two = two.model_copy(update={"evidence": evidence})
        ten = ten.model_copy(update={"parts": tuple(two.claim_id for _ in parts)})
        return figures((ten, two))["killed"].number

    assert joined("Four adults and One boy died.") == 5
    assert joined("Four died, One of them later.") == 4
    assert joined("Four adults and One boy died.", "within") == 4


def test_an_attacker_counted_beside_others_in_one_sentence_is_added(suite):
    article = suite().articles()[0]
    four, gunman = (
        claim(article, toll(Effect.KILLED, number, words, group), TEXTS[0])
        for number, words, group in (
            (4, "four", Group.EVERYONE),
            (1, "himself", Group.MILITANTS),
        )
    )
    assert figures((four, gunman))["killed"].number == 5


def test_an_article_that_is_linked_with_no_other_has_its_say(suite):
    suite = suite()
    first, second, third = suite.articles()
    far = Place(name="Orvale", country="United States", locality="Orvale")
    outcomes = {
        first.article_id: told(first, toll(Effect.KILLED, 1, "one")),
        second.article_id: extraction(
            second, claim(second, toll(Effect.KILLED, 2, "two")), place=far
        ),
        third.article_id: extraction(third, claim(third, toll(Effect.KILLED, 2, "two")), place=far),
    }
    assert said(suite, outcomes)["killed"] == "2"


def test_a_title_stands_above_its_text_unless_it_is_there(tmp_path):
    untold = row(count=1)
    untold["articles"][0]["title"] = "One dead, three hurt"
    (article,) = load("gva", lines(tmp_path / "one.jsonl", untold)).articles()
    assert article.text == f"One dead, three hurt\n\n{TEXTS[0]}"
    there = row(count=1)
    there["articles"][0]["title"] = "Four people were shot at the Larch Street hall"
    (article,) = load("gva", lines(tmp_path / "two.jsonl", there)).articles()
    assert article.text == TEXTS[0]


def test_more_names_than_the_figure_count_as_many(suite):
    names = (named("Ada Orle", Effect.KILLED), named("Bo Tarn", Effect.KILLED))
    assert only(suite(), toll(Effect.KILLED, 1, "one"), *names)["killed"] == "2"


def test_who_was_shot_and_not_killed_was_injured(suite):
    shot = toll(Effect.KILLED_OR_INJURED, 4, "Four")
    assert only(suite(), shot, toll(Effect.KILLED, 1, "One"))["injured"] == "3"


def test_a_denied_figure_counts_for_nothing(suite):
    suite, denied = suite(), toll(Effect.KILLED, 9, "nine")
    article = suite.articles()[0]
    kept = claim(article, toll(Effect.INJURED, 3, "three"))
    outcome = extraction(article, claim(article, denied, stance=Stance.DENIES), kept)
    assert said(suite, {article.article_id: outcome}) == {"killed": "0 (silent)", "injured": "3"}


def test_silence_is_nought_and_may_be_right(suite):
    suite = suite(killed=0)
    article = suite.articles()[0]
    scored = suite.score({article.article_id: told(article, toll(Effect.INJURED, 3, "three"))})
    assert [mark.verdict for mark in scored.units[0].marks] == [LeafVerdict.CORRECT] * 2


def test_an_incident_none_of_whose_articles_was_read_is_missing_and_failed(suite):
    suite = suite(killed=0)
    broken = {
        one.article_id: Failure(stage=Stage.EXTRACT, source="n", code="model", reason="broke")
        for one in suite.articles()
    }
    for outcomes in ({}, broken):
        scored = suite.score(outcomes)
        assert scored.units[0].failed
        assert {metric.over(scored.units) for metric in scored.metrics} == {0.0}


def test_one_crashed_article_leaves_the_word_to_the_others(suite):
    suite = suite()
    article = suite.articles()[1]
    scored = suite.score({article.article_id: told(article, toll(Effect.KILLED, 2, "two"))})
    assert not scored.units[0].failed
    assert scored.units[0].tags == ("some articles unread",)


def test_the_floors_are_those_of_the_file(tmp_path):
    rows = [row(killed=1, injured=3) | {"incident_id": f"s{at}"} for at in range(3)]
    rows.append(row(killed=2, injured=4) | {"incident_id": "s9"})
    floors = load("gva", lines(tmp_path / "gva.jsonl", *rows)).score({}).floors
    told_by = {(floor.metric, floor.method): floor.value for floor in floors}
    assert told_by["killed_exact", "majority"] == 0.75
    # "One died" is what the crude expression finds first, and nothing on injuries.
    assert told_by["killed_exact", "regex"] == 0.75
    assert told_by["injured_exact", "regex"] == 0.0
