"""Victims by name: "killing senior officer A. Name", "A. Name, 27, was shot and killed"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import sectors
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group, Victim
from llm_extract.records.counts import Count, CountKind

_MOST_DESCRIPTION = 5
_FEWEST_NAME_WORDS = 2
_LONGEST_ASIDE = 14
_MOST_TITLES = 3
_CLAUSE_OPENERS = frozenset(", ; : . and but – — whose that while when after where as".split())
_OPEN_GROUPS = frozenset({"security_forces", "police"})
_EFFECTS = frozenset({Effect.KILLED, Effect.INJURED, Effect.CAPTURED, Effect.MISSING})
# Who got away is no victim, nor is who sits in custody.
_NO_VICTIMS = frozenset((("missing", "dying"), ("captured", "state")))
_RELATIVES = frozenset(("who", "whose"))
_ABOUT = ("about", "aged", "around")
_TRADES = ("ist", "ists", "er", "ers", "or", "ors", "man", "woman", "ian", "eer", "ant")
_SHORTEST_TRADE = 4
_NO_TRADES = frozenset(
    "after under over near other another outer inner former later never number order river water"
    " winter summer border corner centre center harbor harbour tower power fewer german human woman"
    " civilian restaurant plant quarter chapter matter paper super major minor"
    " senior junior error".split()
)
_ARTICLES = frozenset(("a", "an"))
# Who is held by the law is no victim.
BY_POLICE = frozenset(
    "arrested arresting arrests detained detaining apprehended apprehending nabbed charged"
    " jailed".split()
)
_EPITHETS = frozenset("retired former acting deputy senior veteran prominent local".split())
_OLD = frozenset(("old", "olds"))
# Where a shot seldom kills: whoever was hit there is told of as wounded.
_LIMBS = frozenset(
    "arm arms leg legs foot feet hand hands shoulder thigh knee ankle hip toe".split()
)
_FARTHEST_LIMB = 5
_AFTER_NAMES = frozenset(". , ; and in on at".split()) | {""}
_AFTER_PARTICIPLE = frozenset("by in on when during at".split())
_NAMING = frozenset(("named", "identified", "names"))
_FARTHEST_AS = 10
_REMAINS = frozenset(("remains", "remained", "remain"))


def find_victims(sentence: Sentence, *, upper_case: bool) -> Iterator[Finding]:
    """People named as killed, hurt or taken. In upper-case copy a name cannot be told: none."""
    if upper_case:
        return
    for told in sentence.of("past", "active", "dying", "state"):
        mark = _in_a_limb(sentence, told)
        if Effect(mark.value) not in _EFFECTS or (mark.value, mark.kind) in _NO_VICTIMS:
            continue
        if mark.value == Effect.CAPTURED and sentence.low(mark.first) in BY_POLICE:
            continue
        intransitive = mark.kind in ("dying", "state")
        after = None if intransitive else _described_name(sentence, mark.last)
        if after is not None:
            yield victim_of(sentence, mark, *after)
            yield from joined_after(sentence, mark, after[2])
            yield from _and_others(sentence, mark, after[2])
        elif mark.kind != "active":
            before = _subject_name(sentence, mark) or _related_name(sentence, mark)
            if before is not None:
                yield from _joined_before(sentence, mark, before[0])
                yield victim_of(sentence, mark, *before)
    yield from _listed(sentence)


def _in_a_limb(sentence: Sentence, mark: Mark) -> Mark:
    """As in "was shot in the leg": hurt, where the verb alone leaves it open."""
    near = sentence.lows[mark.last : mark.last + _FARTHEST_LIMB]
    if mark.value != Effect.KILLED_OR_INJURED or near[:1] != ("in",) or _LIMBS.isdisjoint(near):
        return mark
    return mark._replace(value=Effect.INJURED)


def victim_of(sentence: Sentence, mark: Mark, first: int, name: int, last: int) -> Finding:
    """The victim whom words `name` up to `last` name and those from `first` describe."""
    description = sentence.said(first, name) if name > first else None
    value = Victim(
        name=sentence.said(name, last),
        effect=Effect(mark.value),
        group=_group(sentence, first, name),
        description=description,
    )
    start, end = sentence.offsets(first, last)
    return Finding(value, sentence, start, end)


def _described_name(sentence: Sentence, at: int) -> tuple[int, int, int] | None:
    """After the verb: plain words with a head among them, then a name of two words or more."""
    first = at
    while sentence.low(first) in closed("determiner"):
        first += 1
    titled = past_title(sentence, first)
    name = titled if titled > first and _is_capitalised_at(sentence, titled) else first
    while name - first < _MOST_DESCRIPTION and _is_plain(sentence, name):
        name += 1
    last = name_end(sentence, name)
    # "Captured an Orlo Front leader": the name is of what the noun after it leads.
    if name == first and sentence.low(first - 1) in _ARTICLES:
        return None
    if last - name < _FEWEST_NAME_WORDS or (
        name > first and not _tells_a_person(sentence, first, name)
    ):
        return None
    return (first, name, last) if name > first or not is_body(sentence, name, last) else None


def _is_capitalised_at(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.words) and _is_capitalised(sentence, at)


def _is_plain(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    return (
        low.isalpha()
        and sentence.words[at].text.islower()
        and low not in closed("preposition") | closed("conjunction")
    )


def name_end(sentence: Sentence, name: int) -> int:
    """Past the capitals of a name."""
    last = name
    while last < len(sentence.words) and _is_capitalised(sentence, last):
        last += 1
        initial = last - name == 1 and len(sentence.words[name].text) == 1
        last += initial and sentence.low(last) == "."
    return last


def _is_capitalised(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    return (
        word.text[0].isupper() and not word.text.isdigit() and word.low not in closed("determiner")
    )


def _tells_a_person(sentence: Sentence, first: int, last: int) -> bool:
    if is_trade(sentence.low(last - 1)):
        return True
    return any(
        first <= m.first and m.last <= last
        for m in sentence.of("head", "open_head", "speaker", "open_speaker", "rank")
    )


def is_trade(low: str) -> bool:
    """A noun for what somebody does: "unionist", "activist", "singer", "policewoman"."""
    return low.endswith(_TRADES) and len(low) > _SHORTEST_TRADE and low not in _NO_TRADES


def is_body(sentence: Sentence, first: int, last: int) -> bool:
    """A group, an outlet, a place or a known noun, and so nobody's name."""
    if any(first <= count.first < last for count in sentence.counts):
        return True
    start, end = sentence.offsets(first, last)
    if any(place.start < end and start < place.end for place in sentence.places):
        return True
    kinds = (
        "actor",
        "outlet",
        "head",
        "open_head",
        "sector",
        "speaker",
        "open_speaker",
        "attack",
        "effect",
        "past",
    )
    return any(m.first < last and first < m.last for m in sentence.of(*kinds))


