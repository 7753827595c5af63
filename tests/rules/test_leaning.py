"""Figures that lean on what was told before: whose they are, and of what they are a part."""

import pytest

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article

TOLD = "A bomb killed 11 people in Tavo on Friday, the mayor said. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Radio Orlo, quoting nurses, had 15.", "nurses"),
        ("Rescue workers had 15.", "rescue workers"),
        ("Nine died according to the army, 15 according to the hospital.", "hospital"),
    ],
)
def test_a_figure_alone_is_of_what_was_told_last(claims, text, speaker):
    said = [c for c in claims(TOLD + text, "toll") if c.value.count.low == 15]
    assert [(str(c.value.effect), c.attribution.claimant.name) for c in said] == [
        ("killed", speaker)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They are telling you 15.",
        "We hear of 15, or more.",
        "By Friday the figure had risen to 15.",
        "My own guess is 15.",
        "It was later put at 15.",
        "That makes 15.",
        "So: 15.",
    ],
)
def test_a_figure_leans_on_the_word_that_hands_it_over(tolls, text):
    assert ("killed", "everyone", "15") in tolls(TOLD + text)


@pytest.mark.parametrize(
    "text",
    [
        "Some 60 shops were burnt; traders spoke of 15.",
        "A total of 15 children, 15 men and a cow left the town.",
        "His brother, a man of 15, saw it.",
        "The road has 15 bends.",
    ],
)
def test_a_figure_of_something_else_leans_on_nothing(claims, text):
    told = claims(TOLD + text, "toll")
    assert not [c for c in told if c.value.count.low == 15 and c.value.effect == "killed"]


def test_a_noun_tells_what_befell_those_a_figure_counts(tolls):
    text = "Eleven guards were seized in Tavo and one was killed. The union talks of 15 hostages."
    assert ("captured", "other", "15") in tolls(text)


def test_last_years_dead_are_nothing_to_go_on_with(tolls):
    text = (
        "Three people were killed in Tavo. In 2019 nine died and 30 were hurt there. That makes 4."
    )
    assert ("injured", "everyone", "4") not in tolls(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Six were farmers, two were teachers.", ("killed", "civilians", "6")),
        ("Four of the dead were constables.", ("killed", "police", "4")),
        ("The count stood at 12, two of them nurses.", ("killed", "medical", "2")),
    ],
)
def test_parts_are_told_in_the_sentences_after_a_total(tolls, text, part):
    assert part in tolls(TOLD + text)


def test_who_goes_on_counting_goes_on_with_the_same_side(tolls):
    text = "Rebels ambushed a convoy near Tavo. Six soldiers were killed. Twelve were wounded."
    assert ("injured", "military", "12") in tolls(text)


def test_others_are_of_the_total_and_not_of_its_part(tolls):
    text = "In Tavo 21 persons, five of them children, were killed and 64 others were hurt."
    assert ("injured", "everyone", "64") in tolls(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is not true that 40 people died, the ministry said.",
        "The ministry dismissed as propaganda reports that 40 people had died.",
    ],
)
def test_what_is_called_untrue_is_denied(claims, text):
    told = claims("A blast shook Tavo. " + text, "toll")
    assert "denies" in {str(c.stance) for c in told if c.value.count.low == 40}


def test_who_gives_no_figure_declines(claims):
    text = "Rebels raided Tavo. The army gave no toll for its own side."
    assert [str(c.stance) for c in claims(text, "toll")] == ["declines"]


def test_an_armed_groups_enemy_is_the_states_force():
    text = "Our fighters struck Tavo at dawn. Thirty-eight enemy were killed."
    article = Article.of(text, publisher="Orlo Liberation Front")
    (claim,) = [c for c in RulesExtractor().read(article).claims() if c.field == "toll"]
    assert claim.value.group == "security_forces"
