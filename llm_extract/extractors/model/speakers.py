"""Who says it: the links a reply names, as an attribution from the outlet inward."""

from __future__ import annotations

from collections.abc import Iterable

from llm_extract.extractors.model.reply import SpeakerReply
from llm_extract.extractors.model.values import Unusable
from llm_extract.names import fold
from llm_extract.records.claims import Attribution, Party, Role, Speaker

_PARTIES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.ARMED_GROUP})
# What a body calls itself in its own release, and how papers and stations end their names.
_BODIES = frozenset(
    "administration agency army authority command committee council directorate forces front"
    " government headquarters ministry movement office organisation organization police presidency"
    " spokesman spokesperson spokeswoman staff".split()
)
_PAPERS = frozenset(
    "chronicle courier daily gazette herald journal magazine monitor news post press radio record"
    " review telegraph times today tribune tv wire".split()
)


def attributed(links: Iterable[SpeakerReply], publisher: str | None) -> Attribution:
    """The chain from the outlet inward; the outlet itself is no link of it.

    Raises:
        Unusable: a speaker has no name.
    """
    chain = tuple(_speaker(link) for link in links)
    return Attribution(chain=tuple(one for one in chain if not _is_outlet(one.name, publisher)))


def _is_outlet(name: str, publisher: str | None) -> bool:
    """Whether the outlet names itself: a ministry's release that says what the ministry says.

    >>> _is_outlet("the Ministry", "Ministry of Posts"), _is_outlet("the army", "Army Times")
    (True, False)
    """
    if publisher is None:
        return False
    words, own = fold(name).split(), fold(publisher).split()
    if words == own or (len(words) > 1 and set(words) <= set(own)):
        return True
    # A body that issues its own releases is that body; a paper about the army is not the army.
    return len(words) == 1 and words[0] in _BODIES & set(own) and own[-1] not in _PAPERS


def _speaker(link: SpeakerReply) -> Speaker:
    if not link.name.strip():
        raise Unusable("a speaker has no name: leave out the one whom the article does not name")
    party = Party.YES if link.role in _PARTIES else Party.NO
    opening, space, rest = link.name.partition(" ")
    # At the head of a sentence "The army" and "A nurse" have a capital that is not theirs.
    lower = not link.named and space and opening in {"The", "A", "An"}
    name = f"{opening.lower()} {rest}" if lower else link.name
    return Speaker(name=name, role=link.role, named=link.named, party=party)
