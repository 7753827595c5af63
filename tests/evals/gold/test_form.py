"""The form people label in, read against a text."""

import re
from datetime import date
from pathlib import Path

import pytest

from llm_extract.errors import GoldError
from llm_extract.evals.gold.form import read_form
from llm_extract.evals.gold.labels import write_form
from llm_extract.records.article import Article
from llm_extract.records.claims import Scope, Stance
from llm_extract.records.when_where import DatePrecision

GUIDELINE = Path(__file__).parents[3] / "docs" / "labelling.md"
ARTICLE = Article.of(
    "Two millers shot in Besk\n\n"
    "Two millers were shot dead at the ford in Besk on Tuesday, the reeve said.\n\n"
    "The hill band denied it: “We were not there.”\n"
)
FORM = """
document: ford/01-wire
annotator: a
incidents:
  - key: i1
    label: shooting at the ford
    type: armed_attack
    date: 2024-05-14
    date_words: on Tuesday
    place: {site: the ford, locality: Besk}
    claims:
      - key: c1
        field: toll
        group: civilians
        effect: killed
        count: exact 2
        words: Two
        speakers: [{name: the reeve, role: government}]
        quotes: ["Two millers were shot dead at the ford in Besk on Tuesday, the reeve said."]
        accept: [{group: everyone}, {count: at_least 2, stance: accuses}]
      - key: c2
        field: responsibility
        actor: The hill band
        stance: denies
        speakers: [{name: The hill band, role: armed_group}]
        quotes: ["The hill band denied it: “We were not there.”"]
"""


def read(form=FORM, article=ARTICLE):
    return read_form(form, article, "wire.yaml")


def test_a_quotation_becomes_a_span_of_the_text():
    evidence = read().incidents[0].claims[0].evidence[0]
    assert evidence.span.of(ARTICLE.text) == evidence.quote


def test_words_that_yaml_would_take_for_something_else_stay_words():
    claim = read(FORM.replace("words: Two", "words: Two\n        includes_perpetrators: no"))
    assert claim.incidents[0].claims[0].reading.value.includes_perpetrators == "no"


def test_an_alternative_names_only_what_differs():
    plain, looser = read().incidents[0].claims[0].accepted
    assert (plain.value.group, plain.value.count.low) == ("everyone", 2)
    assert (looser.value.group, looser.value.count.high) == ("civilians", None)
    assert looser.stance is Stance.ACCUSES


def test_a_background_claim_has_that_scope_without_saying_so():
    inside, background = FORM.split("      - key: c2")
    moved = "background:\n  - key: c2" + background.replace("\n      ", "\n  ")
    assert read(inside + moved).background[0].reading.scope is Scope.BACKGROUND


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("2024-05-14", date(2024, 5, 14), date(2024, 5, 14), DatePrecision.DAY),
        ("2024-05-31..2024-06-01", date(2024, 5, 31), date(2024, 6, 1), DatePrecision.DAYS),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), DatePrecision.MONTH),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), DatePrecision.YEAR),
        ("unresolved", None, None, DatePrecision.UNRESOLVED),
    ],
)
def test_a_date_is_an_interval_as_wide_as_it_is_written(written, start, end, precision):
    when = read(FORM.replace("date: 2024-05-14", f"date: {written}")).incidents[0].when
    assert (when.start, when.end, when.precision) == (start, end, precision)
    assert when.verbatim == "on Tuesday"


@pytest.mark.parametrize(
    ("instead_of", "written", "complaint"),
    [
        ("Two millers were shot", "Two miners were shot", r"quotes\[0\]: not in the text"),
        ("count: exact 2", "count: several", "a kind of count"),
        ("count: exact 2", "count: between 2", "does not go with 1 bounds"),
        ("count: exact 2", "count: between 3 2", "above high"),
        ("type: armed_attack", "type: ambush", r"incidents\[0\]: type"),
        ("group: civilians", "group: millers", "group"),
        ("field: toll", "field: losses", "one of toll"),
        ("effect: killed", "effect: killed\n        colour: red", "unknown key 'colour'"),
        ("date: 2024-05-14", "date: last week", "a day, a..b"),
        ("key: c2", "key: c1", "c1 stands twice"),
        ("label: shooting", "part_of: i9\n    label: shooting", "i9, which is not here"),
        ("role: government", "role: reeve", "role"),
    ],
)
def test_a_broken_form_is_refused_with_its_file_the_place_and_the_reason(
    instead_of, written, complaint
):
    with pytest.raises(GoldError, match=complaint) as refused:
        read(FORM.replace(instead_of, written))
    assert str(refused.value).startswith("wire.yaml: ")


def test_what_is_no_yaml_is_refused():
    with pytest.raises(GoldError, match="no YAML"):
        read("incidents: [")


def test_labels_written_as_a_form_are_read_back_as_the_same_labels():
    labels = read()
    assert read(write_form(labels)) == labels


def test_the_example_of_the_guideline_is_a_form_that_can_be_read():
    example = re.search(r"```yaml\n(.*?)```", GUIDELINE.read_text(encoding="utf-8"), re.DOTALL)[1]
    quoted = re.findall(r'- "(.*?)"\n', example)
    words = " ".join(re.findall(r"date_words: (.*)", example))
    labels = read_form(example, Article.of(" ".join([*quoted, words])), "guideline")
    assert len(labels.claims()) == 3
