"""Days as Spanish, Arabic and Urdu print them: a date, a day of the week, today and yesterday.

Quotations stay in the language of their article, so the words of a date reach here untranslated.
Digits may be those of any script. A word that also means something else counts only in the company
that settles it: "el lunes", "پیر کے روز".
"""

from __future__ import annotations

from llm_extract.records.when_where import DatePrecision
from llm_extract.when import days
from llm_extract.when.pieces import (
    BEFORE,
    DAY,
    DIGITS,
    SPACE,
    Anchor,
    Found,
    Kind,
    Reading,
    Way,
    dated,
    way,
)
from llm_extract.when.vocabulary import one_of

_SPANISH_DAYS = "lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_ARABIC_DAYS = "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
_URDU_DAYS = "پیر|منگل|بدھ|جمعرات|جمعہ|ہفتہ|اتوار"
_WEEKDAYS = {
    name: number
    for names in (_SPANISH_DAYS, _ARABIC_DAYS, _URDU_DAYS)
    for number, name in enumerate(names.split("|"), start=1)
} | {"جمعے": 5, "ہفتے": 6, "الإثنين": 1, "الاربعاء": 3, "الاحد": 7, "miercoles": 3, "sabado": 6}

_SPANISH_MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_EGYPTIAN_MONTHS = "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
_LEVANTINE_MONTHS = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
)
_URDU_MONTHS = "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر"
_MONTHS = {
    name: number
    for names in (_SPANISH_MONTHS, _EGYPTIAN_MONTHS, _LEVANTINE_MONTHS, _URDU_MONTHS)
    for number, name in enumerate(names.split("|"), start=1)
} | {"setiembre": 9, "ابريل": 4, "اغسطس": 8, "اكتوبر": 10}

# Days before the publication day.
_RELATIVE = {
    word: ago
    for ago, names in enumerate(
        (
            "hoy|esta mañana|اليوم|آج",
            "ayer|anoche|أمس|امس|گزشتہ روز|گذشتہ روز",
            "anteayer|أول أمس",
        )
    )
    for word in names.split("|")
}


def _read_date(found: Found, anchor: Anchor) -> Reading:
    month, number = _MONTHS[found["month"]], int(found["day"])
    if found["year"]:
        day = days.day_of(number, month, int(found["year"]))
    else:
        day = days.nearest(number, month, anchor)
    return dated(found, day, day, DatePrecision.DAY)


def _read_weekday(found: Found, anchor: Anchor) -> Reading:
    weekday = _WEEKDAYS[found["weekday"]]
    if anchor is None:
        return Reading(Kind.WEEKDAY, *found.span(), weekday=weekday)
    day = days.weekday_before(anchor, weekday)
    return Reading(Kind.WEEKDAY, *found.span(), (day, day), DatePrecision.DAY, weekday)


def _read_relative(found: Found, anchor: Anchor) -> Reading:
    if anchor is None:
        return Reading(Kind.DATE, *found.span())
    day = days.moved(anchor, -_RELATIVE[found["word"]])
    return Reading(Kind.DATE, *found.span(), (day, day), DatePrecision.DAY)


_YEAR = r"(?P<year>\d{4})\b"
_EASTERN_MONTHS = one_of(name for name in _MONTHS if not name.isascii())
WAYS: tuple[Way, ...] = (
    way(
        _read_date,
        DIGITS,
        rf"{BEFORE}{DAY}{SPACE}de{SPACE}(?P<month>{_SPANISH_MONTHS}|setiembre)\b",
        rf"(?:{SPACE}del?{SPACE}{_YEAR})?",
    ),
    way(
        _read_date,
        DIGITS,
        rf"{BEFORE}{DAY}{SPACE}(?P<month>{_EASTERN_MONTHS})\b(?:،?{SPACE}{_YEAR})?",
    ),
    way(
        _read_weekday,
        "el|este|del",
        rf"\b(?:el|este|del){SPACE}(?P<weekday>{_SPANISH_DAYS}|miercoles|sabado)\b",
        rf"(?:{SPACE}pasado)?",
    ),
    way(
        _read_weekday,
        f"يوم|{_ARABIC_DAYS}|الإثنين|الاربعاء|الاحد",
        rf"\b(?:يوم{SPACE})?(?P<weekday>{_ARABIC_DAYS}|الإثنين|الاربعاء|الاحد)\b",
    ),
    way(
        _read_weekday,
        f"{_URDU_DAYS}|جمعے|ہفتے",
        rf"\b(?P<weekday>{_URDU_DAYS}|جمعے|ہفتے)",
        rf"{SPACE}(?:کے{SPACE}(?:روز|دن)|کو|کی{SPACE}(?:صبح|شام|رات))\b",
    ),
    way(
        _read_relative,
        "|".join(phrase.split()[0] for phrase in _RELATIVE),
        rf"\b(?P<word>{one_of(_RELATIVE)})\b",
    ),
)
