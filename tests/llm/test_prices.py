"""The price table: three numbers a model, or an error that names the file and the fault."""

import re

import pytest

from llm_extract.errors import SettingsError
from llm_extract.llm.metered import Price
from llm_extract.llm.prices import load_prices


def test_a_model_of_ones_own_is_laid_over_those_that_ship(tmp_path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('["small-1.5"]\nprompt = 1\ncached_prompt = 0.5\ncompletion = 2.0\n')
    prices = load_prices(own)
    assert prices["small-1.5"] == Price(1, 0.5, 2)
    assert set(load_prices()) < set(prices)


WHOLE = "prompt = 1\ncached_prompt = 0.5\ncompletion = 2\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"[small]\n{WHOLE.replace('1', chr(34) + 'a' + chr(34))}".encode(), "small: prompt"),
        (f"[small]\n{WHOLE.replace('2', 'true')}".encode(), "completion is a number"),
        (f"[small]\n{WHOLE.replace('0.5', 'nan')}".encode(), "cached_prompt is a number"),
        (f"[small]\n{WHOLE.replace('0.5', 'inf')}".encode(), "cached_prompt is a number"),
        (f"[small]\n{WHOLE.replace('1', '-1')}".encode(), "from 0, and not -1"),
        (f"[small-1.5]\n{WHOLE}".encode(), "quotation marks"),
        (b"small = 3\n", "small: a model has the numbers"),
        (b"[small]\nprompt = 1\n", "small: a model has the numbers"),
        (b"[small\n", "own.toml"),
        (b"# \xff\n", "is not UTF-8"),
    ],
)
def test_a_table_that_is_none_is_refused_with_its_name_and_the_fault(
    tmp_path, content, said
) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(content)
    with pytest.raises(SettingsError, match=re.escape(said)) as raised:
        load_prices(own)
    assert "LLM_EXTRACT_PRICES" in str(raised.value)
    assert "own.toml" in str(raised.value)
