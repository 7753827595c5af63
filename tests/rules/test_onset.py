"""At what time of day it began, and which hours of a report tell something else."""

from datetime import time

import pytest

from llm_extract.records.when_where import PartOfDay


@pytest.fixture
def began(read):
    """The words and the part of the day at which the first incident began."""

    def of(text: str) -> tuple[str, PartOfDay] | None:
        onset = read(text).incidents[0].began
        return (onset.words, onset.part) if onset else None

    return of


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("The violence began about 4 a.m. in Tavo, where gunmen shot two guards.",
         "about 4 a.m.", PartOfDay.EARLY),
        ("At about 8:15 pm two men opened fire in a bar in Tavo, killing three.",
         "At about 8:15 pm", PartOfDay.EVENING),
        ("Gunmen stormed a post in Tavo early on Sunday, killing two officers.",
         "early on Sunday", PartOfDay.EARLY),
        ("A bomb killed four people in the market of Tavo on Friday evening.",
         "on Friday evening", PartOfDay.EVENING),
        ("As night fell, gunmen shot two guards in Tavo.", "As night fell", PartOfDay.EVENING),
        ("Fighters attacked the post in the early hours of Monday. Four soldiers died.",
         "in the early hours of Monday", PartOfDay.EARLY),
        ("Two guards were killed at four in the morning when a bomb went off in Tavo.",
         "at four in the morning", PartOfDay.MORNING),
        ("An overnight attack on a barracks killed nine soldiers.", "overnight", PartOfDay.NIGHT),
    ],
)  # fmt: skip
def test_the_hour_of_the_deed_is_kept_in_the_words_of_the_report(began, text, words, part):
    assert began(text) == (words, part)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two farmers. Police said late on Saturday that a third died in hospital.",
        "A curfew began on Saturday night after the attack on the mill, in which two died.",
        "The shooting, in which two guards died, ended at dawn.",
        "Gunmen attacked Tavo and killed four. A vigil for those killed was held on Tuesday night.",
        "Gunmen shot two guards in Tavo. As night fell, gunfire continued near the port.",
        "Rebels attacked Tavo. The body of a guard who was killed was found around dawn.",
    ],
)
def test_an_hour_of_what_came_after_is_not_when_it_began(began, text):
    assert began(text) is None


def test_the_hour_of_a_clock_is_kept_as_one_and_its_words_stand_in_the_text(read):
    text = "Gunmen shot two guards in Tavo shortly after 11 p.m. on Friday."
    onset = read(text).incidents[0].began
    assert onset.clock == time(23)
    assert onset.span.of(text) == onset.words == "shortly after 11 p.m. on Friday"


def test_a_part_of_a_series_has_its_own_hour_and_the_series_that_of_the_first_blow(read):
    text = (
        "Rebels attacked nine towns on Friday, killing 11 guards.\n\n"
        "The violence began about 4 a.m. in Tavo, where rebels shot two guards.\n\n"
        "In Merin a bomb killed three constables at noon."
    )
    began = {str(i.place or i.type): str(i.began) for i in read(text).incidents if i.began}
    assert began == {
        "series": "about 4 a.m. in Tavo",
        "Tavo": "about 4 a.m.",
        "Merin": "at noon",
    }


def test_the_day_is_no_part_of_the_words_for_the_hour(began):
    text = "Gunmen shot at a depot in Tavo today at about 0940 hours, killing two guards."
    assert began(text) == ("at about 0940 hours", PartOfDay.MORNING)


@pytest.mark.parametrize("town", ["İnci", "İİİİİİİİİİİ"])
def test_a_capital_that_grows_in_small_letters_moves_no_hour(began, town):
    text = f"In {town}, gunmen attacked a police post overnight, killing three people."
    assert began(text) == ("overnight", PartOfDay.NIGHT)
