"""What holds of linking whatever the reports: in any order, share by share, in any pile."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llm_extract.link import link, link_drawn, member_id
from llm_extract.link.traits import draw
from llm_extract.records.consensus import Story, Verdict
from llm_extract.records.incidents import ArmedAttack, Bombing
from tests.consensus.desk import Report, at, day, event, killed, report, say, series, town

_EXAMPLES = 1_000 if settings().max_examples >= 1_000 else 50
_MANY = settings(
    max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

TOWNS = ("Tarnfield", "Osmere", "Quillby")
NAMES = ("Alder Street", "Ada Quill", "Bruno Marl", "Pell Harbour", "Cara Dorn", "Emil Voss")
FIRST = date(2024, 3, 10)


_WHENS = ({}, *({"when": one} for one in (None, day(9), day(10, printed=False), day(12))))
_PLAIN = [
    event(say(killed(dead)), place=place, kind=kind, **when)
    for where in TOWNS
    for place in (town(where), None)
    for kind in (ArmedAttack, Bombing)
    for dead in (1, 2, 3)
    for when in _WHENS
]
_SERIES = [
    series(
        say(at(where)),
        say(at(other)),
        parts=(event(place=town(where), when=None, actors=()),),
    )
    for where in TOWNS
    for other in TOWNS
]
# Made once and drawn whole, a series in one of four: drawing part by part took most of the time.
_events = st.lists(st.sampled_from([*_PLAIN, *_SERIES * 7]), min_size=1, max_size=2)
_DAYS = (None, FIRST, FIRST + timedelta(2), FIRST + timedelta(40))
_names = st.sampled_from([some for size in range(5) for some in combinations(NAMES, size)])
_imprints = st.sampled_from([(own, printed) for own in (True, False, None) for printed in _DAYS])


@st.composite
def _reports(draw_: st.DrawFn, number: int) -> Report:
    own, printed = draw_(_imprints)
    publisher = None if own is None else f"Outlet {number if own else 0}"
    return report(
        publisher,
        *draw_(_events),
        seed=str(number),
        names=draw_(_names),
        published_on=printed,
    )


_piles = st.integers(1, 5).flatmap(lambda size: st.tuples(*map(_reports, range(size))))


def _linked(*reports: Report) -> tuple[Story, ...]:
    return link([one.article for one in reports], [one.extraction for one in reports])


@_MANY
@given(_piles)
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
@given(_piles, st.data())
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
@given(_piles)
def test_whatever_is_merged_is_led_to_by_decisions_that_say_why(pile) -> None:
    for story in _linked(*pile):
        same = [one for one in story.links if one.verdict is Verdict.SAME]
        assert all(one.speaks_for for one in same)
        for cluster in story.clusters:
            inside = {member_id(member) for member in cluster}
            led = [one for one in same if {one.left, one.right} <= inside]
            assert len(led) == len(cluster) - 1


@_MANY
@given(_piles)
def test_what_lies_far_away_in_the_pile_changes_no_cluster(pile) -> None:
    far = town("Farhaven", "Southmark").model_copy(update={"country": "Ostvale"})
    stranger = report("Far Post", event(place=far, when=day(28), actors=()), seed="far")
    alone = {cluster for story in _linked(*pile) for cluster in story.clusters}
    beside = {cluster for story in _linked(*pile, stranger) for cluster in story.clusters}
    assert alone <= beside
