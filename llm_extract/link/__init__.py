"""Linking: which incidents of which articles are one, and which articles tell of one story.

Wholes are settled first: series with series, and incidents that stand alone. Then the parts, which
are far easier to tell once it is known that their series are one. What is only possible is shown
and never merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from llm_extract.errors import RecordError
from llm_extract.link.blocks import candidates
from llm_extract.link.clusters import Cluster, Clustering
from llm_extract.link.judge import judge
from llm_extract.link.marks import Judgement
from llm_extract.link.mentions import Rarity
from llm_extract.link.people import People
from llm_extract.link.traits import Level, Member, Traits, draw, mentions
from llm_extract.records.article import Article
from llm_extract.records.base import fingerprint
from llm_extract.records.consensus import Link, Story, Verdict
from llm_extract.records.incidents import Extraction
from llm_extract.records.overrides import LinkEdit

__all__ = ["draw", "link", "link_drawn", "member_id"]

_MANY_TOWNS = 2


def link(
    articles: Sequence[Article],
    extractions: Sequence[Extraction],
    rulings: Sequence[LinkEdit] = (),
) -> tuple[Story, ...]:
    """Group the incidents of many articles into stories, the widest covered first.

    `rulings` are an editor's: they hold before any other sign, and stand among the links.

    An article without incidents belongs to no story; one that tells of unrelated events belongs to
    several. The order of the articles plays no part. Work grows nearly linearly with incidents.

    Raises:
        RecordError: an extraction is of an article that is not among `articles`.
    """
    by_id = {article.article_id: article for article in articles}
    for each in extractions:
        if each.article_id not in by_id:
            raise RecordError(f"an extraction of article {each.article_id}, which is not given")
    drawn = (one for each in extractions for one in draw(by_id[each.article_id], each))
    return link_drawn(drawn, rulings)


def link_drawn(drawn: Iterable[Traits], rulings: Sequence[LinkEdit] = ()) -> tuple[Story, ...]:
    """As `link`, from what was drawn of each article: a pile too large to hold is read one by one.

    >>> link_drawn([])
    ()
    """
    traits = sorted(drawn, key=lambda one: one.member)
    clustering = Clustering(traits)
    clustering.obey(rulings)
    decisive = _settle(traits, clustering)
    groups = _stories(traits, clustering)
    links = _links(decisive, clustering)
    _add_rulings(links, rulings)
    stories = (_story(group, links) for group in groups)
    return tuple(sorted(stories, key=lambda one: (-len(one.article_ids), one.story_id)))


def member_id(member: Member) -> str:
    """How an article's incident is named in a `Link`: article id, a stroke, incident id."""
    return "/".join(member)


def _settle(traits: list[Traits], clustering: Clustering) -> list[Judgement]:
    """Judge and join the wholes, then everything that involves a part.

    Returned are the judgements that joined clusters, and those on pairs that were left apart.
    """
    rarity = Rarity(one.names for one in traits)
    people = People(one.people for one in traits)

    def compare(left: Traits, right: Traits) -> Judgement:
        likeness = rarity.likeness(left.names, right.names)
        kin = left.series is not None and _kin(left, right, clustering)
        shared = people.in_common(left.people, right.people)
        return judge(left, right, kin=kin, likeness=likeness, people=shared)

    towns = _towns_of_parts(traits)
    wholes: list[Judgement] = []
    with_parts: list[tuple[Traits, Traits]] = []
    for a, b in candidates(traits, rarity, people):
        if a.level is Level.PART or b.level is Level.PART:
            # A part is never the whole.
            if a.level is not Level.SERIES and b.level is not Level.SERIES:
                with_parts.append((a, b))
        elif a.level is b.level or not _is_of_a_part(a, b, towns):
            wholes.extend(_worth_keeping(compare(a, b)))
    joined = clustering.join(wholes, compare)
    parts = [kept for a, b in with_parts for kept in _worth_keeping(compare(a, b))]
    joined += clustering.join(parts, compare)
    apart = (one for one in wholes + parts if not clustering.are_one(one.left, one.right))
    return [*joined, *apart]


def _worth_keeping(one: Judgement) -> tuple[Judgement, ...]:
    """Of many times as many pairs as incidents, those that join or are to be shown."""
    return (one,) if one.finding.is_worth_showing else ()


