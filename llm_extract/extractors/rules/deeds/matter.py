"""Whether a text reports a deed, or speaks of deeds by the way, as one on a medal or a match does.

What is news is told firmly: in the opening, with a day of these days, with figures, with those who
did it and those who suffered it, in the words of reports. Each of these weighs; where all of them
together are too light for a text of its length, it is about another matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llm_extract.extractors.rules.deeds.news import News
from llm_extract.extractors.rules.deeds.victims import BY_POLICE
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.genre import is_declared, phrases
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.speakers.transcript import labels
from llm_extract.records.claims import Effect, Group, Stance, Toll

# Lines at the top that may be titles.
_TITLES = 3
_ENOUGH, _ENOUGH_WHERE_DECLARED = 4.0, 5.0
# The length from which a text has room for so much, and for anything by the way, in words.
_ROOM, _SHORTEST = 120, 40
_OPENS, _DATED, _TITLED, _NAMED, _FILED = 2.0, 2.0, 1.0, 1.0, 1.5
_PHRASE, _MOST_FOR_PHRASES = 0.25, 1.0
# What a claim of a field weighs, and how many of the field weigh at all.
_BY_FIELD = {
    "toll": (1.0, 3),
    "responsibility": (1.0, 2),
    "victim": (0.5, 2),
    "outcome": (0.5, 2),
    "damage": (0.5, 2),
    "response": (0.5, 2),
}
_STAMPS = frozenset("source by published posted updated translated edited".split())
_VERBS = frozenset("past active dying assails body toll state".split())
_CUTS = frozenset((",", ";", ":", "–", "—"))
_LOOKS_BACK = frozenset("who which that whose whom since where if".split())


def is_another(scene: Scene, news: News, findings: Sequence[Finding]) -> bool:
    """Whether the text tells of deeds too lightly to report one.

    `findings` are those that are not of another time. Capitals tell no title, and talk has no
    opening: there nothing is weighed.
    """
    length = sum(len(sentence.words) for sentence in scene.sentences)
    if length < _SHORTEST or scene.upper_case or labels(scene):
        return False
    enough = _ENOUGH_WHERE_DECLARED if is_declared(scene) else _ENOUGH
    return _weight(scene, news, findings) < enough * min(1.0, length / _ROOM)


def _weight(scene: Scene, news: News, findings: Sequence[Finding]) -> float:
    worded = _PHRASE * len(phrases(scene.sentences, "reportage"))
    filed = _FILED if _is_filed(scene) and any(map(_is_of_operation, findings)) else 0.0
    return _told(scene, news) + _claimed(findings) + filed + min(worded, _MOST_FOR_PHRASES)


def _told(scene: Scene, news: News) -> float:
    """How far titles, the first paragraph and the sentences with a day tell a deed."""
    first = _first_paragraph(scene)
    dated = [one for one in scene.sentences if news.is_dated(one)]
    titles = [one for one in scene.sentences[:_TITLES] if one.headline]
    weights = (
        (_OPENS, any(_tells(one, news) or _arrests(one) for one in first)),
        (_DATED, any(_tells(one, news) for one in dated)),
        (_NAMED, any(_names(one) or _has_fighters(one) for one in dated)),
        (_NAMED, any(map(_has_fighters, first))),
        (_TITLED, any(_tells(one, news) or _names(one) for one in titles)),
    )
    return sum(weight for weight, holds in weights if holds)


def _first_paragraph(scene: Scene) -> tuple[Sentence, ...]:
    """The first of prose; "Source: ...", "Translated by ..." are none."""
    prose = (one for one in scene.sentences if not one.headline and one.low(0) not in _STAMPS)
    lead = next(prose, None)
    return () if lead is None else scene.paragraph(lead)


def _tells(sentence: Sentence, news: News) -> bool:
    """Whether it says in a clause of its own that somebody was harmed, and not by the law."""
    if sentence.of("heard_in_court"):
        return False
    verbs = (mark for mark in news.told(sentence) if mark.kind in _VERBS)
    return any(_leads(sentence, m) and sentence.low(m.first) not in BY_POLICE for m in verbs)


def _arrests(sentence: Sentence) -> bool:
    return any(_leads(sentence, mark) for mark in sentence.of("arrest_verb"))


def _names(sentence: Sentence) -> bool:
    return any(_leads(sentence, mark) for mark in sentence.of("attack"))


def _has_fighters(sentence: Sentence) -> bool:
    heads = sentence.of("head")
    return any(mark.value == Group.MILITANTS and _leads(sentence, mark) for mark in heads)


def _leads(sentence: Sentence, mark: Mark) -> bool:
    """Whether no "who", "since" or "at which" leads to a word from where its part begins."""
    if sentence.low(mark.first - 1) in closed("determiner") and mark.kind == "dying":
        return False
    at = mark.first
    while at and sentence.low(at - 1) not in _CUTS:
        at -= 1
        said = sentence.low(at - 1) in closed("say") and sentence.low(at) == "that"
        if sentence.low(at) in _LOOKS_BACK and not said:
            return False
    return True


def _claimed(findings: Iterable[Finding]) -> float:
    """What figures, doers, victims and the rest weigh, each value once."""
    told = {finding.value for finding in findings if _is_firm(finding)}
    weight = 0.0
    for field, (each, most) in _BY_FIELD.items():
        weight += each * min(sum(_times(value) for value in told if value.field == field), most)
    return weight


def _is_filed(scene: Scene) -> bool:
    return any(place.is_dateline for sentence in scene.sentences for place in sentence.places)


def _is_of_operation(finding: Finding) -> bool:
    """Whether it counts fighters or captives, as the dated releases of forces do, in few words."""
    value = finding.value
    taken = isinstance(value, Toll) and value.effect is Effect.CAPTURED
    return taken or (isinstance(value, Toll) and value.group is Group.MILITANTS)


def _is_firm(finding: Finding) -> bool:
    value = finding.value
    moved = isinstance(value, Toll) and value.effect is Effect.DISPLACED
    return not moved and finding.stance is not Stance.CANNOT_CONFIRM


def _times(value: object) -> int:
    """Fighters who were killed or taken weigh twice: nobody but a report of a deed counts them."""
    return 1 + (isinstance(value, Toll) and value.group is Group.MILITANTS)
