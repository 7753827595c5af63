"""In which order the sources stand, and what the record calls them."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations

import pytest

from llm_extract.consensus.wording import called
from llm_extract.records.claims import Role, Speaker
from tests.consensus.desk import (
    ATTACKERS,
    HILL_FRONT,
    SATURDAY,
    Report,
    day,
    event,
    field_of,
    killed,
    merge_one,
    on,
    report,
    say,
)

DEAD = "toll/security_forces/killed"
EAST = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("name", "as_subject"),
    [
        ("a patrol leader at the front", "a patrol leader at the front"),
        ("our own reporter", "our own reporter"),
        ("they", "they"),
        ("army", "the army"),
        ("Hill Country Front", "the Hill Country Front"),
    ],
)
def test_a_speaker_takes_one_article_at_most(name, as_subject) -> None:
    assert called(Speaker(name=name, role=Role.ARMED_GROUP, named=False)) == as_subject


def published(name: str, at: datetime | None = None, day_only: date | None = None) -> Report:
    one = report(name, event(), published_on=at.date() if at else day_only)
    article = one.article.model_copy(update={"published_at": at})
    return Report(article, one.extraction, one.plan)


def test_sources_stand_in_the_order_of_publication_whatever_the_order_they_came_in() -> None:
    reports = [
        published("Alder News"),
        published("Birch Daily", day_only=date(2024, 3, 10)),
        published("Cedar Wire", datetime(2024, 3, 10, 20, tzinfo=UTC)),
        published("Dogwood Post", datetime(2024, 3, 10, 23, tzinfo=EAST)),
        published("Elm Radio", day_only=date(2024, 3, 9)),
        published("Fir Gazette"),
    ]
    expected = "Elm Radio, Dogwood Post, Cedar Wire, Birch Daily, Alder News, Fir Gazette"
    for some in list(permutations(reports))[::97]:
        assert ", ".join(source.name for source in merge_one(*some).sources) == expected


def test_reports_without_a_publisher_are_told_apart_and_never_called_by_a_file_name() -> None:
    reports = [report(None, event(say(killed(n))), seed=f"leaflet {n}") for n in (3, 9, 27)]
    (found,) = field_of(merge_one(*reports), DEAD).disagreements
    assert found.why == (
        "One report said 3 security personnel were killed; another report said 9 security"
        " personnel were killed; a third report said 27 security personnel were killed."
    )


def test_a_party_that_is_quoted_and_publishes_a_release_is_named_once() -> None:
    quoted = report("Alder News", event(say(killed(84), HILL_FRONT), actors=[ATTACKERS]))
    release = report("Hill Country Front", event(say(killed(84)), actors=[ATTACKERS]))
    other = report("Birch Daily", event(say(killed(9))))
    (found,) = field_of(merge_one(quoted, release, other), DEAD).disagreements
    assert found.why == (
        "Birch Daily said 9 security personnel were killed; the Hill Country Front said 84"
        " security personnel were killed."
    )


def test_reports_without_a_publisher_that_agree_are_counted() -> None:
    agreeing = [report(None, event(say(killed(3))), seed=name) for name in ("leaflet", "post")]
    found = field_of(merge_one(*agreeing, report("Alder News", event(say(killed(9))))), DEAD)
    assert found.disagreements[0].why.startswith("2 reports said 3 security personnel")


def test_notes_call_a_source_without_a_publisher_by_its_number() -> None:
    dated = report("Alder News", event(say(on(day(9))), when=day(9)), published_on=date(2024, 3, 9))
    weekday = event(say(on(SATURDAY)), when=SATURDAY)
    bare = [report(None, weekday, seed=name, published_on=date(2024, 3, 10)) for name in "ab"]
    notes = merge_one(dated, *bare).notes
    assert any("“Saturday” in sources 2 and 3 is read as 9 March 2024" in note for note in notes)
