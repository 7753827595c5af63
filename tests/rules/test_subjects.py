"""Whom "said" has for its subject: over asides and appositions, and never a clause after it."""

import pytest


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A shopkeeper, Jon Petrel, said he saw 13 bodies after the raid.", "Jon Petrel"),
        ("The governor, Oleh Dorn, wrote on the radio's page that two people were killed.",
         "Oleh Dorn"),
        ("Ada Finch, a doctor at the clinic, said two people were killed.", "Ada Finch"),
        ("Ada Finch, 34, said two people were killed.", "Ada Finch"),
        ("The army, however, says that two rebels were killed.", "army"),
        ("Two people were killed, say police.", "police"),
        ("Two people were killed, a shopkeeper said by telephone.", "shopkeeper"),
        ("The weavers' union said two people were killed.", "weavers' union"),
        ("Some say two people were killed in the raid.", "some"),
        ("The Orlo Dawn Front, a band that wants a valley of its own, said two people were killed.",
         "Orlo Dawn Front"),
        ("An officer who was at the mill told us that two people were killed.", "officer"),
        ("The chairman of the council, Jon Petrel, told our reporter two people were killed.",
         "Jon Petrel"),
        ("Two people were killed, a farmer said on Monday, giving no names.", "farmer"),
        ("17:20 Deputy minister on the radio: two people killed in the raid.",
         "Deputy minister"),
        ("An earlier version of these lines gave two people killed.", None),
        ("By this newspaper's count two people were killed.", None),
        ("The bodies told their own story: two people were killed.", None),
        ("The claim that two people were killed was repeated.", None),
    ],
)  # fmt: skip
def test_the_subject_of_the_verb_speaks(speakers, text, speaker):
    [chain] = speakers(text)
    assert (chain[-1] if chain else None) == speaker


def test_who_is_quoted_stands_nearer_to_the_words_than_who_quotes(speakers):
    [chain] = speakers("Velpress, quoting a hospital source, reported that two people had died.")
    assert chain[-1] == "hospital source"


def test_a_second_speaker_may_share_the_verb_of_the_first(claims):
    found = claims("After the raid the fire brigade counted nine dead, the hospital 11.", "toll")
    assert {(c.value.count.low, c.attribution.claimant.name) for c in found} == {
        (9, "fire brigade"),
        (11, "hospital"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Velm Dawn Front said two of its men were killed in the raid.", "militants"),
        ("The general said three of his men were killed in the raid.", "security_forces"),
    ],
)
def test_a_speakers_own_men_are_of_his_side(claims, text, expected):
    [claim] = claims(text, "toll")
    assert claim.value.group == expected


def test_a_note_is_of_the_body_that_spoke_and_of_nobody_on_the_way(speakers):
    text = (
        "The raid failed, according to the Ministry of Interior. A farmer said two people were"
        " hurt. Two people were killed in the raid, the note said."
    )
    assert [chain[-1] for chain in speakers(text)] == ["farmer", "Ministry of Interior"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Jon Arel, 45, a baker whose shop was burnt, said six had died in the Tavo raid.",
         "Jon Arel"),
        ("Council member Ada Orel, the only woman on the board, said six died in the Tavo raid.",
         "Ada Orel"),
        ("The Orlo Register, a rights group that tracks the war, put the Tavo raid's toll at six.",
         "Orlo Register"),
        ("A spokesman for the army, which guards Tavo and two towns, said six died in a raid.",
         "spokesman"),
        ("According to preliminary information six people died in the Tavo raid.", None),
        ("Six died in the Tavo raid, according to figures of the ministry.", "ministry"),
        ("Villagers saw six bodies after the Tavo raid.", "villagers"),
        ("The authorities report six deaths in the Tavo raid.", "authorities"),
        ("Our reporter saw six bodies after the Tavo raid.", None),
    ],
)  # fmt: skip
def test_the_speaker_is_the_one_who_is_named_and_no_word_of_an_aside(claims, text, speaker):
    said = [c.attribution.claimant for c in claims(text, "toll") if c.value.count.low == 6]
    assert [one and one.name.removeprefix("The ") for one in said] == [speaker]
