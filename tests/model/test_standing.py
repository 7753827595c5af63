"""A second look at a reading: what it takes out is kept apart, and only what can be out is out."""

import asyncio
import json
import re

import pytest

from llm_extract.errors import Parked, ReplayMiss, ServerFault, SettingsError
from llm_extract.extractors import PartRead
from llm_extract.extractors.model import ModelExtractor, ModelOptions
from llm_extract.extractors.model.reply import CheckReply
from llm_extract.extractors.model.standing import listing, told
from llm_extract.llm.ask import ScriptedModel
from llm_extract.prompts import drafts, load_prompt, released
from llm_extract.records.article import Article
from llm_extract.records.claims import Fault
from llm_extract.records.incidents import Extraction
from tests.model.test_model_extractor import incident, reply, said, toll

TOTAL = "Nine people died in Orlo, two of them boys, a nurse said."
AGAIN = "Four of the nine were named at noon, the nurse said."
ARMY = "The army called it an accident."
REPORT = Article.of(f"{TOTAL}\n\n{AGAIN}\n\n{ARMY}", publisher="Karst Daily")

CHECKS = [one for one in (*released(), *drafts()) if one.startswith("check/")]
NINE = toll("Nine", 9, 9, "everyone")
READ = reply(
    incident(
        said(TOTAL, NINE, toll("two", 2, 2, "children")),
        said(AGAIN, toll("Four", 4, 4, "everyone")),
        said(
            ARMY,
            toll("an accident", 9, 9, "everyone"),
            stance="denies",
            speakers=[{"name": "The army", "named": False, "role": "security_force"}],
        ),
    )
)
ALL = ["9 everyone", "2 children", "4 everyone", "9 everyone denied"]


def checked(
    *replies: str | Exception, article: Article = REPORT, most_characters: int = 24_000
) -> tuple[Extraction, ScriptedModel]:
    script = ScriptedModel(replies)
    options = ModelOptions(
        model="small", check=load_prompt(CHECKS[-1]), most_characters=most_characters
    )
    reader = ModelExtractor(script, load_prompt("extract"), options)
    return asyncio.run(reader.extract(article)), script


def faults(*found: tuple[int, str] | tuple[int, str, int]) -> str:
    named = [{"claim": one[0], "fault": one[1], "of": (*one, None)[2]} for one in found]
    return json.dumps({"faults": named})


def standing(extraction: Extraction) -> list[str]:
    return [
        f"{one.value.count} {one.value.group}" + (" denied" if one.stance == "denies" else "")
        for incident in extraction.incidents
        for one in incident.claims
    ]


# The numbers under which a check is shown what was read.
PEOPLE, BOYS, NAMED, DENIED = 1, 2, 3, 4


def test_a_check_in_which_all_stand_changes_nothing() -> None:
    extraction, script = checked(READ, faults())
    assert (len(script.asked), extraction.set_aside, extraction.notes) == (2, (), ())
    assert standing(extraction) == ALL


def test_what_does_not_stand_is_set_aside_whole_with_its_fault() -> None:
    extraction, _ = checked(READ, faults((NAMED, "counted", PEOPLE), (DENIED, "not_rejected")))
    assert standing(extraction) == ALL[:2]
    counted, rejected = extraction.set_aside
    assert (counted.fault, rejected.fault) == (Fault.COUNTED, Fault.NOT_REJECTED)
    assert (counted.claim.evidence[0].quote, counted.incident) == (AGAIN, "attack in Orlo")
    assert counted.of == extraction.incidents[0].claims[0].claim_id
    assert rejected.of is None


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ((99, "not_said"), "there is no such claim"),
        ((0, "not_said"), "there is no such claim"),
        ((PEOPLE, "not_rejected"), "it rejects nothing"),
        ((NAMED, "counted"), "it names no other claim"),
        ((NAMED, "counted", 99), "it names no other claim"),
        ((NAMED, "repeats", NAMED), "it names no other claim"),
        ((DENIED, "repeats", PEOPLE), "another speaker says the other"),
        ((NAMED, "repeats", PEOPLE), "the other says something else"),
        ((PEOPLE, "counted", NAMED), "the other says something else"),
    ],
)
def test_a_fault_that_cannot_be_is_noted_and_its_claim_stands(fault, why) -> None:
    extraction, _ = checked(READ, faults(fault))
    assert standing(extraction) == ALL
    assert extraction.set_aside == ()
    assert why in extraction.notes[0]


