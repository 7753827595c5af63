"""How names, numbers, dates and things are printed: one way throughout."""

from datetime import date

import pytest

from llm_extract.briefing.nouns import is_plural, with_article
from llm_extract.briefing.parties import Parties
from llm_extract.briefing.style import days, numbers_in, same_day
from llm_extract.records.claims import Role, Speaker
from llm_extract.records.incidents import Actor, ActorPart
from llm_extract.records.when_where import When
from tests.briefing.newsroom import FRONT


def called(name: str, role: Role = Role.GOVERNMENT, *, named: bool = False, actors=(FRONT,)) -> str:
    return Parties(actors).speaker(Speaker(name=name, role=role, named=named))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Officials", "officials"),
        ("The authorities", "authorities"),
        ("Security sources", "security sources"),
        ("senior security official", "a senior security official"),
        ("interior ministry", "the interior ministry"),
        ("Regional governor", "the regional governor"),
        ("military", "the military"),
        ("police", "police"),
        ("eyewitness", "an eyewitness"),
        ("authorities there", "authorities there"),
        ("villagers reached by telephone", "villagers reached by telephone"),
        ("same source", "the same source"),
        ("each side", "each side"),
        ("Three women", "three women"),
        ("fire brigade", "the fire brigade"),
        ("fire brigade driver", "a fire brigade driver"),
    ],
)
def test_unnamed_speakers_are_common_nouns_with_their_article(name, printed):
    assert called(name) == printed


@pytest.mark.parametrize(
    ("name", "role", "printed"),
    [
        ("Interior Minister Ada Moor", Role.GOVERNMENT, "Interior Minister Ada Moor"),
        ("defence ministry spokeswoman", Role.GOVERNMENT, "the defence ministry spokeswoman"),
        ("Ministry of Works", Role.GOVERNMENT, "the Ministry of Works"),
        ("The Hill Post", Role.MEDIA, "The Hill Post"),
        ("Oldbridge General Hospital", Role.MEDICAL, "Oldbridge General Hospital"),
        ("Varland Peace Institute", Role.NGO, "the Varland Peace Institute"),
        ("Varland Relief Secretariat", Role.NGO, "the Varland Relief Secretariat"),
        ("Voice of Varland", Role.MEDIA, "Voice of Varland"),
        ("Deputy minister", Role.GOVERNMENT, "the deputy minister"),
        ("Abbot of a house near Orlo", Role.WITNESS, "an abbot of a house near Orlo"),
        ("a nurse at Orlo clinic", Role.MEDICAL, "a nurse at Orlo clinic"),
        ('the Orlo "ministry', Role.GOVERNMENT, "the Orlo ministry"),
        ("headman of Orlo, Ilo Dann", Role.WITNESS, "the headman of Orlo, Ilo Dann"),
    ],
)
def test_named_speakers_keep_their_capitals(name, role, printed):
    assert called(name, role, named=True) == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("his cousin", "a cousin"),
        ("their families", "families"),
        ("our own contact in Orlo", "a contact in Orlo"),
        ("Our reporter Ada Moor", "reporter Ada Moor"),
        ("Our Village", "Our Village"),
    ],
)
def test_whose_somebody_is_leads_nowhere_without_the_sentence_before(name, printed):
    assert called(name, Role.WITNESS, named=True) == printed


@pytest.mark.parametrize(
    "name", ["NHF", "the Northern Hawks Front", "NHF spokesman Ilo Dann", "the group", "It"]
)
def test_an_armed_group_has_one_name_whoever_speaks_for_it(name):
    assert called(name, Role.ARMED_GROUP, named=True) == "the NHF"


def test_two_spellings_of_one_group_are_one_party():
    other = Actor(
        name="Northerly Hawks Front",
        aliases=("NHF",),
        role=Role.ARMED_GROUP,
        part=ActorPart.PERPETRATOR,
    )
    assert called("Northerly Hawks Front", Role.ARMED_GROUP, actors=(FRONT, other)) == "the NHF"


def test_a_name_inside_a_quotation_is_not_the_first_mention():
    parties = Parties((FRONT,))
    text, known = parties.introduce("It said “NHF for ever”, and the NHF left.", frozenset())
    assert text == "It said “NHF for ever”, and the Northern Hawks Front (NHF) left."
    assert parties.introduce("The NHF left.", known)[0] == "The NHF left."


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("police vehicle", "a police vehicle"),
        ("office", "an office"),
        ("police stations", "police stations"),
        ("critical infrastructure", "critical infrastructure"),
        ("River Guard headquarters", "the River Guard headquarters"),
        ("several areas", "several areas"),
        ("Oldbridge city", "Oldbridge city"),
        ("the main gate", "the main gate"),
        ("Sixty-four homes", "sixty-four homes"),
        ("Those with helmets", "those with helmets"),
        ("herdsmen of the hills", "herdsmen of the hills"),
        ("Shops", "shops"),
    ],
)
def test_things_get_the_article_their_source_left_out(words, printed):
    assert with_article(words) == printed


@pytest.mark.parametrize(
    ("words", "plural"),
    [
        ("banks and shops", True),
        ("members of the guard", True),
        ("police", True),
        ("unknown gunmen", True),
        ("armed men on motorcycles", True),
        ("a regimen", False),
        ("a bus", False),
        ("headquarters", False),
        ("a row of shops", False),
        ("five carts out of nine", True),
        ("25 in Orlo", True),
        ("officers attached to the Orlo unit", True),
        ("a militiaman wearing red", False),
        ("a bus shed", False),
        ("some of our youths", True),
        ("most of the town", False),
    ],
)
def test_verbs_agree_with_the_head_of_the_phrase(words, plural):
    assert is_plural(words) is plural


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("twelve of 1,500, more than a dozen", (12, 1500, 12)),
        ("no one in version 2.0", ()),
        ("none", ()),
        ("84,000", (84000,)),
        ("thirty-one homes, one hut", (31, 1)),
    ],
)
def test_every_number_is_found_in_digits_and_in_words(text, found):
    assert numbers_in(text) == found


def test_a_weekday_fits_the_date_that_falls_on_it_and_no_other():
    saturday = When(verbatim="Saturday", weekday=6)
    dated = When(verbatim="", start=date(2026, 1, 31), end=date(2026, 1, 31), precision="day")
    assert same_day(saturday, dated)
    assert not same_day(When(verbatim="Wednesday", weekday=3), dated)
    assert not same_day(When(verbatim="lately"), When(verbatim="lately"))


def test_an_interval_says_month_and_year_once():
    def span(start: date, end: date) -> str:
        return days(When(verbatim="", start=start, end=end, precision="days"))

    assert span(date(2026, 1, 3), date(2026, 1, 5)) == "3 to 5 January 2026"
    assert span(date(2026, 1, 31), date(2026, 2, 1)) == "31 January to 1 February 2026"
    assert span(date(2025, 12, 31), date(2026, 1, 1)) == "31 December 2025 to 1 January 2026"


def test_the_police_as_a_party_are_no_name():
    police = Actor(name="Police", role=Role.SECURITY_FORCE, part=ActorPart.RESPONDER)
    assert called("Police", Role.SECURITY_FORCE, named=True, actors=(police,)) == "the police"
