"""The recording of the example story: whole, of the released prompt, and readable with no key."""

import json
from pathlib import Path

from llm_extract.cli import call
from llm_extract.prompts import load_prompt
from llm_extract.records.incidents import Extraction

ROOT = Path(__file__).parents[1]
RECORDING = ROOT / "evals" / "recordings" / "border-town"


def test_every_article_of_the_example_is_answered_and_every_quotation_grounds(
    example, tmp_path
) -> None:
    out = tmp_path / "out"
    assert call(["run", str(example), "--out", str(out), "--replay", str(RECORDING)]) == 0
    lines = (out / "extractions.jsonl").read_text().splitlines()
    extractions = [Extraction.from_json(line) for line in lines]
    assert len(extractions) == 5
    assert [one.ungrounded for one in extractions] == [()] * 5
    assert {one.extractor.prompt for one in extractions} == {"extract/v2"}


def test_each_recorded_request_is_of_the_released_prompt() -> None:
    system = load_prompt("extract/v2").system
    for path in RECORDING.glob("*.json"):
        kept = json.loads(path.read_text())
        assert kept["messages"][0] == {"role": "system", "text": system}
        assert path.stem == kept["key"]
