"""The main job from the command line, on real files."""

import csv
import io
import json
from pathlib import Path

import pytest

from llm_extract.cli import call
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article, Failure
from llm_extract.records.briefing import Briefing
from llm_extract.records.consensus import Consensus
from llm_extract.records.incidents import Extraction
from tests.invented import BRIDGE, COUNCIL, MARKET, write

pytestmark = pytest.mark.usefixtures("elsewhere")

STORY = {"report.html", "briefing.md", "briefing.json", "consensus.json", "map.geojson"}
SHARED = {
    "articles.jsonl",
    "extractions.jsonl",
    "failures.jsonl",
    "claims.csv",
    "events.csv",
    "incidents.csv",
    "loaded.csv",
    "run.json",
}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def lines(name: str) -> list[str]:
    return Path("out", name).read_text().splitlines()


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder) - {"run.json"}}


# ---------------------------------------------------------------- the example


def test_the_example_story_gives_every_file_and_all_is_good(example):
    assert call(["run", str(example), "--out", "out"]) == 0
    assert names(Path("out")) == STORY | SHARED


def test_what_is_written_can_be_read_back_as_records(example):
    call(["run", str(example), "--out", "out"])
    articles = [Article.from_json(line) for line in lines("articles.jsonl")]
    extractions = [Extraction.from_json(line) for line in lines("extractions.jsonl")]
    consensus = Consensus.from_json(Path("out/consensus.json").read_text())
    briefing = Briefing.from_json(Path("out/briefing.json").read_text())
    assert len(articles) == len(extractions) == len(consensus.sources) == 5
    assert briefing.consensus_id == consensus.consensus_id


def test_every_row_of_the_claims_leads_to_its_sentence(example):
    call(["run", str(example), "--out", "out"])
    articles = {
        article.article_id: article.text
        for article in map(Article.from_json, lines("articles.jsonl"))
    }
    rows = list(csv.DictReader(io.StringIO(Path("out/claims.csv").read_text(), newline="")))
    assert len(rows) > 50
    for row in rows:
        span = articles[row["article_id"]][int(row["start"]) : int(row["end"])]
        assert row["quote"].lstrip("'") == span.lstrip("'")


def test_the_summary_says_what_came_of_it_and_that_no_model_read(example, capsys):
    call(["run", str(example), "--out", "out"])
    said = capsys.readouterr().out
    assert said.startswith("5 articles, 1 story, ")
    assert "0 failures (read by rules, no model)" in said
    assert said.endswith("written to out/report.html\n")


