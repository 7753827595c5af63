"""How independent the sources are, and how firmly a field stands."""

from tests.consensus.desk import (
    HILL_FRONT,
    OFFICIALS,
    at_least,
    event,
    field_of,
    killed,
    merge_one,
    report,
    reprint,
    say,
)

DEAD = "toll/security_forces/killed"


def level(*reports) -> str:
    return field_of(merge_one(*reports), DEAD).confidence.level


def test_three_independent_outlets_that_agree_make_it_high() -> None:
    names = ["Alder News", "Birch Daily", "Cedar Wire"]
    assert level(*(report(name, event(say(killed(10)))) for name in names)) == "high"


def test_three_outlets_that_quote_the_same_officials_are_one_source() -> None:
    names = ["Alder News", "Birch Daily", "Cedar Wire"]
    assert level(*(report(name, event(say(killed(10), OFFICIALS))) for name in names)) == "low"


def test_three_reports_of_one_house_are_one_source() -> None:
    told = [report("Alder News", event(say(killed(10))), seed=name) for name in ("a", "b", "c")]
    found = field_of(merge_one(*told), DEAD)
    assert found.confidence.level == "low"
    assert found.independence.publishers == 1


def test_anonymous_articles_corroborate_nobody_but_themselves() -> None:
    names = ["leaflet", "letter", "post"]
    found = field_of(
        merge_one(*(report(None, event(say(killed(10))), seed=name) for name in names)), DEAD
    )
    assert found.confidence.level == "low"
    assert (found.independence.origins, found.independence.unknown) == (0, 3)


def test_a_disputed_figure_is_no_more_than_moderate() -> None:
    names = ["Alder News", "Birch Daily", "Cedar Wire"]
    agreeing = [report(name, event(say(killed(10)))) for name in names]
    claim = report("Dogwood Post", event(say(killed(84), HILL_FRONT)))
    found = field_of(merge_one(*agreeing, claim), DEAD)
    assert found.confidence.level == "moderate"
    assert found.confidence.basis.endswith("disputed")


def test_accounts_that_differ_only_in_precision_are_not_called_undisputed() -> None:
    one = report("Alder News", event(say(killed(at_least(5)))))
    found = field_of(merge_one(one, report("Birch Daily", event(say(killed(7))))), DEAD)
    assert [each.kind for each in found.disagreements] == ["precision_difference"]
    assert found.confidence.basis.endswith("the accounts differ in wording, scope or time")


def test_publishers_that_are_not_given_are_counted_apart() -> None:
    anonymous = [report(None, event(say(killed(10))), seed=name) for name in ("leaflet", "post")]
    found = field_of(merge_one(report("Alder News", event(say(killed(10)))), *anonymous), DEAD)
    assert (found.independence.publishers, found.independence.unnamed) == (3, 2)


def test_a_reprint_counts_as_an_article_and_a_publisher_and_no_origin() -> None:
    one = report("Alder News", event(say(killed(10))))
    found = field_of(merge_one(one, reprint(one, "Birch Daily")), DEAD)
    counted = found.independence
    assert (counted.articles, counted.publishers, counted.origins) == (2, 2, 1)
    assert found.confidence.level == "low"
