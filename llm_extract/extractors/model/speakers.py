"""Who says it: the links a reply names, as an attribution from the outlet inward."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from llm_extract.extractors.model.checked import Unusable, words_of
from llm_extract.extractors.model.reply import SpeakerReply
from llm_extract.names import fold
from llm_extract.particulars import office_in
from llm_extract.records.claims import Attribution, Party, Role, Speaker

_PARTIES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.ARMED_GROUP})
# A name is printed before every claim of the one who bears it; a sentence is none.
_LONGEST_NAME = 120
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
# Whoever writes for the outlet speaks in its voice.
_ITS_OWN = re.compile(
    r"(?:our|this) (?:own )?(?:correspondent|journalist|newspaper|paper|photographer|reporter|site"
    r"|team|website)s?",
    re.IGNORECASE,
)

# What tells one of several who are named together from the next.
_ROLES = {
    Role.SECURITY_FORCE: frozenset("army military police policeman policewoman soldier".split()),
    Role.MEDICAL: frozenset("ambulance clinic doctor hospital medic morgue nurse surgeon".split()),
    Role.GOVERNMENT: frozenset("governor mayor minister ministry municipality official".split()),
    Role.WITNESS: frozenset("relative resident shopkeeper survivor villager villagers".split()),
    Role.NGO: frozenset("bishop charity lawyer lawyers priest union".split()),
}
_ARTICLE = re.compile(r"(?:an?|the)\b", re.IGNORECASE)
_NEXT = re.compile(r",?(?<!\s)\s+and\s+(?=(?:an?|the)\b)", re.IGNORECASE)
_LISTED = re.compile(r",\s+")
# "A statement of the army and the police", "a spokesman for the army and the police" and "a nurse
# who saw the dead and the hurt" are one.
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:of (?:an?|the)|for|who|which|that|between|both|joint)\b", re.IGNORECASE
)


def voices(links: Iterable[SpeakerReply]) -> Iterator[tuple[SpeakerReply, ...]]:
    """The chain for each of those named together at its end, each with an article of his own.

    "Security and hospital sources" are one voice, "a doctor and a police source" two: each of
    them vouches for the figure.
    """
    chain = tuple(links)
    if not chain:
        yield chain
        return
    *relays, last = chain
    names = _apart(last.name)
    for name in names:
        role = _role_of(name, last.role) if len(names) > 1 else last.role
        yield (*relays, last.model_copy(update={"name": name, "role": role}))


def _role_of(name: str, given: Role) -> Role:
    """The role that the name says; else the one that the reply gives to those named together."""
    said = {role for role, words in _ROLES.items() if not words.isdisjoint(fold(name).split())}
    return said.pop() if len(said) == 1 else given


def _apart(name: str) -> list[str]:
    """The names that stand together.

    >>> _apart("Villagers, and a judge"), _apart("the clinic, the school and the bus owner")
    (['Villagers', 'a judge'], ['the clinic', 'the school', 'the bus owner'])
    >>> _apart("hospitals and relatives"), _apart("the office of the mayor and the council")
    (['hospitals and relatives'], ['the office of the mayor and the council'])
    >>> _apart("Ana Ruiz, a doctor and the owner"), _apart("a spokesman for A and the B")
    (['Ana Ruiz, a doctor and the owner'], ['a spokesman for A and the B'])
    """
    head, *last = _NEXT.split(name.strip())
    if not last or _ONE_OF_SEVERAL.search(head):
        return [name]
    listed = _LISTED.split(head)
    if all(map(_ARTICLE.match, listed)):
        return [*listed, *last]
    # "Ana Ruiz, a doctor and the head of the clinic" is one person; with a comma there, two.
    one = any(map(_ARTICLE.match, listed[1:])) and ", and" not in name
    return [name] if one else [head, *last]


def with_office(link: SpeakerReply, text: str) -> SpeakerReply:
    """The speaker with the office that the article prints before his name, wherever it does."""
    office = office_in(text, link.name) if link.named else None
    return link.model_copy(update={"name": f"{office} {link.name}"}) if office else link


def attributed(
    links: Iterable[SpeakerReply], publisher: str | None, printed: AbstractSet[str]
) -> Attribution:
    """The chain from the outlet inward; the outlet itself is no link of it.

    `printed` are the words of the article: a speaker is called by them and by no others.

    Raises:
        Unusable: a speaker has no name, or none that the article gives.
    """
    chain = tuple(_speaker(link, printed) for link in links)
    return Attribution(chain=tuple(one for one in chain if not _is_outlet(one.name, publisher)))


def _is_outlet(name: str, publisher: str | None) -> bool:
    """Whether the outlet names itself: a ministry's release that says what the ministry says.

    >>> _is_outlet("the Ministry", "Ministry of Posts"), _is_outlet("the army", "Army Times")
    (True, False)
    >>> _is_outlet("Our reporter", None)
    True
    """
    if _ITS_OWN.fullmatch(name):
        return True
    if publisher is None:
        return False
    words, own = fold(name).split(), fold(publisher).split()
    if words == own or (len(words) > 1 and set(words) <= set(own)):
        return True
    # A body that issues its own releases is that body; a paper about the army is not the army.
    return len(words) == 1 and words[0] in _BODIES & set(own) and own[-1] not in _PAPERS


def _speaker(link: SpeakerReply, printed: AbstractSet[str]) -> Speaker:
    if not link.name.strip():
        raise Unusable("a speaker has no name: leave out the one whom the article does not name")
    if len(link.name) > _LONGEST_NAME or not words_of(link.name) <= printed:
        raise Unusable(f"the speaker “{link.name[:_LONGEST_NAME]}” is not named so in the article")
    party = Party.YES if link.role in _PARTIES else Party.NO
    opening, space, rest = link.name.partition(" ")
    # At the head of a sentence "The army" and "A nurse" have a capital that is not theirs.
    lower = not link.named and space and opening in {"The", "A", "An"}
    name = f"{opening.lower()} {rest}" if lower else link.name
    return Speaker(name=name, role=link.role, named=link.named, party=party)
