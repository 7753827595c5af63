"""Figures that speak of those counted before."""

import pytest


def _parts(claims, text):
    found = claims(text, "toll")
    names = {claim.claim_id: str(claim.value.group) for claim in found}
    return {
        (str(c.value.group), str(c.value.count)): sorted(names[part] for part in c.parts)
        for c in found
    }


def test_some_of_the_dead_are_parts_of_the_total(claims):
    text = (
        "A blast in Tavo killed 14 people and wounded 30. It went off at noon. "
        "Three of the dead were children. Two were policemen."
    )
    assert _parts(claims, text)["everyone", "14"] == ["children", "police"]


def test_men_and_women_among_the_dead_are_no_toll_of_everyone(tolls):
    text = "A blast in Tavo killed 16 people. Of the 16, six are men, six women and four children."
    assert ("killed", "everyone", "6") not in tolls(text)


def test_the_rest_of_a_total_is_a_part_of_it(claims):
    text = "Eleven farmers were killed in Tavo. Three fell off. The other eight died of wounds."
    assert _parts(claims, text)["civilians", "11"] == ["everyone"]


def test_some_of_a_total_far_up_are_a_part_of_it(claims):
    text = (
        "A blast in Tavo killed 52 people. "
        + "It was noon. " * 7
        + "Thirty of the 52 were farmers."
    )
    assert _parts(claims, text)["everyone", "52"] == ["civilians"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Seven farmers were killed in Tavo.", {("killed", "civilians", "none")}),
        ("A bomb exploded in Tavo.", set()),
    ],
)
def test_none_leaves_out_those_spoken_of(tolls, before, expected):
    found = tolls(f"{before} The army says that none were killed.")
    assert {toll for toll in found if toll[2] == "none"} == expected


def test_suspects_who_are_arrested_are_people_not_fighters(tolls):
    text = "After the blast in Tavo two suspects have been rounded up."
    assert tolls(text) == {("captured", "everyone", "2")}


def test_people_spoken_of_again_without_a_figure_are_no_second_toll(tolls):
    text = "Troops detained six insurgents in Tavo. The insurgents were detained without a shot."
    assert tolls(text) == {("captured", "militants", "6")}


def test_suspects_are_fighters_where_the_sentence_speaks_of_fighters(tolls):
    text = "In Tavo troops detained a rebel commander and two suspects."
    assert ("captured", "militants", "2") in tolls(text)


def test_a_verb_in_capitals_is_no_rumour(speakers):
    text = "RADIO TAVO REPORTS THAT SIX GUARDS WERE KILLED IN AN ATTACK IN ORLO."
    assert ["REPORTS"] not in speakers(text)


def test_fatalities_of_unknown_number_stand_beside_a_figure_of_another_year(claims):
    text = (
        "Rumours say there were fatalities among the guards in the Tavo attack.\n\n"
        "In 2024, 600 guards were killed in the country."
    )
    assert [str(c.value.count) for c in claims(text, "toll")] == ["an unstated number"]


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        ("Three were serving members of the police.", ["police"]),
        ("Five were, by all accounts, farmers or drivers.", ["civilians"]),
        ("Four of the victims were young nurses.", ["medical"]),
        ("The other five were two guards, a soldier and two farmers.",
         ["civilians", "everyone", "military", "security_forces"]),
        ("He breaks it down as six inmates and eight guards.", ["other", "security_forces"]),
        ("They were six men, two guards shot at the gate, four soldiers and two boys.",
         ["children", "everyone", "military", "security_forces"]),
    ],
)  # fmt: skip
def test_a_total_is_made_of_those_a_later_sentence_tells_it_is(claims, after, parts):
    text = f"Fourteen people were killed in a raid on Tavo. {after}"
    assert _parts(claims, text)["everyone", "14"] == parts


def test_victims_suffered_what_was_told_of_them(tolls):
    text = "A gunman wounded six people in Tavo. Two of the victims are boys."
    assert tolls(text) == {("injured", "everyone", "6"), ("injured", "children", "2")}


@pytest.mark.parametrize(
    "text",
    [
        "Six farmers died in a raid on Tavo: four women and two boys.",
        "Six farmers (four women and two boys) died in a raid on Tavo.",
    ],
)
def test_figures_that_add_up_to_those_before_a_colon_or_bracket_are_their_parts(claims, text):
    assert _parts(claims, text)["civilians", "6"] == ["children", "everyone"]


def test_some_in_brackets_are_parts_of_those_before_them(tolls):
    text = "A bomb in Tavo killed rescuers (two medics and a soldier)."
    assert {("killed", "medical", "2"), ("killed", "military", "1")} <= tolls(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rebels clashed with troops in Tavo, killing 12 soldiers and wounding 30.",
         ("injured", "military", "30")),
        ("Four rebels died in Tavo. Of these, three had been captured.",
         ("captured", "militants", "3")),
        ("Police said eight died in Tavo, one of them a sergeant.", ("killed", "police", "1")),
        ("Six mill employees died in a raid on Tavo.", ("killed", "civilians", "6")),
        ("Two ministry employees died in a raid on Tavo.", ("killed", "officials", "2")),
    ],
)  # fmt: skip
def test_a_figure_is_of_the_group_its_sentence_or_the_one_before_tells(tolls, text, told):
    assert told in tolls(text)
