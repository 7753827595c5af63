"""Origins: which articles lead back to one report, so that an echo is not heard as a witness.

Three signs join articles by themselves: the same agency or outlet credited, passages copied from
one another, and a release that is passed on with nothing added to it. Two more join them only
together with some copied wording: one publisher or owner, and the same named speaker. Outlets of
one owner that report for themselves are one family and two origins. An article of which nothing is
known has no origin: it corroborates nobody but itself.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from llm_extract.names import fold
from llm_extract.records.article import Article
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Claim, Extent, Location, Timing, Toll
from llm_extract.records.consensus import Origin
from llm_extract.records.incidents import Credit, Extraction

_SHINGLE_WORDS = 5
# Shared part of the shorter text. Near-duplicate news shares about a third of its wording; two
# independent reports of one event share little beyond names and a quotation.
_COPIED_FROM = 0.3
_ECHOED_FROM = 0.12
# Below this many shared shingles (twelve words in a row) a likeness is chance, unless all is equal.
_FEWEST_SHARED = 8
# One shingle in four is enough to find who shares with whom among many; the measure itself uses
# them all. Among few it would only miss one short copy in ten.
_SAMPLED = 4
_MANY = 100
# So few claims of one body may be all that a reporter of another paper had room for.
_FEWEST_PASSED_ON = 3
_OF_A_BODY = frozenset("the of and for press office service bureau statement".split())


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two articles of one origin, and the words that say why."""

    left: str
    right: str
    basis: str


@dataclass(slots=True)
class _Traced:
    """One article as far as its origin goes."""

    article: Article
    credit: str | None
    credit_name: str | None
    speakers: frozenset[str]
    claims: tuple[Claim, ...] = ()
    shingles: frozenset[int] = field(default_factory=frozenset)

    @property
    def id(self) -> str:
        return self.article.article_id

    @property
    def is_known(self) -> bool:
        """Whether anything but its wording tells where it comes from."""
        return bool(self.credit or self.article.publisher or self.article.owner)


def trace(articles: Sequence[Article], extractions: Sequence[Extraction]) -> tuple[Origin, ...]:
    """Group articles by the report they lead back to; the order of the articles plays no part.

    Articles of unknown origin stand in no group, unless they share their wording with others.
    """
    read = {extraction.article_id: extraction for extraction in extractions}
    ordered = sorted(articles, key=lambda article: article.article_id)
    shingles = _wording(ordered)
    traced = {
        article.article_id: _traced(article, read.get(article.article_id), shingles)
        for article in ordered
    }
    ties = [*_copies(traced), *_same_credit(traced), *_passed_on(traced)]
    groups = _groups(traced, ties)
    return tuple(
        sorted(
            (_origin([traced[one] for one in group], ties) for group in groups),
            key=lambda origin: origin.origin_id,
        )
    )


def _wording(articles: Sequence[Article]) -> dict[str, frozenset[int]]:
    """The shingles of each text, of equal texts once; of an article alone nobody asks for them."""
    texts = {one.text for one in articles} if len(articles) > 1 else ()
    return {text: _shingles(text) for text in texts}


def _traced(
    article: Article, extraction: Extraction | None, wording: Mapping[str, frozenset[int]]
) -> _Traced:
    claims = tuple(extraction.claims()) if extraction else ()
    speakers = (claim.attribution.claimant for claim in claims)
    credit = _main_credit(article, extraction)
    return _Traced(
        article=article,
        credit=fold(credit) if credit else None,
        credit_name=credit,
        speakers=frozenset(fold(one.name) for one in speakers if one and one.named),
        claims=claims,
        shingles=wording.get(article.text, frozenset()),
    )


def relayed(article: Article, extraction: Extraction) -> tuple[Credit, ...]:
    """Whom an article relays: an agency that names itself in its dateline relays nobody."""
    own = fold(article.publisher) if article.publisher else None
    return tuple(credit for credit in extraction.credits if fold(credit.name) != own)


