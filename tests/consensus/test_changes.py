"""What one more article changes, told so that an editor need not read the whole record again."""

from datetime import date

from hypothesis import given, settings

from llm_extract.consensus import changes
from llm_extract.records.changes import Changes
from llm_extract.records.claims import Group, Stance
from tests.consensus.desk import (
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    RESIDENTS,
    at,
    day,
    event,
    killed,
    merge,
    merge_one,
    report,
    reprint,
    say,
    series,
    town,
)
from tests.consensus.stories import stories

_FEW = settings(max_examples=50, deadline=None)
FIRST = report("Alder News", event(say(killed(10), OFFICIALS)), published_on=date(2024, 3, 9))


def told(*more) -> list[str]:
    """The kinds of change that these reports bring to a story of one."""
    return [one.kind for one in changes(merge_one(FIRST), merge_one(FIRST, *more)).changes]


@_FEW
@given(reports=stories())
def test_a_record_beside_itself_has_no_changes(reports) -> None:
    consensus = merge_one(*reports)
    assert changes(consensus, consensus).changes == ()


def test_a_reprint_is_a_new_source_and_changes_nothing_else() -> None:
    assert told(reprint(FIRST, "Birch Daily")) == ["new_source"]


def test_a_source_that_agrees_is_a_new_source_and_changes_nothing_else() -> None:
    assert told(report("Birch Daily", event(say(killed(10), RESIDENTS)))) == ["new_source"]


def test_another_figure_is_a_new_position_in_a_new_disagreement() -> None:
    rival = report("Birch Daily", event(say(killed(84), HILL_FRONT)))
    found = changes(merge_one(FIRST), merge_one(FIRST, rival)).changes
    assert [one.kind for one in found] == ["new_source", "new_position", "new_disagreement"]
    assert found[1].value.count.low == 84
    assert found[2].way == "contradiction"
    assert "84" in found[2].why


def test_a_later_word_of_the_same_voice_is_an_update() -> None:
    later = report("Birch Daily", event(say(killed(12), OFFICIALS)), published_on=date(2024, 3, 10))
    assert told(later) == ["new_source", "new_position", "updated"]


def test_a_conflict_that_a_correction_ends_is_resolved() -> None:
    conflict = [FIRST, report("Birch Daily", event(say(killed(14), HOSPITAL)))]
    corrected = report("Cedar Wire", event(say(killed(10), HOSPITAL, stance=Stance.CORRECTS)))
    found = changes(merge_one(*conflict), merge_one(*conflict, corrected)).changes
    assert [one.kind for one in found] == ["new_source", "updated", "resolved_disagreement"]
    assert found[2].way == "contradiction"


def test_a_part_of_a_series_nobody_told_of_before_is_a_new_incident() -> None:
    places = (say(at("Tarnfield")), say(at("Osmere")))
    whole = report("Alder News", series(*places))
    part = event(say(killed(3)), place=town("Osmere"))
    fuller = report("Birch Daily", series(*places, parts=(part,)))
    found = changes(merge_one(whole), merge_one(whole, fuller)).changes
    assert [one.kind for one in found] == ["new_source", "new_incident"]


def test_an_article_on_something_else_leaves_a_story_as_it_was() -> None:
    elsewhere = report(
        "Birch Daily", event(say(killed(3)), place=town("Farside", "Southland"), when=day(27))
    )
    (alone,) = merge([FIRST])
    assert alone in merge([FIRST, elsewhere])


def test_changes_survive_a_trip_through_json() -> None:
    rival = report("Birch Daily", event(say(killed(84), HILL_FRONT)))
    found = changes(merge_one(FIRST), merge_one(FIRST, rival))
    assert Changes.from_json(found.to_json()) == found


def test_a_conflict_between_groups_is_a_change_of_its_own() -> None:
    nobody = report("Birch Daily", event(say(killed(0, Group.EVERYONE), RESIDENTS)))
    found = changes(merge_one(FIRST), merge_one(FIRST, nobody)).changes
    assert sorted(one.kind for one in found) == ["new_disagreement", "new_position", "new_source"]
    (arisen,) = (one for one in found if one.kind == "new_disagreement")
    assert arisen.way == "contradiction"