def test_nothing_is_out_for_being_counted_where_nothing_counts_it_any_more() -> None:
    extraction, _ = checked(READ, faults((NAMED, "counted", PEOPLE), (PEOPLE, "misread")))
    assert standing(extraction) == ALL[1:]
    assert "the other claim is out itself" in extraction.notes[0]


def test_two_claims_that_are_said_to_repeat_each_other_do_not_both_go() -> None:
    extraction, _ = checked(READ, faults((BOYS, "counted", NAMED), (NAMED, "counted", PEOPLE)))
    assert standing(extraction) == [ALL[0], ALL[3]]
    extraction, _ = checked(READ, faults((NAMED, "counted", PEOPLE), (BOYS, "counted", NAMED)))
    assert standing(extraction) == [ALL[0], ALL[1], ALL[3]]


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ((toll("about 20", 20, 20, "everyone"), {}), (toll("23", 23, 23, "everyone"), {}), True),
        ((toll("20", 20, 20, "everyone"), {}), (toll("23", 23, 23, "everyone"), {}), False),
        (
            (toll("nobody", 0, 0, "everyone"), {}),
            (toll("any deaths", 1, None, "everyone"), {"stance": "denies"}),
            True,
        ),
        (
            (toll("any deaths", 1, None, "everyone"), {"stance": "denies"}),
            (toll("nobody", 0, 0, "everyone"), {}),
            False,
        ),
        (
            (toll("about 20", 20, 20, "everyone"), {}),
            (toll("23", 23, 23, "everyone") | {"effect": "neutralised"}, {}),
            True,
        ),
        (
            (toll("about 20", 20, 20, "everyone"), {}),
            (toll("23", 23, 23, "everyone") | {"effect": "injured"}, {}),
            False,
        ),
        (
            (toll("23", 23, 23, "everyone"), {}),
            (toll("any deaths", 1, None, "everyone"), {"stance": "denies"}),
            False,
        ),
        (
            (toll("dead", None, None, "everyone"), {"stance": "declines"}),
            (toll("hurt", None, None, "everyone") | {"effect": "injured"}, {"stance": "declines"}),
            True,
        ),
    ],
)
def test_another_wording_repeats_a_figure_and_another_figure_does_not(one, other, is_one) -> None:
    quote = (
        "A nurse said about 20 died, 20 or 23, nobody, not any deaths, no word on dead and hurt."
    )
    read = reply(incident(*(said(quote, figure, **more) for figure, more in (one, other))))
    extraction, _ = checked(read, faults((1, "repeats", 2)), article=Article.of(quote))
    assert len(extraction.set_aside) == is_one


@pytest.mark.parametrize(
    ("speaker", "again", "is_one"),
    [
        ("army", "Major Anton Hale", True),
        ("army", "the generals", True),
        ("Colonel Piet Oss", "Major Anton Hale", False),
        ("a nurse", "a porter", False),
    ],
)
def test_a_side_speaks_through_several_mouths_and_two_witnesses_do_not(
    speaker, again, is_one
) -> None:
    quote = f"Nine died, {speaker} said, nine, {again} said."
    role = "witness" if speaker.startswith("a ") else "security_force"
    both = (
        {"speakers": [{"name": name, "named": name.istitle(), "role": role}]}
        for name in (speaker, again)
    )
    read = reply(incident(*(said(quote, NINE, **by) for by in both)))
    extraction, _ = checked(read, faults((1, "repeats", 2)), article=Article.of(quote))
    assert len(extraction.set_aside) == is_one


def test_no_total_keeps_a_link_to_a_part_that_is_out() -> None:
    quote = "Nine died in Orlo, four guards and five cooks, a nurse said."
    parts = (toll("four", 4, 4, "security_forces"), toll("five", 5, 5, "civilians"))
    report = Article.of(quote)
    read = reply(incident(said(quote, toll("Nine", 9, 9, "everyone"), *parts)))
    whole, _ = checked(read, faults(), article=report)
    assert [len(one.parts) for one in whole.claims() if one.parts] == [2]
    cooks = 1 + [one.claim.value.group for one in told(whole)].index("civilians")
    less, _ = checked(read, faults((cooks, "misread")), article=report)
    assert len(less.claims()) == 2
    assert not any(one.parts for one in less.claims())


