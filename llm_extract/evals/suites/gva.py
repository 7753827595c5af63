"""Shooting incidents with the registry's counts, from several noisy articles each.

The policy: how the articles of an incident come to one killed and one injured figure.

1. Its articles are linked as any others are, and each speaks of one incident: of those it tells of,
   parts of series aside, the one that most articles tell of; of equals the one with the higher
   figures, then the one that was reported first. The file holds them all to be of one incident, so
   an article that could not be linked with the others has its say too.
2. An article's figure is the highest that it gives of an effect: a total is no smaller than any
   share of it, and deaths rise. "At least 4" is 4, "up to 12" is 12; words without a bound
   ("several") give nothing. A figure for everyone goes before figures by group, which are summed
   where the groups stand apart; two figures that one sentence joins ("three adults and two boys",
   "killed four, then himself") are summed too. An article that names more victims than it counts
   counts the names.
3. The registry counts perpetrators. Those an article counts apart are added where its total leaves
   them out by its own word; a total that leaves this open is taken to hold them.
4. Whoever was shot was killed or injured: an article that says how many were shot, and not how many
   were injured, is taken to say that those not killed were.
5. Of the figures of several articles the one most articles give is taken, of equals the one
   published last, then the higher. Figures of a mere share (children, officials) speak only where
   no article gives another.
6. Silence is 0: the registry has a figure for each shooting, and nothing beside it for "not said".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from llm_extract import link
from llm_extract.evals.scores import (
    Floor,
    LeafVerdict,
    Mark,
    Metric,
    Tally,
    UnitScore,
)
from llm_extract.evals.sets import Outcomes
from llm_extract.evals.suites.gva_figures import Figure, figures
from llm_extract.evals.suites.reports import once, report
from llm_extract.evals.suites.rows import OrBlank, Row
from llm_extract.evals.suites.stances import UNCOMMITTED
from llm_extract.evals.suites.task import Task
from llm_extract.records.article import Article
from llm_extract.records.claims import Claim
from llm_extract.records.incidents import Extraction, Incident

VERSION = "gva 2"

METRICS = (
    Metric("killed_exact", "killed", "recall"),
    Metric("injured_exact", "injured", "recall"),
)
SLOTS = ("killed", "injured")


class Item(Row):
    """One article of an incident, as the file has it."""

    id: str
    uri: str | None = None
    published: OrBlank[date] = None
    title: str | None = None
    text: str


class Shooting(Row):
    """One incident: the registry's counts, and the articles it rests on."""

    incident_id: str
    killed: int = Field(ge=0)
    injured: int = Field(ge=0)
    articles: tuple[Item, ...] = Field(min_length=1)

    def count(self, slot: str) -> int:
        """The registry's figure for a slot."""
        return self.killed if slot == "killed" else self.injured


# ---------------------------------------------------------------- articles

# A web archive puts its own address before the page's.
_ARCHIVED = re.compile(r"https?://[^/]{1,100}/(?:web/)?\d{8,14}[a-z_]{0,4}/(?=https?://)")


# In characters; a title that stands there need not be printed again.
_HEAD = 1_000


def _articles(row: Shooting) -> tuple[Article, ...]:
    read_as = (
        report(
            _printed(item),
            name=item.id,
            title=item.title or None,
            url=_ARCHIVED.sub("", item.uri, count=1) if item.uri else None,
            published_on=item.published,
        )
        for item in row.articles
    )
    return once(read_as)


def _printed(item: Item) -> str:
    """The text under its title, as a page prints it: many a text was saved without."""
    title = " ".join((item.title or "").split())
    stands = not title or title.casefold() in " ".join(item.text[:_HEAD].split()).casefold()
    return item.text if stands else f"{title}\n\n{item.text}"


# ---------------------------------------------------------------- scoring


def _scored(row: Shooting, articles: Sequence[Article], outcomes: Outcomes) -> UnitScore:
    """An incident none of whose articles was read has failed; of several, the others speak on."""
    read_as = [outcomes.get(one.article_id) for one in articles]
    extractions = [one for one in read_as if isinstance(one, Extraction)]
    if not extractions:
        return _failed(row)
    told = {one.article_id for one in extractions}
    figures = settle([one for one in articles if one.article_id in told], extractions)
    marks = tuple(_mark(slot, row.count(slot), figures[slot]) for slot in SLOTS)
    some_lost = len(extractions) < len(row.articles)
    return UnitScore(
        unit=row.incident_id,
        cluster=row.incident_id,
        slots={mark.slot: Tally.of(mark.verdict) for mark in marks},
        marks=marks,
        tags=("some articles unread",) if some_lost else (),
    )


def _failed(row: Shooting) -> UnitScore:
    marks = tuple(Mark(slot, LeafVerdict.MISSING, expected=str(row.count(slot))) for slot in SLOTS)
    return UnitScore(
        unit=row.incident_id,
        cluster=row.incident_id,
        slots={mark.slot: Tally.of(mark.verdict) for mark in marks},
        marks=marks,
        failed=True,
    )


