"""Which incidents of which articles are one, and which articles tell of one story."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from llm_extract.briefing import write
from llm_extract.consensus import build
from llm_extract.errors import RecordError
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.link import link
from llm_extract.link.clusters import Clustering
from llm_extract.link.marks import Judgement, Mark
from llm_extract.link.traits import Traits, draw
from llm_extract.records.claims import Claim, Role
from llm_extract.records.consensus import Story, Verdict
from llm_extract.records.incidents import (
    Abduction,
    Actor,
    ActorPart,
    ArmedClash,
    Bombing,
    Extraction,
    Unrest,
)
from llm_extract.records.when_where import Place, PlacePrecision
from llm_extract.report.html import render_page
from llm_extract.sources import ReadOptions, read
from tests.consensus.desk import (
    SATURDAY,
    WEDNESDAY,
    Event,
    Report,
    Say,
    at,
    day,
    event,
    killed,
    report,
    say,
    series,
    town,
)

OPERATION = (("operation", "Operation Thistle"),)


def linked(*reports: Report) -> tuple[Story, ...]:
    return link([one.article for one in reports], [one.extraction for one in reports])


def together(story: Story) -> list[int]:
    return sorted(len(cluster) for cluster in story.clusters)


def test_two_reports_of_one_attack_are_one_incident() -> None:
    (story,) = linked(report("Alder News", event()), report("Birch Daily", event()))
    assert together(story) == [2]


def test_a_transliterated_town_is_the_same_town() -> None:
    (story,) = linked(
        report("Alder News", event(place=town("Norashki"))),
        report("Birch Daily", event(place=town("Noreshki"))),
    )
    assert together(story) == [2]


def test_attacks_in_different_towns_are_different_stories() -> None:
    found = linked(
        report("Alder News", event(place=town("Tarnfield"))),
        report("Birch Daily", event(place=town("Osmere"))),
    )
    assert len(found) == 2


def test_printed_dates_that_differ_forbid_a_link() -> None:
    found = linked(
        report("Alder News", event(when=day(9))), report("Birch Daily", event(when=day(12)))
    )
    assert len(found) == 2


def test_the_two_dates_of_one_night_do_not_forbid_a_link() -> None:
    (story,) = linked(
        report("Alder News", event(when=day(9))), report("Birch Daily", event(when=day(10)))
    )
    assert together(story) == [2]


def test_the_like_of_an_attack_in_the_same_town_without_any_date_is_only_possible() -> None:
    found = linked(report("Alder News", event(when=None)), report("Birch Daily", event(when=None)))
    assert len(found) == 2
    assert [link.verdict for story in found for link in story.links] == [Verdict.POSSIBLE] * 2


def test_a_weekday_conflict_alone_does_not_forbid_a_link() -> None:
    (story,) = linked(
        report("Alder News", series(say(at("Tarnfield")), say(at("Osmere")), when=SATURDAY)),
        report("Birch Daily", series(say(at("Tarnfield")), say(at("Osmere")), when=WEDNESDAY)),
    )
    (decision,) = story.links
    assert decision.verdict is Verdict.SAME
    assert "different weekdays" in decision.speaks_against
    assert "the same attackers named" in decision.speaks_for


def test_a_weekday_resolved_to_another_week_does_not_forbid_a_link_either() -> None:
    places = (say(at("Tarnfield")), say(at("Osmere")))
    (story,) = linked(
        report("Alder News", series(*places, when=day(9), more=OPERATION)),
        report("Birch Daily", series(*places, when=day(13, printed=False), more=OPERATION)),
    )
    assert together(story) == [2]


def test_a_series_links_to_a_series_and_its_parts_to_the_parts_of_the_same_town() -> None:
    def told(name: str, *towns: str) -> Report:
        parts = tuple(event(place=town(one), when=None, actors=()) for one in towns)
        places = [say(at(one)) for one in ("Tarnfield", "Osmere", "Quillby")]
        return report(name, series(*places, when=SATURDAY, parts=parts))

    (story,) = linked(told("Alder News", "Tarnfield", "Osmere"), told("Birch Daily", "Tarnfield"))
    assert together(story) == [1, 2, 2]


def test_a_series_lies_where_its_parts_do_though_its_own_report_lists_other_places() -> None:
    def told(name: str, listed: str, *towns: str) -> Report:
        parts = tuple(event(place=town(one), when=None, actors=()) for one in towns)
        return report(name, series(say(at(listed)), when=SATURDAY, parts=parts, actors=()))

    (story,) = linked(
        told("Alder News", "Quillby", "Tarnfield", "Osmere"),
        told("Birch Daily", "Lund", "Osmere", "Tarnfield"),
    )
    assert "2 places in common" in {why for one in story.links for why in one.speaks_for}


def test_two_parts_in_one_town_are_told_apart_by_their_sites() -> None:
    def told(name: str, site: str) -> Report:
        where = town("Tarnfield").model_copy(update={"site": site, "name": site})
        part = event(place=where, when=None, actors=())
        return report(name, series(say(at("Tarnfield")), say(at("Osmere")), parts=(part,)))

    (story,) = linked(told("Alder News", "Central Prison"), told("Birch Daily", "Customs House"))
    assert together(story) == [1, 1, 2]
    possible = [one for one in story.links if one.verdict is Verdict.POSSIBLE]
    assert len(possible) == 1
    assert any("different sites" in reason for reason in possible[0].speaks_against)


def within(site: str) -> Event:
    """An attack on a site whose town nobody tells, on a day that nobody tells."""
    place = Place(name=site, site=site, precision=PlacePrecision.SITE)
    return event(place=place, when=None, actors=())


@pytest.mark.parametrize(
    ("site", "stories"),
    [
        pytest.param("Norashki", 1, id="its name alone"),
        pytest.param("the Norashki Penitentiary Centre", 1, id="its name in full"),
        pytest.param("the prison", 2, id="any prison"),
        pytest.param("Osmere prison", 2, id="another's name"),
    ],
)
def test_the_name_of_a_site_is_as_good_as_a_town(site: str, stories: int) -> None:
    found = linked(
        report("Alder News", within("Norashki prison"), published_on=PUBLISHED),
        report("Birch Daily", within(site), published_on=PUBLISHED),
    )
    assert len(found) == stories


def test_a_site_that_is_not_named_may_be_any_of_its_town() -> None:
    def told(publisher: str, site: str) -> Report:
        where = town("Tarnfield").model_copy(update={"site": site, "name": site})
        return report(publisher, event(place=where, actors=()))

    assert len(linked(told("Alder News", "the bridge"), told("Birch", "the Marlow bridge"))) == 1


def test_hostages_taken_in_a_riot_and_the_storming_that_follows_are_kinds_that_go_together() -> (
    None
):
    found = linked(
        report("Alder News", event(kind=Unrest, actors=())),
        report("Birch Daily", event(kind=Abduction, actors=())),
    )
    (decision,) = found[0].links
    assert not any("different kinds" in why for why in decision.speaks_against)


def test_a_lone_report_of_the_whole_joins_the_series() -> None:
    province = Place(
        name="Norland", country="Marovia", admin1="Norland", precision=PlacePrecision.ADMIN1
    )
    (story,) = linked(
        report("Alder News", series(say(at("Tarnfield")), say(at("Osmere")))),
        report("Birch Daily", event(place=province)),
    )
    assert together(story) == [2]


def test_a_lone_report_of_one_town_joins_the_part_and_not_the_whole() -> None:
    part = event(place=town("Tarnfield"))
    (story,) = linked(
        report("Alder News", series(say(at("Tarnfield")), say(at("Osmere")), parts=(part,))),
        report("Birch Daily", event(place=town("Tarnfield"))),
    )
    joined = max(story.clusters, key=len)
    assert together(story) == [1, 2]
    assert any(incident.startswith("i0-0-") for _, incident in joined)


@pytest.mark.parametrize("site", ["the Tarnfield road", "Tarnfield Junction"])
def test_a_site_that_bears_the_name_of_a_town_lies_there(site) -> None:
    (story,) = linked(
        report("Alder News", event(actors=())),
        report("Birch Daily", event(place=Place(name=site, site=site), actors=())),
    )
    assert together(story) == [2]


def test_a_street_of_another_town_only_bears_the_name() -> None:
    street = town("Osmere").model_copy(update={"site": "Tarnfield Street"})
    assert len(linked(report("Alder News", event()), report("Birch", event(place=street)))) == 2


def test_of_an_article_on_several_events_the_towns_own_name_makes_no_two_alike() -> None:
    both = report(
        "Alder News",
        event(say(killed(1))),
        event(say(killed(2)), place=town("Osmere")),
        names=("Tarnfield", "Ada Quill"),
    )
    (first, _) = draw(both.article, quoting(both, "Ada Quill was shot in Tarnfield."))
    assert first.names == {"ada", "quill"}


def quoting(one: Report, quote: str) -> Extraction:
    """What was read, with every claim of every incident resting on that sentence."""
    told = [
        incident.model_copy(update={"claims": tuple(_resting(c, quote) for c in incident.claims)})
        for incident in one.extraction.incidents
    ]
    return one.extraction.model_copy(update={"incidents": tuple(told)})


def _resting(claim: Claim, quote: str) -> Claim:
    (evidence,) = claim.evidence
    return claim.model_copy(update={"evidence": (evidence.model_copy(update={"quote": quote}),)})


def test_an_article_s_own_incidents_are_never_merged() -> None:
    (story,) = linked(report("Alder News", event(), event(kind=Bombing)))
    assert together(story) == [1, 1]


def test_a_chain_of_likenesses_does_not_join_what_its_ends_forbid() -> None:
    nowhere = Place(name="Norland", admin1="Norland", precision=PlacePrecision.ADMIN1)
    found = linked(
        report("Alder News", event(place=town("Tarnfield"))),
        report("Birch Daily", event(place=nowhere)),
        report("Cedar Wire", event(place=town("Osmere"))),
    )
    for story in found:
        for cluster in story.clusters:
            assert len(cluster) <= 2


def test_an_article_without_incidents_belongs_to_no_story() -> None:
    found = linked(report("Alder News"), report("Birch Daily", event()))
    assert [len(story.article_ids) for story in found] == [1]


def test_an_extraction_of_an_article_that_is_not_given_is_refused_by_name() -> None:
    one = report("Alder News", event())
    with pytest.raises(RecordError, match=one.article.article_id):
        link([], [one.extraction])


def test_no_articles_make_no_story() -> None:
    assert linked() == ()


def test_a_round_up_of_unrelated_events_belongs_to_several_stories() -> None:
    other = Actor(name="River League", role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR)
    round_up = report(
        "Alder News",
        event(place=town("Tarnfield")),
        event(place=town("Lund", "Southmark"), actors=(other,), when=day(2)),
    )
    found = linked(
        round_up,
        report("Birch Daily", event(place=town("Tarnfield"))),
        report("Cedar Wire", event(place=town("Lund", "Southmark"), actors=(other,), when=day(2))),
    )
    assert [len(story.article_ids) for story in found] == [2, 2]


def test_undated_reports_published_weeks_apart_are_not_one_incident() -> None:
    found = linked(
        report("Alder News", event(when=None), published_on=date(2024, 3, 9)),
        report("Birch Daily", event(when=None), published_on=date(2024, 5, 9)),
    )
    assert len(found) == 2


def test_equal_tolls_and_their_names_speak_for_a_link() -> None:
    (story,) = linked(
        report("Alder News", event(say(killed(7)))), report("Birch Daily", event(say(killed(7))))
    )
    assert "the same figures" in story.links[0].speaks_for


NAMES = ("Alder Street", "Marl Bridge", "Ada Quill", "Norland Free Radio")
PUBLISHED = date(2024, 3, 10)


def bare(publisher: str, *names: str, **more: Any) -> Report:
    """A report of which neither place nor day nor attackers could be read."""
    attack = event(place=None, when=None, actors=())
    return report(publisher, attack, **{"names": names, "published_on": PUBLISHED, **more})


def test_reports_of_one_week_that_share_rare_names_are_one_story_without_place_or_day() -> None:
    (story,) = linked(bare("Alder News", *NAMES), bare("Birch Daily", *NAMES))
    assert "the same names in the text" in story.links[0].speaks_for


def test_reports_of_one_week_that_share_no_names_are_two_stories() -> None:
    found = linked(bare("Alder News", *NAMES), bare("Birch Daily", "Elm Lane", "Osmere", "Lund"))
    assert len(found) == 2


def test_releases_of_one_office_share_their_names_without_being_of_one_event() -> None:
    one = bare("Norland Force", *NAMES, seed="morning")
    other = bare("Norland Force", *NAMES, seed="night")
    assert len(linked(one, other)) == 2


def test_different_towns_do_not_forbid_a_link_where_each_report_names_the_other_s() -> None:
    both = ("Tarnfield", "Osmere", *NAMES)

    def told(name: str, place: str, *names: str) -> Report:
        return report(name, event(place=town(place)), names=names, published_on=PUBLISHED)

    assert len(linked(told("Alder News", "Tarnfield", *both), told("Birch", "Osmere", *both))) == 1
    assert len(linked(told("Alder News", "Tarnfield"), told("Birch", "Osmere"))) == 2


def test_two_events_of_one_article_are_told_apart_by_the_names_in_their_own_sentences() -> None:
    market = bare("Alder News", *NAMES)
    both = report(
        "Birch Daily",
        event(place=town("Tarnfield"), actors=()),
        event(place=town("Osmere"), actors=(), kind=ArmedClash),
        names=NAMES,
        published_on=PUBLISHED,
    )
    clusters = [cluster for story in linked(market, both) for cluster in story.clusters]
    assert [len(cluster) for cluster in clusters] == [1, 1, 1]


def test_one_likeness_does_not_join_two_groups_of_reports_whose_other_pairs_are_unlike() -> None:
    reports = [bare(f"Outlet {number}") for number in range(6)]
    traits = [one for each in reports for one in draw(each.article, each.extraction)]

    def judged(at_: int, other: int) -> Judgement:
        mark = Mark(5, "a sign", settles=True)
        return Judgement.of(traits[at_].member, traits[other].member, (mark,))

    def unlike(left: Traits, right: Traits) -> Judgement:
        return Judgement.of(left.member, right.member, ())

    clustering = Clustering(traits)
    near = [judged(0, 1), judged(1, 2), judged(3, 4), judged(4, 5)]
    clustering.join(near, unlike)
    clustering.join([judged(2, 3)], unlike)
    assert [len(cluster.members) for cluster in clustering.all()] == [3, 3]


BORDER_TOWN = Path(__file__).parents[1] / "examples" / "border-town"


def test_the_report_that_gives_another_weekday_is_of_the_whole_and_shown_against_the_others() -> (
    None
):
    articles = read([BORDER_TOWN], ReadOptions()).articles
    extractions = [RulesExtractor().read(article) for article in articles]
    (story,) = link(articles, extractions)
    found = build(story, articles, extractions)
    whole, *parts = found.incidents
    assert {article for article, _ in whole.members} == {one.article_id for one in articles}
    dates = next(each for each in whole.fields if each.key.field == "date")
    assert any("Thursday" in one.why and "Sunday" in one.why for one in dates.disagreements)
    assert whole.place is not None
    # The area of the whole is no place within it.
    assert all(part.place and part.place.name != whole.place.name for part in parts)


SEEDS = Path(__file__).parents[1].parent / "shared" / "data" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the development reports are not on this machine")
def test_five_reports_of_one_day_are_one_story_the_report_of_another_weekday_included() -> None:
    articles = read(sorted(SEEDS.glob("*.txt")), ReadOptions()).articles
    extractor = RulesExtractor()
    (story,) = link(articles, [extractor.read(article) for article in articles])
    assert len(story.article_ids) == 5
    assert max(len(cluster) for cluster in story.clusters) == 5


# ---------------------------------------------------------------- possible links


def undated(publisher: str) -> Report:
    return report(publisher, event(say(killed(3)), when=None))


def test_a_possible_link_stands_in_both_records_with_its_reasons_and_is_never_merged() -> None:
    pair = undated("Alder News"), undated("Birch Daily")
    stories = linked(*pair)
    assert len(stories) == 2
    for story in stories:
        found = build(story, [one.article for one in pair], [one.extraction for one in pair])
        (shown,) = found.possible_links
        assert shown.verdict is Verdict.POSSIBLE
        assert "the same town" in shown.speaks_for
        assert [len(one.members) for one in found.incidents] == [1]


def test_the_page_says_which_incident_of_another_record_may_be_this_one() -> None:
    pair = undated("Alder News"), undated("Birch Daily")
    for story in linked(*pair):
        found = build(story, [one.article for one in pair], [one.extraction for one in pair])
        (other,) = {"Alder News", "Birch Daily"} - {found.sources[0].publisher}
        (note,) = [one for one in found.notes if "may be one incident" in one]
        assert f"({other}), told in another record" in note
        page = render_page(found, write(found), [one.article for one in pair])
        assert f"({other}), told in another record" in page


# ---------------------------------------------------------------- later and misread reports

APRIL = date(2024, 4, 20)


def told_on(publisher: str, published_on: date, incident: Event, *names: str) -> Report:
    return report(publisher, incident, names=names or NAMES, published_on=published_on)


def test_a_later_report_of_another_house_joins_by_its_names_though_it_tells_another_day() -> None:
    trial = event(when=day(30, printed=False))
    (story,) = linked(
        told_on("Alder News", PUBLISHED, event(when=day(9))),
        told_on("Birch Daily", APRIL, trial),
    )
    assert "the same names in a later report" in story.links[0].speaks_for


def test_a_later_report_that_shares_some_names_joins_unless_of_one_house_or_other_figures() -> None:
    def first(*says: Say) -> Report:
        return told_on("Alder News", PUBLISHED, event(*says, when=day(9), actors=()))

    def later(publisher: str, *says: Say) -> Report:
        deed = event(*says, when=day(30, printed=False), actors=())
        some = (*NAMES[:2], "Elm Lane", "Pell Harbour")
        return report(publisher, deed, names=some, published_on=APRIL, seed="later")

    assert len(linked(first(), later("Birch Daily"))) == 1
    assert len(linked(first(), later("Alder News"))) == 2
    assert len(linked(first(say(killed(3))), later("Birch Daily", say(killed(9))))) == 2


def test_two_reports_that_each_tell_of_their_own_day_share_more_names_than_a_later_one() -> None:
    def again(day_of_print: date) -> Report:
        deed = event(when=day(30, printed=False), actors=())
        some = (*NAMES[:2], "Elm Lane", "Pell Harbour", "Reed Street", "Mill End", "Fen Gate")
        return report(
            "Birch Daily", deed, names=some, published_on=day_of_print, seed="another shooting"
        )

    first = told_on("Alder News", date(2024, 3, 9), event(when=day(9), actors=()))
    assert len(linked(first, again(date(2024, 4, 20)))) == 1
    assert len(linked(first, again(date(2024, 3, 30)))) == 2


def test_a_report_without_any_date_joins_by_its_names_and_place_as_a_later_one_does() -> None:
    deed = event(when=None, actors=())
    some = (*NAMES[:2], "Elm Lane", "Pell Harbour")
    undated = report("Birch Daily", deed, names=some)
    (story,) = linked(told_on("Alder News", PUBLISHED, event(when=day(9), actors=())), undated)
    assert "the same names in a later report" in story.links[0].speaks_for


def test_two_printed_days_forbid_a_link_however_late_the_second_report() -> None:
    found = linked(
        told_on("Alder News", PUBLISHED, event(when=day(9))),
        told_on("Birch Daily", APRIL, event(when=day(30))),
    )
    assert len(found) == 2


def test_a_report_that_tells_no_town_meets_those_of_the_town_it_names() -> None:
    nowhere = event(say(killed(3)), place=None, actors=())
    (story,) = linked(
        told_on("Alder News", PUBLISHED, event(say(killed(3)), actors=()), "Ada Quill"),
        told_on("Birch Daily", PUBLISHED, nowhere, "Tarnfield"),
    )
    assert "the place of the one is named in the other" in story.links[0].speaks_for


def test_an_area_that_differs_does_not_forbid_a_link_of_reports_in_the_same_names() -> None:
    def within(publisher: str, area: str, *names: str) -> Report:
        place = Place(name=area, admin1=area, precision=PlacePrecision.ADMIN1)
        return told_on(publisher, PUBLISHED, event(say(killed(3)), place=place), *names)

    assert len(linked(within("Alder News", "Norland"), within("Birch", "Southmark"))) == 1
    strange = within("Birch", "Southmark", "Elm Lane", "Osmere", "Lund")
    assert len(linked(within("Alder News", "Norland"), strange)) == 2


def test_texts_rich_in_names_that_share_none_are_not_joined_by_a_day_and_a_named_town() -> None:
    words = "Abel Bors Cain Dorn Eske Falk Gorm Hald Ivar Jorn".split()
    others = "Kell Lorn Mard Nils Orm Pell Rask Sten Torv Ulf".split()
    placed = event(say(killed(3)), actors=())
    nowhere = event(say(killed(3)), place=None, actors=())
    few = linked(
        told_on("Alder News", PUBLISHED, placed, "Abel"),
        told_on("Birch Daily", PUBLISHED, nowhere, "Tarnfield"),
    )
    many = linked(
        told_on("Alder News", PUBLISHED, placed, *words),
        told_on("Birch Daily", PUBLISHED, nowhere, "Tarnfield", *others),
    )
    assert [len(few), len(many)] == [1, 2]
