"""Generated stories: a few outlets that report one attack, agreeing or not."""

from __future__ import annotations

from datetime import date

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

# Every value that may be drawn is made once, and drawn at once: with a thousand stories, drawing
# them number by number and building each anew took longer than what is tested.
# Few figures, so that outlets agree and nearly agree as often as they differ.
_NUMBERS = [1, 2, 5, 6, 10, 84]
_EXACT = [exactly(number) for number in (0, 2, 5, 10, 84, *_NUMBERS)]
_OPEN = [form(number) for form in (at_least, up_to) for number in _NUMBERS]
_COUNTS = [*_EXACT, *_OPEN, *map(vague, ["dozens", "several"] * 3), *[unknown()] * 6]
counts = st.sampled_from(_COUNTS)
_GROUPS = [Group.SECURITY_FORCES, Group.SECURITY_FORCES, Group.MILITANTS]
values = st.one_of(
    st.sampled_from([killed(count, group) for count in _COUNTS for group in _GROUPS]),
    st.sampled_from([reach(count, unit) for count in _COUNTS for unit in ExtentUnit]),
    st.sampled_from([*map(ended, Result)]),
    st.sampled_from([*map(done_by, ["Hill Country Front", "HCF", "River League"])]),
    st.sampled_from([*map(on, [SATURDAY, WEDNESDAY, day(9), day(10)])]),
)
speakers = st.sampled_from([(), (OFFICIALS,), (POLICE,), (HILL_FRONT,), (RESIDENTS,), (HOSPITAL,)])
stances = st.sampled_from(
    [*[Stance.ASSERTS] * 9, Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.CORRECTS, Stance.RETRACTS]
)
_DAYS = [date(2024, 3, number) for number in range(9, 13)]
moments = st.sampled_from([*[None] * len(_DAYS), *(Moment(day=one) for one in _DAYS)])
# None: the article is not dated.
days_of_print = st.sampled_from([*[None] * len(_DAYS), *_DAYS])
says = st.builds(Say, value=values, by=speakers, stance=stances, as_of=moments)
_several = st.lists(says, min_size=0, max_size=5)
PUBLISHERS = ["Alder News", "Birch Daily", "Cedar Wire", "Dogwood Post", "Elm Herald"]
_outlets = st.lists(st.sampled_from(PUBLISHERS), min_size=2, max_size=5, unique=True)


@st.composite
def stories(draw: st.DrawFn) -> list[Report]:
    """Two to five reports of one attack by outlets of different names, dated or not."""
    names = draw(_outlets)
    return [
        report(
            name,
            event(*draw(_several)),
            published_on=draw(days_of_print),
        )
        for name in names
    ]