def _main_credit(article: Article, extraction: Extraction | None) -> str | None:
    """The agency or outlet credited most often; of equals, the one credited first."""
    others = relayed(article, extraction) if extraction else ()
    if not others:
        return None
    ordered = sorted(others, key=lambda credit: credit.span.start)
    most = Counter(fold(credit.name) for credit in ordered).most_common(1)[0][0]
    return next(credit.name for credit in ordered if fold(credit.name) == most)


def _shingles(text: str) -> frozenset[int]:
    """Hashes of every five words in a row; crc32, for it is the same in every run."""
    # Folded past the cache of names, which is no place for whole texts.
    plain = fold.__wrapped__(text).encode()
    starts = (0, *accumulate(map((1).__add__, map(len, plain.split()))))
    if len(starts) <= _SHINGLE_WORDS:
        return frozenset({zlib.crc32(plain)})
    runs = zip(starts, starts[_SHINGLE_WORDS:], strict=False)
    return frozenset(map(zlib.crc32, [plain[start : end - 1] for start, end in runs]))


# ---------------------------------------------------------------- ties

_ONE_HOUSE = "they come from one house, "


def _copies(traced: Mapping[str, _Traced]) -> Iterator[_Tie]:
    for left, right in sorted(_sharing(traced)):
        one, other = traced[left], traced[right]
        shorter = min(len(one.shingles), len(other.shingles))
        shared = len(one.shingles & other.shingles)
        part = shared / shorter
        if shared < _FEWEST_SHARED and one.shingles != other.shingles:
            continue
        if part >= _COPIED_FROM:
            yield _Tie(left, right, f"they share {part:.0%} of their wording")
        elif part >= _ECHOED_FROM and one.speakers & other.speakers:
            yield _Tie(left, right, "they quote the same named speaker in the same words")
        elif part >= _ECHOED_FROM and (house := _one_house(one.article, other.article)):
            yield _Tie(left, right, f"{_ONE_HOUSE}{house}, and share {part:.0%} of their wording")


def _sharing(traced: Mapping[str, _Traced]) -> set[tuple[str, str]]:
    """Pairs with some shingle in common: each holder with the next and with the first.

    Not every pair of holders, which would be quadratic in the copies of one report.
    """
    sampled = _SAMPLED if len(traced) > _MANY else 1
    # Most copies are whole: equal texts are looked at once.
    alike: dict[frozenset[int], list[str]] = defaultdict(list)
    for name, one in traced.items():
        alike[one.shingles].append(name)
    pairs: set[tuple[str, str]] = set()
    # Most passages of a report are copied by the same others.
    for texts in _holding_alike(alike, sampled):
        ids = sorted(chain.from_iterable(alike[one] for one in texts))
        pairs.update(pairwise(ids))
        pairs.update((ids[0], later) for later in ids[2:])
    return pairs


def _holding_alike(
    texts: Iterable[frozenset[int]], sampled: int
) -> set[tuple[frozenset[int], ...]]:
    """Which texts hold one and the same shingle, for each that is in the sample."""
    seen: set[int] = set()
    again: set[int] = set()
    for one in texts:
        again |= seen & one
        seen |= one
    holders: dict[int, list[frozenset[int]]] = defaultdict(list)
    found: set[tuple[frozenset[int], ...]] = set()
    for one in texts:
        own = [each for each in one if each % sampled == 0]
        for shingle in again.intersection(own):
            holders[shingle].append(one)
        if not again.issuperset(own):
            found.add((one,))
    return found.union(map(tuple, holders.values()))


def _one_house(one: Article, other: Article) -> str | None:
    """The publisher or owner that two articles have in common."""
    names = {fold(name) for name in (one.publisher, one.owner) if name}
    return next((n for n in (other.publisher, other.owner) if n and fold(n) in names), None)


def _same_credit(traced: Mapping[str, _Traced]) -> Iterator[_Tie]:
    """Articles that credit one outlet, and that outlet's own articles: which it was, none says."""
    credited = {one.credit for one in traced.values()}
    first: dict[str, str] = {}
    for one in traced.values():
        for name in (one.credit_name, one.article.publisher):
            if name is None or fold(name) not in credited:
                continue
            earlier = first.setdefault(fold(name), one.id)
            if earlier != one.id:
                yield _Tie(earlier, one.id, f"they credit {name}")


