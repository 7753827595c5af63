"""Whose release a text is that comes without a publisher: "our fighters" tell of one armed side."""

from __future__ import annotations

from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.lexicon import closed, lexicon, words
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.records.claims import Party, Role, Speaker

_QUOTING = frozenset('"“”«»')


def house_of(scene: Scene, cast: Cast) -> Speaker | None:
    """The armed side that speaks in the first person outside quotation marks, if just one is named.

    None for a text with a publisher: then the publisher's voice is the text's.
    """
    if scene.article.publisher is not None:
        return None
    sides = [body for body in cast.named.values() if body.role is Role.ARMED_GROUP]
    cue = next(filter(None, map(_own_men, scene.sentences)), None) if len(sides) == 1 else None
    if cue is None:
        return None
    return Speaker(name=sides[0].name, role=Role.ARMED_GROUP, named=True, party=Party.YES, cue=cue)


def side_of_text(scene: Scene, house: Speaker | None) -> Role | None:
    """What they are who put the text out, by the name of the publisher; None where it tells none.

    Whose "our losses" and "the enemy" are depends on it.
    """
    if house is not None:
        return house.role
    publisher = scene.article.publisher or ""
    told = {
        mark.value
        for mark in lexicon().marks(words(publisher, 0, len(publisher)))
        if mark.kind == "name_head"
    }
    for role in (Role.ARMED_GROUP, Role.SECURITY_FORCE, Role.GOVERNMENT):
        if role in told:
            return None if Role.MEDIA in told else role
    return None


def _own_men(sentence: Sentence) -> str | None:
    """The words "our fighters", "our heroes", where nobody is quoted."""
    if "our" not in sentence.lows or not _QUOTING.isdisjoint(sentence.text):
        return None
    at = sentence.lows.index("our")
    return sentence.said(at, at + 2) if sentence.low(at + 1) in closed("own_men") else None
