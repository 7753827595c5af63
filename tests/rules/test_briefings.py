"""Transcripts of briefings and talks, and speakers who are meant by a pronoun."""

BRIEFING = """TRANSCRIPT
Colonel Ada Finch, spokeswoman

Good evening. Rebels attacked Tavo at dawn. Four soldiers were killed.

Q: Colonel, were there others?

A: Two guards were wounded.

Q: We hear that nine farmers died.
"""


def test_a_briefing_is_its_speakers_but_for_the_questions(claims):
    said = {c.value.count.low: c.attribution.claimant.name for c in claims(BRIEFING, "toll")}
    assert said == {4: "Ada Finch", 2: "Ada Finch", 9: "Q"}


TALK = """FINCH: Good evening. The raid on Tavo is over.

ÉVA PETREL: The prosecutor came out at six and said twelve were killed.

She also said that nine guards were wounded.

FINCH: And the rest?

PETREL: Four soldiers were killed at the bridge.
"""


def test_a_turn_goes_on_until_the_next_and_a_short_label_is_the_long_one(claims):
    said = {c.value.count.low: c.attribution.claimant.name for c in claims(TALK, "toll")}
    assert said == {12: "prosecutor", 9: "prosecutor", 4: "Éva Petrel"}


def test_a_pronoun_in_somebodys_words_is_that_person(claims):
    text = (
        "Police said two people died in the raid on Tavo. "
        "A nurse told the radio that she had counted 14 bodies."
    )
    said = {c.value.count.low: c.attribution.claimant.name for c in claims(text, "toll")}
    assert said == {2: "police", 14: "nurse"}


def test_a_place_between_commas_is_not_who_speaks(claims):
    text = "Rebels raided Tavo. A worker at the clinic, on the far bank, said six people died."
    assert [c.attribution.claimant.name for c in claims(text, "toll")] == ["worker"]


def test_the_outlets_own_aside_is_not_its_sources(claims):
    text = (
        "Two people died in a raid on Tavo, officials said. "
        "Separately, a mine killed four guards at Orlo Pass."
    )
    said = {c.value.count.low: c.attribution.claimant for c in claims(text, "toll")}
    assert said[4] is None
