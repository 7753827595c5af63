"""The check holds a wording against its plan, whoever wrote it; planted faults are all found."""

import pytest

from llm_extract.briefing.check import CHECKS, Draft, check
from llm_extract.briefing.plan import plan
from llm_extract.briefing.plans import Kind
from llm_extract.briefing.view import View
from llm_extract.briefing.word import word
from llm_extract.records.article import Span
from llm_extract.records.briefing import Citation
from llm_extract.records.claims import Group, Result
from tests.briefing.newsroom import (
    AUTHORITIES,
    HAWKS,
    OFFICIALS,
    Newsroom,
    Told,
    claimed_by_front,
    outcome,
    toll,
)

GOOD = "Officials said 10 security personnel were killed; the NHF said 84."


def draft(text: str = GOOD, **changes) -> Draft:
    desk = Newsroom()
    disputed = desk.field(
        Told(toll(10, Group.SECURITY_FORCES), OFFICIALS, (1,)),
        Told(
            toll(84, Group.SECURITY_FORCES),
            HAWKS,
            (2,),
            quote="The Front said it had sent 84 of the enemy to hell.",
        ),
        Told(toll(84, Group.SECURITY_FORCES), AUTHORITIES, (2,), rejects=True),
        kinds=("contradiction", "denial"),
    )
    desk.incident(disputed, desk.field(claimed_by_front()))
    view = View(desk.consensus())
    planned = next(one for one in plan(view) if one.kind is Kind.FIGURES)
    citations = tuple(
        Citation(
            number=view.numbers[view.claims[one].article_id],
            article_id=view.claims[one].article_id,
            claim_id=one,
            span=view.claims[one].claim.evidence[0].span,
        )
        for one in planned.claim_ids
    )
    return Draft(text, planned, changes.get("citations", citations), view)


def test_a_wording_that_keeps_to_its_plan_passes_every_check():
    assert check(draft()) == ()


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("numbers", GOOD.replace("84", "85")),
        ("numbers", GOOD.replace("10", "11")),
        ("numbers", GOOD.replace("10 security", "ten hundred and nine security")),
        ("numbers", GOOD.replace("84", "84,000")),
        ("attribution", GOOD.replace("10", "#").replace("84", "10").replace("#", "84")),
        ("attribution", "At least 10 security personnel were killed."),
        ("attribution", "Officials said 10 were killed. The dead may number 84."),
        ("attribution", GOOD.replace("the NHF said 84", "others said 84")),
        ("names", GOOD.replace("the NHF", "the NHF, also known as the Crows,")),
        ("names", GOOD.replace("killed;", "killed in Redfield;")),
        ("dates", GOOD.replace("killed;", "killed on Sunday;")),
        ("dates", GOOD.replace("killed;", "killed in March;")),
        ("lexicon", GOOD.replace("killed", "martyred")),
        ("lexicon", GOOD.replace("the NHF said", "however, the NHF said")),
        ("lexicon", GOOD.replace("the NHF said", "the NHF claimed")),
        ("quotations", GOOD.replace("84", "“84 crusaders”")),
        ("quotations", GOOD.replace("said 84", "said “84 soldiers” fell")),
    ],
)
def test_a_planted_fault_is_found_by_its_check(fault, text):
    assert fault in {finding.check for finding in check(draft(text))}


def outcomes(text: str) -> set[str]:
    desk = Newsroom()
    desk.incident(
        desk.field(Told(outcome(Result.FOILED), OFFICIALS, (1,))),
        desk.field(Told(outcome(Result.SITE_ENTERED, "army camps"), HAWKS, (2,))),
    )
    view = View(desk.consensus())
    planned = next(one for one in plan(view) if one.kind is Kind.DISPUTE)
    cited = [view.claims[one] for one in planned.claim_ids]
    citations = tuple(
        Citation(
            number=view.numbers[one.article_id],
            article_id=one.article_id,
            claim_id=one.claim.claim_id,
            span=one.claim.evidence[0].span,
        )
        for one in cited
    )
    return {found.check for found in check(Draft(text, planned, citations, view))}


def test_an_outcome_in_the_other_sides_mouth_is_found():
    good = "Officials said the attacks were foiled; the NHF said its fighters entered army camps."
    swapped = (
        "The NHF said the attacks were foiled; officials said its fighters entered army camps."
    )
    assert outcomes(good) == set()
    assert outcomes(swapped) == {"attribution"}


def test_a_loaded_word_may_stand_in_an_attributed_quotation_that_is_verbatim():
    text = GOOD.replace("said 84", "said 84 of “the enemy” were killed")
    assert check(draft(text)) == ()


def test_a_loaded_quotation_from_nobody_is_found():
    text = GOOD + " It was “sent 84 of the enemy to hell”."
    assert "lexicon" in {finding.check for finding in check(draft(text))}


def test_a_sentence_without_citations_is_found():
    assert [found.check for found in check(draft(citations=()))] == ["citations"]


@pytest.mark.parametrize("claim_id", ["c0", None])
def test_a_citation_that_leads_nowhere_is_found(claim_id):
    wrong = Citation(number=1, article_id="a1", claim_id=claim_id, span=Span(start=7, end=9))
    findings = check(draft(citations=(*draft().citations, wrong)))
    assert [found.check for found in findings] == ["citations"]


def test_what_a_template_words_passes_its_own_check():
    best, *plainer = word(draft().plan)
    assert plainer
    assert [check(draft(text)) for text in (best, *plainer)] == [()] * (1 + len(plainer))


def test_the_checks_have_names_that_sentences_can_list():
    assert tuple(CHECKS) == (
        "numbers",
        "names",
        "dates",
        "attribution",
        "lexicon",
        "quotations",
        "citations",
        "currency",
    )
