"""Who is meant by a noun the vocabulary does not know, by a limb, by a uniform, by a name."""

import pytest

ATTACK = "Rebels attacked Tavo. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A farrier was killed.", {("killed", "civilians", "1")}),
        ("A stray shell killed a philatelist.", {("killed", "civilians", "1")}),
        ("Nine people were killed, a farrier among them.",
         {("killed", "everyone", "9"), ("killed", "civilians", "1")}),
        ("Nine people were killed, one of them a boy of 16.",
         {("killed", "everyone", "9"), ("killed", "children", "1")}),
        ("Six bodies in uniform were found.", {("killed", "security_forces", "6")}),
        ("Three women were shot dead.", {("killed", "civilians", "3")}),
        ("Five Orlo and two Tavi were shot dead.",
         {("killed", "everyone", "5"), ("killed", "everyone", "2")}),
    ],
)  # fmt: skip
def test_people_are_known_by_where_their_noun_stands(tolls, text, expected):
    assert tolls(ATTACK + text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A warehouse was burned.",
        "A stray shell killed the engine of a lorry.",
        "A mine was buried beside the road.",
        "The team lost a match.",
        "A mortar among them was new.",
    ],
)
def test_one_thing_that_is_hit_is_nobody(tolls, text):
    assert tolls(ATTACK + text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three men were kicked to death.", ("killed", "everyone", "3")),
        ("A guard lost a leg.", ("injured", "security_forces", "1")),
        ("A girl was struck in the foot.", ("injured", "children", "1")),
        ("The raid put 40 soldiers out of action.", ("neutralised", "military", "40")),
        ("The rebels took 12 prisoner.", ("captured", "everyone", "12")),
        ("Eight soldiers did not come back.", ("missing", "military", "8")),
    ],
)
def test_limbs_and_turns_of_phrase_tell_harm(tolls, text, expected):
    assert expected in tolls(ATTACK + text)


def test_shooting_at_each_other_hurts_nobody(tolls):
    assert tolls("Two armies shot at one another near Tavo for four hours.") == set()


def test_wounded_who_are_flown_out_have_lost_no_home(tolls):
    text = ATTACK + "Thirty-one wounded have been evacuated to Orlo."
    assert {effect for effect, _, _ in tolls(text)} == {"injured"}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Two, maybe three people died.", "2 to 3"),
        ("Nine, or perhaps ten people died.", "9 to 10"),
        ("A score of people died.", "20"),
    ],
)
def test_a_doubtful_second_figure_makes_a_range(tolls, text, figure):
    assert ("killed", "everyone", figure) in tolls(ATTACK + text)
