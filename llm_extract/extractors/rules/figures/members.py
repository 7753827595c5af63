"""Figures that speak of those counted before: "nine of them were farmers", "two of them nurses"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from llm_extract.extractors.rules.figures.bare import is_of_a_total
from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.figures.rolls import People, says_of_them
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import STOPS
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group, Stance, Toll
from llm_extract.records.counts import CountKind

# How many sentences up a total may stand.
_FARTHEST_TOTAL = 6
_FARTHEST_SAME = 12
_OF_THOSE = (("of", "these"), ("of", "those"), ("of", "them"))
_OPENING = 3
_OF_THEM = frozenset("them whom dead victims those".split())
_BEFORE_SHARE = frozenset((",", "", "(", "and", "-", "–", "—", ";"))
_ENDS = frozenset((".", ",", ";", "", "and"))
# "Four of the dead", "six of those killed", "nine of the injured".
_FATES = {
    **dict.fromkeys(("dead", "killed", "deceased", "slain", "fallen"), Effect.KILLED),
    **dict.fromkeys(("wounded", "injured"), Effect.INJURED),
}
_VICTIMS = "victims"
_HITS = (Effect.KILLED, Effect.KILLED_OR_INJURED)
# Farmers and drivers have a trade, whoever they are.
_TRADES = ("ers", "ists", "smen")
_LONGEST_NOUN = 5
_DEFINITE = frozenset(("all", "the", "these", "those"))
_REMAINDER = frozenset(("other", "remaining", "rest"))


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
        for finding in reversed(told):
            value = finding.value
            if isinstance(value, Toll) and value.count.low == whole.count.low:
                yield _part(sentence, who, group or value.group, finding)
                break


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
            near = [f for f in totals if f.sentence is not sentence and _is_more(f, who)]
            hit = [f for f in near if isinstance(f.value, Toll) and f.value.effect in _HITS]
            if near:
                yield _part(sentence, who, group, _total_meant(sentence, hit or near))
        elif of_some and who.bare and noun in _FATES:
            value = Toll(group=group or who.group, effect=_FATES[noun], count=who.count)
            yield Finding(value, sentence, *sentence.offsets(who.first, who.last))


def _said_to_be_parts(
    sentence: Sentence, people: Sequence[People], totals: Sequence[Finding], told: Sequence[Finding]
) -> Iterator[Finding]:
    """Figures whose verb only says who they were, and those that go on without a verb."""
    opens = any(p.bare and p.first <= 1 for p in people)
    if not (_is_of_them(sentence, told) or opens):
        return
    listing: Finding | None = None
    for who in people:
        start = sentence.words[who.first].start
        near = [f for f in totals if f.end <= start]
        group = _said_to_be(sentence, who, people) if who.bare else None
        if group is None and listing is not None and _goes_on(sentence, who):
            group = who.group
        if not near or group is None or (group is Group.EVERYONE and not _are_women(sentence, who)):
            continue
        total = listing.whole if listing and listing.whole else _total_meant(sentence, near)
        if not _is_more(total, who):
            continue
        listing = _part(sentence, who, group, total)
        yield listing


def _are_women(sentence: Sentence, who: People) -> bool:
    return not closed("woman").isdisjoint(sentence.lows[who.first : who.last + 3])


def _goes_on(sentence: Sentence, who: People) -> bool:
    """As in "Six were farmers, two teachers": no verb of its own, a comma or "and" before."""
    at = who.first - 1
    joined = sentence.low(at) in (",", "and", ";")
    return joined and who.counted and not who.bare and sentence.low(who.last) in _ENDS


def _shares(
    sentence: Sentence, people: Sequence[People], totals: Sequence[Finding]
) -> Iterator[Finding]:
    """As in "put the toll at 13, two of them officers": part of a figure that is no phrase."""
    for who in people:
        if not who.counted or who.negated or who.bare or who.group is Group.EVERYONE:
            continue
        if not says_of_them(sentence, who) or sentence.low(who.first - 1) not in _BEFORE_SHARE:
            continue
        start = sentence.words[who.first].start
        near = [f for f in totals if f.end <= start and _is_more(f, who)]
        if near:
            last = near[-1].sentence.index
            yield _part(
                sentence,
                who,
                who.group,
                next(f for f in reversed(near) if f.sentence.index == last),
            )


def _part(sentence: Sentence, who: People, group: Group | None, total: Finding) -> Finding:
    value = total.value
    start, end = sentence.offsets(who.first, who.last)
    if isinstance(value, Toll):
        value = value.model_copy(update={"group": group, "count": who.count})
    return Finding(value, sentence, start, end, whole=total)


def _is_total(sentence: Sentence, finding: Finding) -> bool:
    near = 0 <= sentence.index - finding.sentence.index <= _FARTHEST_TOTAL
    return near and finding.stance is Stance.ASSERTS and _is_counted(finding)


def _is_more(total: Finding, part: People) -> bool:
    value = total.value
    most = value.count.low or value.count.high or 0 if isinstance(value, Toll) else 0
    return most > (part.count.low or 0)


def _near(sentence: Sentence, before: Sequence[Finding]) -> list[Finding]:
    return [
        finding
        for finding in before
        if isinstance(finding.value, Toll)
        and finding.stance is Stance.ASSERTS
        and 0 < sentence.index - finding.sentence.index <= _FARTHEST_TOTAL
    ]


def _is_counted(finding: Finding) -> bool:
    value = finding.value
    return isinstance(value, Toll) and (value.count.low or value.count.high or 0) > 1


def _is_of_them(sentence: Sentence, before: Sequence[Finding]) -> bool:
    """By a word, or by going on: "Three were children. Two were policemen."""
    if _OF_THEM & set(sentence.lows) or sentence.lows[:2] == ("of", "the"):
        return True
    went = [f for f in before if f.whole is not None]
    return bool(went) and went[-1].sentence.index == sentence.index - 1


