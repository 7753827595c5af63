"""Neutrality by exchange: where two parties change places, the briefing is its own mirror image."""

import re
from collections import Counter
from typing import Any

import pytest

from llm_extract.briefing import write
from llm_extract.records.claims import Role
from llm_extract.records.consensus import Consensus
from tests.briefing.test_lint_clean import dev, stories

PARTIES = {Role.GOVERNMENT, Role.SECURITY_FORCE, Role.ARMED_GROUP}
# What a story calls the two sides where it does not name them.
ROLE_NOUNS = re.compile(r"\bits fighters\b|\battackers\b|\bmilitants\b|\bopposing forces\b")
NAMES = ("Eastern Rifles", "Western Lances")


def principals(consensus: Consensus) -> list[dict[str, Any]]:
    """The two parties who say most: one armed group and one of the state, where there are both."""
    said: Counter[tuple[str, Role]] = Counter()
    for one in consensus.claims:
        claimant = one.claim.attribution.claimant
        if claimant and claimant.role in PARTIES:
            said[claimant.name, claimant.role] += 1
    ranked = [key for key, _ in said.most_common()]
    armed = [key for key in ranked if key[1] is Role.ARMED_GROUP]
    state = [key for key in ranked if key[1] is not Role.ARMED_GROUP]
    return (armed[:1] + state[:1]) if armed and state else ranked[:2]


def cast(value: Any, parts: dict[tuple[str, str], dict[str, str]], actors: dict[str, str]) -> Any:
    """The record with its speakers, and those held responsible, replaced."""
    match value:
        case {"name": name, "role": role, "named": _}:
            part = parts.get((name, role))
            return {**value, **part, "named": True} if part else value
        case {"field": "responsibility", "actor": actor}:
            return {**value, "actor": actors.get(actor, actor)}
        case dict():
            return {key: cast(one, parts, actors) for key, one in value.items()}
        case list():
            return [cast(one, parts, actors) for one in value]
        case _:
            return value


def told(consensus: Consensus, pair: list[tuple[str, Role]], order: tuple[int, int]) -> list[str]:
    """The briefing with the two parties in this order, each with a name and the role it has."""
    players = [{"name": NAMES[at], "role": pair[at][1].value} for at in order]
    parts = {(name, role.value): who for (name, role), who in zip(pair, players, strict=True)}
    actors = {name: who["name"] for (name, _), who in zip(pair, players, strict=True)}
    played = cast(consensus.model_dump(mode="json"), parts, actors)
    return [one.text for one in write(Consensus.model_validate(played)).sentences]


def masked(text: str) -> str:
    for name in NAMES:
        text = re.sub(rf"(?:\b[Tt]he )?{name}", "PARTY", text)
    return ROLE_NOUNS.sub("SIDE", text)


@pytest.mark.parametrize("name", sorted({one.story for one in dev().documents}))
def test_a_briefing_is_its_own_mirror_image_when_the_parties_change_places(name):
    for consensus in stories(name, "labels"):
        pair = principals(consensus)
        if len(pair) == 2:
            there, back = (told(consensus, pair, order) for order in ((0, 1), (1, 0)))
            assert list(map(masked, there)) == list(map(masked, back))


def test_most_dev_stories_have_two_parties_to_exchange():
    names = sorted({one.story for one in dev().documents})
    paired = [n for n in names if any(len(principals(c)) == 2 for c in stories(n, "labels"))]
    assert len(paired) >= 6