def _towns_of_parts(traits: Iterable[Traits]) -> Mapping[Member, set[str]]:
    """For each series, the towns that it tells apart."""
    towns: dict[Member, set[str]] = defaultdict(set)
    for one in traits:
        if one.series is not None:
            towns[one.series] |= one.towns
    return towns


def _is_of_a_part(left: Traits, right: Traits, towns: Mapping[Member, set[str]]) -> bool:
    """Whether one is a series and the other tells of one town only, which is a part of it.

    The toll of a town is not that of the whole.
    """
    for series, lone in ((left, right), (right, left)):
        if lone.level is Level.LONE and lone.towns & towns.get(series.member, set()):
            return sum(mentions(lone, (town,)) for town in series.towns) < _MANY_TOWNS
    return False


def _kin(left: Traits, right: Traits, clustering: Clustering) -> bool:
    """Whether both are parts, and their series one."""
    if left.series is None or right.series is None:
        return False
    return clustering.are_one(left.series, right.series)


# ---------------------------------------------------------------- stories


def _stories(traits: list[Traits], clustering: Clustering) -> list[list[Cluster]]:
    """Clusters that belong together: a series with its parts, and what one article relates."""
    parent = {id(cluster): id(cluster) for cluster in clustering.all()}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for left, right in _together(traits):
        parent[root(id(clustering.of(left)))] = root(id(clustering.of(right)))
    groups: dict[int, list[Cluster]] = defaultdict(list)
    for cluster in clustering.all():
        groups[root(id(cluster))].append(cluster)
    return list(groups.values())


def _together(traits: list[Traits]) -> Iterator[tuple[Member, Member]]:
    """Pairs within one article: a part and its series, and what seems to be of one event."""
    by_article: dict[str, list[Traits]] = defaultdict(list)
    for one in traits:
        by_article[one.member[0]].append(one)
        if one.series is not None:
            yield one.member, one.series
    for siblings in by_article.values():
        alone = [one for one in siblings if one.level is not Level.PART]
        for at, one in enumerate(alone):
            for other in alone[at + 1 :]:
                if judge(one, other).finding.is_worth_showing:
                    yield one.member, other.member


def _story(clusters: list[Cluster], links: Mapping[Member, list[Link]]) -> Story:
    members = sorted(member for cluster in clusters for member in cluster.members)
    shown = {(one.left, one.right): one for member in members for one in links.get(member, [])}
    return Story(
        story_id="s" + fingerprint(*map(member_id, members)),
        article_ids=tuple(sorted({article for article, _ in members})),
        clusters=tuple(sorted(tuple(sorted(cluster.members)) for cluster in clusters)),
        links=tuple(shown[key] for key in sorted(shown)),
    )


# ---------------------------------------------------------------- decisions, as records


def _links(judged: Iterable[Judgement], clustering: Clustering) -> dict[Member, list[Link]]:
    """Every decision worth showing, under both its members."""
    links: dict[Member, list[Link]] = defaultdict(list)
    for one in judged:
        record = _record(one, clustering)
        links[one.left].append(record)
        links[one.right].append(record)
    return links


def _add_rulings(links: dict[Member, list[Link]], rulings: Iterable[LinkEdit]) -> None:
    """An editor's decisions come last, and so take the place of what was judged of the same two."""
    for one in rulings:
        joined = one.action == "joined"
        record = Link(
            left=member_id(one.left),
            right=member_id(one.right),
            verdict=Verdict.SAME if joined else Verdict.DIFFERENT,
            speaks_for=(str(one),) if joined else (),
            speaks_against=() if joined else (str(one),),
        )
        links[one.left].append(record)
        links[one.right].append(record)


def _record(one: Judgement, clustering: Clustering) -> Link:
    found = one.finding
    verdict, against = found.verdict, found.speaks_against
    if verdict is Verdict.SAME and not clustering.are_one(one.left, one.right):
        verdict = Verdict.POSSIBLE
        against = (*against, "something else that is known of one of them forbids it")
    return Link(
        left=member_id(one.left),
        right=member_id(one.right),
        left_told=clustering.told(one.left),
        right_told=clustering.told(one.right),
        verdict=verdict,
        speaks_for=found.speaks_for,
        speaks_against=against,
    )
