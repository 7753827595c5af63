"""What each policy picks, and that none speaks for a party to the conflict."""

from datetime import date

import pytest

from llm_extract.consensus import POLICIES, Pick, Rule, build
from llm_extract.link import link
from llm_extract.records.claims import Party
from llm_extract.records.counts import CountKind
from llm_extract.records.when_where import Moment
from tests.consensus.desk import (
    ATTACKERS,
    HILL_FRONT,
    OFFICIALS,
    RESIDENTS,
    at_least,
    event,
    field_of,
    killed,
    merge_one,
    report,
    reprint,
    say,
    unknown,
    up_to,
    vague,
)

DEAD = "toll/security_forces/killed"


def best_of(policy: str, *claims):
    outlets = ["Alder News", "Birch Daily", "Cedar Wire", "Dogwood Post"]
    reports = [report(name, event(one)) for name, one in zip(outlets, claims, strict=False)]
    return field_of(merge_one(*reports, policy=policy), DEAD)


def figure(found) -> int | None:
    return found.best.value.count.low if found.best else None


def as_of(number: int) -> Moment:
    return Moment(day=date(2024, 3, number))


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_a_party_s_own_figure_is_never_the_best_value(policy) -> None:
    found = best_of(policy, say(killed(84), HILL_FRONT))
    assert found.best is None
    assert found.no_best == "it rests on the word of one party to the conflict: Hill Country Front"


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_a_party_that_a_wire_quotes_and_its_own_release_are_one_word(policy) -> None:
    marked = HILL_FRONT.model_copy(update={"party": Party.YES})
    quoted = report("Alder News", event(say(killed(84), marked), actors=[ATTACKERS]))
    release = report("Hill Country Front", event(say(killed(84)), actors=[ATTACKERS]))
    found = field_of(merge_one(quoted, release, policy=policy), DEAD)
    assert found.best is None
    assert found.no_best == "it rests on the word of one party to the conflict: Hill Country Front"
    assert found.confidence.basis.startswith("rests on the word of a party to the conflict")


@pytest.mark.parametrize("policy", ["gtd", "acled_min", "majority_of_origins", "ucdp"])
def test_what_opposed_parties_both_say_may_be_picked(policy) -> None:
    assert figure(best_of(policy, say(killed(7), HILL_FRONT), say(killed(7), OFFICIALS))) == 7


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_an_unstated_number_is_never_picked(policy) -> None:
    found = best_of(policy, say(killed(unknown())))
    assert found.best is None
    assert found.no_best == "nobody gives a value for the whole"


def test_range_only_reports_the_range_and_picks_nothing() -> None:
    found = best_of("range_only", say(killed(10)), say(killed(12)))
    assert found.best is None
    assert (found.reported_range.low, found.reported_range.high) == (10, 12)


def test_a_range_is_open_above_only_where_the_highest_figure_is_an_at_least() -> None:
    closed = best_of("range_only", say(killed(at_least(10))), say(killed(12)))
    assert (closed.reported_range.low, closed.reported_range.high) == (10, 12)
    wide = best_of("range_only", say(killed(10)), say(killed(at_least(12))))
    assert (wide.reported_range.low, wide.reported_range.high) == (10, None)


def test_gtd_takes_the_most_recent_source() -> None:
    found = best_of("gtd", say(killed(10), as_of=as_of(9)), say(killed(12), as_of=as_of(10)))
    assert figure(found) == 12


def test_gtd_takes_the_majority_of_equally_recent_sources() -> None:
    assert figure(best_of("gtd", say(killed(12)), say(killed(12)), say(killed(10)))) == 12


def test_gtd_takes_the_lowest_where_there_is_no_majority_and_at_least_11_is_11() -> None:
    found = best_of("gtd", say(killed(at_least(11))), say(killed(14)))
    assert figure(found) == 11
    assert found.best.value.count.kind is CountKind.EXACT


def test_acled_min_takes_the_lowest_figure_and_dozens_for_twelve() -> None:
    assert figure(best_of("acled_min", say(killed(vague("dozens"))), say(killed(14)))) == 12
    assert figure(best_of("acled_min", say(killed(vague("hundreds"))))) == 100
    assert best_of("acled_min", say(killed(vague("several")))).best is None


def test_majority_of_origins_is_not_swayed_by_reprints() -> None:
    ten, twelve = report("Alder News", event(say(killed(10)))), "Birch Daily"
    others = [report(twelve, event(say(killed(12)))), report("Cedar Wire", event(say(killed(12))))]
    copies = [reprint(ten, f"Reprinter {number}") for number in range(5)]
    found = field_of(merge_one(ten, *others, *copies, policy="majority_of_origins"), DEAD)
    assert figure(found) == 12


def test_majority_of_origins_picks_nothing_on_a_tie() -> None:
    found = best_of("majority_of_origins", say(killed(10)), say(killed(12)))
    assert found.best is None
    assert "more than half" in found.no_best


def test_ucdp_takes_what_most_sources_hold_and_names_the_low_and_the_high() -> None:
    found = best_of(
        "ucdp", say(killed(12)), say(killed(12)), say(killed(at_least(10))), say(killed(20))
    )
    assert (found.best.low, figure(found), found.best.high) == (10, 12, 20)


def test_ucdp_takes_the_lowest_of_equally_reliable_figures() -> None:
    found = best_of("ucdp", say(killed(14)), say(killed(at_least(11))))
    assert (found.best.low, figure(found), found.best.high) == (11, 11, 14)


def test_for_ucdp_an_upper_bound_bounds_the_high_estimate_alone() -> None:
    found = best_of("ucdp", say(killed(9)), say(killed(up_to(30))))
    assert (found.best.low, figure(found), found.best.high) == (9, 9, 30)
    assert best_of("ucdp", say(killed(up_to(30)))).best is None
    assert best_of("ucdp", say(killed(vague("dozens")))).best is None


def test_a_party_s_own_figure_moves_no_estimate_of_ucdp() -> None:
    found = best_of("ucdp", say(killed(9)), say(killed(84), HILL_FRONT))
    assert (found.best.low, figure(found), found.best.high) == (9, 9, 9)


def test_a_caller_s_own_function_serves_as_a_policy() -> None:
    highest = Rule(
        "highest", lambda found: max((Pick(o.value, o.position_id) for o in found), key=_low)
    )
    one = report("Alder News", event(say(killed(10))))
    other = report("Birch Daily", event(say(killed(12), RESIDENTS)))
    articles, read = [one.article, other.article], [one.extraction, other.extraction]
    (story,) = link(articles, read)
    found = field_of(build(story, articles, read, highest), DEAD)
    assert (found.best.policy, figure(found)) == ("highest", 12)


def _low(pick: Pick) -> int:
    return pick.value.count.low
