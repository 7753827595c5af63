"""The codes of ACLED, GTD and UCDP: total over every incident, and as the codebook prints them."""

import re
from itertools import chain, combinations, product
from pathlib import Path
from typing import get_args

import pytest

from llm_extract.records.claims import Effect, Group, Role, TacticKind, TargetKind, Toll
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import Actor, ActorPart, IncidentStage, IncidentType
from llm_extract.report import codes
from llm_extract.report.codes import CODINGS, AttackType
from llm_extract.report.deeds import Deed

CODEBOOK = Path(__file__).parents[2] / "docs" / "codebook.md"
TYPES = get_args(IncidentType)
# The whole of what the two codebooks allow, as they print it.
ACLED = {
    "Battles": ("Armed clash; Government regains territory; Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon; Air/drone strike; Suicide bomb; Shelling/artillery/missile attack;"
        " Remote explosive/landmine/IED; Grenade"
    ),
    "Violence against civilians": "Sexual violence; Attack; Abduction/forced disappearance",
    "Riots": "Violent demonstration; Mob violence",
    "Strategic developments": (
        "Agreement; Arrests; Change to group/activity; Disrupted weapons use; Headquarters or base"
        " established; Looting/property destruction; Non-violent transfer of territory; Other"
    ),
}


def actor(role: Role, part: ActorPart) -> Actor:
    return Actor(name=f"{role} {part}", role=role, part=part)


def dead(group: Group, effect: Effect = Effect.KILLED) -> Toll:
    count = Count(kind=CountKind.EXACT, low=2, high=2, verbatim="2")
    return Toll(group=group, effect=effect, count=count)


ARMED = actor(Role.ARMED_GROUP, ActorPart.PERPETRATOR)
RIVAL = actor(Role.ARMED_GROUP, ActorPart.TARGET)
ARMY = actor(Role.SECURITY_FORCE, ActorPart.PERPETRATOR)
POLICE = actor(Role.SECURITY_FORCE, ActorPart.TARGET)
CROWD = actor(Role.WITNESS, ActorPart.TARGET)
SUICIDE = frozenset({TacticKind.SUICIDE_ATTACK})


def every_deed():
    cast = [ARMED, RIVAL, ARMY, POLICE, CROWD]
    casts = chain.from_iterable(combinations(cast, size) for size in range(4))
    targets = [frozenset(), frozenset({TargetKind.CIVILIANS}), frozenset({TargetKind.POLICE})]
    tactics = [
        frozenset(),
        frozenset({TacticKind.GRENADE}),
        frozenset({TacticKind.EXPLOSIVE}),
        frozenset({TacticKind.SUICIDE_ATTACK}),
    ]
    tolls = [(), (dead(Group.CIVILIANS),), (dead(Group.MILITANTS, Effect.CAPTURED),)]
    for told in product(TYPES, IncidentStage, casts, targets, tactics, tolls):
        yield Deed(*told)


def test_every_type_of_incident_stands_in_the_table() -> None:
    assert set(CODINGS) == set(TYPES)


def test_every_deed_has_a_code_that_the_standards_know_or_none() -> None:
    allowed = {(e, s) for e, subs in ACLED.items() for s in subs.split("; ")}
    seen = set()
    for deed in every_deed():
        coded, attack = codes.acled(deed), codes.attack_type(deed)
        assert coded is None or coded in allowed
        assert attack is None or attack in AttackType
        assert codes.type_of_violence(deed) in {None, 1, 2, 3}
        side_a, side_b = codes.sides(deed)
        assert (side_a is None) == (side_b is None) == (codes.type_of_violence(deed) is None)
        if deed.stage is IncidentStage.THREATENED:
            assert (coded, attack, codes.type_of_violence(deed)) == (None, None, None)
        elif deed.type not in {"series", "unclear"}:
            assert coded is not None
        seen.add(coded)
    # Each code that a rule or the table can give is given by something.
    assert {one.acled for one in CODINGS.values()} <= seen


def test_the_codebook_prints_the_table_as_it_is() -> None:
    text = CODEBOOK.read_text(encoding="utf-8")
    section = text.split("\n## From our types to ACLED's, GTD's and UCDP's\n")[1].split("\n## ")[0]
    printed = {
        name: tuple(cell.strip() for cell in cells.split("|"))
        for name, cells in re.findall(r"^\| `(\w+)` \|(.*)\|$", section, re.MULTILINE)
    }
    assert printed == {
        name: (
            *(one.acled or ("", "")),
            str(one.gtd) if one.gtd else "",
            "by its sides" if one.ucdp else "",
        )
        for name, one in CODINGS.items()
    }


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (Deed("takeover", actors=(ARMED,)), "Non-state actor overtakes territory"),
        (Deed("takeover", actors=(ARMY,)), "Government regains territory"),
        (Deed("bombing", tactics=frozenset({TacticKind.GRENADE})), "Grenade"),
        (
            Deed("bombing", tactics=frozenset({TacticKind.GRENADE, TacticKind.EXPLOSIVE})),
            "Remote explosive/landmine/IED",
        ),
        (Deed("bombing", tactics=SUICIDE), "Suicide bomb"),
        (Deed("bombing", stage=IncidentStage.FOILED, tactics=SUICIDE), "Disrupted weapons use"),
        (Deed("assassination", actors=(POLICE,)), "Armed clash"),
        (Deed("assassination", actors=(CROWD,)), "Attack"),
    ],
)
def test_what_is_known_besides_changes_acled_s_code(deed, expected) -> None:
    assert codes.acled(deed).sub_event_type == expected


@pytest.mark.parametrize("kind", TYPES)
def test_gtd_leaves_out_what_a_state_does(kind) -> None:
    assert codes.attack_type(Deed(kind, actors=(ARMY,))) is None
    assert codes.attack_type(Deed(kind, actors=(ARMED,))) == CODINGS[kind].gtd


def test_a_takeover_in_which_people_were_held_is_hostage_taking() -> None:
    held = Deed("takeover", actors=(ARMED,), tolls=(dead(Group.CIVILIANS, Effect.CAPTURED),))
    assert codes.attack_type(held) is AttackType.BARRICADE


def test_a_crowd_is_no_side_to_ucdp() -> None:
    assert codes.type_of_violence(Deed("unrest", actors=(ARMED, POLICE))) is None
    assert codes.type_of_violence(Deed("armed_clash", actors=(ARMED, POLICE))) == 1
