"""The institution behind a voice: "a police spokesman" and "Superintendent Orvel" are one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from llm_extract.names import fold, sound
from llm_extract.records.claims import Role, Speaker

# Words for a person or a source within an institution: they name no other institution.
_PEOPLE = frozenset(
    """a an the of in at for and its his her their spokesman spokeswoman spokesperson spokesmen
    spokespersons spokes source sources official officials officer officers senior chief head deputy
    acting local regional district provincial city state duty press statement""".split()
)
# The word of a name that tells the institution, and the one word it is filed under.
_TELLING = {
    **dict.fromkeys("police superintendent inspector constable sp asp dsp".split(), "police"),
    **dict.fromkeys(
        """army military troops forces staff colonel col general gen major maj captain capt
        lieutenant lt brigadier""".split(),
        "army",
    ),
    **dict.fromkeys("ministry minister department directorate".split(), "ministry"),
    **dict.fromkeys("fire brigade firefighters".split(), "fire brigade"),
    **dict.fromkeys("municipal municipality mayor council councillor".split(), "municipality"),
    "governor": "governor",
    "ambulance": "ambulance",
    "hospital": "hospital",
    "clinic": "hospital",
    "infirmary": "hospital",
}
# Titles are long, and often misspelt.
_SOUNDING = {sound(word): kind for word, kind in _TELLING.items() if len(word) > 6}  # noqa: PLR2004
# The first that stands in a name decides: a colonel of police is the police.
_ORDER = tuple(
    "fire brigade,ambulance,hospital,police,ministry,governor,municipality,army".split(",")
)
_DEPARTMENTS = {
    "interior": "interior",
    "internal": "interior",
    "home": "interior",
    "defence": "defence",
    "defense": "defence",
    "health": "health",
    "justice": "justice",
    "information": "information",
}
_GENERAL = frozenset(
    "government governmental authorities authority administration security regime".split()
)
# Of these there may be several in one story, and only the whole name tells which.
_MANY = frozenset({"hospital", "municipality"})

# Words in a publisher's name that make it an institution of the state, and its article a release.
_STATE_WORDS = {
    Role.SECURITY_FORCE: frozenset(
        "police army military forces navy gendarmerie constabulary troops".split()
    ),
    Role.GOVERNMENT: frozenset("ministry government governorate cabinet presidency".split()),
}
_OUTLET_WORDS = frozenset(
    "news times post radio television tv gazette herald monitor journal review watch".split()
)


@dataclass(frozen=True, slots=True)
class Body:
    """What an institution is filed under; `detail` tells it from its like, where the name does."""

    kind: str | None
    detail: str = ""

    def is_one_with(self, other: Body) -> bool:
        """Whether the two may be one institution: "the ministry" is whichever was named."""
        if self.kind is None or other.kind is None:
            return False
        if self.kind != other.kind:
            return _is_short_for(self.kind, other.kind) or _is_short_for(other.kind, self.kind)
        if self.kind in _MANY:
            return self.detail == other.detail
        return self.detail == other.detail or not (self.detail and other.detail)


def _is_short_for(name: str, full: str) -> bool:
    """Whether a name is the end of another, as "the Service" is of "the Roads Service"."""
    return full.endswith(f" {name}")


NOBODY = Body(None)


def body(speaker: Speaker) -> Body:
    """The institution a speaker speaks for.

    >>> army = Speaker(name="Col. Ivo Tarn", role=Role.SECURITY_FORCE, named=True)
    >>> body(army).kind
    'army'
    """
    return _body(speaker.name, speaker.role)


@lru_cache(maxsize=4_096)
def _body(name: str, role: Role) -> Body:
    if role not in {Role.GOVERNMENT, Role.SECURITY_FORCE, Role.MEDICAL}:
        return NOBODY
    words = fold(name).split()
    kinds = {kind for word in words if (kind := _told_by(word))}
    kind = next((one for one in _ORDER if one in kinds), None)
    rest = [word for word in words if word not in _PEOPLE and not _told_by(word)]
    if kind == "ministry":
        return Body(kind, next((_DEPARTMENTS[word] for word in words if word in _DEPARTMENTS), ""))
    if kind in _MANY:
        return Body(kind, " ".join(rest))
    if kind is not None:
        return Body(kind)
    if not rest or _GENERAL & set(rest):
        return Body(str(role))
    return Body(" ".join(rest))


def _told_by(word: str) -> str | None:
    return _TELLING.get(word) or _SOUNDING.get(sound(word))


@lru_cache(maxsize=4_096)
def institution(publisher: str) -> Role | None:
    """The role of a publisher that is an institution of the state; None for an outlet.

    >>> institution("Ministry of Roads"), institution("Army Times")
    (<Role.GOVERNMENT: 'government'>, None)
    """
    words = set(fold(publisher).split())
    if words & _OUTLET_WORDS:
        return None
    return next((role for role, telling in _STATE_WORDS.items() if words & telling), None)
