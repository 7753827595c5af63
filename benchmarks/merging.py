"""How linking and merging grow: 1,000 to 100,000 extractions, time, memory and the exponent.

    python benchmarks/merging.py [EXTRACTIONS ...]

The pile is made up, with the skew that archives of news show:

- Days pass as the pile grows, 400 articles each, so a larger pile is a longer time and not more
  reports of one day.
- How widely an event is covered follows a power law: most are told once or twice, a few by dozens.
- Outlets and towns follow one too: a few print, or see, most of it.
- A third of the articles of an event told more than once are reprints under another name.
- Figures of one event differ between voices, and rise by the day.

The pile lies on disk as JSON lines, as `llm-extract extract` leaves it, and is never held whole:
two processes draw from each article what it is linked by, one links, and the two merge story by
story from the lines of its articles. Time is CPU time of all three, reading the lines included and
building the pile left out; the span by the clock stands beside it. Memory is the highest that each
has come to, in sum. The collector of cycles looks as seldom as under the command.
"""

from __future__ import annotations

import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from llm_extract.cli import look_seldom
from llm_extract.consensus import build
from llm_extract.link import draw, link_drawn
from llm_extract.link.traits import Traits
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

SIZES = (1_000, 10_000, 100_000)
PROCESSES = 2
LINES_AT_ONCE = 500
STORIES_AT_ONCE = 20
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
# Where an article begins in its file, and its extraction in the other, in bytes.
Begin = tuple[int, int]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Event:
    """What happened, of which articles tell."""

    day: date
    town: int
    group: str
    dead: int
    names: tuple[str, ...]


# ---------------------------------------------------------------- the pile


@dataclass(frozen=True)
class Pile:
    """Articles and extractions on disk, one of each a line, in one order."""

    articles: Path
    extractions: Path

    @classmethod
    def build(cls, folder: Path, size: int) -> tuple[Pile, dict[str, Begin]]:
        """So many articles with their extractions, the same for every call; where each begins."""
        draw = random.Random(7)  # noqa: S311 - the same pile every time
        made = cls(folder / "articles.jsonl", folder / "extractions.jsonl")
        begins: dict[str, Begin] = {}
        with made.articles.open("wb") as articles, made.extractions.open("wb") as extractions:
            for article, extraction in _told(draw, size):
                begins[article.article_id] = articles.tell(), extractions.tell()
                articles.write(article.to_json().encode() + b"\n")
                extractions.write(extraction.to_json().encode() + b"\n")
        return made, begins

    def read(self, begins: Iterable[Begin]) -> Iterator[tuple[Article, Extraction]]:
        """The articles and extractions that begin there."""
        with self.articles.open("rb") as articles, self.extractions.open("rb") as extractions:
            for article, extraction in begins:
                articles.seek(article)
                extractions.seek(extraction)
                yield (
                    Article.from_json(articles.readline()),
                    Extraction.from_json(extractions.readline()),
                )


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


def _draw(pile: Pile, begins: Sequence[Begin]) -> list[Traits]:
    """What some articles are linked by."""
    return [one for article, read in pile.read(begins) for one in draw(article, read)]


def _merge(pile: Pile, stories: Sequence[tuple[Story, Sequence[Begin]]]) -> int:
    """Merge some stories; how many fields came to hold some disagreement."""
    disputed = 0
    for story, begins in stories:
        articles, read = zip(*pile.read(begins), strict=True)
        found = build(story, articles, read)
        disputed += sum(bool(f.disagreements) for one in found.incidents for f in one.fields)
    return disputed


def _chunks(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def _work(pile: Pile, begins: Mapping[str, Begin], clock: Clock) -> tuple[int, int]:
    """Link and merge the pile; how many stories, and fields with disagreements."""
    with ProcessPoolExecutor(PROCESSES, initializer=look_seldom) as workers:
        shares = _chunks(list(begins.values()), LINES_AT_ONCE)
        drawn = chain.from_iterable(workers.map(partial(_draw, pile), shares))
        stories = link_drawn(drawn)
        clock.stop("link")
        told = [(one, [begins[at] for at in one.article_ids]) for one in stories]
        disputed = sum(workers.map(partial(_merge, pile), _chunks(told, STORIES_AT_ONCE)))
    clock.stop("merge")
    return len(stories), disputed


class Clock:
    """Seconds of CPU, of this process and all it ended, and seconds that passed."""

    def __init__(self) -> None:
        self.passed: dict[str, float] = {}
        self._cpu, self._since = self._spent(), time.monotonic()

    @staticmethod
    def _spent() -> float:
        both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)

    def stop(self, stage: str) -> None:
        """How long it was since the last stage."""
        self.passed[stage] = time.monotonic() - self._since
        self._since += self.passed[stage]

    @property
    def cpu(self) -> float:
        """CPU seconds since the beginning, of workers that have ended."""
        return self._spent() - self._cpu


def measure(size: int) -> None:
    """Print one line for a pile of this size, as an object of JSON."""
    with TemporaryDirectory() as folder:
        pile, begins = Pile.build(Path(folder), size)
        look_seldom()
        clock = Clock()
        stories, disputed = _work(pile, begins, clock)
    own, each = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    mib = (own.ru_maxrss + PROCESSES * each.ru_maxrss) / 1024
    found = {"cpu": clock.cpu, **clock.passed, "mib": mib}
    print(json.dumps({**found, "stories": stories, "disputed": disputed}))


def main() -> None:
    """Print the figures for each size, and by which power of it the time grows."""
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    taken = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        line = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - ourselves
        found = json.loads(line)
        taken.append(found["cpu"])
        print(
            f"{size:>7,} extractions: {found['cpu']:.1f} s of CPU; by the clock link"
            f" {found['link']:.1f} s, merge {found['merge']:.1f} s; {found['mib']:.0f} MiB;"
            f" {found['stories']:,} stories, {found['disputed']:,} fields with disagreements",
            flush=True,
        )
    for (small, less), (large, more) in pairwise(zip(sizes, taken, strict=True)):
        power = math.log(more / less) / math.log(large / small)
        print(f"from {small:,} to {large:,} the time grows with the power {power:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main()
