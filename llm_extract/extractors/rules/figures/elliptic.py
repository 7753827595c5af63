"""Figures that lean on what was told before: "Police say nine", "the radio claims 94"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from llm_extract.extractors.rules.figures.ages import is_age
from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import is_nominal
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Effect, Group, Stance, Toll

_FARTHEST = 4
_GIVEN = (Stance.ASSERTS, Stance.RETRACTS, Stance.CANNOT_CONFIRM)
# What may stand between a figure and the word that hands it over: "told you it was about nine".
_LINKS = frozenset(
    "of that it they you us them at about as around some no fewer less more than nearer closer"
    " variously accordingly perhaps maybe in been was were is are".split()
)
# "The real number is nine", "my own guess is nine", "Total: nine".
_SUMS = frozenset(
    "figure figures number numbers count counts total totals toll tolls tally tallies sum guess"
    " estimate estimates reckoning".split()
)
# "That makes nine", "they had risen to nine".
_COMES_TO = frozenset(
    "makes make made brings bring brought stood stands rose risen rises climbed climbs grew grown"
    " reached reaches came comes fell falls fallen dropped jumped remained remains".split()
)
# Beside the verbs of speech: "they are telling you nine", "we hear nine", "spoke of nine".
_HANDS_OVER = frozenset(
    "hear hears heard telling talking talk talks talked speaking speak speaks spoke spoken shouts"
    " shouted boasts boasted gives gave given mentions mentioned reporting saying counted".split()
)
_IT = frozenset("that this it which".split())
_THEY = frozenset("they these those".split())
_GIVEN_BY = frozenset("announced given reported claimed published quoted cited stated".split())
_DISCOURSE = frozenset("so thus then now therefore again altogether : , — –".split())
_CLAUSE_ENDS = frozenset((",", ";", ":", ".", "and", "but"))
# "Nine hostages", "nine martyrs": the noun tells what befell them.
_FATES = {
    **dict.fromkeys("hostages captives abductees detainees".split(), Effect.CAPTURED),
    **dict.fromkeys("martyrs bodies corpses".split(), Effect.KILLED),
    **dict.fromkeys("patients casualties".split(), Effect.INJURED),
}
_FOR_A = (("for", "a"), ("to", "a"))
# "Twelve in all."
_SUMMED = (("in", "all"), ("in", "total"), ("all", "told"), ("altogether",))
_MENDS = frozenset("corrected revised lowered raised reduced cut amended changed brought".split())
_MENDED = frozenset(
    "it this that them down up upwards downwards back the figure number toll".split()
)
_ENDS = frozenset((".", ",", ";", ":", "and", "but", "or", "?", "!", "–", "—", "dead", ""))


def find_elliptic(
    sentence: Sentence,
    cast: Cast,
    voices: Voices,
    told: Sequence[Finding],
    about: Callable[[Finding], str | None],
) -> Iterator[Finding]:
    """The figure a speaker gives with no verb of its own, for what was last told of.

    `about` says what else a finding is about: last year's dead are no matter to go on with.
    """
    figures = list(dict.fromkeys(_figures(sentence, voices))) if sentence.counts else ()
    last = _last_toll(sentence, told, about) if figures else None
    if last is None:
        return
    taken = {f.start for f in told if f.sentence is sentence}
    for counted in figures:
        if sentence.offsets(counted.first, counted.last)[0] in taken:
            continue
        summed = sentence.low(counted.first - 2) == "total"
        end, group = _whom(sentence, cast, counted, Group.EVERYONE if summed else last.group)
        named = sentence.low(counted.first - 1) == "of" and not is_nominal(sentence, end, end + 1)
        if named or sentence.low(end) in _ENDS or _is_cited(sentence, end):
            effect = _FATES.get(sentence.low(end - 1), last.effect)
            value = Toll(group=group, effect=effect, count=counted.count)
            # "An earlier version gave 13 dead, for a total of 27."
            stance = Stance.RETRACTS if sentence.of("retracted") else Stance.ASSERTS
            if voices.manner(counted.first) is Manner.REJECTS:
                stance = Stance.DENIES
            yield Finding(value, sentence, *sentence.offsets(counted.first, end), stance)


def _figures(sentence: Sentence, voices: Voices) -> Iterator[Counted]:
    """The figures that may lean on what was told before."""
    said = {f.first for f in voices.frames if not f.postposed and f.manner is Manner.SAYS}
    for counted in sentence.counts:
        if counted.is_article or is_age(sentence, counted) or _is_of_things(sentence, counted):
            continue
        before = _past_links(sentence, counted.first - 1)
        if (
            not said.isdisjoint(range(before + 1, counted.first + 1))
            or _is_handed_over(sentence, counted, before)
            or _is_cited(sentence, counted.last)
            or _is_summed_up(sentence, counted)
            or _is_alone(sentence, counted)
        ):
            yield counted
    mended = _mended(sentence)
    if mended is not None:
        yield mended


def _is_of_things(sentence: Sentence, counted: Counted) -> bool:
    """As in "60 shops were burnt; the union spoke of 40": of the things counted just before."""
    before = [c for c in sentence.counts if c.last <= counted.first and not c.is_article]
    things = sentence.of("thing", "site", "no_people") if before else ()
    return any(mark.first == before[-1].head for mark in things)


def _is_handed_over(sentence: Sentence, counted: Counted, at: int) -> bool:
    """As in "Police say nine", "they are telling you nine", "the real number is closer to nine".

    `at` is the word before those that only lead up to the figure.
    """
    low = sentence.low(at)
    if low == "to":
        at = _past(sentence, at - 1, _LINKS)
        low = sentence.low(at)
        return low in _SUMS or (low in _COMES_TO and _is_sum(sentence, at, _IT | _THEY))
    # "A total of six men left" sums up nobody's dead; "..., for a total of six" does.
    if low == "total" and sentence.low(at + 1) == "of":
        return sentence.lows[max(0, at - 2) : at] in _FOR_A
    if low in closed("say") or low in closed("reckons_at") or low in _HANDS_OVER or low in _SUMS:
        return True
    # "It was nine": the words that lead up to it are the clause.
    led = sentence.lows[at + 1 : counted.first]
    if not _IT.isdisjoint(led) and not closed("be").isdisjoint(led):
        return at < 0 or sentence.low(at) in _CLAUSE_ENDS
    return low in _COMES_TO and _is_sum(sentence, at, _IT)


def _is_sum(sentence: Sentence, verb: int, those: frozenset[str]) -> bool:
    """Whether the subject of a verb is a sum, or refers to one."""
    more = closed("have") | closed("be") | closed("modal")
    return sentence.low(_past(sentence, verb - 1, more)) in _SUMS | those


def _past_links(sentence: Sentence, at: int) -> int:
    """Back over words that only lead up to a figure, and over a figure joined to it by "and"."""
    at = _past(sentence, at, _LINKS)
    while sentence.low(at) in ("and", "or"):
        joined = next((c for c in sentence.counts if c.last == at and not c.is_article), None)
        if joined is None:
            break
        at = _past(sentence, joined.first - 1, _LINKS)
    return at


def _past(sentence: Sentence, at: int, these: frozenset[str]) -> int:
    while sentence.low(at) in these or sentence.low(at) in closed("adverb"):
        at -= 1
    return at


def _is_cited(sentence: Sentence, at: int) -> bool:
    """As in "..., twelve according to the hospital", "down from 14 announced on Sunday"."""
    if sentence.lows[at : at + 2] == ("according", "to"):
        return True
    at += sentence.low(at) in closed("adverb")
    return sentence.low(at) in _GIVEN_BY


def _is_summed_up(sentence: Sentence, counted: Counted) -> bool:
    """As in "That makes seventeen.", "In all, twelve.", "Twelve in all."."""
    after = sentence.lows[counted.last :]
    if counted.first == 0 and any(after[: len(sum_)] == sum_ for sum_ in _SUMMED):
        return True
    ahead = sentence.lows[: counted.first]
    return any(ahead[: len(sum_)] == sum_ and len(ahead) <= len(sum_) + 1 for sum_ in _SUMMED)


def _is_alone(sentence: Sentence, counted: Counted) -> bool:
    """As in "So: nine.", "Nine, perhaps more.": a sentence that is nothing but its figure."""
    one = counted.count.low == 1
    opens = not one and all(low in _DISCOURSE for low in sentence.lows[: counted.first])
    verbs = ("be", "have", "modal", "say", "past", "active", "dying")
    return opens and not any(low in closed(kind) for low in sentence.lows for kind in verbs)


def _mended(sentence: Sentence) -> Counted | None:
    """As in "first gave 14 dead, then corrected this to nine"."""
    for at, low in enumerate(sentence.lows):
        if low not in _MENDS:
            continue
        to = at + 1
        while sentence.low(to) in _MENDED:
            to += 1
        if sentence.low(to) == "to" and to > at + 1:
            return next((c for c in sentence.counts if c.first == to + 1), None)
    return None


def _whom(sentence: Sentence, cast: Cast, counted: Counted, before: Group) -> tuple[int, Group]:
    for people in find_people(sentence, cast):
        if people.first == counted.first and not people.bare and not people.strange:
            return people.last, people.group
    return counted.last, before


def _last_toll(
    sentence: Sentence, told: Sequence[Finding], about: Callable[[Finding], str | None]
) -> Toll | None:
    """What was told of last: of one sentence the dead, else what stands first in it."""
    near = [f for f in told if sentence.index - f.sentence.index <= _FARTHEST]
    tolls = [
        f for f in near if isinstance(f.value, Toll) and f.stance in _GIVEN and f.whole is None
    ]
    tolls = [f for f in tolls if about(f) is None]
    # "A gunman was shot": one by himself is nobody's sum.
    tolls = [
        f for f in tolls if not (isinstance(f.value, Toll) and f.value.count.low == 1)
    ] or tolls
    last = max((f.sentence.index for f in tolls), default=-1)
    here = [f.value for f in tolls if f.sentence.index == last and isinstance(f.value, Toll)]
    return next((value for value in here if value.effect is Effect.KILLED), next(iter(here), None))
