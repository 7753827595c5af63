"""Figures that stand for people by themselves, and counted plurals the vocabulary does not know."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.figures.ages import is_age, is_year
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import AFTER_BARE, STOPS
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Group
from llm_extract.records.counts import Count, CountKind

_MOST_STRANGE_WORDS = 3
_THOSE_COUNTED = frozenset(
    ("the", low) for low in "dead victims wounded injured men women casualties".split()
)
_OF_A_TRADE = ("ers", "ists", "smen")
_OF_A_NATION = ("is", "ese")
# "Taken to two hospitals": where, and not whom.
_OF_PLACE = frozenset(("to", "in", "at", "into", "from", "on"))
_BEFORE_ORDINAL = frozenset(("a", "the"))
_ELLIPTIC = frozenset("others other more additional".split())


def bare(sentence: Sentence, headed: list[People]) -> Iterator[People]:
    """Figures with no noun: "killed 5 and ...", "three were hurt", "nine of them"."""
    covered = {at for people in headed for at in range(people.first, people.last)}
    # "two wounded soldiers": the noun comes after the participle.
    nouns = {people.first: people.group for people in headed}
    groups = {m.first: nouns[m.last] for m in sentence.of("past") if m.last in nouns}
    for counted in sentence.counts:
        taken = counted.is_article or covered & set(range(counted.first, counted.last))
        if not taken and _stands(sentence, counted):
            last = _bare_end(sentence, counted.last)
            group = groups.get(counted.last) or _side_of(sentence, last)
            yield People(
                _past_collective(sentence, counted.first),
                last,
                counted.count,
                group or Group.EVERYONE,
                counted=True,
                bare=True,
                # "No one" tells nothing of those named before; "none" does.
                open_group=group is None and sentence.low(counted.first) not in ("no", "nobody"),
                negated=counted.count.kind is CountKind.ZERO,
            )


def _past_collective(sentence: Sentence, first: int) -> int:
    """Where "a family of five", "its crew of four" begins: whom the figure counts."""
    if sentence.low(first - 1) != "of" or sentence.low(first - 2) not in closed("collective"):
        return first
    return first - 2


def _side_of(sentence: Sentence, last: int) -> Group | None:
    """The side in "two of the gang"."""
    sided = [m for m in sentence.of("sector") if m.last == last and m.value == "militants"]
    return Group.MILITANTS if sided and "of" in sentence.lows[max(0, last - 3) : last] else None


def _bare_end(sentence: Sentence, last: int) -> int:
    """Past "of them", "of the dead", or "others"."""
    if sentence.low(last) == "of":
        at = last + 1 + (sentence.low(last + 1) in closed("determiner"))
        whole = next((c for c in sentence.counts if c.first == at), None)
        return at + 1 if whole is None else whole.last + 1
    return last + (sentence.low(last) in _ELLIPTIC)


def one_more(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """One more of those before: "two died and a third was hurt", "one died, another was hurt"."""
    covered = {at for people in known for at in range(people.first, people.last)}
    for first, last in _ones(sentence):
        after = sentence.low(last)
        stands = (
            not after
            or after in AFTER_BARE
            or any(other.first == last for other in sentence.of("past", "dying", "state"))
        )
        if first not in covered and stands:
            words = sentence.said(first, last)
            one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=words)
            yield People(first, last, one, Group.EVERYONE, counted=True, bare=True, open_group=True)


def _ones(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for mark in sentence.of("ordinal"):
        if sentence.low(mark.first - 1) in _BEFORE_ORDINAL:
            yield mark.first - 1, mark.last
    if "another" in sentence.lows:
        for at, low in enumerate(sentence.lows):
            if low == "another" and sentence.low(at - 1) not in ("one", "after"):
                yield at, at + 1


def strange(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """Counted plurals of no known kind, which a verb of killing or hurting may yet make people."""
    covered = {at for people in known for at in range(people.first, people.last)}
    for counted in sentence.counts:
        last = _plural_noun(sentence, counted)
        if counted.is_article or last is None or covered & set(range(counted.first, last)):
            continue
        if sentence.low(counted.first - 1) in _OF_PLACE:
            continue
        count = counted.count
        if sentence.low(last - 1) in closed("household"):
            # So many families: how many people is not told.
            words = sentence.said(counted.first, last)
            count = Count(kind=CountKind.VAGUE, verbatim=words)
        yield People(
            counted.first,
            last,
            count,
            _group_of_strangers(sentence.low(last - 1)),
            counted=True,
            strange=True,
            negated=counted.count.kind is CountKind.ZERO,
        )


def _group_of_strangers(noun: str) -> Group:
    """Weavers and florists have a trade; of others, nothing is known but that they are people."""
    return Group.CIVILIANS if noun.endswith(_OF_A_TRADE) else Group.EVERYONE


def _plural_noun(sentence: Sentence, counted: Counted) -> int | None:
    """The end of "six foreign weavers": plain words, the last a plural that names no thing."""
    for at in range(counted.head, min(counted.head + _MOST_STRANGE_WORDS, len(sentence.words))):
        low = sentence.low(at)
        if not low.isalpha() or low in STOPS:
            return None
        if _is_plain_plural(low) or low in closed("household") or _is_of_a_nation(sentence, at):
            return at + 1
    return None


def _is_plain_plural(low: str) -> bool:
    things = ("thing", "site", "extent_unit", "attack", "tactic", "loss", "no_people")
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is"))
    return plural and not any(low in closed(kind) for kind in things)


def _is_of_a_nation(sentence: Sentence, at: int) -> bool:
    """As in "two Velmaris", "three Orlese": people by where they are from, before no other noun."""
    word, after = sentence.words[at].text, sentence.low(at + 1)
    return word.istitle() and word.endswith(_OF_A_NATION) and (not after or after in AFTER_BARE)


def _stands(sentence: Sentence, counted: Counted) -> bool:
    after = sentence.low(counted.last)
    if sentence.lows[max(0, counted.first - 2) : counted.first] == ("all", "but"):
        return False
    if is_age(sentence, counted) or is_year(sentence, counted) or _are_things(sentence, counted):
        return False
    if any(
        m.first == counted.last for m in sentence.of("past", "active", "state", "loss", "dying")
    ):
        return True
    if after == "of":
        return (
            sentence.low(counted.last + 1) in ("them", "whom", "those")
            or sentence.lows[counted.last + 1 : counted.last + 3] in _THOSE_COUNTED
            or _is_of_those_hurt(sentence, counted.last + 1)
            or _is_of_a_side(sentence, counted.last + 1)
        )
    if after == "to" and sentence.low(counted.first - 1) in closed("brings"):
        return True
    return not after or after in AFTER_BARE


def _are_things(sentence: Sentence, counted: Counted) -> bool:
    """As in "five trucks were burnt, two captured": of the things counted before."""
    if sentence.low(counted.last) != "captured":
        return False
    before = [c for c in sentence.counts if c.last <= counted.first and not c.is_article]
    things = sentence.of("thing", "breakable")
    return any(m.first == c.last for c in before for m in things)


def _is_of_those_hurt(sentence: Sentence, at: int) -> bool:
    """As in "two of the 45 wounded", "six of 30 injured"."""
    at += sentence.low(at) in closed("determiner")
    whole = next((c for c in sentence.counts if c.first == at), None)
    return whole is not None and any(m.first == whole.last for m in sentence.of("past", "state"))


def _is_of_a_side(sentence: Sentence, at: int) -> bool:
    """As in "two of the gang", "three of its own"."""
    at += sentence.low(at) in closed("determiner")
    return any(m.first == at and m.value == "militants" for m in sentence.of("sector")) or (
        sentence.low(at) == "own"
    )
