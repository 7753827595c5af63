"""Lines of claimants: who counts as the same voice over several articles, and who opposes whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from llm_extract.consensus.bodies import NOBODY, Body, body, institution
from llm_extract.consensus.states import States
from llm_extract.names import NameBook, fold, same_group
from llm_extract.records.claims import Claim, Party, Responsibility, Role, Speaker, Stance
from llm_extract.records.consensus import Source
from llm_extract.records.incidents import Incident

# A claim with the article it stands in.
Told = tuple[Source, Claim]
# Name, role, whether named, and whether a party: all that a line follows from.
_Identity = tuple[str, Role, bool, Party]

OWN_VOICE = "own voice"
STATE = "state"
_NO_BODIES = frozenset({Role.WITNESS, Role.MEDIA, Role.UNATTRIBUTED})
_STATE_ROLES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
# What a group puts before or behind its name where it speaks for itself.
_OFFICE_WORDS = frozenset("council press media office bureau command voice channel of the".split())
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One voice. `side` is the camp of a party to the conflict, None for everybody else.

    `lasting`: the voice is one body over time, so that a later word of it replaces an earlier one;
    "residents" in two articles are other people. `body` is the institution behind it, by which a
    spokesman and his ministry are known to be one voice although they are shown apart.
    """

    key: str
    side: str | None
    lasting: bool
    body: Body = NOBODY

    @property
    def of_state(self) -> bool:
        """Whether it speaks for a state, or serves one: the camp of many voices."""
        return self.side is not None and self.side.startswith(STATE)

    def is_one_body_with(self, other: Line) -> bool:
        """Whether what the one says later replaces what the other said before."""
        if not (self.lasting and other.lasting):
            return False
        return self.key == other.key or self.body.is_one_with(other.body)


_OUTLETS = Line(OWN_VOICE, None, lasting=False)


class Lines:
    """The voices of one story, named alike however the articles spell them."""

    def __init__(self, incidents: Iterable[Incident], told: Iterable[Told]) -> None:
        told = tuple(told)
        speakers = [link for _, claim in told for link in claim.attribution.chain]
        actors = [actor for incident in incidents for actor in incident.actors]
        armed = [(one.name, *one.aliases) for one in actors if one.role is Role.ARMED_GROUP]
        self.groups = NameBook(names for names in set(armed) if not _is_plain(names[0]))
        self._armed = {self.groups.head(names[0]) for names in armed if not _is_plain(names[0])}
        self._spoken = {fold(one.name) for one in speakers if one.role is Role.ARMED_GROUP}
        behind = _by_source(told, self._group_behind)
        # Where an armed group takes part, those who speak for the state are the other side.
        self._conflict = bool(armed or self._spoken or behind)
        # "HCF leaders outside Orva" accuses the group and not Orva.
        accused = ((who, whom) for who, whom in _accusations(told) if not self.groups.find(whom))
        self._states = States(accused, _for_a_state(told))
        # For whom an article's own voice speaks: a release is its publisher's word.
        self._known: dict[_Identity, Line] = {}
        self._headed: dict[tuple[_Identity, str | None], Speaker] = {}
        self._houses = {article: self.of(one) for article, one in behind.items()}
        quoted = _quoted(speakers)
        for article, source in {one.article_id: one for one, _ in told}.items():
            spokesman = _own_voice_of(source)
            if spokesman is None and article not in self._houses:
                spokesman = _quoted_as(source, quoted)
            if spokesman is not None:
                self._houses[article] = self.of(spokesman)

    def of(self, speaker: Speaker | None, article: str | None = None) -> Line:
        """The line a speaker belongs to; None is the outlet's own voice."""
        if speaker is None:
            return self._houses.get(article or "", _OUTLETS)
        told = _identity(speaker)
        known = self._known.get(told)
        if known is None:
            known = self._known[told] = self._line(speaker)
        return known

    def _line(self, speaker: Speaker) -> Line:
        key = self._key(speaker)
        lasting = _is_lasting(speaker)
        return Line(key, self._side(speaker, key), lasting, body(speaker) if lasting else NOBODY)

    def heading(self, speaker: Speaker | None) -> Speaker | None:
        """The speaker under one name for the whole story; a spokesman keeps his own."""
        if speaker is None:
            return None
        told = _identity(speaker), speaker.cue
        known = self._headed.get(told)
        if known is None:
            known = self._headed[told] = self._named(speaker)
        return known

    def _named(self, speaker: Speaker) -> Speaker:
        if speaker.role is not Role.ARMED_GROUP:
            return speaker
        return speaker.model_copy(update={"name": self.groups.head(speaker.name)})

    def _key(self, speaker: Speaker) -> str:
        if speaker.role is Role.ARMED_GROUP:
            return f"{Role.ARMED_GROUP}: {self._armed_group(speaker.name)}"
        if speaker.named:
            return f"{speaker.role}: {fold(speaker.name)}"
        # Unnamed officials of two articles are one voice, as "authorities" and "officials" are; a
        # fire brigade is another.
        kind = body(speaker).kind
        return str(speaker.role) if kind in {None, speaker.role} else f"{speaker.role}: {kind}"

    def _armed_group(self, name: str) -> str:
        """The group a speaker speaks for: named in its name, else the only one there is."""
        found = self.groups.find(name)
        if found is None and len(self._armed) == 1:
            (found,) = self._armed
        return fold(found or name)

    def _side(self, speaker: Speaker, key: str) -> str | None:
        armed, of_state = speaker.role is Role.ARMED_GROUP, speaker.role in _STATE_ROLES
        match speaker.party:
            case Party.NO:
                return None
            case Party.YES | Party.UNKNOWN if armed:
                return self._camp(key)
            case Party.YES:
                return self._state(speaker) if of_state else key
            case Party.UNKNOWN:
                return self._state_in_conflict(speaker) if of_state else None
            case _:
                assert_never(speaker.party)

    def _state(self, speaker: Speaker) -> str:
        named = self._states.of(speaker.name)
        return f"{STATE}: {named}" if named else STATE

    def _state_in_conflict(self, speaker: Speaker) -> str | None:
        side = self._state(speaker)
        return side if self._conflict or side != STATE else None

    def _camp(self, key: str) -> str:
        """One camp where no two armed groups are told apart: its radio and its staff are one."""
        return key if len(self._armed) > 1 else str(Role.ARMED_GROUP)

    def _group_behind(self, source: Source, claims: Iterable[Claim]) -> Speaker | None:
        """The armed group that publishes an article: by its name, or since it says "we did it"."""
        houses = (name for name in (source.publisher, source.owner) if name)
        ours = (one for one in claims if _is_own_deed(one))
        names = [name for name in houses if self._is_armed(name)]
        names.extend(one.value.actor for one in ours if isinstance(one.value, Responsibility))
        return Speaker(name=names[0], role=Role.ARMED_GROUP, named=True) if names else None

    def _is_armed(self, house: str) -> bool:
        words = [word for word in fold(house).split() if word not in _OFFICE_WORDS]
        if len(words) < _FEWEST_WORDS:
            return False
        name = f" {' '.join(words)} "
        return any(name in f" {one} " for one in self._spoken | {fold(one) for one in self._armed})


