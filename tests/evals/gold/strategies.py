"""Labels of every kind over a text of numbered sentences, for property tests."""

from datetime import date

from hypothesis import strategies as st

from llm_extract.evals.gold.form import text_hash
from llm_extract.evals.gold.records import (
    GoldClaim,
    GoldDocument,
    GoldIncident,
    GoldSpeaker,
    Reading,
)
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Evidence,
    Extent,
    ExtentUnit,
    Group,
    Outcome,
    Response,
    ResponseKind,
    Responsibility,
    Result,
    Role,
    Stance,
    Toll,
    Victim,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import DatePrecision, Place, PlacePrecision, When

SENTENCES = [f"Sentence number {name} tells something." for name in "abcdefghijkl"]
ARTICLE = Article.of("\n\n".join(SENTENCES))
NAMES = ["Orlin Vask", "the reeve", "Tamsin Dool", "hill band", "Marrow Front"]


def _count(kind, low, high):
    return Count(kind=kind, low=low, high=high, verbatim="some")


COUNTS = [
    *(_count(CountKind.EXACT, n, n) for n in range(1, 10)),
    *(_count(CountKind.AT_LEAST, n, None) for n in range(1, 10)),
    *(_count(CountKind.BETWEEN, n, n + 2) for n in range(1, 10)),
    *[_count(CountKind.VAGUE, None, None), _count(CountKind.ZERO, 0, 0)] * 4,
]
_TOLLS = [Toll(group=g, effect=e, count=c) for c in COUNTS for e in Effect for g in Group]
_OTHERS = [
    *(Victim(name=name, effect=e) for name in NAMES for e in (Effect.KILLED, Effect.INJURED)),
    *(Responsibility(actor=name) for name in NAMES),
    *(Outcome(result=result) for result in Result),
    *(Extent(unit=unit, count=count) for unit in ExtentUnit for count in COUNTS),
    *(Damage(degree=degree, of=of) for degree in Degree for of in ("mill", "bridge")),
    *(Response(response=kind) for kind in ResponseKind),
]
# What may be drawn is made once: building each anew took longer than what is tested.
VALUES = st.sampled_from(_TOLLS) | st.sampled_from(_OTHERS)
SPEAKERS = st.sampled_from(
    [(), *((GoldSpeaker(name=name, role=role),) for name in NAMES for role in Role)]
)
DAYS = [
    When(verbatim="then", start=day, end=day, precision=DatePrecision.DAY)
    for day in (date(2024, month, 28) for month in range(1, 13))
]
PLACES = st.sampled_from(
    [
        Place(name=name, locality=name, precision=PlacePrecision.LOCALITY)
        for name in ("Besk", "Orlo", "Tavin")
    ]
)
STANCES = st.sampled_from(Stance)
KINDS = st.sampled_from(["bombing", "armed_attack", "series", "arson"])
WHENS = st.sampled_from([*[None] * len(DAYS), *DAYS])
UP_TO_TWO, ONE_TO_THREE = st.sampled_from(range(3)), st.sampled_from(range(1, 4))


def _evidence(sentence):
    start = ARTICLE.text.index(sentence)
    return Evidence(quote=sentence, span=Span(start=start, end=start + len(sentence)))


QUOTED = st.sampled_from([*map(_evidence, SENTENCES)])


@st.composite
def claims(draw, key):
    return GoldClaim(
        key=key,
        reading=Reading(value=draw(VALUES), stance=draw(STANCES)),
        speakers=draw(SPEAKERS),
        evidence=(draw(QUOTED),),
    )


@st.composite
def incidents(draw, key):
    return GoldIncident(
        key=key,
        label=key,
        type=draw(KINDS),
        when=draw(WHENS),
        place=draw(PLACES),
        claims=tuple(draw(claims(f"{key}c{n}")) for n in range(draw(ONE_TO_THREE))),
    )


@st.composite
def documents(draw, name="mill/01"):
    return GoldDocument(
        document=name,
        text_sha256=text_hash(ARTICLE),
        annotator="a",
        incidents=tuple(draw(incidents(f"i{n}")) for n in range(draw(UP_TO_TWO))),
        background=tuple(draw(claims(f"b{n}")) for n in range(draw(UP_TO_TWO))),
    )
