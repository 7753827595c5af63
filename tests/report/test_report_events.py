"""events.csv: one incident over all sources a row, with figures only where a policy names them."""

import csv
import io
from itertools import pairwise

import pytest

from llm_extract.consensus import POLICIES
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.pipeline import Options, Pipeline
from llm_extract.records.claims import Group
from llm_extract.records.incidents import Bombing, Unclear
from llm_extract.records.overrides import Reject
from llm_extract.report.cells import cell
from llm_extract.report.loaded import loaded_csv
from llm_extract.report.tables import claims_csv, events_csv, incidents_csv
from tests.consensus.desk import (
    HILL_FRONT,
    OFFICIALS,
    RESIDENTS,
    Event,
    Report,
    event,
    killed,
    report,
    say,
    series,
    town,
)
from tests.report.invented_loaded import hostile_sources

ALDER = report("Alder News", event(say(killed(10)), say(killed(3, Group.CIVILIANS))))
BIRCH = report("Birch Daily", event(say(killed(12)), say(killed(84), HILL_FRONT)))
CEDAR = report("Cedar Wire", event(say(killed(12), RESIDENTS)))


def told(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def merged(reports: list[Report], policy: str = "range_only", *overrides):
    flow = Pipeline(RulesExtractor(), POLICIES[policy], Options(overrides=overrides))
    articles = [one.article for one in reports]
    edited = flow.edit(articles, [one.extraction for one in reports])
    return flow.merge_edited(articles, edited), edited


def events(reports: list[Report], policy: str = "range_only", *overrides) -> list[dict[str, str]]:
    records, edited = merged(reports, policy, *overrides)
    return told(events_csv(records, edited.extractions))


def test_one_incident_of_all_sources_is_one_row() -> None:
    (row,) = events([ALDER, BIRCH, CEDAR])
    assert row["source"] == "Alder News; Birch Daily; Cedar Wire"
    assert (row["number_of_sources"], row["origins"]) == ("3", "3")
    assert (row["incident_type"], row["location"], row["event_date"]) == (
        "armed_attack",
        "Tarnfield",
        "2024-03-09",
    )


def test_without_a_policy_that_picks_no_figure_is_named() -> None:
    (row,) = events([ALDER, BIRCH, CEDAR])
    blank = "fatalities deaths_a deaths_b deaths_civilians deaths_unknown best low high".split()
    assert {row[name] for name in blank} == {""}
    assert row["policy"] == "range_only"


def test_under_ucdp_the_dead_are_told_by_side_and_a_party_s_own_figure_moves_none() -> None:
    (row,) = events([ALDER, BIRCH, CEDAR], "ucdp")
    assert (row["low"], row["best"], row["high"]) == ("13", "15", "15")
    assert row["fatalities"] == "15"
    assert row["deaths_civilians"] == "3"
    assert "84" not in row.values()


def test_a_policy_without_low_and_high_leaves_them_blank() -> None:
    (row,) = events([ALDER, BIRCH, CEDAR], "acled_min")
    assert (row["best"], row["low"], row["high"]) == ("13", "", "")


def test_a_series_and_its_parts_are_rows_that_name_each_other() -> None:
    whole = series(say(killed(9)), parts=(event(say(killed(4)), place=town("Marrow")),))
    found = events([report("Alder News", whole)])
    assert [row["part_of"] for row in found] == ["", found[0]["event_id"]]
    assert [row["event_clarity"] for row in found] == ["2", "1"]


def test_a_part_has_the_attackers_of_its_series_and_the_kind_that_somebody_tells() -> None:
    def whole(kind: type) -> Event:
        part = event(say(killed(4)), place=town("Marrow"), actors=(), kind=kind)
        return series(say(killed(9)), parts=(part,))

    silent = report("Alder News", whole(Unclear))
    other = report("Birch Daily", whole(Unclear))
    telling = report("Cedar Wire", whole(Bombing))
    _, part = events([silent, other, telling])
    assert part["actor1"] == "Hill Country Front"
    assert (part["incident_type"], part["other_types"]) == ("bombing", "unclear")


def test_what_an_editor_did_is_counted_and_obeyed() -> None:
    ten = ALDER.extraction.incidents[0].claims[0]
    signed = {"who": "N. Okafor", "when": "2031-05-20", "why": "a slip", "file": "o", "line": 1}
    override = Reject(claim_id=ten.claim_id, **signed)
    (row,) = events([ALDER, BIRCH, CEDAR], "ucdp", override)
    assert (row["edits"], row["low"]) == ("1", "15")
    _, edited = merged([ALDER], "ucdp", override)
    found = told(claims_csv([ALDER.article], edited.extractions, edited.edits))
    assert [row["edit"] for row in found if row["claim_id"] == ten.claim_id] == [
        "rejected by N. Okafor on 20 May 2031: a slip"
    ]
    starts = [int(row["start"]) for row in found]
    assert starts == sorted(starts)
    (incident,) = told(incidents_csv([ALDER.article], edited.extractions))
    assert incident["security_forces_killed_low"] == ""


# ---------------------------------------------------------------- cells of every table

STARTS = list("=+-@＝＋－＠\t")


@pytest.mark.parametrize("start", STARTS)
def test_no_table_has_a_cell_that_a_spreadsheet_runs(start) -> None:
    name = f'{start}HYPERLINK("x")'
    speaker = OFFICIALS.model_copy(update={"name": name})
    place = town(name)
    hostile = report(name, event(say(killed(3), speaker), place=place, actors=()))
    article = hostile.article.model_copy(update={"file": name, "title": name, "url": name})
    hostile = Report(article, hostile.extraction, hostile.plan)
    records, edited = merged([hostile])
    tables = (
        claims_csv([article], edited.extractions, edited.edits),
        incidents_csv([article], edited.extractions),
        events_csv(records, edited.extractions),
        loaded_csv(hostile_sources(name)),
    )
    for table in tables:
        cells = [one for row in told(table) for one in row.values()]
        assert any(one.startswith("'" + start) for one in cells)
        for one in cells:
            assert not one.startswith(tuple(STARTS)) or one.lstrip("-").replace(".", "").isdigit()


def test_numbers_stay_numbers_in_every_table() -> None:
    south = town("Marrow").model_copy(update={"latitude": -33.5, "longitude": -70.25})
    low = report("Alder News", event(say(killed(3)), place=south))
    records, edited = merged([low], "ucdp")
    for table in (
        incidents_csv([low.article], edited.extractions),
        events_csv(records, edited.extractions),
    ):
        (row,) = told(table)
        assert (row["latitude"], row["longitude"]) == ("-33.5", "-70.25")
        assert all(not row[name].startswith("'") for name in row)


def test_the_tables_have_no_column_twice() -> None:
    records, edited = merged([ALDER])
    header = next(csv.reader(io.StringIO(events_csv(records, edited.extractions))))
    assert all(one != other for one, other in pairwise(sorted(header)))
    assert cell(-3) == "-3"
