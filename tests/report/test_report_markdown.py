"""Markdown: the text, the table and the quotations, with nobody's text taken for markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from llm_extract.report.markdown import escaped, render_markdown

READ = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def tokens(text: str) -> list[str]:
    """The kinds of everything that is more than text, inline pieces included."""
    found = []
    for token in READ.parse(text):
        found.append(token.type)
        found += [child.type for child in token.children or []]
    return [one for one in found if one not in {"text", "inline", "text_special", "softbreak"}]


def plain(text: str) -> str:
    """What a reader sees of one paragraph."""
    return "".join(child.content for token in READ.parse(text) for child in token.children or [])


@given(st.text(alphabet="abc 1.#*_`[]()<>!|~&;\\-+=\n:/", max_size=40))
def test_any_text_is_shown_as_it_stands_and_makes_no_markup(text) -> None:
    shown = "x " + escaped(text)
    assert plain(shown).split() == ["x", *text.split()]
    assert set(tokens(shown)) <= {"paragraph_open", "paragraph_close"}


@given(st.text(alphabet="ab 1.#*_`>-+=\n)", max_size=20).filter(str.strip))
def test_at_the_start_of_a_line_it_makes_no_heading_list_or_quotation(text) -> None:
    assert plain(escaped(text)).split() == text.split()
    assert set(tokens(escaped(text))) <= {"paragraph_open", "paragraph_close"}


def test_the_text_stands_in_sections_with_its_citations(invented) -> None:
    text = render_markdown(invented.briefing, invented.consensus)
    assert text.startswith("# Attacks on Port Alder and Kessel Ford\n")
    assert "*Sources: [1] rests on hospital staff; [2] rests on" in text
    assert "\n*Read by rules, no model.*\n\n---\n" in text
    assert "The Northern Dawn Front said 40 [1, 2, 4]." in text
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "Where the sources differ",
        "What happened",
        "What is not known",
        "Casualties",
        "The sources",
        "How this was made",
    ]


def test_what_made_it_stands_at_the_very_end(invented) -> None:
    text = render_markdown(invented.briefing, invented.consensus)
    made = text.partition("## How this was made\n")[2]
    assert made.startswith("\nRead by rules, no model, each report by itself. ")
    assert "template" not in text.partition("## How this was made")[0]


def test_each_difference_is_a_row_of_its_issue_and_its_accounts_with_what_is_remarked(
    invented,
) -> None:
    last = next(one for one in invented.briefing.sentences if one.section == "disagreements")
    text = "Police: the ministry said 6 killed. The accounts may date from different times."
    at = text.index(". The")
    cites = tuple(one.model_copy(update={"at": at}) for one in last.citations)
    told = last.model_copy(update={"text": text, "citations": cites})
    briefing = invented.briefing.model_copy(
        update={"sentences": (*invented.briefing.sentences, told)}
    )
    shown = render_markdown(briefing, invented.consensus)
    row = next(line for line in shown.splitlines() if line.startswith("| **Police** |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1].startswith("The ministry said 6 killed [")
    assert cells[1].endswith("]. *The accounts may date from different times.*")


def test_each_source_is_listed_with_the_sentences_it_is_cited_for(invented) -> None:
    text = render_markdown(invented.briefing, invented.consensus)
    third = text[text.index("**[3] Coast Radio**") : text.index("**[4]")]
    assert "> Dozens of people were hurt." in third
    assert "Shots were heard" not in text


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "a | b |", "![i](//e/x)"]
)
def test_what_is_planted_in_names_and_texts_makes_no_markup(payload, build) -> None:
    story = build(plant=payload)
    tame = build(plant="harmless")
    found = tokens(render_markdown(story.briefing, story.consensus))
    assert found == tokens(render_markdown(tame.briefing, tame.consensus))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://e.example/ <b>", "data:,x"])
def test_only_clean_web_addresses_become_links(address, build) -> None:
    story = build(url=address)
    assert address not in render_markdown(story.briefing, story.consensus)
