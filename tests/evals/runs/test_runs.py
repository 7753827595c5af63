from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.consensus.policies import POLICIES
from llm_extract.evals import folders
from llm_extract.evals.runs import Latency, Plan, Selection, moved, read, rescored
from llm_extract.evals.scores import summed
from llm_extract.extractors.model import ModelExtractor, ModelOptions
from llm_extract.llm.ask import ScriptedModel
from llm_extract.pipeline import Pipeline
from llm_extract.prompts import load_prompt
from llm_extract.records.article import Failure
from tests.evals.runs.invented_set import VILLAGES, Reader, Villages, relabelled
from tests.evals.runs.made import SELECTION, circumstances, kept, made


def test_a_run_says_who_read_what_and_how_it_went():
    about = made(Reader(fails=["Brask"], partly=["Imber"])).about
    assert (about.suite, about.documents, about.units, about.failed) == ("villages", 12, 12, 1)
    assert about.failures_by_code == {"bad_reply": 1}
    assert about.unread == 1
    assert about.unread_by_code == {"deadline": 1}
    assert about.ungrounded == 0
    assert about.results["killed_exact"].value == pytest.approx(11 / 12)
    assert about.latency == Latency(n=12, p50_s=1.0, p95_s=1.0)
    assert about.reply_schema is None


def test_every_article_has_an_outcome_in_the_order_of_the_set():
    run = made(Reader(fails=["Orvale"]))
    assert isinstance(run.outcomes[0][0], Failure)
    ids = [outcome.article_id for outcome in run.outcomes[0]]
    assert ids == [article.article_id for article in Villages().articles()]


@cache
def scored(failing, silent):
    return made(Reader(fails=failing, silent=silent)).scored


# Of four of them, so that what one example reads the next need not read again.
SOME = st.frozensets(st.sampled_from(VILLAGES[:4]))


@given(SOME, SOME)
def test_a_document_that_fails_never_raises_a_score(failing, silent):
    whole, dropped = scored(frozenset(), silent), scored(failing, silent)
    assert summed(dropped.units, "killed").expected == summed(whole.units, "killed").expected
    metric = whole.metrics[0]
    assert metric.over(dropped.units) <= metric.over(whole.units)


def test_what_was_kept_comes_back_as_it_was(tmp_path):
    run = made(Reader(fails=["Brask"]))
    assert folders.load(kept(run, tmp_path / "run")) == run


def test_scoring_again_reads_nothing_and_gives_the_same(tmp_path):
    reader = Reader()
    run = made(reader)
    before = list(reader.read)
    assert rescored(run, Villages()) == run
    assert reader.read == before


def test_scoring_again_under_other_answers_gives_other_scores_and_hashes():
    run = made()
    new = relabelled(Villages())
    assert list(moved(run, new)) == ["gold"]
    again = rescored(run, new)
    assert again.about.results["killed_exact"].value == pytest.approx(11 / 12)
    assert moved(again, new) == {}


def test_other_rules_of_scoring_are_noticed():
    assert list(moved(made(), Villages(matcher="villages-2"))) == ["matcher"]


def test_other_documents_are_noticed():
    assert "documents" in moved(made(), Villages(figures=Villages().figures[:6]))


# ---------------------------------------------------------------- several readings


def asking(sample: int = 0) -> ModelExtractor:
    options = ModelOptions(model="m", sample=sample)
    return ModelExtractor(ScriptedModel(()), load_prompt("extract"), options)


def test_each_reading_by_a_model_asks_anew():
    (article, *_) = Villages().articles()
    keys = {
        request.key
        for reader in (asking(), asking().sampled(1), asking().sampled(2))
        for request in reader.requests(article)
    }
    assert len(keys) == 3
    assert asking().sampled(0).requests(article)[0].key == asking().requests(article)[0].key


def test_several_readings_are_kept_and_their_spread_is_told(tmp_path):
    class Tiring(Reader):
        """Falls silent in one village more at each reading."""

        async def extract(self, article):
            found = await super().extract(article)
            tired = self.read.count(article.file) > VILLAGES.index(article.file) + 1
            return found.model_copy(update={"incidents": ()}) if tired else found

    pipeline = Pipeline(Tiring(), POLICIES["range_only"])
    plan = Plan.of(pipeline, Villages(), SELECTION, {}, repeat=3)
    run = read(pipeline, plan, circumstances())
    values = run.about.spread["killed_exact"].values
    assert values == pytest.approx((1, 11 / 12, 10 / 12))
    assert run.about.spread["killed_exact"].reach == (10 / 12, 1)
    back = folders.load(kept(run, tmp_path / "run"))
    assert len(back.outcomes) == 3
    assert back == run


# ---------------------------------------------------------------- names of folders


def planned(**changes: object) -> Plan:
    plan = Plan.of(Pipeline(asking(), POLICIES["range_only"]), Villages(), SELECTION, {"seed": 0})
    return replace(plan, **changes)


def test_a_folder_is_named_for_set_reader_and_prompt():
    assert planned().folder_name.startswith("villages-m-extract-v")


@pytest.mark.parametrize(
    "changes",
    [
        {"settings": {"seed": 1}},
        {"selection": Selection(given="villages", limit=3)},
        {"evalset": relabelled(Villages())},
        {"repeat": 2},
    ],
)
def test_what_asks_otherwise_is_kept_elsewhere(changes):
    assert planned(**changes).folder_name != planned().folder_name


def test_where_the_data_lies_makes_no_other_run():
    here = planned(selection=Selection(given="villages", data="here.jsonl"))
    there = planned(selection=Selection(given="villages", data="/there.jsonl"))
    assert here.folder_name == there.folder_name


def test_settings_that_rules_never_see_are_left_out():
    plan = Plan.of(Pipeline(Reader(), POLICIES["gtd"]), Villages(), SELECTION, {"seed": 0})
    assert plan.settings == {}


def test_latencies_are_by_nearest_rank():
    assert Latency.of([float(one) for one in range(1, 101)]) == Latency(n=100, p50_s=50, p95_s=95)
    assert Latency.of([]).p50_s is None