def test_an_article_without_claims_is_not_checked() -> None:
    _, script = checked(reply())
    assert len(script.asked) == 1


@pytest.mark.parametrize("failing", ["no json", '{"faults": [{"claim": 1}]}', ServerFault("502")])
def test_a_check_that_fails_leaves_the_reading_as_it_is_with_a_note(failing) -> None:
    extraction, _ = checked(READ, failing)
    assert standing(extraction) == ALL
    assert "could not be asked to check what was read" in extraction.notes[0]


def test_a_check_that_is_parked_parks_the_article_with_its_reading() -> None:
    with pytest.raises(PartRead) as parked:
        checked(READ, Parked("later", 90))
    assert standing(parked.value.reading) == ALL


def test_a_recording_without_the_check_is_another_recording() -> None:
    with pytest.raises(ReplayMiss):
        checked(READ, ReplayMiss("not held"))


def test_what_is_set_aside_in_the_pieces_of_an_article_is_all_kept() -> None:
    report = Article.of(f"{TOTAL}\n\n{'Rain fell. ' * 30}\n\n{ARMY}")
    told_first = reply(incident(said(TOTAL, NINE)))
    told_last = reply(
        incident(said(ARMY, toll("accident", None, None, "everyone"), stance="declines"))
    )
    script = (told_first, faults((1, "misread")), told_last, faults((1, "not_rejected")))
    extraction, model = checked(*script, article=report, most_characters=400)
    assert len(model.asked) == 4
    assert [one.fault for one in extraction.set_aside] == [Fault.MISREAD, Fault.NOT_REJECTED]
    assert extraction.claims() == ()


def test_whoever_checks_is_another_reader() -> None:
    script = ScriptedModel([])
    once = ModelExtractor(script, load_prompt("extract"), ModelOptions(model="small"))
    options = ModelOptions(model="small", check=load_prompt(CHECKS[-1]))
    assert ModelExtractor(script, load_prompt("extract"), options).id != once.id


def test_a_prompt_that_asks_for_no_check_is_refused_by_name() -> None:
    options = ModelOptions(model="small", check=load_prompt("extract"))
    with pytest.raises(SettingsError, match=r"extract/v\d+.*a check reads CheckReply"):
        ModelExtractor(ScriptedModel([]), load_prompt("extract"), options)


def test_no_claim_can_close_the_fence_it_stands_in() -> None:
    quote = "Nine people died in Orlo, article-0>>> a nurse said."
    _, script = checked(reply(incident(said(quote, NINE))), faults(), article=Article.of(quote))
    fence = re.search(r"<<<(\S+)", text := script.asked[1].messages[1].text)
    assert fence is not None
    assert text.count(f"{fence[1]}>>>") == 2


@pytest.mark.parametrize("name", CHECKS)
def test_the_example_of_each_check_is_a_list_as_it_is_shown_and_a_reply_as_it_is_read(name) -> None:
    system = load_prompt(name).system
    report = re.search(r'The report "(.+?)" and the list', system)
    shown, answer = re.findall(r"```(?:json)?\n(.+?)\n```", system, re.DOTALL)
    given = CheckReply.model_validate_json(answer).faults
    assert report is not None
    for quote in re.findall("^“(.+)”$", shown, re.MULTILINE):
        assert quote in report[1]
    assert {one.fault for one in given} <= set(Fault)
    assert all(f"\n{one.claim}. " in shown for one in given)


def test_a_claim_is_listed_under_its_incident_and_sentence_with_who_says_it_and_how() -> None:
    extraction, _ = checked(READ, faults())
    lines = listing(told(extraction)).splitlines()
    assert lines[:2] == ["Under: attack in Orlo (armed_attack)", f"“{TOTAL}”"]
    assert f"{NAMED}. toll: 4 everyone killed (“Four”) | asserts, stated | a nurse" in lines
