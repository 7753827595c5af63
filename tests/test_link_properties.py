"""What holds of linking whatever the reports: in any order, share by share, in any pile."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llm_extract.link import link, link_drawn, member_id
from llm_extract.link.traits import draw
from llm_extract.records.consensus import Story, Verdict
from llm_extract.records.incidents import ArmedAttack, Bombing
from tests.consensus.desk import Event, Report, at, day, event, killed, report, say, series, town

_EXAMPLES = 1_000 if settings().max_examples > 1_000 else 50
_MANY = settings(
    max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

TOWNS = ("Tarnfield", "Osmere", "Quillby")
NAMES = ("Alder Street", "Ada Quill", "Bruno Marl", "Pell Harbour", "Cara Dorn", "Emil Voss")
FIRST = date(2024, 3, 10)


@st.composite
def _events(draw_: st.DrawFn) -> Event:
    where = draw_(st.sampled_from(TOWNS))
    told: dict[str, object] = {}
    if draw_(st.booleans()):
        told["when"] = draw_(st.sampled_from([None, day(9), day(10, printed=False), day(12)]))
    if draw_(st.integers(0, 3)) == 0:
        part = event(place=town(where), when=None, actors=())
        return series(say(at(where)), say(at(draw_(st.sampled_from(TOWNS)))), parts=(part,))
    toll = say(killed(draw_(st.integers(1, 3))))
    kind = draw_(st.sampled_from([ArmedAttack, Bombing]))
    place = draw_(st.sampled_from([town(where), None]))
    return event(toll, place=place, kind=kind, **told)


@st.composite
def _piles(draw_: st.DrawFn) -> tuple[Report, ...]:
    return tuple(
        report(
            draw_(st.sampled_from([f"Outlet {number}", "Outlet 0", None])),
            *draw_(st.lists(_events(), min_size=1, max_size=2)),
            seed=str(number),
            names=tuple(draw_(st.sets(st.sampled_from(NAMES)).map(sorted))),
            published_on=draw_(
                st.sampled_from([None, FIRST, FIRST + timedelta(2), FIRST + timedelta(40)])
            ),
        )
        for number in range(draw_(st.integers(1, 6)))
    )


def _linked(*reports: Report) -> tuple[Story, ...]:
    return link([one.article for one in reports], [one.extraction for one in reports])


@_MANY
@given(_piles())
def test_every_incident_stands_in_one_cluster_and_no_article_twice_in_any(pile) -> None:
    clusters = [cluster for story in _linked(*pile) for cluster in story.clusters]
    members = sorted(member for cluster in clusters for member in cluster)
    told = sorted(
        (one.article.article_id, incident.incident_id)
        for one in pile
        for incident in one.extraction.incidents
    )
    assert members == told
    assert all(len({article for article, _ in cluster}) == len(cluster) for cluster in clusters)


@_MANY
@given(_piles(), st.data())
def test_neither_the_order_nor_who_drew_what_changes_anything(pile, data) -> None:
    stories = _linked(*pile)
    shuffled = data.draw(st.permutations(pile))
    assert _linked(*shuffled) == stories
    # As several processes hand it back: share by share, in whatever order they end.
    cut = data.draw(st.integers(0, len(shuffled)))
    shares = [
        [one for each in share for one in draw(each.article, each.extraction)]
        for share in (shuffled[cut:], shuffled[:cut])
    ]
    assert link_drawn(one for share in shares for one in share) == stories


@_MANY
@given(_piles())
def test_whatever_is_merged_is_led_to_by_decisions_that_say_why(pile) -> None:
    for story in _linked(*pile):
        same = [one for one in story.links if one.verdict is Verdict.SAME]
        assert all(one.speaks_for for one in same)
        for cluster in story.clusters:
            inside = {member_id(member) for member in cluster}
            led = [one for one in same if {one.left, one.right} <= inside]
            assert len(led) == len(cluster) - 1


@_MANY
@given(_piles())
def test_what_lies_far_away_in_the_pile_changes_no_cluster(pile) -> None:
    far = town("Farhaven", "Southmark").model_copy(update={"country": "Ostvale"})
    stranger = report("Far Post", event(place=far, when=day(28), actors=()), seed="far")
    alone = {cluster for story in _linked(*pile) for cluster in story.clusters}
    beside = {cluster for story in _linked(*pile, stranger) for cluster in story.clusters}
    assert alone <= beside
