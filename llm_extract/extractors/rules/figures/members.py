"""Figures that speak of those counted before: "nine of them were farmers", "two of them nurses"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.figures.bare import is_of_a_total
from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.figures.rolls import People, says_of_them
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import STOPS
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group, Stance, Toll

# How many sentences up a total may stand.
_FARTHEST_TOTAL = 6
_OF_THEM = frozenset("them whom dead victims those".split())
# "Four of the dead", "six of those killed", "nine of the injured".
_FATES = {
    **dict.fromkeys(("dead", "killed", "deceased", "slain", "fallen"), Effect.KILLED),
    **dict.fromkeys(("wounded", "injured"), Effect.INJURED),
}
_VICTIMS = "victims"
# Farmers and drivers have a trade, whoever they are.
_TRADES = ("ers", "ists", "smen")
_LONGEST_NOUN = 5


def find_members(sentence: Sentence, cast: Cast, told: Sequence[Finding]) -> tuple[Finding, ...]:
    """As in "Nine of them were farmers", "..., two of them nurses": `told` up to this sentence."""
    if all(counted.is_article for counted in sentence.counts):
        return ()
    totals = [f for f in told if f.whole is None and _is_total(sentence, f)]
    if not totals and "of" not in sentence.lows:
        return ()
    taken = {f.start for f in told if f.sentence is sentence}
    people = find_people(sentence, cast)
    found: dict[int, Finding] = {}
    parts = _said_to_be_parts(sentence, people, totals, told) if totals else ()
    shares = _shares(sentence, people, totals)
    of_total = _of_a_total(sentence, people, told)
    for finding in (*parts, *shares, *of_total, *_of_their_kind(sentence, people, totals)):
        found.setdefault(finding.start, finding)
    return tuple(finding for start, finding in found.items() if start not in taken)


def _is_total(sentence: Sentence, finding: Finding) -> bool:
    near = 0 <= sentence.index - finding.sentence.index <= _FARTHEST_TOTAL
    return near and finding.stance is Stance.ASSERTS and finding.figure > 1


# ---------------------------------------------------------------- what tells that they are parts


def _said_to_be_parts(
    sentence: Sentence, people: Sequence[People], totals: Sequence[Finding], told: Sequence[Finding]
) -> Iterator[Finding]:
    """Figures whose verb only says who they were: "Three of the dead were children"."""
    opens = any(p.bare and p.first <= 1 for p in people)
    if not (opens or _is_of_them(sentence, told)):
        return
    total: Finding | None = None
    for who in people:
        group = _said_to_be(sentence, who, people) if who.bare else None
        near = [f for f in totals if f.end <= sentence.words[who.first].start]
        if not near or group is None or (group is Group.EVERYONE and not _are_women(sentence, who)):
            continue
        # What one of a list is part of, the next is too.
        whole = total or _total_meant(sentence, near)
        if _is_more(whole, who):
            total = whole
            yield _part(sentence, who, group, whole)


def _is_of_them(sentence: Sentence, before: Sequence[Finding]) -> bool:
    """By a word, or by going on: "Three were children. Two were policemen."""
    if not _OF_THEM.isdisjoint(sentence.lows):
        return True
    went = [f for f in before if f.whole is not None]
    return bool(went) and went[-1].sentence.index == sentence.index - 1


def _are_women(sentence: Sentence, who: People) -> bool:
    return not closed("woman").isdisjoint(sentence.lows[who.first : who.last + 3])


def _shares(
    sentence: Sentence, people: Sequence[People], totals: Sequence[Finding]
) -> Iterator[Finding]:
    """As in "put the toll at 13, two of them officers": part of a figure that is no phrase."""
    for who in people:
        if not who.counted or who.negated or who.bare or who.group is Group.EVERYONE:
            continue
        start = sentence.words[who.first].start
        near = [f for f in totals if f.end <= start]
        if near and says_of_them(sentence, who):
            yield _part(sentence, who, who.group, _last_of(near))


