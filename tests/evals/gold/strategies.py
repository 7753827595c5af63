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
NAMES = st.sampled_from(["Orlin Vask", "the reeve", "Tamsin Dool", "hill band", "Marrow Front"])


def _count(kind, low, high):
    return Count(kind=kind, low=low, high=high, verbatim="some")


COUNTS = st.one_of(
    st.integers(1, 9).map(lambda n: _count(CountKind.EXACT, n, n)),
    st.integers(1, 9).map(lambda n: _count(CountKind.AT_LEAST, n, None)),
    st.integers(1, 9).map(lambda n: _count(CountKind.BETWEEN, n, n + 2)),
    st.sampled_from([_count(CountKind.VAGUE, None, None), _count(CountKind.ZERO, 0, 0)]),
)
VALUES = st.one_of(
    st.builds(Toll, group=st.sampled_from(Group), effect=st.sampled_from(Effect), count=COUNTS),
    st.builds(Victim, name=NAMES, effect=st.sampled_from([Effect.KILLED, Effect.INJURED])),
    st.builds(Responsibility, actor=NAMES),
    st.builds(Outcome, result=st.sampled_from(Result)),
    st.builds(Extent, unit=st.sampled_from(ExtentUnit), count=COUNTS),
    st.builds(Damage, degree=st.sampled_from(Degree), of=st.sampled_from(["mill", "bridge"])),
    st.builds(Response, response=st.sampled_from(ResponseKind)),
)
SPEAKERS = st.lists(st.builds(GoldSpeaker, name=NAMES, role=st.sampled_from(Role)), max_size=1).map(
    tuple
)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(
    lambda day: When(verbatim="then", start=day, end=day, precision=DatePrecision.DAY)
)
PLACES = st.sampled_from(["Besk", "Orlo", "Tavin"]).map(
    lambda name: Place(name=name, locality=name, precision=PlacePrecision.LOCALITY)
)
# A strategy that is made anew for each draw costs more than the draw.
STANCES = st.sampled_from(Stance)
QUOTED = st.sampled_from(SENTENCES)
KINDS = st.sampled_from(["bombing", "armed_attack", "series", "arson"])
WHENS = st.none() | DAYS
UP_TO_TWO, UP_TO_THREE, ONE_TO_FOUR = st.integers(0, 2), st.integers(0, 3), st.integers(1, 4)


def _evidence(sentence):
    start = ARTICLE.text.index(sentence)
    return Evidence(quote=sentence, span=Span(start=start, end=start + len(sentence)))


@st.composite
def claims(draw, key):
    return GoldClaim(
        key=key,
        reading=Reading(value=draw(VALUES), stance=draw(STANCES)),
        speakers=draw(SPEAKERS),
        evidence=(_evidence(draw(QUOTED)),),
    )


@st.composite
def incidents(draw, key):
    return GoldIncident(
        key=key,
        label=key,
        type=draw(KINDS),
        when=draw(WHENS),
        place=draw(PLACES),
        claims=tuple(draw(claims(f"{key}c{n}")) for n in range(draw(ONE_TO_FOUR))),
    )


@st.composite
def documents(draw, name="mill/01"):
    return GoldDocument(
        document=name,
        text_sha256=text_hash(ARTICLE),
        annotator="a",
        incidents=tuple(draw(incidents(f"i{n}")) for n in range(draw(UP_TO_THREE))),
        background=tuple(draw(claims(f"b{n}")) for n in range(draw(UP_TO_TWO))),
    )
