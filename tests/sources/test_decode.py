"""Bytes to text: what is proved, what is guessed on record, what is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.errors import BinaryInput, EmptyInput, InputError, UndecodableInput
from llm_extract.sources.decode import decode

WESTERN = "Les gardes ont été tués près de Tavo, à l’aube, a déclaré l’armée. " * 4
RUSSIAN = (
    "Вооружённые люди напали на пост возле города и убили десять охранников, сообщили власти."
    " Ответственность за нападение никто на себя не взял, двое раненых доставлены в больницу. "
) * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_plain_unicode_is_read_without_a_note(encoding):
    assert decode(RUSSIAN.encode(encoding)) == (RUSSIAN, None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_nuls(encoding):
    text, note = decode(WESTERN.encode(encoding))
    assert text == WESTERN
    assert note == f"read as {encoding}, which it does not say"


def test_windows_1252_is_read_with_a_note():
    assert decode(WESTERN.encode("cp1252")) == (WESTERN, "not UTF-8: read as Windows-1252")


def test_another_alphabet_is_told_by_its_look_with_a_note():
    text, note = decode(RUSSIAN.encode("cp1251"))
    assert text == RUSSIAN
    assert note
    assert note.startswith("not UTF-8: read as ")


def test_the_encoding_a_page_declares_is_believed():
    assert decode("Şehirde on bekçi öldü".encode("iso-8859-9"), declared="iso-8859-9").text == (
        "Şehirde on bekçi öldü"
    )


def test_a_declared_encoding_that_does_not_exist_is_passed_over():
    assert decode(WESTERN.encode("cp1252"), declared="klingon").text == WESTERN


def test_one_broken_byte_in_utf8_is_shown_and_noted():
    text, note = decode(RUSSIAN.encode() + b"\xd0 .")
    assert text == RUSSIAN + "\ufffd ."
    assert note == "broken characters in its UTF-8, each shown as \ufffd: 1"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Dziesięciu strażników zginęło w pobliżu miasta, podały władze. ", "cp1250"),
        ("武装集団が土曜日、町の近くの検問所を襲い、警備員を殺害した。", "cp932"),
    ],
)
def test_bytes_that_could_be_several_alphabets_are_refused_unless_told(text, encoding):
    raw = (text * 4).encode(encoding)
    with pytest.raises(UndecodableInput, match="could not be told"):
        decode(raw)
    assert decode(raw, encoding).text == text * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("هاجم مسلحون نقطة حراسة قرب البلدة وقتلوا عشرة حراس يوم السبت، وفق الشرطة. ", "cp1256"),
        ("Ένοπλοι επιτέθηκαν σε φυλάκιο κοντά στην πόλη και σκότωσαν δέκα φρουρούς. ", "cp1253"),
    ],
)
def test_old_encodings_of_many_alphabets_are_told(text, encoding):
    assert decode((text * 3).encode(encoding)).text == text * 3


def test_the_users_encoding_is_taken_at_its_word():
    assert decode("déjà".encode("cp850"), "cp850").text == "déjà"
    with pytest.raises(UndecodableInput, match=r"not ascii: .* at byte 1"):
        decode("déjà".encode(), "ascii")


def test_a_few_nuls_are_left_to_the_freezing_and_noted():
    _, note = decode(b"Ten men were killed\x00 near Tavo.")
    assert note == "control characters (such as NUL) left out: 1"


@pytest.mark.parametrize("raw", [b"\x00" * 50, b"", b"  \r\n"])
def test_nothing_but_blanks_and_nuls_is_empty(raw):
    with pytest.raises(EmptyInput):
        decode(raw)


def test_many_control_characters_are_no_text():
    with pytest.raises(BinaryInput):
        decode(b"ab\x01\x02cd\x03\x04" * 40)


def test_bytes_that_fit_no_encoding_surely_are_refused():
    with pytest.raises(UndecodableInput, match="save it as UTF-8"):
        decode(bytes(range(0x80, 0x100)) * 8)


@given(st.text(min_size=1).filter(lambda text: text.strip("\0\ufeff \t\r\n")))
def test_what_is_utf8_is_read_as_it_stands_or_refused(text):
    with suppress(BinaryInput):
        assert decode(text.encode()).text in (text, text.removeprefix("\ufeff"))


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_input_error(raw):
    with suppress(InputError):
        assert decode(raw).text
