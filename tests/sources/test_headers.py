"""What stands above a report: header lines, front matter, a stray date, a headline."""

from datetime import date

import pytest

from llm_extract.sources.text import parse_markdown, parse_text

BODY = "Ten guards were killed near Tavo on Saturday, officials said."


def test_header_lines_are_understood_and_taken_out():
    draft = parse_text(
        "Title: Ten guards die\nPublisher: Orlo Post\nDate: 31 January 2026\n"
        f"URL: https://orlopost.example/a\nLanguage: en-GB\n\n{BODY}"
    )
    about = draft.about
    assert draft.text == BODY
    assert (about.title, about.publisher) == ("Ten guards die", "Orlo Post")
    assert (about.url, about.language) == ("https://orlopost.example/a", "en")
    assert about.published
    assert about.published.on == date(2026, 1, 31)


def test_front_matter_is_understood_and_taken_out():
    draft = parse_markdown(
        f'---\ntitle: "Ten guards die"\npublished: 2026-01-31\ntags:\n  - raids\n---\n\n{BODY}'
    )
    assert draft.text == BODY
    assert draft.about.title == "Ten guards die"
    assert draft.notes == ("not used of its front matter: tags, - raids",)


@pytest.mark.parametrize(
    "text",
    [
        f"Source: army to leave Tavo\n\n{BODY}",
        f"Date: some day in spring\n\n{BODY}",
        f"Witness: they came at dawn\n{BODY}",
        f"Note: {BODY}",
    ],
)
def test_what_is_no_header_stays_in_the_text(text):
    assert parse_text(text).text == text


def test_prose_between_rulers_is_no_front_matter():
    draft = parse_text(f"---\nTavo: ten men died there.\n---\n{BODY}")
    assert "ten men died there" in draft.text


def test_header_lines_end_at_the_first_blank_line():
    draft = parse_text(f"Title: Ten guards die\n\nSource: the army has left.\n\n{BODY}")
    assert draft.text.startswith("Source: the army has left.")


def test_a_source_line_beside_other_headers_names_the_publisher():
    draft = parse_text(f"Source: Orlo Post\nDate: 2026-01-31\n\n{BODY}")
    assert (draft.about.publisher, draft.text) == ("Orlo Post", BODY)


@pytest.mark.parametrize(
    "stamp",
    [
        "date 2026-01-31 ",
        "Published: 2026-01-31T10:00:00Z ",
        "2026-01-31\n\n",
        " date 2026-01-31\n",
    ],
)
def test_a_stray_date_before_the_text_is_its_day_and_goes(stamp):
    draft = parse_text(stamp + BODY)
    assert draft.text == BODY
    assert draft.about.published
    assert draft.about.published.on == date(2026, 1, 31)


def test_a_date_that_is_the_subject_of_a_sentence_stays():
    text = f"2026-01-31 was the worst day in Tavo for years. {BODY}"
    draft = parse_text(text)
    assert draft.text == text
    assert draft.about.published is None


def test_a_first_line_without_a_stop_over_a_body_is_the_headline_and_stays():
    draft = parse_text(f"Ten Guards Die as Raid Rocks Tavo\n\n{BODY}")
    assert draft.about.title == "Ten Guards Die as Raid Rocks Tavo"
    assert draft.text.startswith(draft.about.title)


def test_a_remark_in_brackets_above_the_headline_is_passed_over():
    draft = parse_text(f"[Corrected: the day]\n\nTen Guards Die as Raid Rocks Tavo\n\n{BODY}")
    assert draft.about.title == "Ten Guards Die as Raid Rocks Tavo"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        f"By Ana Rell\n\n{BODY}",
        f"TAVO, Jan 31 –\n\n{BODY}",
        "Ten guards die in Tavo",
        f"{'word ' * 26}\n\n{BODY}",
    ],
)
def test_other_first_lines_are_no_headline(text):
    assert parse_text(text).about.title is None


def test_a_title_header_wins_over_the_first_line():
    draft = parse_text(f"Title: Told\n\nTen Guards Die in Tavo\n\n{BODY}")
    assert draft.about.title == "Told"


def test_markdown_marks_go_and_its_words_stay():
    draft = parse_markdown(
        "# Ten *guards* die\n\n![map](a.png)\n\n> **Ten** [guards](https://a.example/b) were"
        " killed_in_action near _Tavo_, 2 * 3 men said.\n\n---\n\n* Two were hurt."
    )
    assert draft.text == (
        "Ten guards die\n\nTen guards were killed_in_action near Tavo, 2 * 3 men said."
        "\n\n* Two were hurt."
    )
    assert draft.about.title == "Ten guards die"
