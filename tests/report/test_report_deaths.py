"""The dead in UCDP's form, against a second, plain implementation over bare numbers."""

from hypothesis import given
from hypothesis import strategies as st

from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Role, Toll
from llm_extract.records.consensus import (
    Best,
    Confidence,
    FieldConsensus,
    FieldKey,
    IncidentConsensus,
    Independence,
    Position,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import Actor, ActorPart
from llm_extract.report.deaths import Deaths, deaths
from llm_extract.report.deeds import Deed

GROUPS = ["everyone", "security_forces", "police", "military", "civilians", "militants"]
FRONT = Actor(name="the Front", role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR)
ARMY = Actor(name="the army", role=Role.SECURITY_FORCE, part=ActorPart.TARGET)
RIVAL = Actor(name="the League", role=Role.ARMED_GROUP, part=ActorPart.TARGET)
RAIDERS = Actor(name="the army", role=Role.SECURITY_FORCE, part=ActorPart.PERPETRATOR)
BYSTANDERS = Toll(
    group=Group.CIVILIANS, effect=Effect.KILLED, count=Count(kind=CountKind.VAGUE, verbatim="many")
)
CASTS = {
    "state": Deed("armed_clash", actors=(FRONT, ARMY)),
    "rivals": Deed("armed_clash", actors=(FRONT, RIVAL)),
    "group on civilians": Deed("armed_attack", actors=(FRONT,), tolls=(BYSTANDERS,)),
    "state on civilians": Deed("armed_attack", actors=(RAIDERS,), tolls=(BYSTANDERS,)),
    "nobody named": Deed("unclear"),
}
triples = st.tuples(*[st.integers(0, 30)] * 3).map(lambda three: tuple(sorted(three)))


def field(group: str, figures: tuple[int, int, int], *, attackers: str, alone: bool):
    low, best, high = figures
    count = Count(kind="exact" if best else "zero", low=best, high=best, verbatim=str(best))
    value = Toll(group=group, effect="killed", count=count, includes_perpetrators=attackers)
    picked = Best(policy="x", value=value, position_id="p", low=low, high=high)
    return FieldConsensus(
        key=FieldKey(field="toll", group=group, effect="killed"),
        positions=(Position(position_id="p", value=value),),
        best=None if alone else picked,
        independence=Independence(articles=1, publishers=1, origins=1, unknown=0),
        confidence=Confidence(level="low", basis="x"),
    )


def incident(figures, *, attackers: str = "unstated", alone: bool = False) -> IncidentConsensus:
    return IncidentConsensus(
        incident_id="e1",
        types=("armed_clash",),
        label="x",
        members=(("a1", "i1"),),
        fields=tuple(
            field(group, three, attackers=attackers if group == "everyone" else "no", alone=alone)
            for group, three in figures.items()
        ),
    )


def by_hand(figures, who: str, attackers: str):
    """UCDP's form from bare numbers: (a, b, civilians, unknown, (low, best, high))."""

    def add(*names):
        known = [figures[name] for name in names if name in figures]
        return [sum(column) for column in zip(*known, strict=True)] if known else None

    forces = add("security_forces") or add("police", "military")
    fighters, civilians, everyone = add("militants"), add("civilians"), add("everyone")
    if everyone and fighters and attackers == "no":
        everyone = [x + y for x, y in zip(everyone, fighters, strict=True)]
    known = [one for one in (forces, fighters, civilians) if one]
    summed = [sum(column) for column in zip(*known, strict=True)] if known else None
    if not everyone and not summed:
        return None, None, None, None, None
    total = [max(pair) for pair in zip(everyone or summed, summed or everyone, strict=True)]
    a, b = {
        "state": (forces, fighters),
        "group on civilians": (fighters, None),
        "state on civilians": (forces, None),
    }.get(who, (None, None))
    middle = [one[1] if one else None for one in (a, b, civilians)]
    return *middle, total[1] - sum(one or 0 for one in middle), tuple(total)


@given(
    figures=st.dictionaries(st.sampled_from(GROUPS), triples),
    who=st.sampled_from(sorted(CASTS)),
    attackers=st.sampled_from([str(one) for one in IncludesPerpetrators]),
)
def test_the_form_is_what_the_rule_says(figures, who, attackers) -> None:
    found = deaths(incident(figures, attackers=attackers), CASTS[who])
    total = found.total and (found.total.low, found.total.best, found.total.high)
    assert (found.side_a, found.side_b, found.civilians, found.unknown, total) == by_hand(
        figures, who, attackers
    )


@given(
    figures=st.dictionaries(st.sampled_from(GROUPS), triples), who=st.sampled_from(sorted(CASTS))
)
def test_the_columns_add_up_to_the_best_and_low_best_and_high_are_in_order(figures, who) -> None:
    found = deaths(incident(figures), CASTS[who])
    if found.total is None:
        assert found == Deaths()
        return
    told = (found.side_a, found.side_b, found.civilians, found.unknown)
    assert sum(one for one in told if one is not None) == found.total.best
    assert found.unknown >= 0
    assert found.total.low <= found.total.best <= found.total.high


def test_what_no_policy_picks_is_blank_and_not_zero() -> None:
    assert deaths(incident({"civilians": (4, 4, 4)}, alone=True), CASTS["state"]) == Deaths()


def test_a_total_without_its_parts_is_of_unknown_status() -> None:
    found = deaths(incident({"everyone": (20, 23, 30)}), CASTS["state"])
    assert (found.side_a, found.side_b, found.civilians, found.unknown) == (None, None, None, 23)


def test_fighters_of_either_of_two_groups_are_of_no_known_side() -> None:
    found = deaths(incident({"militants": (5, 5, 5)}), CASTS["rivals"])
    assert (found.side_a, found.side_b, found.unknown) == (None, None, 5)