def _mark(slot: str, expected: int, said: int | None) -> Mark:
    right = expected == (said or 0)
    return Mark(
        slot,
        LeafVerdict.CORRECT if right else LeafVerdict.WRONG_VALUE,
        expected=str(expected),
        said="0 (silent)" if said is None else str(said),
    )


# ---------------------------------------------------------------- the policy


@dataclass(frozen=True)
class Account:
    """An incident as its articles tell it: the figures of each article that gives any, by slot."""

    told: tuple[str, ...]
    figures: Mapping[str, Mapping[str, Figure]]

    @property
    def total(self) -> int:
        """The highest figures of all slots together."""
        given = [
            [one.number for one in by_article.values()] for by_article in self.figures.values()
        ]
        return sum(max(numbers, default=0) for numbers in given)


def settle(articles: Sequence[Article], extractions: Sequence[Extraction]) -> dict[str, int | None]:
    """One figure for each slot by the policy above; None where nothing is said."""
    days = {one.article_id: one.published_on or date.min for one in articles}
    told = {
        (each.article_id, one.incident_id): one for each in extractions for one in each.incidents
    }
    clusters = [
        {member: told[member] for member in cluster}
        for story in link.link(articles, extractions)
        for cluster in story.clusters
    ]
    accounts = [
        _account(cluster)
        for cluster in clusters
        if all(one.part_of is None for one in cluster.values())
    ]
    if not accounts:
        return dict.fromkeys(SLOTS)
    ranked = sorted(accounts, key=lambda one: _rank(one, days))
    # Later ones overwrite: of the incidents an article tells of, the one of highest rank.
    own = {article: one for one in ranked for article in one.told}
    given = {
        slot: {at: one.figures[slot][at] for at, one in own.items() if at in one.figures[slot]}
        for slot in SLOTS
    }
    return {slot: _agreed(given[slot], days) for slot in SLOTS}


def _rank(account: Account, days: Mapping[str, date]) -> tuple[int, int, int, tuple[str, ...]]:
    first = min(days[article] for article in account.told)
    return len(account.told), account.total, -first.toordinal(), account.told


def _agreed(figures: Mapping[str, Figure], days: Mapping[str, date]) -> int | None:
    some_whole = any(one.whole for one in figures.values())
    said = {at: one.number for at, one in figures.items() if one.whole or not some_whole}
    support = Counter(said.values())
    latest = {
        number: max(days[article] for article in said if said[article] == number)
        for number in support
    }
    return max(support, key=lambda one: (support[one], latest[one], one), default=None)


def _account(cluster: Mapping[tuple[str, str], Incident]) -> Account:
    by_article: dict[str, list[Claim]] = {}
    for (article, _), incident in sorted(cluster.items()):
        committed = (claim for claim in incident.claims if claim.stance not in UNCOMMITTED)
        by_article.setdefault(article, []).extend(committed)
    said = {article: figures(claims) for article, claims in by_article.items()}
    return Account(
        told=tuple(said),
        figures={
            slot: {article: figure for article, each in said.items() if (figure := each[slot])}
            for slot in SLOTS
        },
    )


# ---------------------------------------------------------------- floors

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"\b(?P<n>\d{{1,2}}|{'|'.join(_WORDS)})"
_BETWEEN = r"(?: (?!\d)[\w-]+){0,3}? "
_CRUDE = {
    "killed": re.compile(rf"{_NUMBER}{_BETWEEN}(?:killed|dead|died)\b", re.IGNORECASE),
    "injured": re.compile(rf"{_NUMBER}{_BETWEEN}(?:injured|wounded|hurt)\b", re.IGNORECASE),
}


def floors(rows: Sequence[Shooting]) -> Iterator[Floor]:
    """What two trivial methods reach on these incidents: the commonest figure for all of them, and
    the figure that a crude expression finds most often in an incident's titles and texts.
    """
    for metric in METRICS:
        slot = metric.slot
        commonest = Counter(row.count(slot) for row in rows).most_common(1)
        for method, guess in (
            ("majority", lambda _, top=commonest: top[0][0]),
            ("regex", lambda row, at=slot: _crude(row, at)),
        ):
            hits = _hits(rows, slot, guess)
            if rows:
                yield Floor(metric.name, method, hits / len(rows))


def _hits(rows: Iterable[Shooting], slot: str, guess: Callable[[Shooting], int]) -> int:
    return sum(guess(row) == row.count(slot) for row in rows)


def _crude(row: Shooting, slot: str) -> int:
    found: Counter[int] = Counter()
    for item in row.articles:
        for match in _CRUDE[slot].finditer(f"{item.title or ''}\n{item.text}"):
            words = match["n"].casefold()
            found[_WORDS.index(words) + 1 if words in _WORDS else int(words)] += 1
    return found.most_common(1)[0][0] if found else 0


TASK = Task(
    name="gva",
    version=VERSION,
    form=Shooting,
    id_of=lambda row: row.incident_id,
    articles_of=_articles,
    scored=_scored,
    floors=floors,
    metrics=METRICS,
    primary="killed_exact",
)