def _subject_name(sentence: Sentence, mark: Mark) -> tuple[int, int, int] | None:
    """A name that opens a clause and, past its asides in commas, meets the verb."""
    for start in _clauses(sentence, mark.first):
        first = past_title(sentence, start)
        last = name_end(sentence, first)
        named = last - first >= _FEWEST_NAME_WORDS and sentence.low(start) not in _openers()
        if not named or last > mark.first or is_body(sentence, first, last):
            continue
        if any(culprit.last <= first for culprit in sentence.of("perpetrator")):
            continue
        if _meets(sentence, last, mark):
            return start, first, last
    return None


def joined_after(sentence: Sentence, mark: Mark, last: int) -> Iterator[Finding]:
    """As in "killing A. Name and B. Name": those joined to the first."""
    at = _past_joint(sentence, last)
    if at == last or sentence.low(at - 1) not in (",", ";", "and"):
        return
    name = past_title(sentence, at)
    end = name_end(sentence, name)
    ends = sentence.low(end) in _AFTER_NAMES or is_age(sentence, end)
    if end - name >= _FEWEST_NAME_WORDS and ends and not is_body(sentence, name, end):
        yield victim_of(sentence, mark, at, name, end)
        yield from joined_after(sentence, mark, end)


def _and_others(sentence: Sentence, mark: Mark, last: int) -> Iterator[Finding]:
    """As in "killing Colonel Ada Finch and others": how many is left open."""
    at = last + (sentence.low(last) == ",")
    if sentence.lows[at : at + 2] != ("and", "others"):
        return
    count = Count(kind=CountKind.UNKNOWN, verbatim=sentence.said(at + 1, at + 2))
    yield toll(sentence, (at + 1, at + 2), Group.EVERYONE, Effect(mark.value), count)


