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
from llm_extract.extractors.rules.reading.steps import back_over
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
_DISCOURSE = frozenset("so thus then now therefore again altogether : , — –".split())
_CLAUSE_ENDS = frozenset((",", ";", ":", ".", "and", "but"))
# "Nine hostages", "nine martyrs": the noun tells what befell them.
_FATES = {
    **dict.fromkeys("hostages captives abductees detainees".split(), Effect.CAPTURED),
    **dict.fromkeys("martyrs bodies corpses".split(), Effect.KILLED),
    **dict.fromkeys("patients casualties".split(), Effect.INJURED),
}
_FOR_A = (("for", "a"), ("to", "a"))
_ENDS = frozenset(
    (".", ",", ";", ":", "and", "but", "or", "?", "!", "–", "—", "dead", "according", "")
)


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
    figures = list(_figures(sentence, voices)) if sentence.counts else ()
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
        if named or sentence.low(end) in _ENDS:
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
            or _is_alone(sentence, counted)
            # "..., 15 according to the hospital".
            or sentence.low(counted.last) == "according"
        ):
            yield counted


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
        at = _before(sentence, at - 1, _LINKS)
        low = sentence.low(at)
        return low in _SUMS or (low in _COMES_TO and _is_sum(sentence, at, _IT | _THEY))
    # "A total of six men left" sums up nobody's dead; "..., for a total of six" does.
    if low == "total" and sentence.low(at + 1) == "of":
        return sentence.lows[max(0, at - 2) : at] in _FOR_A
    if low in closed("say", "reckons_at") or low in _HANDS_OVER or low in _SUMS:
        return True
    # "It was nine": the words that lead up to it are the clause.
    led = sentence.lows[at + 1 : counted.first]
    if not _IT.isdisjoint(led) and not closed("be").isdisjoint(led):
        return at < 0 or sentence.low(at) in _CLAUSE_ENDS
    return low in _COMES_TO and _is_sum(sentence, at, _IT)


def _is_sum(sentence: Sentence, verb: int, those: frozenset[str]) -> bool:
    """Whether the subject of a verb is a sum, or refers to one."""
    more = closed("have", "be", "modal")
    return sentence.low(_before(sentence, verb - 1, more)) in _SUMS | those


def _past_links(sentence: Sentence, at: int) -> int:
    """Back over words that only lead up to a figure, and over a figure joined to it by "and"."""
    at = _before(sentence, at, _LINKS)
    while sentence.low(at) in ("and", "or"):
        joined = next((c for c in sentence.counts if c.last == at), None)
        if joined is None:
            break
        at = _before(sentence, joined.first - 1, _LINKS)
    return at


def _before(sentence: Sentence, at: int, these: frozenset[str]) -> int:
    """The last word up to `at` that is none of these and no adverb."""
    return back_over(sentence, at + 1, these | closed("adverb")) - 1


def _is_alone(sentence: Sentence, counted: Counted) -> bool:
    """As in "So: nine.", "Nine, perhaps more.": a sentence that is nothing but its figure."""
    one = counted.count.low == 1
    opens = not one and all(low in _DISCOURSE for low in sentence.lows[: counted.first])
    verbs = ("be", "have", "modal", "say", "past", "active", "dying")
    return opens and not any(low in closed(kind) for low in sentence.lows for kind in verbs)


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
    given = [f for f in near if f.as_toll and f.stance in _GIVEN and f.whole is None]
    sums = [f for f in given if about(f) is None]
    # "A gunman was shot": one by himself is nobody's sum.
    sums = [f for f in sums if f.figure != 1] or sums
    last = max((f.sentence.index for f in sums), default=-1)
    here = [f.as_toll for f in sums if f.sentence.index == last and f.as_toll]
    return next((toll for toll in here if toll.effect is Effect.KILLED), here[0] if here else None)
