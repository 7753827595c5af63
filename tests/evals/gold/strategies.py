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
# What may be drawn is made once, and each claim is one number that is drawn at once: drawing them
# part by part took longer than what is tested. Half of the values are tolls.
_VALUES = [*_TOLLS, *_OTHERS * (len(_TOLLS) // len(_OTHERS))]
_SPEAKERS = [(), *((GoldSpeaker(name=name, role=role),) for name in NAMES for role in Role)]
DAYS = [
    When(verbatim="then", start=day, end=day, precision=DatePrecision.DAY)
    for day in (date(2024, month, 28) for month in range(1, 13))
]
_PLACES = [
    Place(name=name, locality=name, precision=PlacePrecision.LOCALITY)
    for name in ("Besk", "Orlo", "Tavin")
]
_STANCES = [*Stance]
_KINDS = ["bombing", "armed_attack", "series", "arson"]
_WHENS = [*[None] * len(DAYS), *DAYS]


def _evidence(sentence):
    start = ARTICLE.text.index(sentence)
    return Evidence(quote=sentence, span=Span(start=start, end=start + len(sentence)))


_QUOTED = [*map(_evidence, SENTENCES)]
_READINGS = st.sampled_from(range(len(_VALUES) * len(_STANCES) * len(_SPEAKERS) * len(_QUOTED)))
_SCENES = st.sampled_from(range(len(_KINDS) * len(_WHENS) * len(_PLACES)))
_INCIDENTS = st.lists(st.tuples(_SCENES, st.lists(_READINGS, min_size=1, max_size=3)), max_size=2)
_BACKGROUND = st.lists(_READINGS, max_size=2)


def _claim(key, number):
    """The claim of a number, whose digits pick value, stance, speaker and sentence."""
    number, value = divmod(number, len(_VALUES))
    number, stance = divmod(number, len(_STANCES))
    quoted, speaker = divmod(number, len(_SPEAKERS))
    return GoldClaim(
        key=key,
        reading=Reading(value=_VALUES[value], stance=_STANCES[stance]),
        speakers=_SPEAKERS[speaker],
        evidence=(_QUOTED[quoted],),
    )


def _incident(key, number, claims):
    number, kind = divmod(number, len(_KINDS))
    place, when = divmod(number, len(_WHENS))
    return GoldIncident(
        key=key,
        label=key,
        type=_KINDS[kind],
        when=_WHENS[when],
        place=_PLACES[place],
        claims=tuple(_claim(f"{key}c{n}", one) for n, one in enumerate(claims)),
    )


@st.composite
def documents(draw, name="mill/01"):
    return GoldDocument(
        document=name,
        text_sha256=text_hash(ARTICLE),
        annotator="a",
        incidents=tuple(
            _incident(f"i{n}", scene, claims) for n, (scene, claims) in enumerate(draw(_INCIDENTS))
        ),
        background=tuple(_claim(f"b{n}", one) for n, one in enumerate(draw(_BACKGROUND))),
    )
