"""What a fair summary says in its own way raises no alarm, and what smooths a conflict still does.

Each text is held against a record made by hand, so that it says one thing only.
"""

import pytest

from llm_extract.briefing.lint import check_briefing
from llm_extract.records.claims import Effect, Group, Location, Result, Role, Speaker, Victim
from llm_extract.records.when_where import Place
from tests.briefing.newsroom import HAWKS, HOSPITAL, OFFICIALS, RESIDENTS, Newsroom, Told, toll
from tests.briefing.newsroom import outcome as ended

KILLED = Group.EVERYONE
PRISONERS = Speaker(name="the prisoners' families", role=Role.WITNESS, named=False)


def alarms(text: str, *fields: tuple[Told, ...], kinds=("contradiction",)) -> list[str]:
    desk = Newsroom(publishers=("Hill Post", "Vale News", "Orlo Radio"))
    desk.incident(*(desk.field(*told, kinds=kinds if len(told) > 1 else ()) for told in fields))
    return [one.kind for one in check_briefing(text, desk.consensus())]


THREE_COUNTS = (
    Told(toll(3, KILLED), OFFICIALS, (1,)),
    Told(toll(5, KILLED), HOSPITAL, (2,)),
    Told(toll(9, KILLED), HAWKS, (3,)),
)


@pytest.mark.parametrize(
    "text",
    [
        "Figures for people killed range from three to nine.",
        "Tolls of people killed vary between 3 and 9.",
        "Officials said three people were killed; the Northern Hawks Front said nine.",
        (
            "Oldbridge hospital said five people were killed; of the others officials said three,"
            " the lowest count; the NHF said nine, the highest."
        ),
    ],
)
def test_figures_on_both_sides_of_what_is_left_out_show_how_far_apart_the_accounts_are(text):
    assert alarms(text, THREE_COUNTS) == []


@pytest.mark.parametrize(
    "text",
    [
        "Officials said three people were killed; Oldbridge hospital said five.",
        "Oldbridge hospital said five people were killed; the NHF said nine.",
        "Figures for people killed range from three to five.",
        "Three to nine people were killed.",
    ],
)
def test_leaving_out_the_lowest_or_the_highest_count_smooths_a_conflict(text):
    assert "conflict_smoothed" in alarms(text, THREE_COUNTS)


def test_what_others_reject_of_a_figure_does_not_make_them_speak_the_next():
    told = (
        Told(toll(9, Group.POLICE), HAWKS, (1,)),
        Told(toll(9, Group.POLICE), RESIDENTS, (2,), rejects=True),
        Told(toll(2, Group.POLICE), OFFICIALS, (2,)),
    )
    hurt = (Told(toll(30, Group.POLICE, Effect.INJURED), HAWKS, (1,)),)
    text = (
        "The NHF said nine police officers were killed, which residents rejected, and 30 police"
        " officers were injured; officials said two police officers were killed."
    )
    assert alarms(text, told, hurt) == []
    swapped = text.replace("the NHF said", "officials said").replace("The NHF", "Residents")
    assert "swapped_party" in alarms(swapped, told, hurt)


def test_a_figure_after_the_parts_of_a_total_is_one_of_the_whole():
    told = (
        Told(toll(13, KILLED), OFFICIALS, (1,), parts=(toll(2, Group.POLICE),)),
        Told(toll(19, KILLED), HOSPITAL, (2,)),
    )
    text = (
        "Officials said 13 people were killed, including two police officers; Oldbridge hospital"
        " said 19."
    )
    assert alarms(text, told) == []
    assert alarms(text.replace("including two", "including four"), told) == ["wrong_number"]


def test_a_word_in_quotation_marks_says_what_was_done():
    captured = (Told(toll(5, Group.MILITARY, Effect.CAPTURED), HAWKS, (1,)),)
    done = (Told(toll(90, Group.MILITARY, Effect.NEUTRALISED), HAWKS, (1,)),)
    text = (
        "The NHF said five military personnel were captured and 90 military personnel were"
        " “neutralised”."
    )
    assert "wrong_number" not in alarms(text, captured, done)
    assert "wrong_number" in alarms(text.replace("90", "5", 1), captured, done)


