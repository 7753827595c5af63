"""Overrides from end to end: file in, record, briefing and page out; by command and from Python."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import llm_extract
from llm_extract.cli import app, call
from llm_extract.errors import OverrideError
from llm_extract.records.consensus import Consensus
from llm_extract.records.incidents import Extraction
from llm_extract.records.run import Run
from llm_extract.settings import load
from tests.invented import BRIDGE, MARKET, write

pytestmark = pytest.mark.usefixtures("elsewhere")

WHY = "The paper corrected it to seven on page two."
SIGNED = f"who: N. Okafor\n  when: 2031-05-20\n  why: {WHY}"
BY_HAND = f"by N. Okafor on 20 May 2031: {WHY}"


def folder() -> str:
    return str(write(Path("in"), bridge=BRIDGE))


def farmers() -> str:
    """The id of the claim that six farmers died."""
    run = llm_extract.build().run([folder()])
    claims = [one.claim for record in run.consensus for one in record.claims]
    return next(
        one.claim_id
        for one in claims
        if one.field == "toll" and one.value.count.low == 6 and one.value.effect == "killed"
    )


def overrides(*entries: str) -> str:
    Path("o.yaml").write_text("\n".join(f"- {one}\n  {SIGNED}" for one in entries))
    return "o.yaml"


def seven() -> str:
    return overrides(f"amend: {farmers()}\n  to: {{value: {{count: '7'}}}}")


def test_an_amended_claim_shows_in_record_briefing_source_list_and_page() -> None:
    assert call(["run", folder(), "--out", "out", "--overrides", seven()]) == 0
    record = Consensus.from_json(Path("out/consensus.json").read_text())
    assert [str(one) for one in record.edits] == [f"amended {BY_HAND}"]
    briefing = json.loads(Path("out/briefing.json").read_text())
    assert any(f"amended {BY_HAND}".rstrip(".") in one["note"] for one in briefing["sources"])
    assert "seven" in Path("out/briefing.md").read_text().split("## The sources")[0].lower()
    for page in ("out/briefing.md", "out/report.html"):
        told = Path(page).read_text()
        assert f"Amended {BY_HAND}" in told
        assert "Edited by hand" in told


def test_a_sentence_set_against_others_says_that_its_claim_was_edited(example) -> None:
    run = llm_extract.build().run([example])
    (story,) = run.consensus
    disputed = next(
        field
        for incident in story.incidents
        for field in incident.fields
        if field.disagreements and field.key.field == "toll"
    )
    claim_id = disputed.positions[0].holders[0].claim_ids[0]
    file = overrides(f"amend: {claim_id}\n  to: {{evidentiality: unverified}}")
    assert call(["run", str(example), "--out", "out", "--overrides", file]) == 0
    page = Path("out/report.html").read_text()
    assert f"amended {BY_HAND}</span></footer></blockquote>" in page


def test_joined_incidents_are_told_by_their_sources() -> None:
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    apart = llm_extract.build().run(["in"])
    assert len(apart.consensus) == 2
    ends = [f"{article}/{one}" for x in apart.consensus for article, one in x.incidents[0].members]
    file = overrides(f"join: [{', '.join(ends)}]")
    assert call(["run", "in", "--out", "out", "--overrides", file]) == 0
    told = Path("out/briefing.md").read_text()
    label = Consensus.from_json(Path("out/consensus.json").read_text()).incidents[0].label
    assert f"- “{label}” in source 1 and “{label}” in source 2. Joined {BY_HAND}" in told
    notes = [x["note"] for x in json.loads(Path("out/briefing.json").read_text())["sources"]]
    assert all("its account and that of source" in one for one in notes)


def test_the_extraction_is_written_as_it_was_read() -> None:
    call(["run", folder(), "--out", "plain"])
    call(["run", folder(), "--out", "out", "--overrides", seven()])
    assert Path("out/extractions.jsonl").read_text() == Path("plain/extractions.jsonl").read_text()


def test_the_table_of_claims_says_what_was_edited() -> None:
    file = seven()
    call(["run", folder(), "--out", "out", "--overrides", file])
    with Path("out/claims.csv").open(newline="", encoding="utf-8") as table:
        told = {row["edit"]: row["low"] for row in csv.DictReader(table) if row["edit"]}
    assert told == {f"amended {BY_HAND}": "7"}


def test_overrides_survive_a_rerun() -> None:
    file = seven()
    for out in ("one", "two"):
        assert call(["run", folder(), "--out", out, "--overrides", file]) == 0
    for name in ("consensus.json", "briefing.md", "report.html", "claims.csv"):
        assert Path("one", name).read_text() == Path("two", name).read_text()


def test_a_stale_override_is_told_by_file_and_line_and_costs_nothing_else(capsys) -> None:
    file = overrides(f"reject: {farmers()}", "reject: c0000000000000000")
    assert call(["run", folder(), "--out", "out", "--overrides", file]) == 1
    assert "o.yaml, line 5: no claim c0000000000000000 was read" in capsys.readouterr().err
    (failure,) = map(json.loads, Path("out/failures.jsonl").read_text().splitlines())
    assert (failure["code"], failure["source"]) == ("stale_override", "o.yaml, line 5")
    record = Consensus.from_json(Path("out/consensus.json").read_text())
    assert [one.action for one in record.edits] == ["rejected"]


def test_an_override_is_stale_once_the_article_says_otherwise() -> None:
    file = seven()
    write(Path("in"), bridge=BRIDGE.replace("six farmers", "eight farmers"))
    assert call(["run", "in", "--out", "out", "--overrides", file]) == 1


@pytest.mark.parametrize("command", ["run", "dry-run", "merge"])
def test_a_broken_file_is_refused_before_anything_is_done(command, capsys) -> None:
    Path("o.yaml").write_text("- reject: c1\n- reject: c2\n")
    asked = {
        "run": ["run", folder(), "--out", "out"],
        "dry-run": ["run", folder(), "--out", "out", "--dry-run"],
        "merge": ["merge", "a.jsonl", "e.jsonl", "--out", "out"],
    }[command]
    if command == "merge":
        call(["extract", folder(), "--out", "e.jsonl", "--articles", "a.jsonl"])
    capsys.readouterr()
    assert call([*asked, "--overrides", "o.yaml"]) == 2
    said = capsys.readouterr().err
    assert "o.yaml, line 1: who: it is required" in said
    assert len(said.splitlines()) == 1
    assert not Path("out").exists()


def test_merging_stored_extractions_takes_overrides_too(capsys) -> None:
    file = overrides(f"reject: {farmers()}", "reject: c0000000000000000")
    call(["extract", folder(), "--out", "e.jsonl", "--articles", "a.jsonl"])
    asked = ["merge", "a.jsonl", "e.jsonl", "--out", "c.json", "--overrides", file]
    capsys.readouterr()
    assert call(asked) == 1
    assert "o.yaml, line 5" in capsys.readouterr().err
    assert [one.action for one in Consensus.from_json(Path("c.json").read_text()).edits] == [
        "rejected"
    ]


def test_a_setting_serves_as_well_as_an_option(monkeypatch) -> None:
    monkeypatch.setenv("LLM_EXTRACT_OVERRIDES", seven())
    assert call(["run", folder(), "--out", "out"]) == 0
    assert BY_HAND in Path("out/report.html").read_text()


def test_from_python_a_run_tells_what_was_edited_and_what_was_not() -> None:
    file = overrides(f"reject: {farmers()}", "reject: c0000000000000000")
    run = llm_extract.build(load(overrides=file)).run([folder()])
    assert [one.action for one in run.edits] == ["rejected"]
    assert [one.code for one in run.failures] == ["stale_override"]
    assert Run.from_json(run.to_json()) == run
    with pytest.raises(OverrideError):
        llm_extract.build(load(overrides="absent.yaml"))


def test_from_python_merging_alone_logs_what_is_stale(caplog) -> None:
    file = overrides("reject: c0000000000000000")
    flow = llm_extract.build(load(overrides=file))
    articles = flow.read([folder()]).articles
    read = flow.extract(articles).extractions
    assert flow.merge(articles, read) == llm_extract.build().merge(articles, read)
    assert "o.yaml, line 1: no claim c0000000000000000 was read" in caplog.text
    assert flow.edit(articles, read).failures[0].code == "stale_override"


def test_help_shows_how_to_ask_for_it() -> None:
    told = CliRunner().invoke(app, ["run", "--help"]).output
    assert "--overrides FILE" in told
    assert "llm-extract run reports/ --overrides overrides.yaml" in told


def test_article_text_and_reasons_reach_the_page_as_text_alone() -> None:
    file = overrides(f"reject: {farmers()}")
    text = Path(file).read_text().replace(WHY, '"<script>alert(1)</script> | [x](javascript:y)"')
    Path(file).write_text(text)
    assert call(["run", folder(), "--out", "out", "--overrides", file]) == 0
    assert "<script>alert" not in Path("out/report.html").read_text()
    assert "[x](javascript" not in Path("out/briefing.md").read_text()


def test_what_the_rules_read_is_still_there_to_be_seen() -> None:
    call(["run", folder(), "--out", "out", "--overrides", seven()])
    lines = Path("out/extractions.jsonl").read_text().splitlines()
    read = [claim for line in lines for claim in Extraction.from_json(line).claims()]
    (edit,) = Consensus.from_json(Path("out/consensus.json").read_text()).edits
    assert edit.before in read
    assert edit.after not in read
