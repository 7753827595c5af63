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

# Few figures, so that outlets agree and nearly agree as often as they differ.
_numbers = st.sampled_from([1, 2, 5, 6, 10, 84])
counts = st.one_of(
    st.sampled_from([0, 2, 5, 10, 84]).map(exactly),
    _numbers.map(exactly),
    _numbers.map(at_least),
    _numbers.map(up_to),
    st.sampled_from(["dozens", "several"]).map(vague),
    st.just(unknown()),
)
_groups = st.sampled_from([Group.SECURITY_FORCES, Group.SECURITY_FORCES, Group.MILITANTS])
values = st.one_of(
    st.builds(killed, counts, _groups),
    st.builds(reach, counts, st.sampled_from(list(ExtentUnit))),
    st.sampled_from(list(Result)).map(ended),
    st.sampled_from(["Hill Country Front", "HCF", "River League"]).map(done_by),
    st.sampled_from([SATURDAY, WEDNESDAY, day(9), day(10)]).map(on),
)
speakers = st.sampled_from([(), (OFFICIALS,), (POLICE,), (HILL_FRONT,), (RESIDENTS,), (HOSPITAL,)])
stances = st.sampled_from(
    [*[Stance.ASSERTS] * 9, Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.CORRECTS, Stance.RETRACTS]
)
moments = st.one_of(
    st.none(), st.integers(min_value=9, max_value=12).map(lambda n: Moment(day=date(2024, 3, n)))
)
# Days of March 2024; None: the article is not dated.
days_of_print = st.one_of(
    st.none(), st.integers(min_value=9, max_value=12).map(lambda n: date(2024, 3, n))
)
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