def test_a_word_in_the_name_of_a_speaker_counts_nobody():
    missing = (
        Told(toll(40, KILLED, Effect.MISSING), OFFICIALS, (1,)),
        Told(toll(70, KILLED, Effect.MISSING), PRISONERS, (2,)),
    )
    captured = (Told(toll(3, KILLED, Effect.CAPTURED), OFFICIALS, (1,)),)
    text = "Officials said 40 people were missing; the prisoners' families said 70."
    assert "wrong_number" not in alarms(text, missing, captured)


def test_reports_that_are_counted_are_no_toll():
    assert alarms("Two of three reports tell of the attack.", THREE_COUNTS) == []


def test_an_office_and_a_name_given_together_are_no_invented_name():
    victim = Victim(
        name="Ada Moor", effect=Effect.KILLED, group=Group.POLICE, description="Sub-Inspector"
    )
    text = "Officials said Sub-Inspector Ada Moor was killed."
    assert alarms(text, (Told(victim, OFFICIALS, (1,)),)) == []
    assert alarms(text.replace("Ada", "Eda"), (Told(victim, OFFICIALS, (1,)),)) == ["invented_name"]


def test_the_name_of_a_place_is_no_sentence_of_a_source():
    place = Place(name="the zone of the Lake Group of Forces")
    told = Told(
        Location(place=place),
        OFFICIALS,
        (1,),
        quote="Fighting went on in the zone of the Lake Group of Forces all night.",
    )
    text = "Officials said fighting was reported in the zone of the Lake Group of Forces."
    assert alarms(text, (told,)) == []


def test_a_site_that_was_taken_is_the_other_side_of_an_attack_repelled():
    told = (
        Told(ended(Result.REPELLED), OFFICIALS, (1,)),
        Told(ended(Result.SITE_SEIZED, "the camp"), HAWKS, (2,)),
    )
    text = "Outcome: officials: attackers repelled; the NHF: camp taken."
    assert alarms(text, told) == []
    assert alarms("Officials said attackers were repelled.", told) == ["conflict_smoothed"]


def test_what_a_body_is_called_is_no_loaded_word_in_small_letters_either():
    office = "Officials said the counter-terrorism office was taken."
    assert alarms(office, (Told(ended(Result.SITE_SEIZED, "an office"), OFFICIALS, (1,)),)) == []
    raid = "Officials said a counter-terrorism raid went on."
    assert "loaded_word" in alarms(raid, (Told(ended(Result.ONGOING), OFFICIALS, (1,)),))


@pytest.mark.parametrize(
    "row", ["Police: officials said 4 killed; the NHF said 9 killed.", "| Police | {} |"]
)
def test_the_head_of_a_row_says_whom_its_figures_count(row):
    cells = "Officials said 4 killed; the NHF said 9 killed"
    text = row.format(cells) if "{}" in row else row
    told = (
        Told(toll(4, Group.POLICE), OFFICIALS, (1,)),
        Told(toll(9, Group.POLICE), HAWKS, (2,)),
    )
    others = (Told(toll(7, Group.CIVILIANS), OFFICIALS, (1,)),)
    assert alarms(text, told, others) == []
    assert "wrong_number" in alarms(text.replace("4 killed", "7 killed"), told, others)


def test_that_nobody_of_a_group_was_captured_is_the_other_side_of_some_who_were():
    captured = Effect.CAPTURED
    told = (
        Told(toll(9, Group.MILITARY, captured), HAWKS, (1,)),
        Told(toll("none", Group.MILITARY, captured), OFFICIALS, (2,)),
    )
    text = "The NHF said nine soldiers were captured; officials said no soldiers captured."
    assert alarms(text, told) == []
    assert alarms("The NHF said nine soldiers were captured.", told) == ["conflict_smoothed"]
