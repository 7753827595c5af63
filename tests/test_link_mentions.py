"""Names in the text: what counts as one, and how telling it is."""

import pytest

from llm_extract.link.mentions import Rarity, named_in


def test_names_are_words_that_never_stand_in_small_letters() -> None:
    text = "Shots rang out on Alder Street on Sunday. Shots were fired; the shots killed two."
    assert {"alder", "street"} <= named_in(text).names
    assert "shots" not in named_in(text).names


def test_copy_all_in_capitals_gives_no_names() -> None:
    assert not named_in("FOUR MEN WERE SHOT ON ALDER STREET LATE ON SUNDAY").names


def test_a_rare_name_in_common_weighs_more_than_one_that_all_texts_have() -> None:
    everywhere = [frozenset({"police", f"name{number}"}) for number in range(30)]
    left, right = frozenset({"police", "tarnfield", "a"}), frozenset({"police", "tarnfield", "b"})
    common, other = frozenset({"police", "c", "e"}), frozenset({"police", "d", "f"})
    rarity = Rarity([*everywhere, left, right, common, other])
    assert rarity.likeness(left, right) > 3 * rarity.likeness(common, other)
    assert rarity.rarest(left)[0] == "tarnfield"


def test_copies_of_one_text_do_not_make_its_names_common() -> None:
    texts = [frozenset({"tarnfield", "osmere"}), frozenset({"tarnfield", "lund"})]
    once, often = Rarity(texts), Rarity([*texts, *[texts[0]] * 9])
    assert once.likeness(*texts) == often.likeness(*texts)


def test_likeness_runs_from_nothing_in_common_towards_all() -> None:
    left = frozenset(f"left{number}" for number in range(40))
    right = frozenset(f"right{number}" for number in range(40))
    rarity = Rarity([left, right])
    assert rarity.likeness(left, right) == 0
    assert rarity.likeness(left, left) == pytest.approx(1, abs=0.1)


def test_one_name_in_common_is_no_likeness_where_texts_have_hardly_a_name() -> None:
    one, many = frozenset({"tarnfield"}), frozenset({"tarnfield", "osmere", "quillby", "lund"})
    rarity = Rarity([one, many])
    assert rarity.likeness(one, one) < rarity.likeness(many, many)


def test_names_are_told_from_words_that_only_open_a_sentence_and_from_days_and_months() -> None:
    text = 'Nobody came to Tarnfield on Monday. "Three of us saw it," Ada Lund\'s son said in May.'
    assert named_in(text).names == {"tarnfield", "lund"}


def test_a_pile_of_two_texts_weighs_the_names_they_share_almost_as_rare_ones() -> None:
    shared, rest = frozenset({"tarnfield", "osmere"}), frozenset({"lund"})
    likeness = Rarity([shared, shared | rest]).likeness(shared, shared | rest)
    pile = [frozenset({f"name{number}", "police"}) for number in range(200)]
    among_many = Rarity([shared, shared | rest, *pile]).likeness(shared, shared | rest)
    assert likeness == pytest.approx(among_many, rel=0.15)


def test_a_name_that_a_tenth_of_all_texts_have_brings_no_two_together() -> None:
    texts = [frozenset({"norland", f"name{number}"}) for number in range(100)]
    pair = frozenset({"norland", "quillby", "ada"}), frozenset({"norland", "quillby", "lund"})
    assert Rarity([*texts, *pair]).rarest(pair[0]) == ("quillby",)


def test_a_name_is_no_more_telling_for_all_that_lies_in_the_pile_besides() -> None:
    towns = [frozenset({"norland", f"name{number}"}) for number in range(600)]
    others = [frozenset({f"far{number}", f"away{number}"}) for number in range(2_000)]
    alone = Rarity(towns).likeness(towns[0], towns[1])
    assert Rarity([*towns, *others]).likeness(towns[0], towns[1]) == alone