def _joined_before(sentence: Sentence, mark: Mark, first: int) -> Iterator[Finding]:
    """As in "Pvt A. Name (20) and Cpl B. Name (27) fell": those joined to the nearest name."""
    if sentence.low(first - 1) not in ("and", ","):
        return
    at = first
    while sentence.low(at - 1) in ("and", ","):
        at -= 1
    if sentence.low(at - 1) == ")" and sentence.low(at - 3) == "(":
        at -= 3
    elif sentence.low(at - 1).isdigit() and sentence.low(at - 2) == ",":
        at -= 2
    name = at
    while name and _is_capitalised(sentence, name - 1):
        name -= 1
    start = past_title(sentence, name)
    if at - start >= _FEWEST_NAME_WORDS and not is_body(sentence, start, at):
        yield victim_of(sentence, mark, name, start, at)
        yield from _joined_before(sentence, mark, name)


def _related_name(sentence: Sentence, mark: Mark) -> tuple[int, int, int] | None:
    """As in "the funeral of A. Name, 58, who was killed": the name before the pronoun."""
    at = mark.first
    while _is_light(sentence.low(at - 1)):
        at -= 1
    relative = sentence.low(at - 1) in _RELATIVES and sentence.low(at - 2) == ","
    last = at - 2 if relative else _before_apposition(sentence, mark)
    if last is None:
        return None
    if sentence.low(last - 1).isdigit() and sentence.low(last - 2) == ",":
        last -= 2
    first = last
    while first and _is_capitalised(sentence, first - 1):
        first -= 1
    name = past_title(sentence, first)
    named = last - name >= _FEWEST_NAME_WORDS and not is_body(sentence, name, last)
    return (first, name, last) if named else None


def _before_apposition(sentence: Sentence, mark: Mark) -> int | None:
    """As in "A. Name, the 17-year-old killed by a stray bullet": the end of the name."""
    if mark.kind != "past" or sentence.low(mark.last) not in _AFTER_PARTICIPLE:
        return None
    for at in range(mark.first - 1, max(0, mark.first - _MOST_DESCRIPTION - 2), -1):
        if sentence.low(at) == ",":
            opens = sentence.low(at + 1) in closed("determiner") and at + 2 < mark.first
            return at if opens else None
    return None


def _clauses(sentence: Sentence, verb: int) -> list[int]:
    """Where a clause may begin before a verb, the nearest last."""
    openers = _CLAUSE_OPENERS | {"and"}
    return [0, *(at + 1 for at in range(verb) if sentence.low(at) in openers)]


def past_title(sentence: Sentence, start: int) -> int:
    """Where a name may begin: past "Lance Corporal", "the doctor", "Sgt."."""
    at = start + (sentence.low(start) in closed("determiner"))
    at = past_age(sentence, at + (sentence.low(at) in _EPITHETS))
    titles = sentence.of("rank", "speaker", "open_speaker", "head", "open_head")
    for _ in range(_MOST_TITLES):
        found = max((mark.last for mark in titles if mark.first == at), default=None)
        if found is None:
            return at
        at = found + (sentence.low(found) == ".")
    return at


def is_titled(sentence: Sentence, start: int, name: int) -> bool:
    """Whether more than an article stands between `start` and a name: a rank, a trade, an age."""
    return name > start + (sentence.low(start) in closed("determiner"))


def past_age(sentence: Sentence, at: int) -> int:
    """Past "19-year-old" before a name, and the "girl" after it."""
    if not sentence.low(at).isdigit():
        return at
    year = at + 1 + (sentence.low(at + 1) == "-")
    if sentence.low(year).startswith("year-old"):
        return year + 1
    old = year + 1 + (sentence.low(year + 1) == "-")
    return old + 1 if sentence.low(year) == "year" and sentence.low(old) in _OLD else at


def is_aged_before(sentence: Sentence, name: int) -> bool:
    """Whether "19-year-old" stands before a name, a noun or title between them allowed."""
    near = sentence.lows[max(0, name - 3) : name]
    return any(low.startswith("year-old") or low in _OLD for low in near)


def _meets(sentence: Sentence, last: int, mark: Mark) -> bool:
    """Whether nothing stands between a name and its verb but an aside in commas."""
    at = last
    if sentence.low(at) == "," and at + 1 != mark.first and sentence.low(at + 1) not in _RELATIVES:
        window = range(at + 1, min(at + _LONGEST_ASIDE, mark.first))
        closing = [c for c in window if sentence.low(c) == ","]
        at = closing[-1] if closing else at
    at += sentence.low(at) == ","
    at += sentence.low(at).isdigit()
    at += sentence.low(at) in _RELATIVES
    verbs = sentence.lows[at : mark.first]
    aged = at > last and sentence.low(last + 1).isdigit()
    told = any(low in closed("be") | _REMAINS for low in verbs)
    passive = mark.kind == "dying" or told or (aged and mark.kind == "past")
    return passive and all(_is_light(low) for low in verbs)


