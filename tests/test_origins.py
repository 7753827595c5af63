"""Which articles lead back to one report."""

import pytest

from llm_extract.origins import trace
from llm_extract.records.article import Article
from llm_extract.records.claims import Group, Role, Speaker
from llm_extract.records.consensus import Origin
from tests.consensus.desk import (
    RESIDENTS,
    Report,
    done_by,
    event,
    killed,
    merge_one,
    report,
    reprint,
    say,
)


def traced(*reports: Report) -> tuple[Origin, ...]:
    return trace([one.article for one in reports], [one.extraction for one in reports])


def test_a_reprint_leads_back_to_its_original_and_the_basis_says_so() -> None:
    original = report("Alder News", event())
    (origin,) = traced(original, reprint(original, "Birch Daily"))
    assert len(origin.article_ids) == 2
    assert "100% of their wording" in origin.basis


def test_outlets_that_relay_one_agency_are_one_origin() -> None:
    one = report("Alder News", event(), relays=("Cedar Wire",))
    other = report("Birch Daily", event(), relays=("the Cedar Wire",))
    (origin,) = traced(one, other)
    assert origin.name == "Cedar Wire"
    assert "credit Cedar Wire" in origin.basis or "credit the Cedar Wire" in origin.basis


def test_an_agency_s_own_report_is_one_origin_with_those_who_relay_it() -> None:
    agency = report("Cedar Wire", event())
    (origin,) = traced(agency, report("Birch Daily", event(), relays=("Cedar Wire",)))
    assert len(origin.article_ids) == 2


def test_an_agency_that_names_itself_relays_nobody() -> None:
    agency = report("Cedar Wire", event(say(killed(3))), relays=("the Cedar Wire",))
    (origin,) = traced(agency)
    assert origin.basis == "it credits no other outlet"
    (source,) = merge_one(agency).sources
    assert source.credits == ()


def test_two_reports_of_one_publisher_that_share_no_wording_are_two_origins() -> None:
    morning = report("Alder News", event(), seed="morning")
    assert len(traced(morning, report("Alder News", event(), seed="night"))) == 2


def test_outlets_that_share_nothing_are_two_origins() -> None:
    found = traced(report("Alder News", event()), report("Birch Daily", event()))
    assert [len(origin.article_ids) for origin in found] == [1, 1]


def test_an_article_of_which_nothing_is_known_has_no_origin() -> None:
    assert traced(report(None, event(), seed="leaflet")) == ()


def test_anonymous_copies_lead_back_to_one_text() -> None:
    one = report(None, event(), seed="leaflet")
    (origin,) = traced(one, reprint(one, "Alder News"))
    assert len(origin.article_ids) == 2


def test_the_order_of_the_articles_changes_no_origin() -> None:
    reports = [report(name, event()) for name in ("Alder News", "Birch Daily", "Cedar Wire")]
    assert traced(*reports) == traced(*reversed(reports))


def test_a_paper_that_passes_on_a_release_and_adds_nothing_leads_back_to_it() -> None:
    ministry = Speaker(name="the interior ministry", role=Role.GOVERNMENT, named=False)
    told = (killed(3), killed(9, Group.MILITANTS), done_by("Hill Country Front"))
    release = report("Ministry of Interior", event(*map(say, told)))
    paper = report("Alder News", event(*(say(value, ministry) for value in told)))
    (origin,) = traced(release, paper)
    assert "passes on what Ministry of Interior says" in origin.basis


@pytest.mark.parametrize(
    "more",
    [
        say(killed(4), RESIDENTS),
        say(killed(1, Group.CIVILIANS)),
        say(
            killed(7, Group.POLICE),
            Speaker(name="the interior ministry", role=Role.GOVERNMENT, named=False),
        ),
    ],
)
def test_a_paper_that_has_anything_of_its_own_is_an_origin_of_its_own(more) -> None:
    ministry = Speaker(name="the interior ministry", role=Role.GOVERNMENT, named=False)
    told = (killed(3), killed(9, Group.MILITANTS), done_by("Hill Country Front"))
    release = report("Ministry of Interior", event(*map(say, told)))
    paper = report("Alder News", event(*(say(value, ministry) for value in told), more))
    assert len(traced(release, paper)) == 2


def test_one_pasted_sentence_of_twelve_words_is_found_in_each_of_forty_pairs() -> None:
    for number in range(40):
        words = [f"w{number}x{at}" for at in range(12)]
        texts = [" ".join([*words, *(f"{name}{number}" for name in "ab"[at])]) for at in range(2)]
        articles = [Article.of(text, publisher=f"Paper {at}") for at, text in enumerate(texts)]
        assert len(trace(articles, [])) == 1