def _of_a_total(
    sentence: Sentence, people: Sequence[People], told: Sequence[Finding]
) -> Iterator[Finding]:
    """As in "Thirty of the 52 were farmers": part of the total of that figure, however far up."""
    for who in people:
        of = next((at for at in range(who.first, who.last) if sentence.low(at) == "of"), None)
        whole = is_of_a_total(sentence, of + 1) if of is not None and who.bare else None
        if whole is None or who.negated:
            continue
        group = _said_to_be(sentence, who, people)
        # "Two of the eleven kidnapped came out": something else is told of the two.
        if group is None and sentence.low(whole.last) in closed("past"):
            continue
        of_figure = (f for f in reversed(told) if f.as_toll and f.figure == whole.count.low)
        total = next(of_figure, None)
        if total is not None:
            yield _part(sentence, who, group, total)


def _of_their_kind(
    sentence: Sentence, people: Sequence[People], totals: Sequence[Finding]
) -> Iterator[Finding]:
    """As in "four of the dead were nurses", "21 of the injured": the phrase tells their fate.

    "Six of the victims were traders": what befell the victims was told before.
    """
    for who in people:
        noun = sentence.low(who.last - 1)
        of_some = "of" in sentence.lows[who.first : who.last] and who.counted and not who.negated
        group = _said_to_be(sentence, who, people) if of_some else None
        if noun == _VICTIMS and group is not None:
            near = [f for f in totals if _is_more(f, who)]
            if near:
                yield _part(sentence, who, group, _total_meant(sentence, near))
        elif of_some and who.bare and noun in _FATES:
            value = Toll(group=group or who.group, effect=_FATES[noun], count=who.count)
            yield Finding(value, sentence, *sentence.offsets(who.first, who.last))


# ---------------------------------------------------------------- totals and groups


def _part(sentence: Sentence, who: People, group: Group | None, total: Finding) -> Finding:
    """The phrase as part of a total, and of its group where its own is not told."""
    told = {"count": who.count} if group is None else {"count": who.count, "group": group}
    value = total.value.model_copy(update=told)
    return Finding(value, sentence, *sentence.offsets(who.first, who.last), whole=total)


def _is_more(total: Finding, part: People) -> bool:
    return total.figure > (part.count.low or 0)


def _total_meant(sentence: Sentence, totals: Sequence[Finding]) -> Finding:
    """The dead where the dead are named, else the figures given last, and of those the first."""
    dead = [f for f in totals if f.as_toll and f.as_toll.effect is Effect.KILLED]
    return _last_of(dead if dead and "dead" in sentence.lows else totals)


def _last_of(totals: Sequence[Finding]) -> Finding:
    """The first figure of the sentence that gave any last."""
    last = totals[-1].sentence.index
    return next(finding for finding in totals if finding.sentence.index == last)


def _said_to_be(sentence: Sentence, those: People, people: Sequence[People]) -> Group | None:
    """The group of the noun after "were" or "belonged to", as one of the phrases tells it."""
    at = _past_copula(sentence, those.last)
    if at is None:
        return None
    # "The other five were two guards and three clerks": a list, and no noun for all.
    counted = sentence.count_at(at)
    if counted is not None and not counted.is_article:
        return None
    at += sentence.low(at) in closed("determiner")
    end = at
    while end < at + _LONGEST_NOUN and _is_plain(sentence.low(end)):
        end += 1
    nouns = (m for m in sentence.of("head", "open_head", "sector") if at <= m.first < end)
    noun = next(nouns, None)
    if noun is None:
        return Group.CIVILIANS if sentence.low(end - 1).endswith(_TRADES) else None
    told = (p.group for p in people if p.first <= noun.first < p.last)
    return next(told, Group(noun.value))


def _is_plain(low: str) -> bool:
    return low[:1].isalpha() and low not in STOPS


def _past_copula(sentence: Sentence, at: int) -> int | None:
    """Past "were", "had been" or "belonged to", and past an aside between commas after it."""
    if sentence.low(at) in ("belonged", "belong"):
        return at + 2
    verb = at + (sentence.low(at) in closed("have"))
    if sentence.low(verb) not in closed("be"):
        return None
    after = verb + 1
    if sentence.low(after) == ",":
        commas = (at for at in range(after + 1, len(sentence.words)) if sentence.low(at) == ",")
        after = next(commas, after) + 1
    return after