def _passed_on(traced: Mapping[str, _Traced]) -> Iterator[_Tie]:
    """Releases, each with the articles that tell no more than is said in it.

    Their every claim is the word of the body that published it, and their figures are in it too.
    """
    releases: dict[frozenset[str], list[_Traced]] = defaultdict(list)
    for one in traced.values():
        if one.article.publisher:
            releases[_body(one.article.publisher)].append(one)
    for one in traced.values():
        for release in releases.get(_only_body(one), ()):
            if release is not one and _figures(one) <= _figures(release):
                name = release.article.publisher
                yield _Tie(release.id, one.id, f"it passes on what {name} says, and no more")


def _only_body(one: _Traced) -> frozenset[str]:
    """The body whose word every claim is, of several; no words where there is none, or more."""
    said = [claim.attribution.claimant for claim in one.claims if not _is_of_scene(claim)]
    bodies = {_body(speaker.name) if speaker else frozenset[str]() for speaker in said}
    return bodies.pop() if len(said) >= _FEWEST_PASSED_ON and len(bodies) == 1 else frozenset()


def _is_of_scene(claim: Claim) -> bool:
    """Whether it tells when or where, which a report says in its own voice whoever told it."""
    return isinstance(claim.value, Timing | Location)


def _figures(one: _Traced) -> set[tuple[str, str, int | None, int | None]]:
    """Of whom or what the article gives which bounds."""
    values = (claim.value for claim in one.claims)
    return {
        (value.field, _whom(value), value.count.low, value.count.high)
        for value in values
        if isinstance(value, Toll | Extent)
    }


def _whom(value: Toll | Extent) -> str:
    return f"{value.group} {value.effect}" if isinstance(value, Toll) else str(value.unit)


@lru_cache(maxsize=4_096)
def _body(name: str) -> frozenset[str]:
    """The words of a body's name in any order: interior ministry, Ministry of Interior."""
    return frozenset(word for word in fold(name).split() if word not in _OF_A_BODY)


# ---------------------------------------------------------------- groups


def _groups(traced: Mapping[str, _Traced], ties: Sequence[_Tie]) -> list[list[str]]:
    parent = {one: one for one in traced}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for tie in ties:
        parent[root(tie.right)] = root(tie.left)
    groups: dict[str, list[str]] = defaultdict(list)
    for one in traced:
        groups[root(one)].append(one)
    return [group for group in groups.values() if len(group) > 1 or traced[group[0]].is_known]


def _origin(group: Sequence[_Traced], ties: Sequence[_Tie]) -> Origin:
    ids = tuple(one.id for one in group)
    inside = set(ids)
    # A tie has two ends: within a group of one there is none to look for.
    own = (tie for tie in ties if tie.left in inside and tie.right in inside)
    found = dict.fromkeys(tie.basis for tie in own) if len(group) > 1 else {}
    return Origin(
        origin_id="o" + fingerprint(*ids),
        name=_name(group, found),
        article_ids=ids,
        basis="; ".join(found) if len(group) > 1 else _alone(group[0]),
    )


def _name(group: Sequence[_Traced], bases: Iterable[str]) -> str:
    """The outlet credited most, else the publisher of the earliest article that has one.

    A house whose outlets do not all credit somebody gives its own name: one outlet's credit is not
    the other's.
    """
    credits_ = Counter(one.credit_name for one in group if one.credit_name)
    houses = [
        basis.removeprefix(_ONE_HOUSE).partition(", and ")[0]
        for basis in bases
        if basis.startswith(_ONE_HOUSE)
    ]
    if houses and sum(credits_.values()) < len(group):
        return houses[0]
    if credits_:
        return min(credits_, key=lambda name: (-credits_[name], name))
    named = [one for one in group if one.article.publisher]
    if not named:
        return "an unnamed report"
    first = min(named, key=lambda one: (str(one.article.published_on or "9"), one.id))
    return first.article.publisher or "an unnamed report"


def _alone(one: _Traced) -> str:
    if one.credit_name:
        return f"it credits {one.credit_name}"
    return "it credits no other outlet"
