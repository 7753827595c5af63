"""Page furniture goes, the report stays, to the sentence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.sources.furniture import clear
from llm_extract.text import freeze

LEAD = "Gunmen stormed a post near Tavo on Saturday and killed ten guards, officials said."
END = "The army said it had sent more men to the north, and that the road was open again."


def page(*lines: str) -> str:
    return "\n\n".join(lines)


FURNITURE = [
    "Comments are closed.",
    "Leave a comment",
    "12 Comments",
    "No comments yet",
    "1.2K Shares",
    "3 min read",
    "Share on Facebook Tweet WhatsApp Email",
    "Share this:",
    "Read more: Army says raid on Merrin was foiled",
    "RELATED: Ten killed in Merrin last week",
    "Also read | Curfew in Orlo",
    "Follow us on Twitter and like us on Facebook for updates!",
    "Join our WhatsApp channel for breaking news",
    "Sign up for our free daily newsletter.",
    "Subscribe to our channel for daily updates",
    "© 2026 Orlo Post. All rights reserved.",
    "Copyright 2026 Orlo Media Ltd",
    "© Orlo Press / Merrin News",
    "Stay with Orlo News for updates.",
    "* * *",
    "Advertisement",
    "Story continues below",
    "Please enable JavaScript to watch this video",
    "Log in to continue reading",
    "We use cookies to make this site better for you.",
    "Donate now",
    "Your gift powers our journalism. Please support us with a monthly contribution, if you can.",
    "You might also like",
    "Most Read",
    "Tags: Tavo, raids, army",
    "(Photo: Orlo Post)",
    "Download our app",
    "Click here for more pictures of the raid",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("place", ["above", "between", "below"])
def test_furniture_goes_wherever_it_stands(line, place):
    lines = {"above": (line, LEAD, END), "between": (LEAD, line, END), "below": (LEAD, END, line)}
    cleared = clear(page(*lines[place]))
    assert cleared.text == page(LEAD, END)
    assert len(cleared.removed) == 1


REPORTED = [
    "Ten guards were killed.",
    "Donations for the families can be made at the town hall in Tavo.",
    "A fund for the victims takes donations; the account number is 1234 5678.",
    "“Follow us on the road to Orlo,” a guard shouted.",
    "Follow-up raids on Merrin killed two men.",
    "Read the statement in full before the parade, the general told his men.",
    "Police shared this picture of the man they seek.",
    "The group had shared the video on its channel, and the police said it was real.",
    "Comments by the minister drew anger in the north.",
    "Related attacks in Merrin and Orlo killed four.",
    "Related attacks were reported elsewhere",
    "The general declined to comment on the toll.",
    "Subscribers to the radio heard the attack live.",
    "© Ana Rell, 24, was among the dead in Tavo on Saturday, her father said.",
    "Rell Agency contributed to this report.",
    "Reporting by Ana Rell; editing by Tom Orlo",
    "Support Grows for a Truce in the North",
    "Attacks in Five Districts",
    "Share of the Blame",
    "Eyewitness account: 10,000 flee the north",
    "More than 40 hurt",
    "By Ana Rell",
    "(With inputs from agencies)",
    "The bank account of the group was frozen in 2024.",
    "Most of the dead were guards.",
    "Loading bays at the port burned through the night.",
    "Home to 40,000 people, Tavo lies on the border.",
    "Tags found on the dead men named their units.",
    "Sign of hope: a truce in the north",
    "You must leave now, the gunmen told the villagers.",
    "Watch towers on the border were set on fire.",
    "Print shops and banks were torched.",
    "Follow the general's order, the men were told.",
    "Members of the group can contribute to the fund that supports your town.",
    "Close to 40 men were held.",
    "Stay with your families, the men were told.",
    "Stay indoors, residents were told.",
    "Access to the town was denied to reporters.",
]


@pytest.mark.parametrize("line", REPORTED)
@pytest.mark.parametrize("place", ["above", "between", "below"])
def test_a_sentence_of_the_report_stays_wherever_it_stands(line, place):
    lines = {"above": (line, LEAD, END), "between": (LEAD, line, END), "below": (LEAD, END, line)}
    text = page(*lines[place])
    assert clear(text) == (text, ())


def test_a_stray_number_goes_at_the_edges_of_the_page():
    assert clear(page("Ten die in Tavo", "34", LEAD, END, "7")).text == page(
        "Ten die in Tavo", LEAD, END
    )


def test_a_number_between_the_sentences_stays():
    text = page(LEAD, "Killed:", "10", END)
    assert clear(text).text == text


def test_a_section_label_goes_above_the_report_only():
    assert clear(page("Ten die in Tavo", "World", LEAD, END)).text == page(
        "Ten die in Tavo", LEAD, END
    )
    assert "Security" in clear(page(LEAD, "Security", END)).text


def test_the_foot_of_a_page_goes_with_all_its_labels():
    foot = (
        "Our Northern Edition",
        "طبعتنا العربية",
        "Donate Here",
        "Support the Orlo Media House",
        "If this report was of use to you, support our journalism with what you can each month.",
        "Orlo Bank A/C # 1234 5678901",
        "IBAN: XX15 1234 5678 901",
        "Comments are closed.",
    )
    assert clear(page(LEAD, END, *foot)).text == page(LEAD, END)


def test_navigation_above_the_report_goes():
    assert clear(page("Home > World > North", "NEWS | SPORT | WEATHER", LEAD, END)).text == page(
        LEAD, END
    )


def test_a_label_in_another_script_goes_at_the_foot_and_a_paragraph_stays():
    words = "قال شهود إن عشرة حراس قتلوا يوم السبت قرب البلدة الحدودية."
    assert clear(page(LEAD, words, END, words)).text == page(LEAD, words, END, words)


def test_a_text_without_any_prose_loses_nothing_at_its_edges():
    text = page("World", "34", "Tavo")
    assert clear(text).text == text


def test_the_note_counts_what_was_left_out_and_names_the_rules():
    note = clear(page(LEAD, "Advertisement", "Comments are closed.", "Advertisement")).note
    assert note == "lines of page furniture left out: 3 (advertisement, comments)"
    assert clear(LEAD).note is None


@pytest.mark.parametrize(
    "opening", [*FURNITURE, "© ", "Home > ", "A | ", "Tags: ", "IBAN: XX15 ", ""]
)
@pytest.mark.parametrize(
    "tail", ["a" * 3_000, "a " * 150, "1" * 3_000, "> " * 150, "@" * 3_000, "- |" * 99]
)
def test_no_rule_takes_long_over_a_hostile_line(opening, tail):
    start = time.process_time()
    clear(page(LEAD, f"{opening}{tail}!?", f"{opening}{tail} b c d e f g h i j ~", END))
    assert time.process_time() - start < 0.2


@given(st.lists(st.sampled_from([*FURNITURE, *REPORTED, LEAD, END, "34", "World"]), max_size=12))
def test_clearing_twice_changes_nothing_more(lines):
    once = clear(freeze(page(*lines))).text
    assert clear(once) == (once, ())


@given(st.lists(st.sampled_from([*FURNITURE, *REPORTED, "34", "World"]), max_size=12))
def test_every_kept_line_was_there_and_in_the_same_order(lines):
    text = freeze(page(LEAD, *lines, END))
    left = iter(text.split("\n"))
    assert all(line in left for line in clear(text).text.split("\n"))


@given(st.text(max_size=300))
def test_any_text_is_cleared_without_an_error(text):
    clear(freeze(text))