def _by_source(
    told: Iterable[Told], find: Callable[[Source, Iterable[Claim]], Speaker | None]
) -> dict[str, Speaker]:
    """Who is found behind each article, where anybody is."""
    claims: dict[str, list[Claim]] = {}
    sources: dict[str, Source] = {}
    for source, claim in told:
        sources[source.article_id] = source
        claims.setdefault(source.article_id, []).append(claim)
    found = {article: find(sources[article], claims[article]) for article in sorted(claims)}
    return {article: one for article, one in found.items() if one is not None}


def _is_own_deed(claim: Claim) -> bool:
    return claim.stance is Stance.CLAIMS_RESPONSIBILITY and not claim.attribution.chain


def _own_voice_of(source: Source) -> Speaker | None:
    role = institution(source.publisher) if source.publisher else None
    if role is None or not source.publisher:
        return None
    return Speaker(name=source.publisher, role=role, named=False)


def _quoted(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    """The bodies that somebody quotes by name, each once, in a fixed order."""
    named = {_identity(one): one for one in speakers if one.named and one.role not in _NO_BODIES}
    return tuple(named[told] for told in sorted(named))


def _quoted_as(source: Source, quoted: Iterable[Speaker]) -> Speaker | None:
    """The speaker as whom somebody quotes the publisher of an article: its own voice is his."""
    house = source.publisher
    return next((one for one in quoted if house and _is_called(house, one.name)), None)


def _is_called(house: str, name: str) -> bool:
    """Whether a house goes by a name: "Norland Roads Service" is called "the Roads Service"."""
    words = fold(name)
    is_end = fold(house).endswith(f" {words}") and len(words.split()) >= _FEWEST_WORDS
    return is_end or same_group(house, name)


def _claimant(source: Source, claim: Claim) -> Speaker | None:
    return claim.attribution.claimant if claim.attribution.chain else _own_voice_of(source)


def _for_a_state(told: Iterable[Told]) -> Iterator[str]:
    """The names of all who speak for a state."""
    for source, claim in told:
        speaker = _claimant(source, claim)
        if speaker is not None and speaker.role in _STATE_ROLES:
            yield speaker.name


def _accusations(told: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """Who of a state accuses whom."""
    for source, claim in told:
        value = claim.value
        if claim.stance is not Stance.ACCUSES or not isinstance(value, Responsibility):
            continue
        speaker = _claimant(source, claim)
        if speaker is not None and speaker.role in _STATE_ROLES:
            yield speaker.name, value.actor


def _identity(speaker: Speaker) -> _Identity:
    """Asked for at every claim, and far sooner hashed and compared than the record."""
    return speaker.name, speaker.role, speaker.named, speaker.party


def _is_lasting(speaker: Speaker) -> bool:
    return speaker.named or speaker.role in _STATE_ROLES | {Role.ARMED_GROUP}


def _is_plain(name: str) -> bool:
    """Whether a name is no more than a noun: "militants", "armed men"."""
    return name == name.lower()
