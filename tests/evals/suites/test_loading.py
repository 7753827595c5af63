"""Reading a file of lines that a user brings, and taking some of them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.errors import GoldError
from llm_extract.evals.suites import load
from tests.evals.suites.told import lines

TEXT = "Two men were detained near the mill at Orvale on Tuesday, the guard said."
ANSWERS = {"start_date": "2011-05-03", "province": ["helmand"], "min_killed": 0, "min_captured": 2}


def release(number: int) -> dict:
    return {"id": f"r{number}", "text": f"{TEXT} It was raid {number}.", "gold": ANSWERS}


@pytest.fixture
def seven(tmp_path):
    return lines(tmp_path / "seven.jsonl", *map(release, range(7)))


def files(suite) -> list[str]:
    return [article.file for article in suite.articles()]


def test_all_lines_are_loaded_in_the_order_of_the_file(seven):
    assert files(load("isaf", seven)) == [f"r{number}" for number in range(7)]


def test_the_odd_line_in_the_middle_goes_to_the_first_half(seven):
    assert files(load("isaf", seven, half=1)) == ["r0", "r1", "r2", "r3"]
    assert files(load("isaf", seven, half=2)) == ["r4", "r5", "r6"]


def test_a_sample_keeps_the_order_and_does_not_depend_on_it(tmp_path, seven):
    turned = lines(tmp_path / "turned.jsonl", *map(release, reversed(range(7))))
    drawn = files(load("isaf", seven, sample=3, seed=5))
    assert drawn == sorted(drawn)
    assert files(load("isaf", turned, sample=3, seed=5)) == drawn[::-1]


def test_another_seed_draws_others(seven):
    draws = {tuple(files(load("isaf", seven, sample=3, seed=seed))) for seed in range(6)}
    assert len(draws) > 1


def test_a_limit_takes_the_first_of_the_sample(seven):
    drawn = files(load("isaf", seven, half=1, sample=3))
    assert files(load("isaf", seven, half=1, sample=3, limit=2)) == drawn[:2]


def test_gold_is_the_file_and_documents_are_those_asked_for(seven):
    whole, part = load("isaf", seven).hashes, load("isaf", seven, limit=2).hashes
    assert whole.gold == part.gold
    assert whole.matcher == part.matcher
    assert whole.documents != part.documents


def test_two_suites_have_two_matchers(tmp_path, seven):
    document = {"id": "d1", "text": TEXT, "templates": []}
    muc4 = load("muc4", lines(tmp_path / "m.jsonl", document))
    assert muc4.hashes.matcher != load("isaf", seven).hashes.matcher


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path):
    path = tmp_path / "marked.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(release(1)).encode() + b"\r\n\r\n")
    assert files(load("isaf", path)) == ["r1"]


def test_a_text_that_stands_on_two_lines_is_read_once(tmp_path):
    twice = [{"id": name, "text": TEXT, "gold": ANSWERS} for name in ("first", "second")]
    suite = load("isaf", lines(tmp_path / "twice.jsonl", *twice))
    assert files(suite) == ["first"]
    assert len(suite.score({}).units) == 2


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"id": "r2", "gold": ANSWERS}, "line 2, field text"),
        ({"id": "r2", "text": TEXT, "gold": ANSWERS | {"min_killed": -1}}, "field gold.min_killed"),
        ({"id": "r2", "text": TEXT, "gold": ANSWERS | {"start_date": "May"}}, "gold.start_date"),
        ({"id": "r1", "text": TEXT, "gold": ANSWERS}, "the id r1 stands on two lines"),
    ],
)
def test_a_fault_is_named_by_file_line_and_field(tmp_path, row, place):
    path = lines(tmp_path / "broken.jsonl", release(1), row)
    with pytest.raises(GoldError) as told:
        load("isaf", path)
    assert "broken.jsonl" in str(told.value)
    assert place in str(told.value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{"id": "r1"\n', "line 1: no JSON object"),
        (b"[1]\n", "line 1: JSON, but no object"),
        ('{"id": "Orvãle"}\n'.encode("latin-1"), "line 1: not UTF-8 at its byte 12"),
        (b"\n\n", "no line stands in it"),
    ],
)
def test_what_is_no_file_of_objects_is_refused(tmp_path, raw, words):
    path = tmp_path / "broken.jsonl"
    path.write_bytes(raw)
    with pytest.raises(GoldError, match=words):
        load("gva", path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(GoldError, match=r"nowhere\.jsonl"):
        load("muc4", tmp_path / "nowhere.jsonl")


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_gold_error(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("noise") / "noise.jsonl"
    path.write_bytes(raw)
    for name in ("gva", "isaf", "muc4"):
        with pytest.raises(GoldError):
            load(name, path)
