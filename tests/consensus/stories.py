"""Generated stories: a few outlets that report one attack, agreeing or not."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from hypothesis import strategies as st

from llm_extract.records.claims import ExtentUnit, Group, Result, Stance
from llm_extract.records.when_where import Moment
from tests.consensus.desk import (
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    POLICE,
    RESIDENTS,
    SATURDAY,
    WEDNESDAY,
    Report,
    Say,
    at_least,
    day,
    done_by,
    ended,
    event,
    exactly,
    killed,
    on,
    reach,
    report,
    unknown,
    up_to,
    vague,
)

# Whatever may be drawn is made once, and each statement is one number that is drawn at once: with a
# thousand stories, drawing them part by part took longer than what is tested.
# Few figures, so that outlets agree and nearly agree as often as they differ.
_NUMBERS = [1, 2, 5, 6, 10, 84]
_EXACT = [exactly(number) for number in (0, 2, 5, 10, 84, *_NUMBERS)]
_OPEN = [form(number) for form in (at_least, up_to) for number in _NUMBERS]
_COUNTS = [*_EXACT, *_OPEN, *map(vague, ["dozens", "several"] * 3), *[unknown()] * 6]
_GROUPS = [Group.SECURITY_FORCES, Group.SECURITY_FORCES, Group.MILITANTS]
_TOLLS = [killed(count, group) for count in _COUNTS for group in _GROUPS]
_EXTENTS = [reach(count, unit) for count in _COUNTS for unit in ExtentUnit]
_ENDS = [*map(ended, Result)]
_DOERS = [*map(done_by, ["Hill Country Front", "HCF", "River League"])]
_WHENS = [*map(on, [SATURDAY, WEDNESDAY, day(9), day(10)])]
# About as many of each field as of any other.
_VALUES = [*_TOLLS * 2, *_EXTENTS, *_ENDS * 20, *_DOERS * 70, *_WHENS * 50]
_SPEAKERS = [(), (OFFICIALS,), (POLICE,), (HILL_FRONT,), (RESIDENTS,), (HOSPITAL,)]
_STANCES = [
    *[Stance.ASSERTS] * 9,
    *(Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.CORRECTS, Stance.RETRACTS),
]
_DAYS = [date(2024, 3, number) for number in range(9, 13)]
_MOMENTS = [*[None] * len(_DAYS), *(Moment(day=one) for one in _DAYS)]
PUBLISHERS = ["Alder News", "Birch Daily", "Cedar Wire", "Dogwood Post"]
# Two as often as three, four seldom: few outlets disagree in every way that many do.
_PAIRS, _THREES, _FOURS = (list(permutations(PUBLISHERS, number)) for number in (2, 3, 4))
_OUTLETS = [*_PAIRS * 2, *_THREES, *_FOURS[::4]]


def _said(number: int) -> Say:
    """The statement of a number: its digits, to four bases, pick value, speaker, stance and day."""
    number, value = divmod(number, len(_VALUES))
    number, speaker = divmod(number, len(_SPEAKERS))
    moment, stance = divmod(number, len(_STANCES))
    return Say(_VALUES[value], _SPEAKERS[speaker], stance=_STANCES[stance], as_of=_MOMENTS[moment])


counts = st.sampled_from(_COUNTS)
values = st.sampled_from(_VALUES)
_ALL = len(_VALUES) * len(_SPEAKERS) * len(_STANCES) * len(_MOMENTS)
_several = st.lists(st.sampled_from(range(_ALL)).map(_said), max_size=4)
# None: the article is not dated.
_days_of_print = st.sampled_from([*[None] * len(_DAYS), *_DAYS])
_outlets = st.sampled_from(_OUTLETS)


@st.composite
def stories(draw: st.DrawFn) -> list[Report]:
    """Two to four reports of one attack by outlets of different names, dated or not."""
    return [
        report(name, event(*draw(_several)), published_on=draw(_days_of_print))
        for name in draw(_outlets)
    ]
