"""A wording by anyone but a template against its plan: nothing left out, nothing added.

A template cannot forget a side; a writer can. So the words that carry meaning are held against
those of the template's own wordings of the same plan, and each figure against the claimants that
stand in its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from llm_extract.briefing.check import Draft, clauses_of, residue, says, spoken, without
from llm_extract.briefing.clauses import predicate
from llm_extract.briefing.plans import Plan, Statement, Voice
from llm_extract.briefing.style import days, figure, numbers_in
from llm_extract.briefing.voices import spoken_by
from llm_extract.briefing.word import word
from llm_extract.counts import find_counts
from llm_extract.records.claims import Extent, Timing, Toll
from llm_extract.records.counts import Count, CountKind
from llm_extract.text import sentences

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# Words that join, point or introduce speech: a sentence may have them or not.
_PLAIN = frozenset(
    "a an the this that these those which who whom whose it its they them their he his she her"
    " there here one ones other others another both each of in on at to by for from with within"
    " over among as into about and or but also too then still than more most least up"
    " was were is are be been being had has have having did do does"
    " said say says saying told according put puts gave give gives given giving called calls spoke"
    " described named placed added adding listed reported reports happened including included"
    " count counted figure figures number toll tolls total members member place places single"
    " first earlier previously later now".split()
)
# Other words for the same thing; each is read as the one that the templates use.
_SAME = {
    word: kept
    for kept, words in {
        "kill": "dead death died dying",
        "injur": "wound wounded hurt",
        "captur": "captive",
        "incid": "incident",
    }.items()
    for word in words.split()
}
_ENDINGS = ("ing", "ies", "ed", "es", "s", "e", "y")
_SHORTEST = 4
_QUOTE = re.compile(r"“([^“”]*)”")
_LOW_DIGIT = re.compile(r"(?<![\w.,])[1-9](?![\w.,]*\w| to \d)")


def unfaithful(draft: Draft) -> Iterator[str]:
    """What a wording leaves out of its plan, adds to it, or gives to somebody else."""
    wordings = word(draft.plan.model_copy(update={"remarks": ()}))
    if not wordings:
        return
    yield from _form(draft)
    names = [voice.name for voice in _voices(draft.plan)]
    yield from _words(without(draft.text, names), [without(one, names) for one in wordings])
    for voice in _voices(draft.plan):
        if says(voice.name, wordings[0]) and not says(voice.name, draft.text):
            yield f"it does not name {voice.name}"
    if draft.plan.contested:
        yield from _speakers(draft)
    yield from _given(draft)


def _form(draft: Draft) -> Iterator[str]:
    text = draft.text
    if len(sentences(text)) != 1 or "\n" in text or not text.endswith((".", ".”")):
        yield "it is not one sentence that ends with a full stop"
    if _LOW_DIGIT.search(residue(draft)):
        yield "one to nine are written in words"


def _words(text: str, wordings: Sequence[str]) -> Iterator[str]:
    own, full = _meaning(text), _meaning(wordings[0])
    for missing in sorted(full - own):
        yield f"it leaves out what the plan says with “{missing}…”"
    for strange in sorted(own - frozenset().union(*map(_meaning, wordings))):
        yield f"“{strange}…” is no word of the plan"
    for quoted in sorted({*_QUOTE.findall(wordings[0])} - {*_QUOTE.findall(text)}):
        yield f"“{quoted}” is not in quotation marks"


def _meaning(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning; numbers are held apart."""
    found = (_bare(hit[0]) for hit in _WORD.finditer(text))
    return frozenset(_stem(one) for one in found if one not in _PLAIN and not numbers_in(one))


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word.casefold())


def _stem(word: str) -> str:
    """A word without its ending: "repelled" and "repelling" are one."""
    if word in _SAME:
        return _SAME[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


# ---------------------------------------------------------------- who says what


def _voices(plan: Plan) -> tuple[Voice, ...]:
    return tuple(dict.fromkeys(voice for said in spoken(plan) for voice in said.voices))


def _speakers(draft: Draft) -> Iterator[str]:
    """Two who do not say the same stand in clauses of their own, or nobody can tell them apart."""
    for part in clauses_of(draft.text, draft):
        for one, other in combinations(_named(part, draft.plan), 2):
            if not _belong(one, other, draft.plan):
                yield f"a semicolon must part what {one} and {other} say"


def _named(part: str, plan: Plan) -> list[str]:
    """The speakers that a clause names; "the army" is not named by "an army spokesman"."""
    found = []
    for name in sorted({voice.name for voice in _voices(plan)}, key=len, reverse=True):
        if says(name, part):
            found.append(name)
            part = re.sub(re.escape(name), " ", part, flags=re.IGNORECASE)
    return found


def _belong(one: str, other: str, plan: Plan) -> bool:
    """Whether two say the same, or one speaks of what the other says or is."""
    pair = {one, other}
    denied = {voice.name for said in plan.rejected for voice in said.voices}
    named = {said.thing for said in plan.statements}
    together = any(pair <= {voice.name for voice in said.voices} for said in plan.statements)
    return together or bool(pair & (denied | named)) or bool(plan.rejected)


def _given(draft: Draft) -> Iterator[str]:
    """Each statement of the plan stands in a clause of somebody who makes it, bounds and all."""
    parts = clauses_of(draft.text, draft)
    for said in spoken(draft.plan):
        own = [part for part in parts if _speaks(said, part)]
        for count in _counts(said):
            if not any(_alike(count, found.count) for part in own for found in find_counts(part)):
                yield f"it does not give “{figure(count)}” to {spoken_by(said.voices)}"
        if draft.plan.contested and not isinstance(said.value, Toll | Extent):
            told = _told(said, draft.plan)
            if not any(_meaning(told) <= _meaning(part) for part in own):
                yield f"it does not have {spoken_by(said.voices)} say: {told}"


def _told(said: Statement, plan: Plan) -> str:
    return days(said.value.when) if isinstance(said.value, Timing) else predicate(said, plan)


def _speaks(said: Statement, part: str) -> bool:
    return not said.voices or any(says(voice.name, part) for voice in said.voices)


def _counts(said: Statement) -> list[Count]:
    own = [said.value.count] if isinstance(said.value, Toll | Extent) else []
    return [one for one in (*own, *(part.count for part in said.includes)) if one.is_bounded]


def _alike(count: Count, found: Count) -> bool:
    """Whether a count of a text is the one of the plan, as the house writes it."""
    if count.kind is CountKind.ZERO:
        return found.kind is CountKind.ZERO
    written = find_counts(f"{figure(count)} people")
    return bool(written) and (written[0].count.low, written[0].count.high) == (
        found.low,
        found.high,
    )
