"""Labels of one document against an extraction."""

from hypothesis import given
from hypothesis import strategies as st

from llm_extract.evals.gold.extraction import as_extraction
from llm_extract.evals.gold.form import read_form
from llm_extract.evals.gold.scoring import METRICS, score
from llm_extract.evals.scores import LeafVerdict, summed
from llm_extract.records.article import Article
from llm_extract.records.claims import Attribution, Scope
from llm_extract.records.counts import Count, CountKind
from tests.evals.gold.strategies import ARTICLE, documents

REPORT = Article.of(
    "Three constables died and nine were hurt at the ford in Besk, the reeve said. "
    "The hill band said eighty constables had died. "
    "Forty died there last year."
)
LABELS = """
document: ford/01
annotator: a
incidents:
  - key: i1
    label: attack at the ford
    type: armed_attack
    place: {locality: Besk}
    claims:
      - &reeve
        key: c1
        field: toll
        group: police
        effect: killed
        count: exact 3
        words: Three
        speakers: [{name: the reeve, role: government}]
        quotes: ["Three constables died and nine were hurt at the ford in Besk, the reeve said."]
        accept: [{group: security_forces}]
      - key: c2
        field: toll
        group: police
        effect: injured
        count: exact 9
        words: nine
        speakers: [{name: the reeve, role: government}]
        quotes: ["Three constables died and nine were hurt at the ford in Besk, the reeve said."]
      - key: c3
        field: toll
        group: police
        effect: killed
        count: exact 80
        words: eighty
        speakers: [{name: The hill band, role: armed_group}]
        quotes: ["The hill band said eighty constables had died."]
background:
  - key: b1
    field: toll
    group: everyone
    effect: killed
    count: exact 40
    words: Forty
    quotes: ["Forty died there last year."]
"""
GOLD = read_form(LABELS, REPORT, "form")
PERFECT = as_extraction(GOLD, REPORT)


def scored(extraction):
    unit = score(GOLD, REPORT, extraction, "ford")
    return {metric.name: metric.over([unit]) for metric in METRICS}, unit


def with_claims(change):
    """The perfect extraction with the claims of its incident changed."""
    incident = PERFECT.incidents[0]
    claims = tuple(change(list(incident.claims)))
    return PERFECT.model_copy(
        update={"incidents": (incident.model_copy(update={"claims": claims}),)}
    )


def changed(at, **update):
    def change(claims):
        tolls = [claim for claim in claims if claim.field == "toll"]
        return [one.model_copy(update=update) if one is tolls[at] else one for one in claims]

    return with_claims(change)


def changed_toll(at, **update):
    def change(claims):
        tolls = [claim for claim in claims if claim.field == "toll"]
        value = tolls[at].value.model_copy(update=update)
        return [
            one.model_copy(update={"value": value}) if one is tolls[at] else one for one in claims
        ]

    return with_claims(change)


def test_labels_score_one_against_themselves():
    values, _ = scored(PERFECT)
    lower = {metric.name for metric in METRICS if not metric.higher_is_better}
    assert {value for name, value in values.items() if name not in lower} == {1.0, None}
    assert {values[name] for name in lower} == {0.0, None}


def test_a_wrong_figure_is_found_wrong_and_counts_on_both_sides():
    four = Count(kind=CountKind.EXACT, low=4, high=4, verbatim="four")
    _, unit = scored(changed_toll(0, count=four))
    tally = unit.slots["casualty"]
    assert (tally.correct, tally.said, tally.expected) == (2, 3, 3)
    assert [one.verdict for one in unit.marks if one.slot == "toll"].count(
        LeafVerdict.WRONG_VALUE
    ) == 1


def test_a_figure_that_merely_looks_alike_is_wrong():
    three_hundred = Count(kind=CountKind.EXACT, low=30, high=30, verbatim="30")
    assert scored(changed_toll(0, count=three_hundred))[0]["killed_f1"] == 0.5


def test_an_accepted_alternative_counts_as_right_and_says_what_it_is():
    values, unit = scored(changed_toll(0, group="security_forces"))
    assert values["casualty_f1"] == 1.0
    assert LeafVerdict.ACCEPTED_ALTERNATIVE in {one.verdict for one in unit.marks}


def test_the_same_numbers_by_other_words_are_right_but_for_the_qualifier():
    about = Count(kind=CountKind.ABOUT, low=3, high=3, verbatim="about three")
    values, _ = scored(changed_toll(0, count=about))
    assert (values["casualty_f1"], values["qualifier"]) == (1.0, 3 / 4)


