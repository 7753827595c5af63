"""Every field of a reading shows in a table, or the codebook says that it stands in none."""

import re
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Damage,
    Evidence,
    Extent,
    Location,
    Outcome,
    Response,
    Responsibility,
    Speaker,
    Tactic,
    Target,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count
from llm_extract.records.incidents import (
    Actor,
    Bombing,
    Extraction,
    ExtractorId,
    Incident,
    Series,
)
from llm_extract.records.when_where import Moment, Onset, Place, When
from llm_extract.report.tables import claims_csv, incidents_csv

CODEBOOK = Path(__file__).parents[2] / "docs" / "codebook.md"
ARTICLE = Article.of("Two died. Three were hurt.")
TWO = Count(kind="exact", low=2, high=2, verbatim="two")
THREE = Count(kind="exact", low=3, high=3, verbatim="three")
HERE, THERE = (
    Evidence(quote="Two died.", span=Span(start=0, end=9)),
    Evidence(quote="Three", span=Span(start=10, end=15)),
)
FRIDAY = When(verbatim="Friday", start=date(2031, 5, 9), end=date(2031, 5, 9), precision="day")
MAY = When(verbatim="May", start=date(2031, 5, 1), end=date(2031, 5, 31), precision="month")
ORLO, TAVO = Place(name="Orlo", locality="Orlo"), Place(name="Tavo", locality="Tavo")
# Each record of a claim with everything told, and once more with everything told otherwise.
VALUES: list[tuple[Value, Value]] = [
    (
        Toll(group="police", effect="killed", count=TWO),
        Toll(group="medical", effect="injured", count=THREE, includes_perpetrators="yes"),
    ),
    (Timing(when=FRIDAY), Timing(when=MAY)),
    (Location(place=ORLO), Location(place=TAVO)),
    (Extent(unit="towns", count=TWO), Extent(unit="districts", count=THREE)),
    (Responsibility(actor="the Anvil Brigade"), Responsibility(actor="herders")),
    (
        Outcome(result="site_seized", of="the mill", limited="briefly"),
        Outcome(result="site_entered", of="the jail", limited="partly"),
    ),
    (Damage(degree="some", of="a bus"), Damage(degree="destroyed", of="a van")),
    (Tactic(tactic="arson"), Tactic(tactic="mine")),
    (Target(target="police", words="a post"), Target(target="aid", words="a store")),
    (
        Response(response="curfew", words="night curfew"),
        Response(response="arrests", words="day curfew"),
    ),
    (
        Victim(name="Ada Quill", effect="killed", group="police", description="a sergeant"),
        Victim(name="Emil Voss", effect="injured", group="medical", description="a nurse"),
    ),
]
SPEAKERS = (
    Speaker(name="a nurse", role="medical", named=False, party="no", cue="said"),
    Speaker(name="Emil Voss", role="government", named=True, party="yes", cue="told"),
)
TOLD = {
    "claim_id": "c1",
    "value": VALUES[0][0],
    "scope": "part",
    "stance": "asserts",
    "evidentiality": "stated",
    "attribution": Attribution(chain=SPEAKERS[:1]),
    "as_of": Moment(day=date(2031, 5, 9)),
    "about": "the east",
    "parts": ("c3",),
    "evidence": (HERE,),
}
OTHERWISE = {
    "claim_id": "c2",
    "value": VALUES[0][1],
    "scope": "series",
    "stance": "denies",
    "evidentiality": "reported",
    "attribution": Attribution(chain=SPEAKERS[1:]),
    "as_of": Moment(day=date(2031, 5, 10)),
    "about": "the west",
    "parts": ("c4",),
    "evidence": (THERE,),
}
ACTORS = (
    Actor(name="Hill Front", aliases=("HF",), role="armed_group", part="perpetrator"),
    Actor(name="Orlo police", aliases=("police",), role="security_force", part="target"),
)
HAPPENED = {
    "incident_id": "i1",
    "label": "attack in Orlo",
    "stage": "accomplished",
    "when": FRIDAY,
    "began": Onset(words="at 5 a.m.", span=HERE.span, part="early", clock=time(5)),
    "place": ORLO,
    "actors": ACTORS,
    "part_of": None,
    "claims": (Claim(**TOLD),),
}
ELSE = {
    "incident_id": "i2",
    "label": "attack in Tavo",
    "stage": "foiled",
    "when": MAY,
    "began": Onset(words="at noon", span=THERE.span, part="midday", clock=time(12)),
    "place": TAVO,
    "actors": (),
    "part_of": "i9",
    "claims": (),
}
# What some kinds of incident have besides; no kind has one that is not here.
OWN = {
    Series: {"operation": ("Redwater", "Greywater"), "phase": ("second phase", "phase two")},
}


def read(*incidents: Incident) -> str:
    """Both tables of one article."""
    by = ExtractorId(name="rules", version="1")
    told = Extraction(article_id=ARTICLE.article_id, extractor=by, incidents=incidents)
    return claims_csv([ARTICLE], [told]) + incidents_csv([ARTICLE], [told])


def of_claim(claim: Claim) -> str:
    return read(Series(**HAPPENED | {"claims": (claim,)}))


def of_value(value: Value) -> str:
    return of_claim(Claim(**TOLD | {"value": value}))


def of_speaker(speaker: Speaker) -> str:
    return of_claim(Claim(**TOLD | {"attribution": Attribution(chain=(speaker,))}))


def of_actor(actor: Actor) -> str:
    return read(Bombing(**HAPPENED | {"actors": (actor,)}))


def unseen(one: BaseModel, other: BaseModel, table: Callable[..., str]) -> set[str]:
    """The fields that may change from one record to the other and no table shows it."""
    return {
        f"{type(one).__name__}.{name}"
        for name in type(one).model_fields
        if name not in ("field", "type")
        and table(one) == table(one.model_copy(update={name: getattr(other, name)}))
    }


def in_no_table() -> set[str]:
    """What the codebook says stands in none."""
    section = CODEBOOK.read_text(encoding="utf-8").split("\n## What stands in no table\n")[1]
    return set(re.findall(r"`([A-Z]\w+\.\w+)`", section.split("\n## ")[0]))


def test_what_is_compared_is_every_kind_of_value_told_whole_and_otherwise() -> None:
    (kinds, _) = get_args(Value)
    assert {type(one) for one, _ in VALUES} == set(get_args(kinds))
    for one, other in VALUES:
        assert all(getattr(one, name) is not None for name in type(one).model_fields)
        assert all(
            getattr(one, name) != getattr(other, name)
            for name in type(one).model_fields
            if name != "field"
        )


@pytest.mark.parametrize("pair", VALUES, ids=lambda pair: pair[0].field)
def test_each_field_of_a_value_shows_in_a_table(pair) -> None:
    assert unseen(*pair, of_value) == set()


def test_each_field_of_a_claim_shows_in_a_table() -> None:
    assert unseen(Claim(**TOLD), Claim(**OTHERWISE), of_claim) == set()


def test_what_no_table_shows_of_speakers_actors_and_incidents_is_what_the_codebook_says() -> None:
    found = unseen(*SPEAKERS, of_speaker) | unseen(*ACTORS, of_actor)
    (kinds, _) = get_args(Incident)
    for kind in get_args(kinds):
        one, other = (
            kind(**told | {name: each[at] for name, each in OWN.get(kind, {}).items()})
            for at, told in enumerate((HAPPENED, ELSE))
        )
        assert set(kind.model_fields) == {"type", *HAPPENED, *OWN.get(kind, {})}
        found |= unseen(one, other, read)
    said = {one for one in in_no_table() if not one.startswith("Extraction.")}
    assert found == said