def test_the_record_of_the_run_says_how_it_was_made(example, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    call(["run", str(example), "--out", "out", "--policy", "gtd"])
    text = Path("out/run.json").read_text()
    about = json.loads(text)
    assert about["extractor"]["name"] == "rules"
    assert about["model"] is None
    assert about["prompts"] == {}
    assert about["settings"]["policy"] == "gtd"
    assert about["spent"]["cost_usd"] == 0
    assert set(about["seconds"]) == {"read", "extract", "merge", "brief"}
    assert {"python", "llm-extract", "openai", "instructor"} <= set(about["versions"])
    assert about["counts"]["articles"] == 5
    assert set(about["files"]) == STORY | SHARED
    assert about["state"] == "finished"
    assert "sk-secret" not in text
    assert "cache_dir" not in about["settings"]


def test_a_machine_reads_one_json_object_and_nothing_else(example, capsys):
    call(["run", str(example), "--out", "out", "--json"])
    said = capsys.readouterr()
    summary = json.loads(said.out)
    assert (summary["exit_code"], summary["articles"], summary["stories"]) == (0, 5, 1)
    assert summary["open"] == "out/report.html"
    assert summary["read_by"] == "read by rules, no model"


def test_the_same_sources_give_the_same_bytes_in_any_order(example):
    files = sorted(str(path) for path in example.iterdir() if path.suffix != ".csv")
    about = ["--manifest", str(example / "manifest.csv")]
    call(["run", *files, *about, "--out", "there"])
    call(["run", *files[::-1], *about, "--out", "back"])
    there, back = contents(Path("there")), contents(Path("back"))
    assert {name: there[name] for name in STORY} == {name: back[name] for name in STORY}
    call(["run", *files, *about, "--out", "again"])
    assert there == contents(Path("again"))


def test_the_page_may_leave_out_what_is_not_cited(example):
    call(["run", str(example), "--out", "full"])
    call(["run", str(example), "--out", "short", "--evidence", "sentences"])
    full, short = (Path(out, "report.html").stat().st_size for out in ("full", "short"))
    assert short < full


# ---------------------------------------------------------------- stories


def test_unrelated_events_have_a_folder_each_and_an_index():
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    assert call(["run", "in", "--out", "out"]) == 0
    folders = {name.partition("/")[0] for name in names(Path("out")) if "/" in name}
    assert len(folders) == 2
    assert all(folder.startswith(("story-1-", "story-2-")) for folder in folders)
    assert names(Path("out")) == {
        *SHARED,
        "index.html",
        *(f"{folder}/{name}" for folder in folders for name in STORY),
    }
    index = Path("out/index.html").read_text()
    assert all(f"{folder}/report.html" in index for folder in folders)
    assert len(lines("extractions.jsonl")) == 2


def test_a_later_run_with_fewer_stories_leaves_none_of_the_old_behind():
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    call(["run", "in", "--out", "out"])
    assert call(["run", "in/bridge.txt", "--out", "out"]) == 0
    assert names(Path("out")) == STORY | SHARED
    assert [path for path in Path("out").iterdir() if path.is_dir()] == []


def test_articles_without_an_incident_are_good_and_said_to_be_so(capsys):
    write(Path("in"), council=COUNCIL)
    assert call(["run", "in", "--out", "out"]) == 0
    assert names(Path("out")) == SHARED | {"index.html"}
    assert "No violent incident was found" in Path("out/index.html").read_text()
    assert "council.txt: no violent incident was found" in capsys.readouterr().err


def test_an_article_that_the_rules_cannot_read_is_said_to_be_one(capsys):
    text = "Dos agentes murieron el lunes en un ataque a la comisaría, según dijo la policía."
    write(Path("in"), comisaria=f"Ataque en Orlo\n\n{text}")
    assert call(["run", "in", "--out", "out"]) == 0
    assert "the rules read English, and this is in 'es'" in capsys.readouterr().err


# ---------------------------------------------------------------- ways in


def test_a_manifest_alone_says_what_to_read():
    write(Path("in"), bridge=BRIDGE, council=COUNCIL)
    Path("list.csv").write_text("path,publisher\nin/bridge.txt,Orvale Gazette\n")
    assert call(["run", "--manifest", "list.csv", "--out", "out"]) == 0
    articles = [Article.from_json(line) for line in lines("articles.jsonl")]
    assert [one.publisher for one in articles] == ["Orvale Gazette"]


def test_fields_of_a_jsonl_file_may_have_other_names():
    Path("in.jsonl").write_text(json.dumps({"body": BRIDGE, "paper": "Orvale Gazette"}) + "\n")
    named = ["--field", "text=body", "--field", "publisher=paper"]
    assert call(["run", "in.jsonl", *named, "--out", "out"]) == 0
    assert Article.from_json(lines("articles.jsonl")[0]).publisher == "Orvale Gazette"


def test_an_encoding_that_is_told_is_used(capsys):
    Path("in.txt").write_bytes(BRIDGE.replace("Heron", "Hérön").encode("cp1252"))
    assert call(["run", "in.txt", "--encoding", "utf-8", "--out", "out"]) == 3
    assert "in.txt" in capsys.readouterr().err
    assert call(["run", "in.txt", "--encoding", "cp1252", "--out", "out"]) == 0
    assert "Hérön" in Path("out/briefing.md").read_text()


# ---------------------------------------------------------------- bad input


def bad_folder() -> None:
    write(Path("in"), bridge=BRIDGE, empty="", login="Please log in.", huge=BRIDGE * 40)
    Path("in/picture.txt").write_bytes(bytes(range(256)) * 8)
    Path("in/gone.txt").symlink_to("nowhere.txt")


def test_bad_input_costs_only_itself(capsys):
    bad_folder()
    assert call(["run", "in", "absent.txt", "--out", "out", "--max-bytes", "5000"]) == 1
    failures = [Failure.from_json(line) for line in lines("failures.jsonl")]
    assert {Path(one.source).name: one.code for one in failures} == {
        "empty.txt": "empty",
        "login.txt": "not_an_article",
        "huge.txt": "oversize",
        "picture.txt": "binary",
        "gone.txt": "unreadable",
        "absent.txt": "unreadable",
    }
    assert names(Path("out")) >= STORY
    complaints = [line for line in capsys.readouterr().err.splitlines() if "failed:" in line]
    for one in failures:
        assert any(one.source in line and one.reason in line for line in complaints)


def test_where_nothing_could_be_read_the_reasons_are_still_written():
    assert call(["run", "absent.txt", "--out", "out"]) == 3
    assert names(Path("out")) == SHARED | {"index.html"}
    assert "absent.txt" in Path("out/failures.jsonl").read_text()
    assert "No article could be read" in Path("out/index.html").read_text()


def test_the_same_article_twice_is_read_once_with_a_note(capsys):
    write(Path("in"), bridge=BRIDGE, copy=BRIDGE)
    assert call(["run", "in", "--out", "out"]) == 0
    assert len(lines("articles.jsonl")) == 1
    assert "read once" in capsys.readouterr().err


def test_a_defect_while_reading_one_article_is_a_failure_and_no_traceback(monkeypatch, capsys):
    def broken(self, article):
        if "market" in article.name:
            raise IndexError("off by one")
        return RulesExtractor().read(article)

    monkeypatch.setattr(RulesExtractor, "extract", _awaitable(broken))
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    assert call(["run", "in", "--out", "out"]) == 1
    said = capsys.readouterr().err
    assert "failed: market.txt: a defect of llm-extract (IndexError: off by one)" in said
    assert "Traceback" not in said


def test_a_defect_elsewhere_is_one_line_that_says_where(monkeypatch, capsys):
    def broken(*_):
        raise IndexError("off by one")

    monkeypatch.setattr("llm_extract.cli.running.render", broken)
    write(Path("in"), bridge=BRIDGE)
    assert call(["run", "in"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "IndexError: off by one (test_cli_run.py, line" in said[0]


def _awaitable(act):
    async def acted(self, article):
        return act(self, article)

    return acted


def test_hundreds_of_failures_do_not_flood_the_screen(capsys):
    assert call(["run", *(f"absent-{n}.txt" for n in range(300)), "--out", "out"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith("failed: absent-0.txt, absent-1.txt, absent-2.txt and 297 more: ")
    assert len(lines("failures.jsonl")) == 300


def test_a_file_name_moves_no_cursor(capsys):
    call(["run", "\x1b[2Jabsent.txt", "--out", "out"])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


# ---------------------------------------------------------------- settings and usage


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["in", "--policy", "mine"], "range_only"),
        (["in", "--extractor", "magic"], "auto, rules, model"),
        (["in", "--evidence", "some"], "full or sentences"),
        (["in", "--max-bytes", "0"], "--max-bytes"),
        (["in", "--max-bytes", "lots"], "--max-bytes"),
        (["in", "--encoding", "klingon"], "encoding"),
        (["in", "--field", "text"], "--field"),
        (["in", "--field", "body=text"], "body"),
        (["in", "--nonsense"], "--nonsense"),
        (["in", "--extractor", "model"], "LLM_EXTRACT_MODEL"),
        ([], "PATHS"),
    ],
)
def test_wrong_usage_is_one_line_that_names_it_and_nothing_is_done(capsys, arguments, named):
    write(Path("in"), bridge=BRIDGE)
    assert call(["run", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert named in said.err
    assert not Path("out").exists()


@pytest.mark.parametrize("arguments", [("run", "LONG"), ("run", "x", "--out", "LONG"), ("doctor",)])
def test_a_name_too_long_for_the_disk_is_said_by_that_name_and_is_no_defect(
    monkeypatch, capsys, arguments
):
    name = "n" * 300
    monkeypatch.setenv("LLM_EXTRACT_CACHE_DIR", name)
    assert call([name if one == "LONG" else one for one in arguments]) == 3
    said = capsys.readouterr().err
    assert f"{name}: " in said
    assert "too long" in said
    assert "defect" not in said


def test_a_command_that_is_none_is_one_line(capsys):
    assert call(["walk"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_without_a_command_the_help_is_shown(capsys):
    assert call([]) == 2
    assert "Commands:" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["run", "extract", "merge", "brief", "doctor"])
def test_every_command_shows_examples_and_the_exit_codes(capsys, command):
    assert call([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"\n    llm-extract {command}" in said
    assert "130 interrupted" in said


@pytest.mark.parametrize("group", [[], ["prompts"], ["eval"], ["eval", "labels"], ["dev"]])
def test_what_each_command_is_for_is_read_to_its_end_in_the_list(capsys, group):
    assert call([*group, "--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:")[2].partition("Examples:")[0]
    assert listed.strip()
    assert "..." not in listed


def test_the_version_is_that_of_the_package(capsys):
    assert call(["--version"]) == 0
    assert capsys.readouterr().out == "llm-extract 0.1.0\n"


# ---------------------------------------------------------------- rehearsal


def test_a_rehearsal_says_what_would_be_read_and_writes_nothing(example, capsys):
    assert call(["run", str(example), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "5 articles" in said
    assert "characters" in said
    assert "nothing is sent" in said
    assert list(Path().iterdir()) == []


def test_a_rehearsal_for_a_machine_counts_what_is_read_and_what_would_be_sent(capsys):
    write(Path("in"), bridge=BRIDGE)
    assert call(["run", "in", "absent.txt", "--dry-run", "--json"]) == 1
    plan = json.loads(capsys.readouterr().out)
    assert plan["characters"] == plan["articles"][0]["characters"] > 200
    assert (plan["model"], plan["requests"], plan["tokens_estimated"]) == (None, 0, 0)
    assert plan["failed"][0]["code"] == "unreadable"


def test_a_rehearsal_names_a_file_without_a_publisher_once(capsys):
    write(Path("in"), bridge=BRIDGE)
    assert call(["run", "in", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[0].split("characters")[1].strip() == "bridge.txt"


def test_a_rehearsal_refuses_what_the_run_would_refuse(capsys):
    write(Path("in"), bridge=BRIDGE)
    write(Path("out"), diary="mine")
    assert call(["run", "in", "--dry-run"]) == 2
    assert names(Path("out")) == {"diary.txt"}
    assert call(["run", "in", "--out", "new", "--policy", "mine", "--dry-run"]) == 2
    assert "--policy, LLM_EXTRACT_POLICY: there is no such policy" in capsys.readouterr().err
