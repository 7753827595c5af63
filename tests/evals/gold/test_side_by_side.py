"""Linking, disagreements and origins against settled stories: our own ones, by their labels."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from llm_extract.evals.gold import load
from llm_extract.evals.gold.reading import second_reading
from llm_extract.evals.gold.side_by_side import (
    KINDS,
    labelled_outcomes,
    score_second_reading,
    score_side_by_side,
)
from llm_extract.evals.scores import LeafVerdict
from llm_extract.settings import load as load_settings
from llm_extract.wiring import build

STORIES = Path(__file__).parents[3] / "evals" / "gold" / "stories"


@pytest.fixture(scope="module")
def gold():
    whole = load(STORIES, "dev")
    kept = tuple(one for one in whole.documents if one.story in ("lantern-street", "two-quarters"))
    return replace(
        whole, documents=kept, stories={one.story: whole.stories[one.story] for one in kept}
    )


@pytest.fixture
def merge():
    return build(load_settings(extractor="rules")).merge


def values(scored):
    return {metric.name: metric.over(scored.units) for metric in scored.metrics}


def test_every_settled_story_is_a_unit_of_its_own(gold, merge):
    scored = score_side_by_side(gold, labelled_outcomes(gold), merge)
    assert {unit.unit for unit in scored.units} == {"lantern-street", "two-quarters"}
    assert all(value is None or value >= 0 for value in values(scored).values())


def test_where_nothing_was_merged_everything_is_missing(gold):
    found = values(score_side_by_side(gold, labelled_outcomes(gold), lambda _a, _e: ()))
    assert found["link_recall"] == 0.0
    assert found["disagreement_f1"] == 0.0
    assert found["minority_recall"] == 0.0
    assert found["link_precision"] is None


def test_a_document_that_was_not_read_is_missing_and_raises_nothing(gold, merge):
    whole = labelled_outcomes(gold)
    first = gold.documents[0].article.article_id
    fewer = {key: one for key, one in whole.items() if key != first}
    before = values(score_side_by_side(gold, whole, merge))
    after = values(score_side_by_side(gold, fewer, merge))
    assert after["link_recall"] < before["link_recall"]
    assert after["minority_recall"] <= before["minority_recall"]


def test_the_order_of_documents_never_matters(gold, merge):
    turned = replace(gold, documents=gold.documents[::-1])
    assert values(score_side_by_side(gold, labelled_outcomes(gold), merge)) == values(
        score_side_by_side(turned, labelled_outcomes(turned), merge)
    )


def test_sources_counted_apart_that_are_one_inflate_the_echo(gold, merge):
    """Two copies of one report are labelled as one origin; here nobody finds that out."""

    def apart(articles, extractions):
        return tuple(
            one.model_copy(
                update={
                    "sources": tuple(
                        each.model_copy(update={"origin_id": None}) for each in one.sources
                    )
                }
            )
            for one in merge(articles, extractions)
        )

    story = gold.stories["lantern-street"]
    documents = ("lantern-street/01-merrow-courier-early", "lantern-street/03-continental-press")
    origin = {"documents": documents, "basis": "made for this test"}
    copied = type(story).model_validate({**story.model_dump(), "origins": [origin]})
    one = replace(gold, stories={"lantern-street": copied})
    assert values(score_side_by_side(one, labelled_outcomes(one), apart))["echo_inflation"] == 1.5


def test_a_disagreement_that_nobody_labelled_is_spurious(gold, merge):
    quiet = {
        name: story.model_copy(update={"disagreements": ()}) for name, story in gold.stories.items()
    }
    scored = score_side_by_side(replace(gold, stories=quiet), labelled_outcomes(gold), merge)
    marks = [mark for unit in scored.units for mark in unit.marks]
    assert LeafVerdict.SPURIOUS in {mark.verdict for mark in marks}
    assert values(scored)["disagreement_f1"] == 0.0


def test_days_that_differ_are_held_to_labels_although_no_claim_is_labelled_for_a_day(merge):
    """An entry on days names the incidents that differ by any of their claims."""
    whole = load(STORIES, "dev")
    kept = tuple(one for one in whole.documents if one.story == "border-town")
    story = replace(whole, documents=kept, stories={"border-town": whole.stories["border-town"]})
    scored = score_side_by_side(story, labelled_outcomes(story), merge)
    days = [
        mark.verdict
        for unit in scored.units
        for mark in unit.marks
        if (mark.expected or "").startswith("contradiction of date")
    ]
    assert days == [LeafVerdict.CORRECT] * 3


def test_a_disagreement_across_groups_is_held_to_its_label(merge):
    """The same record without what stands across its fields finds fewer of the labelled ones."""

    def within(articles, extractions):
        for one in merge(articles, extractions):
            bare = [each.model_copy(update={"across": ()}) for each in one.incidents]
            yield one.model_copy(update={"incidents": tuple(bare)})

    whole = load(STORIES, "dev")
    kept = tuple(one for one in whole.documents if one.story == "seven-lamps")
    story = replace(whole, documents=kept, stories={"seven-lamps": whole.stories["seven-lamps"]})
    outcomes = labelled_outcomes(story)
    full = found(score_side_by_side(story, outcomes, merge))
    bare = found(score_side_by_side(story, outcomes, lambda a, e: tuple(within(a, e))))
    assert bare < full
    assert any(one.startswith("denial of toll/security_forces/killed") for one in full - bare)


def found(scored):
    """The labelled disagreements that were found, each in words."""
    kinds = {*KINDS}
    marks = [mark for unit in scored.units for mark in unit.marks if mark.slot in kinds]
    return {mark.expected for mark in marks if mark.verdict is LeafVerdict.CORRECT}


def test_what_is_told_pair_by_pair_is_held_to_the_one_label_of_its_kind(merge):
    def pair_by_pair(one):
        for pair in one.pairs:
            yield one.model_copy(update={"position_ids": pair, "pairs": (pair,)})
        if not one.pairs:
            yield one

    def each_apart(field):
        told = tuple(one for whole in field.disagreements for one in pair_by_pair(whole))
        return field.model_copy(update={"disagreements": told})

    def apart(articles, extractions):
        for one in merge(articles, extractions):
            incidents = tuple(
                each.model_copy(update={"fields": tuple(map(each_apart, each.fields))})
                for each in one.incidents
            )
            yield one.model_copy(update={"incidents": incidents})

    whole = load(STORIES, "dev")
    kept = tuple(one for one in whole.documents if one.story == "seven-lamps")
    story = replace(whole, documents=kept, stories={"seven-lamps": whole.stories["seven-lamps"]})
    outcomes = labelled_outcomes(story)
    as_told = values(score_side_by_side(story, outcomes, merge))
    in_pairs = values(score_side_by_side(story, outcomes, lambda a, e: tuple(apart(a, e))))
    assert in_pairs == as_told


def test_a_second_reader_who_says_the_same_agrees_in_all(gold):
    scored = score_second_reading(gold, gold.stories)
    found = values(scored)
    assert {unit.unit for unit in scored.units} == {"lantern-street", "two-quarters"}
    assert found["disagreement_f1"] == found["link_f1"] == 1.0
    assert found["minority_recall"] is None


def test_what_a_second_reader_lists_otherwise_is_named(gold):
    settled = gold.stories["two-quarters"]
    fewer = settled.model_copy(update={"disagreements": settled.disagreements[1:]})
    scored = score_second_reading(gold, {"two-quarters": fewer})
    (unit,) = scored.units
    missed = [one for one in unit.marks if one.verdict is LeafVerdict.MISSING]
    assert [one.slot for one in missed] == [settled.disagreements[0].kind]
    assert values(scored)["disagreement_f1"] < 1.0


def test_a_second_reader_s_stories_are_read_from_files_of_their_own(gold, tmp_path):
    shutil.copytree(STORIES / "two-quarters", tmp_path / "two-quarters")
    told = (tmp_path / "two-quarters" / "story.json").read_text(encoding="utf-8")
    (tmp_path / "two-quarters" / "story.b.json").write_text(told, encoding="utf-8")
    assert second_reading(tmp_path, gold, "b") == {"two-quarters": gold.stories["two-quarters"]}
    assert second_reading(tmp_path, gold, "c") == {}
