"""Who was met before in an article, and whom "it", "he" and "the group" refer back to."""

from __future__ import annotations

from dataclasses import dataclass, field

from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.voices import carried
from llm_extract.records.claims import Party, Role, Speaker

_REPORTERS = frozenset({Role.MEDIA, Role.NGO, Role.ANALYST})
STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
PARTIES = STATE | {Role.ARMED_GROUP}
# No "he" or "the ministry" reaches back over more turns of speech than this.
_FARTHEST_BACK = 40
_OBLIQUE = frozenset("him her them".split())


@dataclass
class Met:
    """The speakers of one article so far: one printed name each, and the order they spoke in."""

    cast: Cast
    conflict: bool
    # The person whom the sentence before is about, if nobody is quoted there.
    topic: Speaker | None = None
    _by_name: dict[str, Speaker] = field(default_factory=dict)
    _order: list[Speaker] = field(default_factory=list)
    _relays: dict[str, Speaker] = field(default_factory=dict)

    def known(self, speaker: Speaker) -> Speaker:
        """The speaker of that name as first printed; a new one is met."""
        return self._by_name.setdefault(speaker.name.casefold(), speaker)

    def body(self, name: str) -> Speaker:
        """A body by its name, or a speaker met before, as a link of the chain."""
        known = self._by_name.get(name.casefold())
        if known is not None:
            return known
        role = self.cast.role_of(name) if name in self.cast.named else Role.UNATTRIBUTED
        return self.known(Speaker(name=name, role=role, named=True, party=self.party(role)))

    def party(self, role: Role) -> Party:
        """Whether one of a role is a party to what is told."""
        if role not in PARTIES:
            return Party.NO
        return Party.YES if self.conflict or role is Role.ARMED_GROUP else Party.UNKNOWN

    def by_surname(self, name: str, role: Role) -> Speaker | None:
        """As in "Finch" after "Mayor Ada Finch"; a name never met is a named, unknown voice."""
        last = name.rsplit(maxsplit=1)[-1].casefold()
        for known in self._by_name.values():
            if known.named and known.name.casefold().split()[-1] == last:
                return known
        party = Party.UNKNOWN if role is Role.UNATTRIBUTED else self.party(role)
        return self.known(Speaker(name=name, role=role, named=True, party=party))

    def remember(self, speaker: Speaker, relay: Speaker | None) -> None:
        """Make this the one whom "it" and "the statement" refer back to."""
        self._order.append(speaker)
        if relay is not None:
            self._relays[speaker.name] = relay

    def relay_of(self, speaker: Speaker) -> Speaker | None:
        """The outlet this one person spoke to, when first quoted."""
        relay = self._relays.get(speaker.name)
        return carried(relay) if relay else None

    def recent(self) -> list[Speaker]:
        """Who spoke, the last first, as far back as anything refers."""
        return self._order[: -_FARTHEST_BACK - 1 : -1]

    def referred(self, sentence: Sentence, first: int, last: int) -> Speaker | None:
        """Whom words `first` up to `last` refer back to; None where they name somebody."""
        length = last - first
        if length == 1 and sentence.low(first) in closed("pronoun") | _OBLIQUE:
            return self._of_pronoun(sentence.low(first))
        definite = sentence.low(first) in ("the", "this", "its") and length <= 3  # noqa: PLR2004 - "the same group"
        if not definite:
            return None
        same = self._same_noun(sentence.lows[first + 1 : last])
        if same is not None:
            return same
        marks = [
            m for m in sentence.of("back_reference") if m.first == first + 1 and m.last == last
        ]
        return self._of_noun(marks[0].value) if marks else None

    def _same_noun(self, noun: tuple[str, ...]) -> Speaker | None:
        """As in "the ministry" after "the Ministry of Interior"."""
        if len(noun) != 1 or noun[0] not in closed("speaker", "open_speaker"):
            return None
        return next((e for e in self.recent() if noun[0] in e.name.casefold().split()), None)

    def _of_pronoun(self, low: str) -> Speaker | None:
        if low == "i":  # whoever is quoted
            return None
        if low in ("he", "she") and self.topic is not None:
            return self.topic
        bodies = low == "it"
        return next((e for e in self.recent() if e.role is not Role.MEDIA or bodies), None)

    def _of_noun(self, kind: str) -> Speaker | None:
        match kind:
            case "armed_group":
                spoke = (e for e in self.recent() if e.role is Role.ARMED_GROUP)
                return next(spoke, None) or self.only_armed_group()
            case "official":
                return next((each for each in self.recent() if each.role in STATE), None)
            case "report":
                return next((each for each in self.recent() if each.role in _REPORTERS), None)
            case _:
                said = [e for e in self.recent() if e.role is not Role.MEDIA]
                # A note is a body's, and not of whoever was quoted on the way.
                return next((e for e in said if e.named), said[0] if said else None)

    def only_armed_group(self) -> Speaker | None:
        """The first armed group the article names."""
        groups = [body for body in self.cast.named.values() if body.role is Role.ARMED_GROUP]
        if not groups:
            return None
        return self.known(
            Speaker(name=groups[0].name, role=Role.ARMED_GROUP, named=True, party=Party.YES)
        )
