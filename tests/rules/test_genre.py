"""Texts that speak of violence and report none."""

import pytest

from llm_extract.extractors.rules.reading.actors import find_cast
from llm_extract.extractors.rules.reading.genre import Genre, genre_of
from llm_extract.extractors.rules.reading.lexicon import words
from llm_extract.extractors.rules.reading.marking import set_up
from llm_extract.records.article import Article

MATCH = """Tavo sink Orlo in cup massacre

Tavo 3 Orlo 0

The goalkeeper was bombarded from the first whistle to the last.
The striker fired two goals in the first half, and the defender who was shot to pieces before
the break scored an own one. The referee gave a penalty, and the manager killed the game with
three substitutes. Orlo are now ten points behind in the league.
"""

DRILL = """Emergency exercise at the Tavo tunnel on Friday

A full-scale exercise will be held on Friday. In the scenario a bomb kills 20 people.
Two attackers, played by volunteers, take hostages. The wounded are actors with make-up.
Blank ammunition is used. Nobody is in danger.
"""

REVIEW = """Night Over Orlo review: the bodies pile up

Starring Ada Finch. Directed by Ben Hale. In cinemas from Friday.

The plot kills nine people before the opening scene is over. The villain of this thriller
shoots a minister; his performance saves the last act, for the subplot about a kidnapped
child leaves most of the cast without a script.
"""

OBITUARY = """Obituary: Colonel Ada Finch

Colonel Ada Finch, who has died aged 88, commanded a battery in the border war. Born in Tavo,
the daughter of a miller, she enlisted at 17 and was wounded twice. After retiring she wrote
a memoir. She leaves two sons and five grandchildren, and will be buried on Friday.
"""

LABOUR = """Weavers walk out over pay

About 300 weavers walked out at Orlo on Monday after talks with the company broke down. The union
said the offer was an attack on its members. Pickets held the gate, and the strike goes on.
"""

TRIAL = """Orlo man gets 18 years

A court in Orlo on Friday sentenced Bo Tarn, 33, who stabbed two men to death in 2019. The judge
said he had shown no remorse. His lawyer will appeal.
"""

CERTIFIED = """Slow Ferry (15)

Four hijackers shoot a captain and take a ship; by the final reel thirty are dead. Only the cook,
played with charm by Ada Finch, stays awake, and the audience does not.
"""

REMEMBRANCE = """Tavo marks anniversary of the mill bombing

Wreaths were laid at the memorial on Friday, fifty years on. The names were read out at a
ceremony, and schoolchildren lit candles for the 31 dead. After a minute's silence survivors
spoke at the museum.
"""

STADIUM = """Three die at cup final

Gunmen opened fire on fans after the final whistle in Tavo on Saturday, police said.
The goalkeeper was wounded and taken to hospital. Two suspects were arrested.
"""

CEREMONY = """Bomb kills nine at wreath ceremony

A bomb went off at the anniversary of the mill raid in Tavo on Friday, killing nine, police said.
Wreaths lay in the road. Survivors and veterans were taken to hospital. Investigators searched the
memorial, and a suspect was arrested.
"""


def genre(text: str) -> Genre | None:
    article = Article.of(text)
    tokens = words(article.text, 0, len(article.text))
    cast = find_cast(article.text, tokens, upper_case=False)
    return genre_of(set_up(article, tokens, cast.lexicon, upper_case=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MATCH, Genre.SPORT),
        (DRILL, Genre.EXERCISE),
        (REVIEW, Genre.FICTION),
        (OBITUARY, Genre.OBITUARY),
        (REMEMBRANCE, Genre.REMEMBRANCE),
        (LABOUR, Genre.LABOUR),
        (TRIAL, Genre.COURT),
        (CERTIFIED, Genre.FICTION),
    ],
)
def test_a_text_that_is_no_news_of_violence_is_told_by_its_manner(text, expected):
    assert genre(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        STADIUM,
        CEREMONY,
        "Army exercise attacked\n\nTwo gunmen shot at an army exercise near Tavo on Friday.",
        "Film crew ambushed\n\nGunmen killed the director of a new film near Orlo, police said.",
        "Gunmen killed a teacher in Tavo on Friday.",
        "Pay talks end in blood\n\nPolice opened fire on pickets in Tavo on Monday. Nine died.",
        "Judge killed\n\nA judge was shot dead in Tavo on Friday after sentencing the guilty.",
        "Novelist hurt\n\nNovelist Ada Finch was stabbed on stage on Friday. Her readers fled.",
    ],
)
def test_violence_at_a_match_a_drill_or_a_memorial_is_news(text):
    assert genre(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "A ferry capsized off Tavo on Friday. Eight people drowned and five are missing.",
        "Floods in Velm have killed 31 people and displaced 4,000, the agency said.",
        "Six workers died when fire swept through a mill in Tavo. An electrical fault is blamed.",
        "A gas explosion killed two people in a house in Tavo. A leak had been reported.",
    ],
)
def test_a_mishap_is_no_attack(read, text):
    extraction = read(text)
    assert extraction.incidents == ()
    assert "mishap" in extraction.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen fired on a bus near Tavo and it plunged into a ravine, killing 11 people.",
        "Rockets hit a town in Velm that is cut off by floods, killing three people.",
    ],
)
def test_no_accident_hides_an_attack(read, text):
    assert read(text).incidents != ()


def test_that_nobody_was_hurt_where_nothing_happened_is_no_incident(read):
    assert read("Ministers met in Tavo on Friday. No one was hurt.").incidents == ()
