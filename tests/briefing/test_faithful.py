"""A wording by anyone but a template: all that the plan says, and nothing besides."""

from functools import cache

import pytest

from llm_extract.briefing.check import Draft, check
from llm_extract.briefing.cited import citations_of
from llm_extract.briefing.faithful import unfaithful
from llm_extract.briefing.lint import Held, check_sentence
from llm_extract.briefing.plan import plan
from llm_extract.briefing.plans import Kind, Plan
from llm_extract.briefing.told import is_free
from llm_extract.briefing.view import View
from llm_extract.briefing.word import word
from llm_extract.records.briefing import Line
from llm_extract.records.claims import Group, Result
from tests.briefing.newsroom import HAWKS, HOSPITAL, OFFICIALS, RESIDENTS, Newsroom, Told, outcome
from tests.briefing.newsroom import toll as killed

FORCES = Group.SECURITY_FORCES
OF_FORCES = "security personnel"


@cache
def view() -> View:
    desk = Newsroom()
    tolls = desk.field(
        Told(killed(10, FORCES), OFFICIALS, (1,)),
        Told(killed(14, FORCES), HOSPITAL, (3,)),
        Told(killed(84, FORCES), HAWKS, (2,)),
        kinds=("contradiction",),
    )
    ends = desk.field(
        Told(outcome(Result.REPELLED), OFFICIALS, (1,)),
        Told(outcome(Result.ONGOING), RESIDENTS, (3,)),
        kinds=("contradiction",),
    )
    desk.incident(tolls, ends)
    return View(desk.consensus())


def figures() -> Plan:
    """Figures in a sentence, as what is told of a place has them."""
    row = next(one for one in plan(view()) if one.kind is Kind.FIGURES and one.line is None)
    return row.model_copy(update={"kind": Kind.ACCOUNTS})


def ending() -> Plan:
    return next(one for one in plan(view()) if one.line is Line.EVENT)


def faults(planned: Plan, text: str) -> list[str]:
    draft = Draft(text, planned, citations_of(planned, view()), view())
    found = check_sentence(text, Held(view().consensus))
    return [*map(str, check(draft)), *unfaithful(draft), *map(str, found)]


FIGURES = f"Officials said 10 {OF_FORCES} were killed; Oldbridge hospital said 14; the NHF said 84."


@pytest.mark.parametrize(
    "text",
    [
        FIGURES,
        f"Officials said that 10 {OF_FORCES} died; Oldbridge hospital gave 14; the NHF gave 84.",
        f"The NHF said 84 {OF_FORCES} were killed; officials said 10; Oldbridge hospital said 14.",
        f"According to officials 10 {OF_FORCES} died; Oldbridge hospital said 14; the NHF said 84.",
    ],
)
def test_a_sentence_in_other_words_passes_that_says_the_same(text):
    assert faults(figures(), text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("; the NHF said 84", "", id="a side left out"),
        pytest.param("hospital said 14; the NHF said 84", "hospital said 84; the NHF said 14",
                     id="figures exchanged"),
        pytest.param("said 14", "said at least 14", id="a bound added"),
        pytest.param("hospital said 14; the NHF said 84", "hospital and the NHF said 14 and 84",
                     id="two speakers in one clause"),
        pytest.param(OF_FORCES, "civilians", id="another group"),
        pytest.param("were killed", "were injured", id="another effect"),
        pytest.param("were killed", "were not killed", id="a negation"),
        pytest.param("10 security", "10 brave security", id="praise"),
        pytest.param("; the NHF said", "; however, the NHF said", id="arbitration"),
        pytest.param("the NHF said", "the NHF claimed", id="a loaded verb"),
        pytest.param("said 84.", "said 84 in Oldbridge.", id="a place"),
        pytest.param("said 84.", "said 84. Others agreed.", id="a second sentence"),
        pytest.param("said 84.", "said 84 [2].", id="a citation of its own"),
        pytest.param("said 84.", "said 74 more.", id="arithmetic"),
        pytest.param("Officials said", "It was said", id="nobody"),
    ],
)  # fmt: skip
def test_a_sentence_that_is_off_by_one_thing_is_refused(old, new):
    assert old in FIGURES
    assert faults(figures(), FIGURES.replace(old, new))


OUTCOME = "Officials said militants were repelled; residents said fighting continued."


@pytest.mark.parametrize(
    "text",
    [
        "Residents said militants were repelled; officials said fighting continued.",
        "Officials said militants were repelled.",
        "Officials said militants were repelled and residents said fighting continued.",
        "Officials said militants were repelled; residents said fighting never continued.",
    ],
)
def test_an_outcome_stays_with_whoever_says_it(text):
    assert faults(ending(), OUTCOME) == []
    assert faults(ending(), text)


def test_what_the_templates_say_is_held_to_nothing_that_they_do_not_hold():
    for planned in plan(view()):
        if is_free(planned):
            text = word(planned.model_copy(update={"remarks": ()}))[0]
            draft = Draft(text, planned, citations_of(planned, view()), view())
            assert list(unfaithful(draft)) == []
