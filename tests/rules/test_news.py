"""Texts that speak of deeds and report none of these days: old, feared, usual, or no deeds."""

import pytest

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article
from tests.rules.conftest import SATURDAY

TEXTS = {
    "forecast": (
        "The vote office of Velm warned on Friday that armed groups could attack the polls."
        " It said that the Iron Dawn might burn ballot boxes or abduct officials."
        " Security officials said they were sure it would be quiet."
    ),
    "extradition": (
        "Ode Marn, wanted over a bombing that killed 31 people in Tavo in 2019, was flown home on"
        " Friday, a ministry said. His case could be heard in autumn."
    ),
    "medal": (
        "Constable Ada Finch was given a medal on Friday for stopping a man who had shot two guards"
        " at a bank in Orlo in 2027. She was wounded in the arm."
    ),
    "guards at a fair": (
        "Police said on Friday that 2,000 men would guard the fair in Tavo, where a bomb killed"
        " eleven people three years ago. Bags will be searched."
    ),
    "portrait of a group": (
        "For fifteen years the Iron Dawn has fought the state. Its men ambush convoys and kidnap"
        " engineers. Its founder, a teacher, was killed in 2022."
    ),
    "swap of prisoners": (
        "Velm and the Iron Dawn agreed on Friday to exchange 40 men. The two have fought since 2016"
        " in a war in which 12,000 people have been killed."
    ),
    "camp": (
        "The camp at Tavo was opened five years ago. Most came after the Iron Dawn overran Orlo in"
        " 2026, killing the mayor."
    ),
    "museum": (
        "Visitors can from Saturday see the letters of those who were besieged in Orlo in 1874."
        " The attackers shelled the church and stormed the gate."
    ),
    "beast": (
        "A leopard attacked a shepherd near Tavo on Friday and killed eleven goats. Rangers shot"
        " the leopard. The shepherd was wounded in the arm."
    ),
    "gas": (
        "An explosion caused by a gas leak destroyed a bakery in Orlo on Friday, killing two men,"
        " the fire brigade said. There was no sign of an attack."
    ),
    "hackers": (
        "Hackers attack the hospitals of Orlo\n\nA cyber attack on Friday knocked out the computers"
        " of three hospitals. A group claimed responsibility and asked a ransom for the data."
    ),
    "yearbook": (
        "The number of people killed in clashes in Velm fell by a third last year, says the"
        " yearbook of the statistics office. A total of 412 people died, against 640 a year"
        " earlier. Abductions rose to 77. The figures are lower than the average."
    ),
    "listing": (
        "Television: The Siege of Orlo, 9 pm\n\nSecond of four parts. The gunmen have killed a"
        " hostage and the inspector must decide whether to storm the bank. Well acted, and tense."
    ),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_deed_of_these_days_is_no_incident_and_that_is_said(text):
    extraction = RulesExtractor().read(Article.of(text, published_on=SATURDAY))
    assert extraction.incidents == ()
    assert len(extraction.notes) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine people in Tavo, where a bomb killed eleven three years ago.",
        "In Tavo, which was besieged in 1874, nine people were shot dead on Friday.",
        "Nine people may have been killed in an attack on Tavo, police said.",
        "Nine died in Tavo. The office had warned in 2027 that rebels could attack it.",
        "A man shot in Tavo in 2027 died of his wounds on Friday, police said.",
        "Police shot a man with a tiger on his shirt in Tavo. Gunmen had attacked a mill.",
        "Hackers of the army said that gunmen had killed nine guards in Tavo on Friday.",
    ],
)
def test_a_deed_of_these_days_is_news_whatever_stands_beside_it(text):
    extraction = RulesExtractor().read(Article.of(text, published_on=SATURDAY))
    assert len(extraction.incidents) == 1


def test_figures_of_other_times_are_kept_as_background():
    text = TEXTS["extradition"]
    (claim,) = RulesExtractor().read(Article.of(text, published_on=SATURDAY)).background
    assert (claim.value.count.low, claim.about) == (31, "2019")
