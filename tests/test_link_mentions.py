"""Names in the text: what counts as one, and how telling it is."""

import pytest

from llm_extract.link.mentions import Rarity, names_in


def test_names_are_words_that_never_stand_in_small_letters() -> None:
    text = "Shots rang out on Alder Street on Sunday. Shots were fired; the shots killed two."
    assert {"alder", "street"} <= names_in(text)
    assert "shots" not in names_in(text)


def test_copy_all_in_capitals_gives_no_names() -> None:
    assert names_in("FOUR MEN WERE SHOT ON ALDER STREET LATE ON SUNDAY") == frozenset()


def test_a_rare_name_in_common_weighs_more_than_one_that_all_texts_have() -> None:
    everywhere = [frozenset({"police", f"name{number}"}) for number in range(30)]
    left, right = frozenset({"police", "tarnfield", "a"}), frozenset({"police", "tarnfield", "b"})
    common, other = frozenset({"police", "c", "e"}), frozenset({"police", "d", "f"})
    rarity = Rarity([*everywhere, left, right, common, other])
    assert rarity.likeness(left, right) > 3 * rarity.likeness(common, other)
    assert rarity.rarest(left) == ("tarnfield",)


def test_copies_of_one_text_do_not_make_its_names_common() -> None:
    texts = [frozenset({"tarnfield", "osmere"}), frozenset({"tarnfield", "lund"})]
    once, often = Rarity(texts), Rarity([*texts, *[texts[0]] * 9])
    assert once.likeness(*texts) == often.likeness(*texts)


def test_likeness_runs_from_nothing_in_common_to_all() -> None:
    left, right = frozenset({"tarnfield"}), frozenset({"osmere"})
    rarity = Rarity([left, right])
    assert rarity.likeness(left, right) == 0
    assert rarity.likeness(left, left) == pytest.approx(1)