def _is_light(low: str) -> bool:
    known = closed("be") | closed("have") | closed("adverb") | _REMAINS
    return low in known


# ---------------------------------------------------------------- named after the fact


def _listed(sentence: Sentence) -> Iterator[Finding]:
    """As in "the dead man was identified as A. Name, 47", "among the wounded is A. Name"."""
    for mark in sentence.of("among_them"):
        yield from _names_from(sentence, mark, _past_count(sentence, mark.last))
    yield from _named_as(sentence)
    for cue in sentence.of("names_them")[:1]:
        whose = [mark for mark in sentence.of("whose_name") if mark.last <= cue.first]
        accused = any(mark.first < cue.first for mark in sentence.of("perpetrator"))
        if whose and not accused:
            yield from _names_from(sentence, whose[0], cue.last)


def _past_count(sentence: Sentence, at: int) -> int:
    """Past "two nuns," to the first of the names."""
    counted = any(count.first == at for count in sentence.counts)
    comma = next((c for c in range(at, at + _MOST_DESCRIPTION) if sentence.low(c) == ","), None)
    return comma + 1 if counted and comma is not None else at


def _named_as(sentence: Sentence) -> Iterator[Finding]:
    """As in "named the two dead officers as A. Name and B. Name"."""
    if _NAMING.isdisjoint(sentence.lows):
        return
    for verb in (at for at, low in enumerate(sentence.lows) if low in _NAMING):
        window = range(verb + 1, verb + _FARTHEST_AS)
        cue = next((at for at in window if sentence.low(at) == "as"), None)
        if cue is None or any(verb < m.first < cue for m in sentence.of("perpetrator")):
            continue
        fates = [
            m
            for m in sentence.of("whose_name", "state", "past")
            if verb < m.first
            and m.last <= cue
            and Effect(m.value) in _EFFECTS | {Effect.KILLED_OR_INJURED}
        ]
        if fates:
            yield from _names_from(sentence, fates[0], cue + 1)


def _names_from(sentence: Sentence, mark: Mark, at: int) -> Iterator[Finding]:
    """The name that follows, those joined to it, and those that have an age each."""
    opened = joined = at
    while at < len(sentence.words):
        name = past_title(sentence, at)
        last = name_end(sentence, name)
        aged = is_age(sentence, last) or is_aged_before(sentence, name)
        named = last - name >= _FEWEST_NAME_WORDS and not is_body(sentence, name, last)
        if named and (at == joined or aged):
            yield victim_of(sentence, mark, at, name, last)
            joined = _past_joint(sentence, last)
        elif at == opened:
            return
        at = max(last, at + 1)


def _past_joint(sentence: Sentence, at: int) -> int:
    """Past an age, a comma and "and", to where the next name of a list may stand."""
    if is_age(sentence, at):
        at += 2 + (sentence.low(at) == "(")
    of = at + (sentence.low(at) == ",")
    if sentence.low(of) == "of" and _is_capitalised_at(sentence, of + 1):
        at = name_end(sentence, of + 1)
    while sentence.low(at) in (",", ";", "and"):
        at += 1
    return at


def is_age(sentence: Sentence, at: int) -> bool:
    """As in "A. Name, 47", "A. Name (47)" and "A. Name (about 70)"."""
    at += 1 + (sentence.low(at + 1) in _ABOUT)
    return sentence.low(at - 1) in (",", "(", *_ABOUT) and sentence.low(at).isdigit()


def _openers() -> frozenset[str]:
    return (
        closed("preposition") | closed("subordinator") | closed("conjunction") | closed("pronoun")
    )


def _group(sentence: Sentence, first: int, last: int) -> Group:
    for mark in sentence.of("rank"):
        if first <= mark.first and mark.last <= last:
            return Group(mark.value)
    for mark in sentence.of("sector", "head", "open_head"):
        if first <= mark.first and mark.last <= last:
            near = (
                _sector_before(sentence, first)
                if mark.kind == "open_head" and mark.value in _OPEN_GROUPS
                else None
            )
            return near or Group(mark.value)
    return Group.OTHER


def _sector_before(sentence: Sentence, at: int) -> Group | None:
    """An open noun ("officer") takes the police or the military named before it."""
    before = [
        m for m in sentence.of("sector") if m.last <= at and m.value in ("police", "military")
    ]
    return (
        Group(before[-1].value) if before and sentence.low(before[-1].first) in sectors() else None
    )
