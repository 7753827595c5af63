"""How linking and merging grow: 10,000 and 100,000 extractions, time, memory and the exponent.

    python benchmarks/merging.py [EXTRACTIONS ...]

The pile is made up, with the skew that archives of news show:

- Days pass as the pile grows, 400 articles each, so a larger pile is a longer time and not more
  reports of one day.
- How widely an event is covered follows a power law: most are told once or twice, a few by dozens.
- Outlets and towns follow one too: a few print, or see, most of it.
- A third of the articles of an event told more than once are reprints under another name.
- Figures of one event differ between voices, and rise by the day.

Time is CPU time of this process, building the pile left out. Memory is the highest the process has
come to, the pile held in it included; each size runs in a process of its own.
"""

from __future__ import annotations

import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from llm_extract.consensus import build
from llm_extract.link import link
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Group,
    Role,
    Scope,
    Speaker,
    Toll,
    Value,
)
from llm_extract.records.consensus import Story
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import (
    Actor,
    ActorPart,
    ArmedAttack,
    Bombing,
    Extraction,
    ExtractorId,
)
from llm_extract.records.when_where import DatePrecision, Place, PlacePrecision, When

SIZES = (10_000, 100_000)
PER_DAY = 400
WIDEST = 60
COVERAGE = 1.7
TOWNS = 2_000
OUTLETS = 500
GROUPS = 40
WORDS_EACH = 70
REPRINTED = 1 / 3
SYLLABLES = "ba de fi go ku la me ni po ru sa te vi wo zu".split()
SPEAKERS = (
    None,
    Speaker(name="officials", role=Role.GOVERNMENT, named=False),
    Speaker(name="police", role=Role.SECURITY_FORCE, named=False),
    Speaker(name="residents", role=Role.WITNESS, named=False),
)
RULES = ExtractorId(name="rules", version="benchmark")


@dataclass(frozen=True)
class Event:
    """What happened, of which articles tell."""

    day: date
    town: int
    group: str
    dead: int
    names: tuple[str, ...]


# ---------------------------------------------------------------- the pile


def pile(size: int) -> tuple[list[Article], list[Extraction]]:
    """So many articles with their extractions, the same for every call."""
    draw = random.Random(7)  # noqa: S311 - the same pile every time
    told = _told(draw, size)
    articles, extractions = [], []
    for article, extraction in told:
        articles.append(article)
        extractions.append(extraction)
    return articles, extractions


def _told(draw: random.Random, size: int) -> Iterator[tuple[Article, Extraction]]:
    made, groups = 0, [f"{_word(draw).title()} {_word(draw).title()} Front" for _ in range(GROUPS)]
    while made < size:
        event = Event(
            day=date(2020, 1, 1) + timedelta(days=made // PER_DAY),
            town=_skewed(draw, TOWNS),
            group=draw.choice(groups),
            dead=_skewed(draw, 40) + 1,
            names=tuple(_word(draw).title() for _ in range(6)),
        )
        texts: list[str] = []
        for _ in range(min(size - made, int(draw.paretovariate(COVERAGE - 1)), WIDEST)):
            again = bool(texts) and draw.random() < REPRINTED
            texts.append(draw.choice(texts) if again else _text(draw, event))
            yield _article(draw, event, texts[-1])
            made += 1


def _skewed(draw: random.Random, most: int) -> int:
    """From 0 up, small numbers far more often than large ones."""
    return int(most ** draw.random()) - 1


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(3, 5)))


def _text(draw: random.Random, event: Event) -> str:
    plain = " ".join(_word(draw) for _ in range(WORDS_EACH))
    named = ", ".join(draw.sample(event.names, 4))
    return f"There were {event.dead} dead in Town{event.town}. Reports named {named}. {plain}."


