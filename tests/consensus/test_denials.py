"""Who rejects a figure, and which figures a rejection reaches."""

from llm_extract.records.claims import Stance
from tests.consensus.desk import (
    DEAD,
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    RESIDENTS,
    at_least,
    deny,
    done_by,
    field_of,
    killed,
    kinds,
    say,
    told,
    told_at_once,
    unknown,
)


def test_a_rejected_figure_is_a_denial_that_names_both() -> None:
    found = field_of(told(say(killed(84), HILL_FRONT), deny(killed(84), OFFICIALS)), DEAD)
    (one,) = found.disagreements
    assert one.kind == "denial"
    assert "the Hill Country Front said 84" in one.why.replace("The", "the")
    assert one.why.endswith("which officials rejected.")
    (position,) = found.positions
    assert [holder.claimant.name for holder in position.rejected_by] == ["officials"]


def test_an_at_least_is_rejected_by_who_rejects_its_bare_figure() -> None:
    found = field_of(told(say(killed(at_least(14)), HOSPITAL), deny(killed(14), OFFICIALS)), DEAD)
    (one,) = found.disagreements
    assert one.kind == "denial"
    assert one.why == (
        "Officials rejected that 14 security personnel were killed; Saint Orla Hospital said at"
        " least 14 security personnel were killed."
    )


def test_a_rejected_figure_that_nobody_gives_stands_by_itself() -> None:
    found = field_of(told(say(killed(9), HOSPITAL), deny(killed(14), OFFICIALS)), DEAD)
    assert [len(position.holders) for position in found.positions] == [1, 0]


def test_a_denial_comes_before_a_contradiction_where_the_rejector_gives_his_own_figure() -> None:
    found = field_of(
        told(say(killed(84), HILL_FRONT), deny(killed(84), OFFICIALS), say(killed(10), OFFICIALS)),
        DEAD,
    )
    assert kinds(found) == ["denial"]
    assert "officials said 10" in found.disagreements[0].why


def test_who_denies_any_loss_denies_every_figure() -> None:
    found = field_of(told(say(killed(5), RESIDENTS), deny(killed(unknown()), OFFICIALS)), DEAD)
    assert kinds(found) == ["denial"]


def test_who_gives_a_figure_himself_has_not_denied_that_there_is_one() -> None:
    denying = [deny(killed(unknown()), OFFICIALS), say(killed(4), OFFICIALS)]
    found = field_of(told(*denying, say(killed(5), RESIDENTS)), DEAD)
    assert kinds(found) == ["contradiction"]


def test_who_denies_more_than_41_denies_63() -> None:
    found = field_of(told(say(killed(63), RESIDENTS), deny(killed(at_least(42)), OFFICIALS)), DEAD)
    assert kinds(found) == ["denial"]


def test_who_denies_by_name_answers_an_accusation_that_names_nobody() -> None:
    accused = say(done_by("paymasters across the lake"), OFFICIALS, stance=Stance.ACCUSES)
    denied = deny(done_by("Orva"))
    found = field_of(told_at_once(accused, denied), "responsibility")
    assert kinds(found) == ["denial"]


def test_a_denial_in_another_article_answers_no_accusation_without_a_name() -> None:
    accused = say(done_by("paymasters across the lake"), OFFICIALS, stance=Stance.ACCUSES)
    found = field_of(told(accused, deny(done_by("Orva"))), "responsibility")
    paymasters = next(one for one in found.positions if one.value.actor.startswith("paymasters"))
    assert all(paymasters.position_id not in one.position_ids for one in found.disagreements)
