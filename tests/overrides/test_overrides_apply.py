"""Overrides applied: the record follows the editor, and what was read stays as it was read."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.consensus import POLICIES
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.overrides import apply, corrected
from llm_extract.pipeline import Options, Pipeline
from llm_extract.records.claims import Group, Scope
from llm_extract.records.consensus import Consensus
from llm_extract.records.overrides import (
    Add,
    Amend,
    Amendment,
    ClaimEdit,
    Join,
    LinkEdit,
    NewClaim,
    Part,
    Reject,
)
from tests.consensus.desk import (
    OFFICIALS,
    RESIDENTS,
    Report,
    day,
    event,
    exactly,
    field_of,
    killed,
    on,
    report,
    say,
    town,
)

SIGNED = {
    "who": "N. Okafor",
    "when": date(2031, 5, 20),
    "why": "The report says otherwise.",
    "file": "o.yaml",
}
DEAD = "toll/security_forces/killed"
ALDER = report("Alder News", event(say(killed(10), OFFICIALS), say(killed(3, Group.CIVILIANS))))
BIRCH = report("Birch Daily", event(say(killed(12), RESIDENTS)))
TEN, THREE = ALDER.extraction.incidents[0].claims
TWELVE = BIRCH.extraction.incidents[0].claims[0]


def edited(reports: list[Report], *overrides):
    return apply(overrides, [one.article for one in reports], [one.extraction for one in reports])


def merged(reports: list[Report], *overrides) -> tuple[Consensus, ...]:
    flow = Pipeline(RulesExtractor(), POLICIES["range_only"], Options(overrides=overrides))
    return flow.merge([one.article for one in reports], [one.extraction for one in reports])


def reject(claim_id: str, line: int = 1) -> Reject:
    return Reject(claim_id=claim_id, line=line, **SIGNED)


def amend(claim_id: str, line: int = 1, **to) -> Amend:
    return Amend(claim_id=claim_id, to=Amendment(**to), line=line, **SIGNED)


def add(article_id: str, line: int = 1, **claim) -> Add:
    return Add(article_id=article_id, claim=NewClaim(**claim), line=line, **SIGNED)


def join(*ends: str, line: int = 1) -> Join:
    return Join(ends=ends, line=line, **SIGNED)


def part(*ends: str, line: int = 1) -> Part:
    return Part(ends=ends, line=line, **SIGNED)


def end(one: Report, at: int = 0) -> str:
    return f"{one.article.article_id}/{one.extraction.incidents[at].incident_id}"


def figures(record: Consensus, key: str = DEAD) -> list[int]:
    return [one.value.count.low for one in field_of(record, key).positions]


# ---------------------------------------------------------------- claims


def test_without_overrides_what_was_read_is_what_is_taken() -> None:
    found = edited([ALDER, BIRCH])
    assert found.extractions[0] is ALDER.extraction
    assert (found.edits, found.failures) == ((), ())


def test_a_rejected_claim_is_out_of_the_record_and_stands_among_its_edits() -> None:
    (record,) = merged([ALDER, BIRCH], reject(TEN.claim_id))
    assert figures(record) == [12]
    assert TEN.claim_id not in {one.claim.claim_id for one in record.claims}
    (edit,) = record.edits
    assert (edit.action, edit.before, edit.after) == ("rejected", TEN, None)
    assert str(edit) == "rejected by N. Okafor on 20 May 2031: The report says otherwise."


def test_an_amended_claim_keeps_its_id_and_what_is_not_amended() -> None:
    told = {"count": exactly(11).model_dump(mode="json")}
    (record,) = merged([ALDER, BIRCH], amend(TEN.claim_id, value=told))
    assert figures(record) == [11, 12]
    (edit,) = record.edits
    assert (edit.action, edit.before) == ("amended", TEN)
    assert edit.after == TEN.model_copy(
        update={"value": killed(11), "claim_id": TEN.claim_id, "evidence": TEN.evidence}
    )


def test_what_was_read_is_never_touched() -> None:
    before = ALDER.extraction.to_json()
    found = edited([ALDER], reject(TEN.claim_id), amend(THREE.claim_id, about="the first night"))
    assert ALDER.extraction.to_json() == before
    assert [one.claim_id for one in found.extractions[0].claims()] == [THREE.claim_id]


def test_a_figure_amended_to_background_counts_no_more_and_is_shown_apart() -> None:
    (record,) = merged([ALDER, BIRCH], amend(TEN.claim_id, scope="background", about="2029"))
    assert figures(record) == [12]
    assert [one.value.count.low for one in record.background] == [10]


def test_a_background_figure_counts_once_it_is_given_its_incident() -> None:
    told = report("Alder News", event(say(killed(2))), background=(say(killed(9)),))
    claim_id = told.extraction.background[0].claim_id
    home = told.extraction.incidents[0].incident_id
    (record,) = merged([told], amend(claim_id, scope="incident", incident=home))
    assert figures(record) == [2, 9]
    assert record.background == ()
    assert edited([told], amend(claim_id, scope="incident")).failures[0].code == "override"


def test_a_claim_moves_to_another_incident_of_its_article() -> None:
    told = report("Alder News", event(say(killed(4))), event(place=town("Marrow"), when=day(2)))
    claim = told.extraction.incidents[0].claims[0]
    other = told.extraction.incidents[1].incident_id
    found = edited([told], amend(claim.claim_id, incident=other)).extractions[0]
    assert [len(one.claims) for one in found.incidents] == [0, 1]
    assert found.incidents[1].claims == (claim,)


def test_a_rejected_date_no_longer_dates_the_incident() -> None:
    told = report("Alder News", event(say(on(day(9))), say(killed(4)), when=day(9)))
    dated = told.extraction.incidents[0].claims[0]
    assert merged([told])[0].incidents[0].when == day(9)
    assert merged([told], reject(dated.claim_id))[0].incidents[0].when is None
    later = {"when": day(10).model_dump(mode="json")}
    (record,) = merged([told], amend(dated.claim_id, value=later))
    assert record.incidents[0].when == day(10)


def test_an_added_claim_leads_to_its_sentence() -> None:
    text = BIRCH.article.text
    quote = text.split(". ")[2] + "."
    home = BIRCH.extraction.incidents[0].incident_id
    (record,) = merged(
        [BIRCH],
        add(BIRCH.article.article_id, incident=home, quote=quote, value=killed(5, Group.CIVILIANS)),
    )
    assert figures(record, "toll/civilians/killed") == [5]
    (edit,) = record.edits
    assert (edit.action, edit.before) == ("added", None)
    evidence = edit.after.evidence[0]
    assert evidence.span.of(text) == evidence.quote == quote
    assert edit.after.claim_id in {one.claim.claim_id for one in record.claims}


def test_an_added_claim_whose_words_no_source_has_is_refused_and_the_rest_goes_on() -> None:
    home = BIRCH.extraction.incidents[0].incident_id
    untold = add(
        BIRCH.article.article_id,
        7,
        incident=home,
        quote="Five shopkeepers were found dead in the cellar of the mill.",
        value=killed(5),
    )
    found = edited([ALDER, BIRCH], untold, reject(TEN.claim_id, 9))
    assert [(one.source, one.code) for one in found.failures] == [("o.yaml, line 7", "override")]
    assert "does not stand in Birch Daily" in found.failures[0].reason
    assert [one.action for one in found.edits] == ["rejected"]


def test_an_added_claim_that_is_read_by_now_is_stale() -> None:
    home = BIRCH.extraction.incidents[0].incident_id
    known = add(
        BIRCH.article.article_id,
        incident=home,
        quote=TWELVE.evidence[0].quote,
        value=TWELVE.value,
        attribution=TWELVE.attribution,
    )
    (failure,) = edited([BIRCH], known).failures
    assert failure.code == "stale_override"
    assert TWELVE.claim_id in failure.reason


@pytest.mark.parametrize(
    "gone",
    [
        reject("c0000000000000000", 4),
        amend("c0000000000000000", 4, about="x"),
        add("a0000000000000000", 4, incident="i1", quote="x", value=killed(1)),
        join("a0000000000000000/i1", end(BIRCH), line=4),
        part("c0000000000000000", end(BIRCH), line=4),
        join(f"{ALDER.article.article_id}/i0000", end(BIRCH), line=4),
    ],
    ids=lambda one: one.kind,
)
def test_what_names_something_gone_is_reported_with_its_line(gone) -> None:
    found = edited([ALDER, BIRCH], gone)
    (failure,) = found.failures
    assert (failure.code, failure.source, failure.stage) == (
        "stale_override",
        "o.yaml, line 4",
        "merge",
    )
    assert "no " in failure.reason
    assert found.edits == ()


def test_an_amendment_that_makes_no_claim_is_reported_and_the_claim_stays() -> None:
    found = edited([ALDER], amend(TEN.claim_id, value={"group": "nobody"}))
    assert found.failures[0].code == "override"
    assert "value.toll.group" in found.failures[0].reason
    assert found.extractions[0] is ALDER.extraction


@given(chosen=st.sets(st.sampled_from([TEN, THREE, TWELVE]), max_size=3))
def test_the_record_holds_every_claim_but_those_rejected(chosen) -> None:
    records = merged([ALDER, BIRCH], *(reject(one.claim_id) for one in chosen))
    left = {one.claim.claim_id for record in records for one in record.claims}
    assert left == {one.claim_id for one in {TEN, THREE, TWELVE} - chosen}


def test_the_order_of_overrides_plays_no_part() -> None:
    asked = (
        reject(TEN.claim_id),
        amend(THREE.claim_id, scope=Scope.BACKGROUND),
        amend(TWELVE.claim_id, value={"group": "police"}),
    )
    found = {edited([ALDER, BIRCH], *order).extractions for order in permutations(asked)}
    assert len(found) == 1


def test_edits_lead_from_what_was_read_to_what_is_taken() -> None:
    found = edited([ALDER, BIRCH], reject(TEN.claim_id), amend(TWELVE.claim_id, about="so far"))
    assert corrected([ALDER.extraction, BIRCH.extraction], found.edits) == found.extractions


# ---------------------------------------------------------------- incidents


FAR = report("Cedar Wire", event(say(killed(12)), place=town("Marrow"), when=day(20)))


def test_joined_incidents_are_one_whatever_speaks_against_it() -> None:
    assert len(merged([ALDER, FAR])) == 2
    (record,) = merged([ALDER, FAR], join(end(ALDER), end(FAR)))
    assert figures(record) == [10, 12]
    (edit,) = record.edits
    assert (edit.action, {edit.left, edit.right}) == (
        "joined",
        {tuple(end(ALDER).split("/")), tuple(end(FAR).split("/"))},
    )


def test_parted_incidents_are_two_whatever_speaks_for_it() -> None:
    assert len(merged([ALDER, BIRCH])) == 1
    records = merged([ALDER, BIRCH], part(end(ALDER), end(BIRCH)))
    assert len(records) == 2
    assert all(one.possible_links == () for one in records)
    assert [str(one.edits[0]) for one in records] == [
        "parted by N. Okafor on 20 May 2031: The report says otherwise."
    ] * 2


def test_who_is_joined_with_one_of_two_parted_stays_apart_from_the_other() -> None:
    copies = [report(name, event(say(killed(10)))) for name in ("Alder News", "Birch Daily", "Elm")]
    first, second, third = copies
    records = merged(copies, part(end(first), end(second)), join(end(second), end(third)))
    groups = {
        frozenset(a for one in record.incidents for a, _ in one.members) for record in records
    }
    assert groups == {
        frozenset({first.article.article_id}),
        frozenset({second.article.article_id, third.article.article_id}),
    }


def test_an_edit_stands_in_the_record_it_bears_on_and_in_no_other() -> None:
    records = merged([ALDER, FAR], reject(TEN.claim_id))
    edits = {one.sources[0].name: len(one.edits) for one in records}
    assert edits == {"Alder News": 1, "Cedar Wire": 0}


def test_an_end_may_be_named_by_any_claim_in_it() -> None:
    claim = FAR.extraction.incidents[0].claims[0]
    assert merged([ALDER, FAR], join(end(ALDER), claim.claim_id)) == merged(
        [ALDER, FAR], join(end(ALDER), end(FAR))
    )


def test_an_article_s_own_two_incidents_may_be_joined() -> None:
    split = report("Alder News", event(say(killed(4))), event(say(killed(5)), place=town("Marrow")))
    records = merged([split], join(end(split, 0), end(split, 1)))
    assert [len(one.incidents) for one in records] == [1]
    assert figures(records[0]) == [4, 5]


def test_names_that_turn_out_to_contradict_each_other_are_both_left_undone_and_told() -> None:
    claim = FAR.extraction.incidents[0].claims[0]
    asked = (
        join(end(ALDER), end(FAR), line=3),
        part(end(ALDER), claim.claim_id, line=8),
        join(claim.claim_id, end(FAR), line=9),
    )
    for order in permutations(asked):
        found = edited([ALDER, FAR], *order)
        assert found.edits == ()
        told = {one.source: one.reason for one in found.failures}
        assert "line 3 of the same file joins" in told["o.yaml, line 8"]
        assert "line 8 of the same file parts" in told["o.yaml, line 3"]
        assert told["o.yaml, line 9"] == "both ends are one incident"


def test_the_story_says_that_an_editor_linked_it() -> None:
    from llm_extract.link import link  # noqa: PLC0415 - the one test of linking alone

    found = edited([ALDER, FAR], join(end(ALDER), end(FAR)))
    (story,) = link([ALDER.article, FAR.article], found.extractions, found.rulings)
    assert [one.speaks_for for one in story.links] == [
        ("joined by N. Okafor on 20 May 2031: The report says otherwise.",)
    ]


def test_the_order_of_articles_plays_no_part_with_rulings() -> None:
    asked = (join(end(FAR), end(BIRCH)), part(end(ALDER), end(BIRCH)))
    orders = permutations([ALDER, BIRCH, FAR])
    assert len({merged(list(order), *asked) for order in orders}) == 1


def test_edits_come_back_from_json_as_they_were() -> None:
    (record,) = merged([ALDER, FAR], join(end(ALDER), end(FAR)), reject(THREE.claim_id))
    assert Consensus.from_json(record.to_json()) == record
    assert [type(one) for one in record.edits] == [ClaimEdit, LinkEdit]