def _article(draw: random.Random, event: Event, text: str) -> tuple[Article, Extraction]:
    later = draw.choice((0, 0, 0, 1, 2))
    article = Article.of(
        text,
        publisher=f"Outlet {_skewed(draw, OUTLETS)}",
        published_on=event.day + timedelta(days=later),
        url=f"https://example.org/{draw.getrandbits(48)}",
    )
    return article, Extraction(
        article_id=article.article_id,
        extractor=RULES,
        incidents=(_incident(draw, event, article, later),),
    )


def _incident(
    draw: random.Random, event: Event, article: Article, later: int
) -> ArmedAttack | Bombing:
    town = f"Town{event.town}"
    admin1 = f"Province {event.town % 30}"
    place = Place(name=town, admin1=admin1, locality=town, precision=PlacePrecision.LOCALITY)
    day = When(verbatim=str(event.day), start=event.day, end=event.day, precision=DatePrecision.DAY)
    return draw.choice((ArmedAttack, ArmedAttack, Bombing))(
        incident_id="i1",
        label=f"attack in {town}",
        when=day,
        place=place,
        actors=(Actor(name=event.group, role=Role.ARMED_GROUP, part=ActorPart.PERPETRATOR),),
        claims=tuple(
            _claim(article, value, speaker)
            for speaker in draw.sample(SPEAKERS, 2)
            for value in _values(draw, event, later)
        ),
    )


def _values(draw: random.Random, event: Event, later: int) -> tuple[Value, ...]:
    dead = event.dead + later + draw.choice((0, 0, 0, 1, -1))
    return tuple(
        Toll(group=group, effect=effect, count=_count(max(1, number)))
        for group, effect, number in (
            (Group.EVERYONE, Effect.KILLED, dead),
            (Group.EVERYONE, Effect.INJURED, 2 * dead),
        )
    )


def _count(number: int) -> Count:
    return Count(kind=CountKind.EXACT, low=number, high=number, verbatim=str(number))


def _claim(article: Article, value: Value, speaker: Speaker | None) -> Claim:
    span = Span(start=0, end=20)
    return Claim.of(
        article.article_id,
        value=value,
        scope=Scope.INCIDENT,
        attribution=Attribution(chain=(speaker,) if speaker else ()),
        evidence=(Evidence(quote=span.of(article.text), span=span),),
    )


# ---------------------------------------------------------------- the measure


def _merge(
    stories: Sequence[Story], articles: Sequence[Article], read: Sequence[Extraction]
) -> int:
    """Merge every story; how many fields came to hold some disagreement."""
    texts = {one.article_id: one for one in articles}
    said = {one.article_id: one for one in read}
    disputed = 0
    for story in stories:
        own = story.article_ids
        found = build(story, [texts[one] for one in own], [said[one] for one in own])
        disputed += sum(bool(f.disagreements) for one in found.incidents for f in one.fields)
    return disputed


def measure(size: int) -> None:
    """Print one line for a pile of this size: seconds to link, to merge, and MiB."""
    articles, read = pile(size)
    began = time.process_time()
    stories = link(articles, read)
    linked = time.process_time()
    disputed = _merge(stories, articles, read)
    merged = time.process_time()
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size} {linked - began:.2f} {merged - linked:.2f} {mib:.0f} {len(stories)} {disputed}")


def main() -> None:
    """Print the figures for each size, and by which power of it the time grows."""
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    taken = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves
        _, linking, merging, mib, stories, disputed = line.split()
        taken.append(float(linking) + float(merging))
        print(
            f"{size:>7,} extractions: link {linking} s, merge {merging} s, {mib} MiB;"
            f" {int(stories):,} stories, {int(disputed):,} fields with disagreements"
        )
    for (small, less), (large, more) in zip(
        zip(sizes, taken, strict=True), list(zip(sizes, taken, strict=True))[1:], strict=False
    ):
        power = math.log(more / less) / math.log(large / small)
        print(f"from {small:,} to {large:,} the time grows with the power {power:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main()
