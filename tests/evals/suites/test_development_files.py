"""The suites over the files they were written for, where these are at hand."""

import pytest

from llm_extract.evals.suites import load, muc4
from llm_extract.extractors.rules import RulesExtractor

FILES = {"gva": "gva_dev.jsonl", "isaf": "isaf_dev.jsonl", "muc4": "muc34_dev.jsonl"}


@pytest.mark.parametrize("name", FILES)
def test_every_line_loads_and_scores(shared, name):
    path = shared / FILES[name]
    suite = load(name, path)
    count = sum(1 for line in path.read_bytes().split(b"\n") if line.strip())
    assert len(suite.score({}).units) == count
    part = load(name, path, sample=12)
    rules = RulesExtractor()
    outcomes = {article.article_id: rules.read(article) for article in part.articles()}
    scored = part.score(outcomes)
    assert len(scored.units) == 12
    assert not any(unit.failed for unit in scored.units)
    assert all(
        metric.slot in {s for u in scored.units for s in u.slots} for metric in scored.metrics[:2]
    )


def test_the_key_of_every_document_is_right_against_itself(shared):
    suite = load("muc4", shared / FILES["muc4"])
    for row in suite.chosen.rows:
        slots = muc4.compared(row.id, row.key(), row.key()).slots
        assert {tally.f1 for tally in slots.values()} <= {1.0, None}
