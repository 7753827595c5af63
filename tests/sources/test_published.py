"""Publication dates, and the language of a text, and the site of an address."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.sources.language import language_of, language_tag
from llm_extract.sources.published import published
from llm_extract.sources.site import is_web, site_of


@pytest.mark.parametrize(
    "words",
    [
        "2026-01-31",
        "20260131",
        " 2026-01-31 ",
        "31 January 2026",
        "January 31, 2026",
        "Saturday, 31 January 2026",
    ],
)
def test_a_day_is_a_day_and_no_moment(words):
    when, note = published(words)
    assert (when.on, when.at, note) == (date(2026, 1, 31), None, None)


def test_a_moment_with_its_offset_gives_the_day_where_it_was_printed():
    when, note = published("2026-01-31T23:30:00-05:00")
    assert when.on == date(2026, 1, 31)
    assert when.at == datetime(2026, 2, 1, 4, 30, tzinfo=UTC)
    assert note is None


def test_a_mail_date_is_a_moment():
    when, _ = published("Sat, 31 Jan 2026 10:00:00 GMT")
    assert when.at == datetime(2026, 1, 31, 10, tzinfo=UTC)


def test_a_moment_without_an_offset_gives_its_day_and_a_note():
    when, note = published("2026-01-31T10:00")
    assert (when.on, when.at) == (date(2026, 1, 31), None)
    assert note == "'2026-01-31T10:00' has no offset from UTC: only its day is used"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("2026-02-30", "no day of the calendar"),
        ("01/02/2026", "write it as 2026-01-31"),
        ("January 2026", "write it as"),
        ("yesterday", "write it as"),
        ("1769850000", "write it as"),
        ("Friday 31 January 2026", "is a Saturday"),
        ("1 January 2026 to 31 January 2026", "write it as"),
        ("x" * 100, "write it as"),
    ],
)
def test_what_is_no_single_day_is_refused(words, reason):
    with pytest.raises(ValueError, match=reason):
        published(words)


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999),
    st.integers(-720, 720),
)
def test_every_aware_moment_reads_back_as_itself(moment, minutes):
    local = moment.astimezone(timezone(timedelta(minutes=minutes)))
    when, note = published(local.isoformat())
    assert (when.at, when.on, note) == (moment, local.date(), None)


@given(st.text(max_size=70) | st.from_regex(r"[0-9A-Za-z:,./+ -]{1,40}", fullmatch=True))
def test_any_words_give_a_day_or_a_reason(words):
    with suppress(ValueError):
        assert published(words)[0].on


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ten guards were killed near Tavo on Saturday, the officials said in the town.", "en"),
        ("Les gardes ont été tués dans le nord du pays, selon la radio.", "fr"),
        ("Los guardias fueron atacados en el norte del país, según la radio.", "es"),
        ("Die Wachen wurden im Norden des Landes nicht von der Armee angegriffen.", "de"),
        ("Вооружённые люди напали на пост возле города.", "ru"),
        ("Озброєні люди напали на пост біля міста, повідомила влада країни.", "uk"),
        ("هاجم مسلحون نقطة حراسة قرب البلدة.", "ar"),
        ("مسلح افراد نے شہر کے قریب چوکی پر حملہ کیا، حکام نے بتایا۔ ٹرک جل گیا۔", "ur"),
        ("武装集団が町の近くの検問所を襲った。", "ja"),
        ("武装分子袭击了镇附近的检查站。", "zh"),
        ("TAVO", "en"),
        ("", "en"),
    ],
)
def test_a_language_is_told_by_script_and_common_words(text, code):
    assert language_of(text) == code


def test_foreign_names_do_not_make_a_text_foreign():
    assert language_of("Guards of the group “مسلحون” were seen in Tavo, the radio said.") == "en"


def test_a_language_tag_is_cut_to_its_language():
    assert [language_tag(tag) for tag in ("en-GB", "PS", "fas", "", "english", "1")] == [
        "en",
        "ps",
        "fas",
        None,
        None,
        None,
    ]


def test_a_site_is_told_by_its_address():
    assert site_of("https://www.orlopost.example:443/a?b") == "orlopost.example"
    assert site_of("orlopost.example/a") is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.example", "http://[", ""]
)
def test_other_addresses_are_no_web_addresses(url):
    assert not is_web(url)
