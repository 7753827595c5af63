"""Lines of claimants: who counts as the same voice over several articles, and who opposes whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from llm_extract.names import NameBook, fold
from llm_extract.records.claims import Claim, Party, Role, Speaker
from llm_extract.records.incidents import Incident

OWN_VOICE = "own voice"
STATE = "state"
_STATE_ROLES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})


@dataclass(frozen=True, slots=True)
class Line:
    """One voice. `side` is the camp of a party to the conflict, None for everybody else.

    `lasting`: the voice is one body over time, so that a later word of it replaces an earlier one;
    "residents" in two articles are other people.
    """

    key: str
    side: str | None
    lasting: bool


class Lines:
    """The voices of one story, named alike however the articles spell them."""

    def __init__(self, incidents: Iterable[Incident], claims: Iterable[Claim]) -> None:
        claims = tuple(claims)
        speakers = [link for claim in claims for link in claim.attribution.chain]
        actors = [actor for incident in incidents for actor in incident.actors]
        armed = [(one.name, *one.aliases) for one in actors if one.role is Role.ARMED_GROUP]
        self.groups = NameBook(names for names in armed if not _is_plain(names[0]))
        self._armed = {self.groups.head(names[0]) for names in armed if not _is_plain(names[0])}
        # Where an armed group takes part, those who speak for the state are the other side.
        self._conflict = bool(armed) or any(one.role is Role.ARMED_GROUP for one in speakers)

    def of(self, speaker: Speaker | None) -> Line:
        """The line a speaker belongs to; None is the outlets' own voice."""
        if speaker is None:
            return Line(OWN_VOICE, None, lasting=False)
        key = self._key(speaker)
        return Line(key, self._side(speaker, key), lasting=_is_lasting(speaker))

    def heading(self, speaker: Speaker | None) -> Speaker | None:
        """The speaker under one name for the whole story; a spokesman keeps his own."""
        if speaker is None or speaker.role is not Role.ARMED_GROUP:
            return speaker
        return speaker.model_copy(update={"name": self.groups.head(speaker.name)})

    def _key(self, speaker: Speaker) -> str:
        if speaker.role is Role.ARMED_GROUP:
            return f"{Role.ARMED_GROUP}: {self._armed_group(speaker.name)}"
        # Unnamed officials of two articles are one voice, as "authorities" and "officials" are.
        return f"{speaker.role}: {fold(speaker.name)}" if speaker.named else str(speaker.role)

    def _armed_group(self, name: str) -> str:
        """The group a speaker speaks for: named in its name, else the only one there is."""
        found = self.groups.find(name)
        if found is None and len(self._armed) == 1:
            (found,) = self._armed
        return fold(found or name)

    def _side(self, speaker: Speaker, key: str) -> str | None:
        match speaker.party:
            case Party.NO:
                return None
            case Party.YES:
                return STATE if speaker.role in _STATE_ROLES else key
            case Party.UNKNOWN:
                if speaker.role is Role.ARMED_GROUP:
                    return key
                return STATE if speaker.role in _STATE_ROLES and self._conflict else None
            case _:
                assert_never(speaker.party)


def _is_lasting(speaker: Speaker) -> bool:
    return speaker.named or speaker.role in _STATE_ROLES | {Role.ARMED_GROUP}


def _is_plain(name: str) -> bool:
    """Whether a name is no more than a noun: "militants", "armed men"."""
    return name == name.lower()
