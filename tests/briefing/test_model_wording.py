"""Sentences worded by a model over real HTTP: what is asked, what is believed, what is kept."""

import json
import re
from pathlib import Path

import pytest

from llm_extract.dev.fault_server import FaultServer
from llm_extract.dev.plans import Script
from llm_extract.errors import SettingsError
from llm_extract.records.run import Run
from llm_extract.settings import load
from llm_extract.wiring import build

_PLAN = re.compile(r"<<<(plan-\w+)\n(.*)\n\1>>>", re.DOTALL)


def plan_in(request) -> dict:
    texts = [turn["content"] for turn in request["messages"] if turn["role"] == "user"]
    return json.loads(_PLAN.search(texts[0])[2])


def said_by(one: dict) -> str:
    rejected = f", which {one['rejected_by']} rejected" if "rejected_by" in one else ""
    told = one.get("says", f"called the operation “{one.get('called')}”")
    return f"{one['speakers']} {told}{rejected}"


def careful(request) -> str:
    """What a careful model might say: one speaker after the other, as the plan has them."""
    plan = plan_in(request)
    where = f"in {plan['place']}, " if "place" in plan and "opens_with" not in plan else ""
    said = "; ".join(map(said_by, plan.get("statements", ())))
    text = f"{where}{said}."
    opening = plan.get("opens_with")
    return json.dumps({"sentence": f"{opening}{text}" if opening else text[0].upper() + text[1:]})


def careless(request) -> str:
    """One figure is doubled on the way."""
    return re.sub(r"\b11 security\b", "28 security", careful(request))


class Desk:
    """Runs the example with a model that words it, and keeps what went over the wire."""

    def __init__(self, folder: Path, example: Path) -> None:
        self.folder, self.example = folder, example
        self.asked: list[dict] = []

    def run(self, reply=careful, faults=(), **given) -> Run:
        with FaultServer(Script(faults), reply=reply) as server:
            asked = {
                "extractor": "rules",
                "wording": "model",
                "model": "small",
                "cache_dir": self.folder / "cache",
                "attempts": 1,
                "openai_base_url": server.url,
                "openai_api_key": "any",
            }
            settings = load(**asked | given)
            with build(settings) as pipeline:
                run = pipeline.run([self.example])
            self.asked = [json.loads(one.body) for one in server.seen]
        return run


@pytest.fixture
def desk(tmp_path, example, monkeypatch, socket_enabled) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, example)


def by_model(run: Run) -> list[str]:
    return [one.text for one in run.briefings[0].sentences if one.worded_by == "model"]


def test_sentences_of_a_careful_model_are_printed_and_marked_as_its_own(desk):
    briefing = desk.run().briefings[0]
    worded = [one for one in briefing.sentences if one.worded_by == "model"]
    assert len(worded) > 10
    assert all(one.citations and one.checks for one in worded)
    assert briefing.worder.model == "small"
    assert briefing.worder.prompt.startswith("briefing/")


def test_a_model_is_told_the_plan_and_no_sentence_of_an_article(desk):
    run = desk.run()
    sent = [turn["content"] for one in desk.asked for turn in one["messages"]]
    rows = {
        tuple(words[at : at + 8])
        for article in run.articles
        for words in [re.findall(r"\w+", article.text)]
        for at in range(len(words) - 7)
    }
    told = [re.findall(r"\w+", text) for text in sent]
    shared = {tuple(w[at : at + 8]) for w in told for at in range(len(w) - 7)} & rows
    assert shared == set()


def test_a_wrong_figure_is_named_to_the_model_once_and_then_the_template_prints(desk):
    run = desk.run(reply=careless)
    briefing = run.briefings[0]
    assert "28 security" not in str(briefing)
    refused = [one for one in briefing.rejected if "28 security" in one.text]
    assert refused
    assert all(one.worded_by == "model" and "28 is no figure" in one.reason for one in refused)
    turns = {len(one["messages"]) for one in desk.asked}
    assert turns == {2, 4}
    assert any("28 is no figure" in one["messages"][-1]["content"] for one in desk.asked)


def test_what_is_mended_on_the_second_asking_is_printed(desk):
    def mending(request):
        return careful(request) if len(request["messages"]) > 2 else careless(request)

    run = desk.run(reply=mending)
    assert by_model(run) == by_model(desk.run(cache_dir=desk.folder / "other"))
    assert any("28 is no figure" in one.reason for one in run.briefings[0].rejected)


def test_nothing_is_paid_for_twice(desk):
    first = desk.run()
    assert len(desk.asked) == first.spent.requests > 0
    again = desk.run()
    assert desk.asked == []
    # Two sentences of one story may ask the very same.
    asked = first.spent.requests + first.spent.cache_hits
    assert (again.spent.requests, again.spent.cache_hits) == (0, asked)
    assert again.briefings == first.briefings


def test_a_recording_words_a_briefing_with_no_key_and_no_endpoint(desk):
    first = desk.run(record=desk.folder / "recorded")
    settings = load(extractor="rules", wording="model", replay=desk.folder / "recorded")
    with build(settings) as pipeline:
        replayed = pipeline.run([desk.example])
    assert replayed.briefings == first.briefings


def test_a_spent_budget_leaves_the_rest_to_the_template_and_is_told_once(desk):
    run = desk.run(max_requests=6)
    briefing = run.briefings[0]
    assert len(desk.asked) == 6
    assert 0 < len(by_model(run)) <= 6
    assert [one.code for one in run.failures] == ["budget"]
    assert {one.text for one in briefing.rejected if one.code} == {""}
    assert len(briefing.sentences) > 20


def test_a_refused_key_costs_no_sentence(desk):
    refused = desk.run(faults=["key_refused"] * 100)
    with build(load(extractor="rules")) as pipeline:
        plain = pipeline.run([desk.example])
    assert str(refused.briefings[0]) == str(plain.briefings[0])
    assert "key_refused" in {one.code for one in refused.failures}


def test_the_summary_says_how_many_sentences_a_model_worded_and_how_many_were_refused(desk):
    run = desk.run(reply=careless)
    briefing = run.briefings[0]
    assert (
        f"{len(by_model(run))} of {len(briefing.sentences)} sentences worded by the model small; "
        f"{briefing.refused_to_model()} wordings rejected, 0 not answered"
    ) in str(run)


def test_a_key_and_a_model_alone_word_nothing(desk, monkeypatch):
    monkeypatch.setenv("LLM_EXTRACT_MODEL", "small")
    with FaultServer(Script(()), reply=careful) as server:
        settings = load(extractor="rules", openai_api_key="any", openai_base_url=server.url)
        with build(settings) as pipeline:
            run = pipeline.run([desk.example])
        assert server.seen == []
    assert run.worded_by is None


def test_asked_for_without_a_model_it_is_a_wrong_setting():
    with pytest.raises(SettingsError, match="LLM_EXTRACT_MODEL: name the model that is to word"):
        build(load(extractor="rules", wording="model"))
