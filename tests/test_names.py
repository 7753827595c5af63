import pytest

from llm_extract.names import NameBook, fold, initials, same_group, same_name, spellings


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Norashki", "Noreshki"),
        ("Lowyem", "Lowiem"),
        ("Zaïlberg", "ZAILBERG"),
        ("the Port of Alba", "Port of Alba"),
        ("Tarrnfield", "Tarnfield"),
    ],
)
def test_spellings_of_one_place_are_one_name(left, right) -> None:
    assert same_name(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Niger", "Nigeria"), ("Iran", "Iraq"), ("Tarn", "Torn Creek"), ("Sector 4", "Sector 5")],
)
def test_names_that_only_look_alike_are_two(left, right) -> None:
    assert not same_name(left, right)


def test_an_acronym_means_the_group_whose_initials_it_has() -> None:
    assert same_group("HCF", "Hill Country Front")
    assert not same_group("HCF", "Hill Country League")


@pytest.mark.parametrize(
    "full", ["Hill People's Guard", "Hill People’s Guard", "HILL PEOPLE'S GUARD"]
)
def test_the_s_of_a_possessive_is_no_letter_of_an_acronym(full) -> None:
    assert initials(full) == "hpg"
    assert same_group("HPG", full)


def test_full_names_that_share_initials_alone_are_two_groups() -> None:
    assert not same_group("Hill Country Front", "Harbour Citizens Front")


def test_all_names_of_a_group_lead_to_its_fullest() -> None:
    book = NameBook([("Hill Country Front", "HCF"), ("the HCF", "Hill Fighters")])
    assert {book.head(name) for name in ("HCF", "hill fighters", "Hill Country Front")} == {
        "Hill Country Front"
    }


def test_a_spokesman_is_known_by_the_group_in_his_title() -> None:
    book = NameBook([("Hill Country Front", "HCF")])
    assert book.find("a spokesman for the HCF, Ravo Tel") == "Hill Country Front"
    assert book.find("the interior ministry") is None


def test_folding_survives_names_without_any_letter() -> None:
    assert fold("—") == ""
    assert not same_group("—", "Hill Country Front")


def test_an_acronym_in_brackets_belongs_to_the_name() -> None:
    assert spellings("The Hill Country Front (HCF)") == ("Hill Country Front", "HCF")
    assert same_group("The Hill Country Front (HCF)", "hill country front")


def test_a_remark_in_brackets_is_no_acronym() -> None:
    assert spellings("Hill Front (northern wing)") == ("Hill Front (northern wing)",)


@pytest.mark.parametrize("words", ["", "the", "()", "The (HF)", "HF ("])
def test_a_name_has_a_spelling_whatever_it_is_made_of(words) -> None:
    assert len(spellings(words)) in {1, 2}


def test_a_book_knows_a_name_in_all_its_spellings() -> None:
    book = NameBook([("The Hill Country Front (HCF)",)])
    assert {book.head(one) for one in ("HCF", "the Hill Country Front")} == {"Hill Country Front"}


def test_all_groups_that_a_text_names_are_found_and_a_part_of_a_name_is_not() -> None:
    book = NameBook([("Hill Front",), ("Hill Front Youth",), ("River League",)])
    assert book.found("Hill Front Youth and the River League") == (
        "Hill Front Youth",
        "River League",
    )