def _total_meant(sentence: Sentence, totals: Sequence[Finding]) -> Finding:
    """The dead where the dead are named, else the figures given last, and of those the first."""
    if "dead" in sentence.lows:
        dead = [f for f in totals if isinstance(f.value, Toll) and f.value.effect is Effect.KILLED]
        totals = dead or totals
    last = totals[-1].sentence.index
    return next(finding for finding in totals if finding.sentence.index == last)


def _said_to_be(sentence: Sentence, those: People, people: Sequence[People] = ()) -> Group | None:
    """The group of the noun after "were" or "belonged to", as one of the phrases tells it."""
    at = _past_copula(sentence, those.last)
    if at is None:
        return None
    # "The other five were two guards and three clerks": a list, and no noun for all.
    if any(counted.first == at and not counted.is_article for counted in sentence.counts):
        return None
    at += sentence.low(at) in closed("determiner")
    end = at
    while end < at + _LONGEST_NOUN and sentence.low(end)[:1].isalpha():
        if sentence.low(end) in STOPS:
            break
        end += 1
    nouns = (m for m in sentence.of("head", "open_head", "sector") if at <= m.first < end)
    noun = next(nouns, None)
    if noun is None:
        of_a_trade = sentence.low(end - 1).endswith(_TRADES) and end > at
        return Group.CIVILIANS if of_a_trade else None
    told = (p.group for p in people if p.first <= noun.first < p.last and p is not those)
    return next(told, Group(noun.value))


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


# ---------------------------------------------------------------- the same people again


def settled_by_earlier(finding: Finding, before: Sequence[Finding]) -> Finding | None:
    """The finding with what it takes from figures told before; None where it only repeats them.

    "All 38 were freed" are the 38 villagers; "the other eight" are in the eleven already; "none"
    leaves out those spoken of last, and nobody where nobody was.
    """
    value, sentence = finding.value, finding.sentence
    if not isinstance(value, Toll) or value.group is not Group.EVERYONE:
        return finding
    first, last = sentence.at(finding.start), sentence.at(finding.end)
    bare = all(low not in closed("head") for low in sentence.lows[first:last])
    if value.count.kind is CountKind.ZERO and sentence.low(first) == "none" and bare:
        group = _last_group(finding, before)
        return None if group is None else replace(finding, value=_of(value, group))
    if not bare:
        return finding
    if value.count.kind is not CountKind.ZERO and _goes_on_counting(sentence, first, last):
        group = _group_before(sentence, before)
        return finding if group is None else replace(finding, value=_of(value, group))
    ahead = sentence.lows[max(0, first - 2) : first]
    if _REMAINDER & set(ahead) and "the" in ahead:
        return replace(finding, whole=_total_over(finding, before))
    if not _DEFINITE & set(ahead):
        return finding
    same = _same_figure(finding, before)
    if same is None:
        return finding
    return replace(finding, value=_of(value, same))


def _goes_on_counting(sentence: Sentence, first: int, last: int) -> bool:
    """As in "Twelve were wounded.", "More than fifty wounded.", "Five others were hurt."."""
    counted = any(first <= c.first and c.last <= last and not c.is_article for c in sentence.counts)
    if sentence.lows[:2] in _OF_THOSE:
        return counted and first <= _OPENING
    own = sentence.low(last - 1) not in _OF_THEM and "of" not in sentence.lows[:last]
    return counted and own and first <= 1


def _group_before(sentence: Sentence, before: Sequence[Finding]) -> Group | None:
    """The one group of whom all figures of the sentence before this one are."""
    told = [f for f in before if f.sentence.index == sentence.index - 1]
    near = [f for f in told if f.sentence.paragraph == sentence.paragraph]
    groups = {f.value.group for f in near if isinstance(f.value, Toll) and f.whole is None}
    return groups.pop() if len(groups) == 1 else None


def _of(value: Toll, group: Group) -> Toll:
    return value.model_copy(update={"group": group})


def _last_group(finding: Finding, before: Sequence[Finding]) -> Group | None:
    told = [f.value for f in _near(finding.sentence, before) if isinstance(f.value, Toll)]
    groups = [value.group for value in told if value.group is not Group.EVERYONE]
    return groups[-1] if groups else None


def _same_figure(finding: Finding, before: Sequence[Finding]) -> Group | None:
    for earlier in reversed(before):
        value = earlier.value
        far = finding.sentence.index - earlier.sentence.index > _FARTHEST_SAME
        if far or not isinstance(value, Toll) or not isinstance(finding.value, Toll):
            continue
        if value.count.low == finding.value.count.low and value.count.kind is CountKind.EXACT:
            return value.group
    return None


def _total_over(finding: Finding, before: Sequence[Finding]) -> Finding | None:
    """The total of which this is what is left; None where none was given."""
    value = finding.value
    if not isinstance(value, Toll):
        return None
    left = value.count.low or 0
    near = _near(finding.sentence, before)
    totals = (
        f
        for f in reversed(near)
        if isinstance(f.value, Toll)
        and f.value.effect is value.effect
        and (f.value.count.low or 0) > left
    )
    return next(totals, None)
