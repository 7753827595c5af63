"""A quotation is its speaker's from mark to mark, over sentences and paragraphs."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "Police chief Jon Petrel told the radio: “Three men are dead. Two died of wounds.”",
        "“Three men are dead. Two died of wounds,” police chief Jon Petrel said after the raid.",
        "“Three men are dead,” said police chief Jon Petrel. “Two died of wounds in the raid.”",
        '"Three men are dead," said police chief Jon Petrel. "Two died of wounds in the raid."',
        "“Three men are dead,” said police chief Jon Petrel.\n\n“Two died of wounds in the raid.”",
    ],
)
def test_every_sentence_of_a_quotation_is_the_speakers(speakers, text):
    said = [chain[-1].casefold() for chain in speakers(text)]
    assert said == ["police chief jon petrel"] * 2


def test_what_stands_outside_the_marks_is_the_outlets(speakers):
    text = "“Three men are dead in the mill,” said Jon Petrel.\n\nTwo more died in the raid."
    assert [chain[-1] if chain else None for chain in speakers(text)] == ["Jon Petrel", None]


def test_a_word_in_quotation_marks_is_no_speech(speakers):
    text = "The army “secured” the mill. Two people died in the raid, said Jon Petrel."
    assert [chain[-1] for chain in speakers(text)] == ["Jon Petrel"]