def test_a_missed_claim_lowers_recall_alone():
    values, _ = scored(with_claims(lambda claims: claims[:-1]))
    assert (values["casualty_precision"], values["casualty_recall"]) == (1.0, 2 / 3)


def test_figures_told_by_the_wrong_mouths_are_right_figures_with_wrong_attributions():
    def swap(claims):
        one, _, other = [claim for claim in claims if claim.field == "toll"]
        return [
            one.model_copy(update={"attribution": other.attribution}),
            other.model_copy(update={"attribution": one.attribution}),
        ]

    values, _ = scored(with_claims(swap))
    assert values["casualty_precision"] == 1.0
    assert values["attribution"] == 1 / 3  # the background figure alone


def test_a_claim_told_as_fact_is_an_error_of_its_own():
    values, _ = scored(changed(0, attribution=Attribution()))
    assert (values["casualty_f1"], values["claimed_as_fact"]) == (1.0, 1 / 3)


def test_a_background_figure_that_is_counted_is_wrong_on_both_sides():
    incident = PERFECT.incidents[0]
    moved = PERFECT.background[0].model_copy(update={"scope": Scope.INCIDENT})
    counted = PERFECT.model_copy(
        update={
            "incidents": (incident.model_copy(update={"claims": (*incident.claims, moved)}),),
            "background": (),
        }
    )
    values, _ = scored(counted)
    assert values["background_counted"] == 1.0
    assert (values["background_f1"], values["casualty_precision"]) == (0.0, 3 / 4)


def test_what_no_label_asks_for_is_spurious_and_not_always_an_invention():
    def again(claims):
        extra = claims[-1].value.model_copy(update={"effect": "missing"})
        return [*claims, claims[-1].model_copy(update={"value": extra})]

    values, unit = scored(with_claims(again))
    assert values["casualty_precision"] == 3 / 4
    assert values["hallucinated"] == 0.0
    assert LeafVerdict.SPURIOUS in {one.verdict for one in unit.marks}


def test_a_document_that_failed_is_all_missing_and_stays_in_the_denominator():
    values, unit = scored(None)
    assert unit.failed
    assert (values["casualty_recall"], values["casualty_f1"]) == (0.0, 0.0)
    assert values["casualty_precision"] is None
    assert unit.slots["casualty"].expected == 3


def test_violence_seen_where_there_is_none_is_a_false_alarm():
    quiet = GOLD.model_copy(update={"incidents": (), "background": ()})
    unit = score(quiet, REPORT, PERFECT, "ford")
    assert summed([unit], "false_alarm").recall == 1.0
    assert summed([score(quiet, REPORT, None, "ford")], "false_alarm").recall == 0.0


@given(documents())
def test_any_labels_score_one_against_themselves(gold):
    unit = score(gold, ARTICLE, as_extraction(gold, ARTICLE), "mill")
    for slot in ("casualty", "victim", "outcome", "background", "incident", "grounded"):
        assert summed([unit], slot).f1 in (1.0, None)


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_incidents_and_claims_never_matters(gold, random):
    extraction = as_extraction(gold, ARTICLE)
    moved = [
        one.model_copy(update={"claims": tuple(random.sample(one.claims, len(one.claims)))})
        for one in random.sample(extraction.incidents, len(extraction.incidents))
    ]
    shuffled = extraction.model_copy(update={"incidents": tuple(moved)})
    assert (
        score(gold, ARTICLE, shuffled, "mill").slots
        == score(gold, ARTICLE, extraction, "mill").slots
    )


@given(documents(), documents("mill/02"))
def test_a_document_that_was_not_read_never_raises_an_f1(one, other):
    read = [score(gold, ARTICLE, as_extraction(gold, ARTICLE), "mill") for gold in (one, other)]
    dropped = [read[0], score(other, ARTICLE, None, "mill")]
    for metric in METRICS:
        if metric.of == "f1":
            assert (metric.over(dropped) or 0) <= (metric.over(read) or 0)


@given(documents(), documents())
def test_the_leaves_of_a_slot_are_those_its_tally_sums(gold, other):
    unit = score(gold, ARTICLE, as_extraction(other, ARTICLE), "s")
    right = (LeafVerdict.CORRECT, LeafVerdict.ACCEPTED_ALTERNATIVE)
    for slot in ("casualty", "killed", "injured", "victim", "outcome", "background"):
        marks = [mark for mark in unit.marks if slot in mark.summed_in]
        tally = summed([unit], slot)
        assert sum(mark.verdict in right for mark in marks) == tally.correct
        assert len(marks) >= max(tally.said, tally.expected)
