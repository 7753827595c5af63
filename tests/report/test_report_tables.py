"""The tables: one claim a row, safe to open in a spreadsheet, and coded as the codebooks say."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.records.article import Article
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Group,
    Role,
    Scope,
    Speaker,
    Tactic,
    Target,
    Toll,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import (
    Actor,
    ActorPart,
    ArmedAttack,
    Bombing,
    Extraction,
    ExtractorId,
    Incident,
    SecurityOperation,
    Series,
    Unclear,
)
from llm_extract.records.when_where import DatePrecision, PlacePrecision, When
from llm_extract.report import codes
from llm_extract.report.cells import cell
from llm_extract.report.claim_columns import CLAIM_COLUMNS
from llm_extract.report.deeds import told_by_article
from llm_extract.report.event_columns import EVENT_COLUMNS
from llm_extract.report.incident_columns import INCIDENT_COLUMNS
from llm_extract.report.tables import claims_csv, incidents_csv

CODEBOOK = Path(__file__).parents[2] / "docs" / "codebook.md"
RULES = ExtractorId(name="rules", version="1")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def toll(group: Group, low: int | None, high: int | None, kind: CountKind, **fields) -> Claim:
    count = Count(kind=kind, low=low, high=high, verbatim=f"{low} {high}")
    return Claim.of(
        "a1",
        value=Toll(group=group, effect=Effect.KILLED, count=count),
        scope=Scope.INCIDENT,
        evidence=(Evidence(quote="x", span={"start": 0, "end": 1}),),
        **fields,
    )


def extraction(article: Article, *incidents: Incident) -> Extraction:
    return Extraction(article_id=article.article_id, extractor=RULES, incidents=incidents)


def only_row(incident: Incident) -> dict[str, str]:
    article = Article.of("x")
    return rows(incidents_csv([article], [extraction(article, incident)]))[0]


# ---------------------------------------------------------------- claims


def test_a_toll_is_told_by_its_words_and_its_bounds(invented) -> None:
    found = rows(claims_csv(invented.articles, invented.extractions))
    nine = next(row for row in found if row["relayed_by"])
    assert (nine["group"], nine["effect"]) == ("civilians", "killed")
    assert (nine["count_kind"], nine["low"], nine["high"]) == ("at_least", "9", "")
    assert nine["verbatim"] == "at least 9"
    assert (nine["claimant"], nine["claimant_role"]) == ("hospital staff", "medical")
    assert nine["relayed_by"] == "Highland Wire"
    assert nine["article_file"] == "3.txt"
    assert nine["extractor"] == "rules 1"


def test_words_without_a_figure_leave_both_bounds_blank(invented) -> None:
    found = rows(claims_csv(invented.articles, invented.extractions))
    dozens = next(row for row in found if row["count_kind"] == "vague")
    assert (dozens["low"], dozens["high"], dozens["verbatim"]) == ("", "", "Dozens")


def test_every_quotation_stands_in_its_article_where_the_row_says(invented) -> None:
    texts = {article.article_id: article.text for article in invented.articles}
    found = rows(claims_csv(invented.articles, invented.extractions))
    assert len(found) == len(invented.consensus.claims)
    for row in found:
        assert texts[row["article_id"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_a_background_figure_belongs_to_no_incident(invented) -> None:
    found = rows(claims_csv(invented.articles, invented.extractions))
    apart = [row for row in found if row["scope"] == "background"]
    assert [(row["incident_id"], row["about"], row["low"]) for row in apart] == [
        ("", "last winter", "140")
    ]


def test_a_field_other_than_a_toll_has_its_code_and_its_words(invented) -> None:
    found = rows(claims_csv(invented.articles, invented.extractions))
    by_field = {row["field"]: row for row in found if row["field"] != "date"}
    assert (by_field["extent"]["value"], by_field["extent"]["verbatim"]) == ("towns", "two")
    assert by_field["outcome"]["value"] == "repelled"
    assert by_field["tactic"]["verbatim"] == "gunfire"
    dates = [(row["value"], row["verbatim"]) for row in found if row["field"] == "date"]
    assert dates == [("2031-05-13", "Tuesday, 13 May 2031"), ("", "on Wednesday")]


# ---------------------------------------------------------------- cells

HOSTILE = st.text(alphabet="=+-@\t\r\n\0,\"' aé1", max_size=12)


@pytest.mark.parametrize("start", list("=+-@\t\r\0＝＋－＠"))
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start) -> None:
    assert cell(start + "1+1") == "'" + start.replace("\r", "\n") + "1+1"


def test_numbers_stay_numbers() -> None:
    assert [cell(value) for value in (-3, 0, 2.5, -0.5)] == ["-3", "0", "2.5", "-0.5"]


def lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(HOSTILE, HOSTILE)
def test_hostile_text_comes_back_as_the_text_it_is(publisher, name) -> None:
    article = Article.of("x", publisher=publisher)
    speaker = Speaker(name="n" + name, role=Role.WITNESS, named=False)
    claim = toll(Group.CIVILIANS, 3, 3, CountKind.EXACT, attribution=Attribution(chain=(speaker,)))
    incident = Unclear(incident_id="i1", label=name, claims=(claim,))
    read = rows(claims_csv([article], [extraction(article, incident)]))
    assert len(read) == 1
    assert read[0]["publisher"].removeprefix("'") == lf(publisher).removeprefix("'")
    assert not read[0]["publisher"].startswith(tuple("=+-@\t\r\n\0"))
    assert read[0]["claimant"] == lf("n" + name)


def test_lines_end_in_lf_alone(invented) -> None:
    for table in (claims_csv, incidents_csv):
        assert "\r" not in table(invented.articles, invented.extractions)


# ---------------------------------------------------------------- incidents


def test_a_part_names_its_series_its_sides_and_its_codes(invented) -> None:
    found = rows(incidents_csv(invented.articles, invented.extractions))
    part = next(row for row in found if row["part_of"])
    assert part["part_of"] == "i1"
    assert (part["event_type"], part["sub_event_type"]) == ("Battles", "Armed clash")
    assert (part["actor1"], part["actor2"]) == ("the Northern Dawn Front", "the army")
    assert (part["type_of_violence"], part["side_a"]) == ("1", "the army")
    assert (part["civilians_killed_low"], part["civilians_killed_high"]) == ("9", "")
    assert (part["geo_precision"], part["where_prec"]) == ("1", "1")


def test_the_dead_are_a_range_over_all_claimants_and_never_a_choice() -> None:
    incident = Unclear(
        incident_id="i1",
        label="x",
        claims=(
            toll(Group.EVERYONE, 4, 4, CountKind.EXACT),
            toll(Group.EVERYONE, 20, 20, CountKind.EXACT),
            toll(Group.EVERYONE, 90, 90, CountKind.EXACT, stance="denies"),
            toll(Group.EVERYONE, None, None, CountKind.VAGUE),
        ),
    )
    row = only_row(incident)
    assert (row["fatalities_low"], row["fatalities_high"]) == ("4", "20")
    assert row["militants_killed_low"] == ""


def test_a_figure_that_somebody_rejects_stretches_no_range_unless_it_is_the_only_one() -> None:
    claimed = toll(Group.EVERYONE, 84, 84, CountKind.EXACT)
    rejected = toll(Group.EVERYONE, 84, 84, CountKind.EXACT, stance="denies")
    other = toll(Group.EVERYONE, 12, 12, CountKind.EXACT)
    bare = Unclear(incident_id="i1", label="x")
    both = only_row(bare.model_copy(update={"claims": (claimed, rejected, other)}))
    assert (both["fatalities_low"], both["fatalities_high"]) == ("12", "12")
    alone = only_row(bare.model_copy(update={"claims": (claimed, rejected)}))
    assert (alone["fatalities_low"], alone["fatalities_high"]) == ("84", "84")


def test_a_part_that_names_no_attackers_has_those_of_its_series() -> None:
    front = Actor(name="the Front", role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR)
    army = Actor(name="the army", role=Role.SECURITY_FORCE, part=ActorPart.TARGET)
    other = Actor(name="the League", role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR)
    article = Article.of("x")
    told = extraction(
        article,
        Series(incident_id="i1", label="x", actors=(front,)),
        ArmedAttack(incident_id="i2", label="x", part_of="i1", actors=(army,)),
        ArmedAttack(incident_id="i3", label="x", part_of="i1", actors=(other,)),
    )
    found = rows(incidents_csv([article], [told]))
    assert [row["actor1"] for row in found] == ["the Front", "the Front", "the League"]
    assert (found[1]["type_of_violence"], found[1]["side_a"], found[1]["side_b"]) == (
        "1",
        "the army",
        "the Front",
    )


def test_a_series_is_not_coded_for_acled_codes_its_parts() -> None:
    row = only_row(Series(incident_id="i1", label="x"))
    assert (row["event_type"], row["event_clarity"]) == ("", "2")


def test_a_date_of_one_day_is_precise_in_both_scales() -> None:
    day = date(2031, 5, 13)
    when = When(verbatim="on Tuesday", start=day, end=day, precision=DatePrecision.DAY)
    row = only_row(Unclear(incident_id="i1", label="x", when=when))
    assert (row["event_date"], row["time_precision"], row["date_prec"]) == ("2031-05-13", "1", "1")


# ---------------------------------------------------------------- codes

ACLED = {
    "Battles": {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Explosions/Remote violence": {
        "Air/drone strike",
        "Suicide bomb",
        "Grenade",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
    },
    "Violence against civilians": {"Attack", "Abduction/forced disappearance"},
    "Riots": {"Violent demonstration"},
    "Strategic developments": {
        "Arrests",
        "Disrupted weapons use",
        "Looting/property destruction",
        "Other",
    },
}
TYPES = get_args(get_args(Incident)[0])


def acled(incident: Incident) -> codes.AcledType | None:
    return codes.acled(told_by_article(incident))


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("stage", ["accomplished", "attempted", "foiled", "threatened"])
def test_every_type_of_incident_has_a_code_that_acled_knows_or_none(kind, stage) -> None:
    coded = acled(kind(incident_id="i1", label="x", stage=stage))
    assert coded is None or coded.sub_event_type in ACLED[coded.event_type]
    if stage == "accomplished" and kind not in (Series, Unclear):
        assert coded is not None


def test_an_attack_on_an_armed_side_is_a_battle_and_on_others_violence_against_civilians() -> None:
    army = Actor(name="the army", role=Role.SECURITY_FORCE, part=ActorPart.TARGET)
    police = Claim.of(
        "a1",
        value=Target(target="police", words="a post"),
        scope=Scope.INCIDENT,
        evidence=(Evidence(quote="x", span={"start": 0, "end": 1}),),
    )
    bare = ArmedAttack(incident_id="i1", label="x")
    assert acled(bare) == ("Violence against civilians", "Attack")
    for more in ({"actors": (army,)}, {"claims": (police,)}):
        assert acled(bare.model_copy(update=more)) == ("Battles", "Armed clash")


def test_a_suicide_bombing_a_foiled_one_and_a_device_are_told_apart() -> None:
    suicide = Claim.of(
        "a1",
        value=Tactic(tactic="suicide_attack"),
        scope=Scope.INCIDENT,
        evidence=(Evidence(quote="x", span={"start": 0, "end": 1}),),
    )
    found = [
        acled(Bombing(incident_id="i1", label="x", **fields)).sub_event_type
        for fields in ({"claims": (suicide,)}, {"stage": "foiled"}, {})
    ]
    assert found == ["Suicide bomb", "Disrupted weapons use", "Remote explosive/landmine/IED"]


def test_a_raid_in_which_nobody_was_hurt_is_arrests() -> None:
    raid = SecurityOperation(incident_id="i1", label="x")
    bloody = raid.model_copy(update={"claims": (toll(Group.MILITANTS, 2, 2, CountKind.EXACT),)})
    assert acled(raid).sub_event_type == "Arrests"
    assert acled(bloody).sub_event_type == "Armed clash"


def test_the_kind_of_violence_follows_from_the_sides_and_is_blank_without_them() -> None:
    group = Actor(name="g", role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR)
    rival = Actor(name="r", role=Role.ARMED_GROUP, part=ActorPart.TARGET)
    state = Actor(name="s", role=Role.GOVERNMENT, part=ActorPart.RESPONDER)
    hit = toll(Group.CIVILIANS, 2, 2, CountKind.EXACT)

    def violence(*actors, claims=()) -> int | None:
        told = ArmedAttack(incident_id="i1", label="x", actors=actors, claims=claims)
        return codes.type_of_violence(told_by_article(told))

    assert [violence(group, state), violence(group, rival), violence(group, claims=(hit,))] == [
        1,
        2,
        3,
    ]
    assert violence(group) is None
    assert violence(claims=(hit,)) is None


def test_precision_is_graded_on_every_scale_or_left_blank() -> None:
    assert [codes.acled_time_precision(p) for p in DatePrecision] == [1, 2, 2, 3, None, None]
    assert [codes.ucdp_date_precision(p) for p in DatePrecision] == [1, 2, 3, 4, 5, None]
    assert [codes.acled_geo_precision(p) for p in PlacePrecision] == [1, 1, 3, 3, None]
    assert [codes.ucdp_where_precision(p) for p in PlacePrecision] == [1, 1, 4, 6, None]


# ---------------------------------------------------------------- the codebook


def documented(table: str) -> list[str]:
    """The column names in the first cells of one table of the codebook, in order."""
    section = CODEBOOK.read_text(encoding="utf-8").split(f"\n## {table}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("claims.csv", CLAIM_COLUMNS),
        ("incidents.csv", INCIDENT_COLUMNS),
        ("events.csv", EVENT_COLUMNS),
    ],
)
def test_the_codebook_explains_exactly_the_columns_that_are_written(table, columns) -> None:
    assert documented(table) == list(columns)


def test_the_codebook_names_every_member_of_the_enumerations_it_lists() -> None:
    text = CODEBOOK.read_text(encoding="utf-8")
    lists = dict(re.findall(r"^- `(\w+)`: (.+)\.$", text, re.MULTILINE))
    for name, members in {"group": Group, "effect": Effect, "count_kind": CountKind}.items():
        assert re.findall(r"`(\w+)`", lists[name]) == [member.value for member in members]
