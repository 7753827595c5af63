"""Tolls: people and what befell them, as typed values with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.figures.effects import Suffered, find_effects
from llm_extract.extractors.rules.figures.losses import find_losses, find_running
from llm_extract.extractors.rules.figures.nobody import says_so
from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Toll
from llm_extract.records.counts import Count, CountKind

# No toll stands in a sentence without a word of one of these kinds.
_TELLING = frozenset(
    "past active dying state loss toll takes_lives sends brings takes_in harm limb falls"
    " undoes gets_out taking flees".split()
)
_SHOT = Effect.KILLED_OR_INJURED
_SHOT_OR_KILLED = frozenset({Effect.KILLED, Effect.KILLED_OR_INJURED})
# What only people (and animals) suffer; weapons are captured too.
_BODILY = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED})
_SELF_BLAST = frozenset(("blew", "detonated"))
_SUSPECTS = frozenset(("suspect", "suspects"))
_OF_THEM = (("of", "them"), ("of", "whom"), ("of", "those"))
_RELATIVE = frozenset(("who", "whom", "that"))
# "Nobody could say whether the man had died", "if he died": nothing is said of it.
_OPEN = frozenset(("if", "whether", "until", "till"))
_FARTHEST_FIGURE = 9


def find_tolls(sentence: Sentence, cast: Cast) -> tuple[Finding, ...]:
    """All tolls of one sentence; parts carry the finding of their total."""
    if not sentence.has(_TELLING):
        return ()
    people = find_people(sentence, cast)
    suffered = find_effects(sentence, people)
    found = list(_of_people(sentence, people, suffered))
    more = [
        *_by_degree(sentence),
        *_suicides(sentence),
        *_stopped(sentence),
        *_lives(sentence, people),
        *_sent(sentence, people),
        *find_losses(sentence, people),
        *find_running(sentence, people),
    ]
    # "Stabbed four, two fatally": the two are dead, and no more among the hurt.
    dead = {f.start for f in more if _is_of(f, Effect.KILLED) and sentence.of("how_badly")}
    found = [f for f in found if f.start not in dead or _is_of(f, Effect.KILLED)]
    found.extend(each for each in more if not any(_is_same(each, one) for one in found))
    # "52 killed, including seven who were shot": the seven are dead.
    dead = {f.start for f in found if _is_of(f, Effect.KILLED)}
    return tuple(f for f in found if f.start not in dead or not _is_of(f, _SHOT))


def _is_of(finding: Finding, effect: Effect) -> bool:
    return finding.as_toll is not None and finding.as_toll.effect is effect


def _is_same(one: Finding, other: Finding) -> bool:
    """Whether two rules read the same words: "the toll at 14 dead", "14 dead"."""
    if (one.start, one.end) == (other.start, other.end):
        return True
    overlap = one.start < other.end and other.start < one.end
    alike = other.as_toll is not None and _is_of(one, other.as_toll.effect)
    return overlap and alike and one.figure == other.figure


def garbled(sentence: Sentence, cast: Cast) -> str | None:
    """A note where a count of people has lost its verb ("10 guards have been after ...")."""
    if "been" not in sentence.lows:
        return None
    for people in find_people(sentence, cast):
        have, been, next_word = (sentence.low(people.last + step) for step in range(3))
        if have in closed("have") and been == "been" and next_word in closed("gap"):
            words = sentence.said(max(0, people.first - 1), people.last + 3)
            return f"the verb is missing after “{words}”: no effect was read"
    return None


# ---------------------------------------------------------------- people and verbs


def _of_people(
    sentence: Sentence, people: Sequence[People], suffered: Sequence[Suffered]
) -> Iterator[Finding]:
    wholes: dict[tuple[int, int], Finding] = {}
    for each in suffered:
        who = people[each.who]
        count = _count(sentence, who, negated=each.negated)
        if count is None or _is_of_a_part(sentence, people, each):
            continue
        if who.strange and not _befalls_people(sentence, people, each):
            continue
        if _is_open(sentence, who) or _is_of_somebody_later(sentence, who, each):
            continue
        if count.kind is CountKind.ZERO and not says_so(sentence, who, each.effect, each.first):
            continue
        whole = None if who.within is None else wholes.get((who.within, each.first))
        finding = Finding(
            value=_toll(sentence, who, each, count),
            sentence=sentence,
            start=sentence.words[who.first].start,
            end=sentence.words[who.last - 1].end,
            whole=whole,
        )
        wholes[each.who, each.first] = finding
        yield finding


def _befalls_people(sentence: Sentence, people: Sequence[People], each: Suffered) -> bool:
    """Whether a counted noun not known is of people: weapons are captured, lorries go missing."""
    who = people[each.who]
    if sentence.low(who.last - 1) in closed("household"):
        return each.effect is Effect.DISPLACED
    known = any(p.roll == who.roll and not p.strange for p in people)
    return each.effect in _BODILY or who.group is Group.CIVILIANS or known


def _is_open(sentence: Sentence, who: People) -> bool:
    """As in "whether guards had died": nothing is said of it."""
    return sentence.low(who.first - 1) in _OPEN


def _is_of_a_part(sentence: Sentence, people: Sequence[People], each: Suffered) -> bool:
    """As in "four were shot, including one who died": the one did, not the four."""
    openers = sentence.of("including")
    if not openers:
        return False
    last = people[each.who].last
    openers = tuple(mark for mark in openers if last <= mark.first < each.first)
    aside = sentence.lows[openers[0].last : each.first] if openers else ()
    relative = next((at for at, low in enumerate(aside) if low in _RELATIVE), None)
    return relative is not None and "," not in aside[relative:]


def _is_of_somebody_later(sentence: Sentence, who: People, each: Suffered) -> bool:
    """As in "wounding 18 before he was killed": he was, not the 18."""
    gap = sentence.lows[who.last : each.first]
    return gap[:1] == ("before",) and not {"he", "she", "they"}.isdisjoint(gap)


def _count(sentence: Sentence, who: People, *, negated: bool) -> Count | None:
    """The figure; "any civilians" under a negation is zero, and without one it is nothing."""
    if not who.negated:
        return who.count
    if who.count.kind is CountKind.ZERO:
        return who.count
    if _is_denied(sentence, who):
        return Count(kind=CountKind.UNKNOWN, verbatim=sentence.said(who.first, who.last))
    if not negated:
        return None
    return Count(kind=CountKind.ZERO, low=0, high=0, verbatim=sentence.said(who.first, who.last))


def _is_denied(sentence: Sentence, who: People) -> bool:
    """As in "denied that any of its men had been taken": what is denied is that some were."""
    return any(m.value == "rejects" and m.last <= who.first for m in sentence.of("say", "saying"))


def _toll(sentence: Sentence, who: People, each: Suffered, count: Count) -> Toll:
    # "A man walked in and blew himself up": whoever he is, he is the attacker.
    attacks = sentence.low(each.first) in _SELF_BLAST and each.effect is Effect.KILLED
    return Toll(
        group=Group.MILITANTS if attacks else _side(sentence, who, each.effect),
        effect=each.effect,
        count=count,
        includes_perpetrators=_perpetrators(sentence, who),
    )


def _names_fighters(sentence: Sentence) -> bool:
    """Whether the sentence speaks of an armed side: an insurgent leader, a rebel cell."""
    told = [m for m in sentence.of("sector", "head") if m.value == "militants"]
    crime = closed("crime_suspect")
    return any(sentence.low(mark.last - 1) not in crime for mark in told)


def _side(sentence: Sentence, who: People, effect: Effect) -> Group:
    """Suspects who are arrested or let go are people; "suspected insurgents" are of that side."""
    held = effect in (Effect.CAPTURED, Effect.RESCUED) and who.group is Group.MILITANTS
    bare = who.bare and not _SUSPECTS.isdisjoint(sentence.lows)
    if held and (bare or sentence.low(who.last - 1) in _SUSPECTS):
        return who.group if _names_fighters(sentence) else Group.EVERYONE
    return who.group


def _perpetrators(sentence: Sentence, who: People) -> IncludesPerpetrators:
    """As in "six people, including the gunman": yes; "not including the gunman": no."""
    if who.group is not Group.EVERYONE:
        return IncludesPerpetrators.UNSTATED
    for opener in sentence.of("including"):
        near = who.last <= opener.first <= who.last + _FARTHEST_FIGURE
        if near and _names_attacker(sentence, opener.last):
            return IncludesPerpetrators(opener.value)
    return IncludesPerpetrators.UNSTATED


def _names_attacker(sentence: Sentence, at: int) -> bool:
    return any(at <= mark.first <= at + 3 for mark in sentence.of("perpetrator"))


# ---------------------------------------------------------------- lives, losses, running tolls


def _stopped(sentence: Sentence) -> Iterator[Finding]:
    """As in "killed three before he was shot dead by police": the attacker, by who stops him."""
    state = ("police", "military", "security_forces")
    agents = {m.first for m in sentence.of("sector", "head", "open_head") if m.value in state}
    for mark in sentence.of("past"):
        him, by = mark.first - 2, mark.last
        stopped = sentence.low(by) == "by" and bool(agents & {by + 1, by + 2, by + 3})
        alone = sentence.lows[max(him, 0) : mark.first] in (("he", "was"), ("she", "was"))
        if stopped and alone and mark.value in _BODILY:
            one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=sentence.said(him, him + 1))
            yield toll(sentence, (him, mark.last), Group.MILITANTS, Effect(mark.value), one)


def _lives(sentence: Sentence, people: Sequence[People]) -> Iterator[Finding]:
    """As in "claimed four lives", "took the lives of four guards"."""
    for mark in sentence.of("takes_lives"):
        at = mark.last
        if sentence.lows[at : at + 3] == ("the", "lives", "of"):
            at += 3
        elif not any(p.first == at and sentence.low(p.last - 1) == "lives" for p in people):
            continue
        roll = next((who.roll for who in people if who.first == at), None)
        for who in people:
            if who.roll == roll and who.within is None:
                yield toll(
                    sentence, (who.first, who.last), who.group, Effect(mark.value), who.count
                )


def _by_degree(sentence: Sentence) -> Iterator[Finding]:
    """As in "four men were shot, one fatally", "nine hurt, two of them badly"."""
    for mark in sentence.of("how_badly"):
        after = sentence.low(mark.last)
        if after.isalpha() and after not in closed("conjunction"):
            continue
        at = mark.first - 2 * (sentence.lows[mark.first - 2 : mark.first] in _OF_THEM)
        counted = next((c for c in sentence.counts if c.last == at and not c.is_article), None)
        if counted is not None:
            span = (counted.first, mark.last)
            yield toll(sentence, span, Group.EVERYONE, Effect(mark.value), counted.count)


def _suicides(sentence: Sentence) -> Iterator[Finding]:
    """As in "before he shot himself": who attacked others is dead, and counted apart from them."""
    for mark in sentence.of("suicide")[:1]:
        violent = {other.value for other in sentence.of("past", "active")} & _SHOT_OR_KILLED
        long_ago = any(found.is_past_period for found in sentence.dates)
        if sentence.of("attempt") or not violent or long_ago:
            continue
        one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=sentence.said(*mark[2:]))
        yield toll(sentence, (mark.first, mark.last), Group.MILITANTS, Effect.KILLED, one)


def _sent(sentence: Sentence, people: Sequence[People]) -> Iterator[Finding]:
    """As in "sent four people to the hospital", "took 12 prisoner", "took 12 hostages"."""
    told = sentence.of("sent_to")
    fates = {m.first: m.value for m in told} | {m.last: m.value for m in told}
    for mark in sentence.of("sends"):
        for who in people:
            fate = fates.get(who.last) if who.first == mark.last and who.counted else None
            if fate is not None:
                yield toll(sentence, (who.first, who.last), who.group, Effect(fate), who.count)
