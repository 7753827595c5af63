"""Who is said to have done it: by the fullest name, of the whole, and only where it tells somebody.

A reply often gives for a doer the words of a rejection ("denies any part in it"), or words that say
no more than that somebody did it ("gunmen"), and repeats under each place what is said of them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from llm_extract.extractors.model.reply import (
    FactField,
    FactReply,
    IncidentReply,
    StatementReply,
)
from llm_extract.extractors.model.values import words_of
from llm_extract.names import fold
from llm_extract.records.claims import Stance
from llm_extract.records.incidents import ActorPart

# Words that open a clause or point back: "have not confirmed it", "untrue", "it".
_NO_NAME = re.compile(
    r"(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|never"
    r"|untrue|false|wrong|it|that|this|den(?:y|ies|ied)|reject(?:s|ed)?|confirm(?:s|ed)?)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"den(?:y|ies|ied)\b", re.IGNORECASE)
_OF_ONESELF = re.compile(r"\b(?:I|we)\s+$", re.IGNORECASE)
# "Gunmen in two trucks" says how they came; "men of the Front" says whose they are.
_WHOSE = re.compile(
    r"^[^,]*\b(?:of|from|for|by|loyal|belonging|linked|allied)\b|, (?:(?:an?|the)\b|[A-Z])"
)
_GROUP_OF = re.compile(r"\b(?:group|number|band|gang|dozens|crowd)s? of ", re.IGNORECASE)
_HOW = re.compile(r",| (?:in|on|with|who|wearing|dressed|carrying|riding|armed with)\b")
_SOMEBODY = frozenset(
    "assailant assailants attacker attackers bomber bombers group gunman gunmen individual"
    " individuals intruder intruders man men mob mobs ones people person persons shooter shooters"
    " somebody someone".split()
)
_ANY = frozenset(
    "a about an around armed at dozens eight few five four group heavily hooded large least lone"
    " many masked nine one or several seven single six small some suicide ten the thirty three"
    " twenty two unidentified unknown unnamed".split()
)
# The keys of the incidents under which one thing is said.
_Told = defaultdict[tuple[str, ...], set[str]]
_TAKEN_UP = frozenset({Stance.DENIES, Stance.CANNOT_CONFIRM})
_LAID = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.CLAIMS_RESPONSIBILITY})


def told_of(
    incidents: Sequence[IncidentReply], publisher: str | None, printed: AbstractSet[str]
) -> tuple[list[IncidentReply], list[str]]:
    """The incidents with their doers settled, and what was left out and why.

    `printed` are the words of the article: nobody is called by a name that it does not print.
    """
    doers = _Doers(publisher, printed)
    return _of_the_whole([doers.settled(one) for one in incidents]), doers.notes


@dataclass
class _Doers:
    publisher: str | None
    printed: AbstractSet[str]
    notes: list[str] = field(default_factory=list)

    def settled(self, incident: IncidentReply) -> IncidentReply:
        statements = [
            said.model_copy(update={"facts": list(self._facts(said, incident))})
            for said in incident.statements
        ]
        return incident.model_copy(update={"statements": statements})

    def _facts(self, said: StatementReply, incident: IncidentReply) -> Iterator[FactReply]:
        for fact in said.facts:
            if fact.field is not FactField.RESPONSIBILITY or not fact.words.strip():
                yield fact
            elif (doer := self._doer(fact.words.strip(), said, incident)) is not None:
                yield fact.model_copy(update={"words": doer})

    def _doer(self, words: str, said: StatementReply, incident: IncidentReply) -> str | None:
        """The name of who is said to have done it; None, with a note, where nobody is."""
        if _NO_NAME.match(words):
            doer = self._meant(words, said, incident)
            if doer is None:
                self.notes.append(f"no doer was read from “{words}”: it names nobody")
            return doer
        if said.stance is Stance.ASSERTS and is_anybody(words):
            self.notes.append(f"no doer was read from “{words}”: it tells nobody from others")
            return None
        if said.stance in _LAID and _responds(words, incident):
            self.notes.append(f"no doer was read from “{words}”: they came to answer it")
            return None
        return self._in_full(words, incident)

    def _meant(self, words: str, said: StatementReply, incident: IncidentReply) -> str | None:
        """Whom a rejection means: the one who denies it, or whoever it was last laid on."""
        if said.stance is Stance.DENIES and _is_own(words, said.quote):
            return said.speakers[-1].name if said.speakers else self.publisher
        if said.stance not in _TAKEN_UP:
            return None
        return _last_laid(said, incident.statements)

    def _in_full(self, words: str, incident: IncidentReply) -> str:
        """The name of a group that is called by its acronym."""
        short = fold(words)
        for actor in incident.actors:
            acronyms = {fold(one) for one in actor.aliases if one.isupper()}
            if short in acronyms and words_of(actor.name) <= self.printed:
                return actor.name
        return words


def is_anybody(words: str) -> bool:
    """Whether words say only that somebody did it, and perhaps how he came.

    >>> is_anybody("some thirty armed men"), is_anybody("gunmen in two trucks")
    (True, True)
    >>> is_anybody("men of the Anvil Front"), is_anybody("a second gunman")
    (False, False)
    """
    told = _GROUP_OF.sub("", words)
    if _WHOSE.search(told):
        return False
    *before, last = fold(_HOW.split(told)[0]).split() or [""]
    return last in _SOMEBODY and all(word in _ANY or word.isdigit() for word in before)


def _is_own(words: str, quote: str) -> bool:
    """Whether who speaks rejects a deed of his own: "denied any part", "we did not"."""
    before, found, _ = quote.partition(words)
    return bool(_DENIES.match(words) or (found and _OF_ONESELF.search(before)))


def _last_laid(said: StatementReply, statements: Sequence[StatementReply]) -> str | None:
    """The doer in what another says in the same sentence, or else last before it."""
    at = statements.index(said)
    here = [one for one in statements[at:] if one.quote == said.quote]
    for other in (*here, *reversed(statements[:at])):
        if other.stance in _LAID and _speaker(other) != _speaker(said):
            for fact in other.facts:
                if fact.field is FactField.RESPONSIBILITY and _names(fact.words):
                    return fact.words
    return None


def _names(words: str) -> bool:
    return not _NO_NAME.match(words) and not is_anybody(words)


def _responds(words: str, incident: IncidentReply) -> bool:
    """Whether all that is named are those whom the reply itself has answer the attack."""
    named = words_of(words)
    parts = {actor.part for actor in incident.actors if words_of(actor.name) <= named}
    return ActorPart.RESPONDER in parts and ActorPart.PERPETRATOR not in parts


def _speaker(said: StatementReply) -> str:
    return fold(said.speakers[-1].name) if said.speakers else ""


# ---------------------------------------------------------------- parts and wholes


def _of_the_whole(incidents: list[IncidentReply]) -> list[IncidentReply]:
    """What is said of who did the whole, told of the whole alone and not of its parts again."""
    wholes = {one.key for one in incidents if not one.part_of}
    told = _told(incidents)
    lifted: dict[str, list[StatementReply]] = {}
    kept = [
        _without(one, one.part_of, told, lifted) if one.part_of in wholes and one.part_of else one
        for one in incidents
    ]
    return [
        one
        if one.part_of
        else one.model_copy(update={"statements": [*one.statements, *lifted.pop(one.key, ())]})
        for one in kept
    ]


def _told(incidents: Iterable[IncidentReply]) -> _Told:
    """The keys under which each doer is told: anywhere within a whole, and in each sentence."""
    told: _Told = defaultdict(set)
    for one in incidents:
        for said in one.statements:
            for doer in filter(_is_doer, said.facts):
                saying = (one.part_of or one.key, *_saying(said, doer))
                told[saying].add(one.key)
                told[(said.quote, *saying)].add(one.key)
    return told


def _without(
    part: IncidentReply, whole: str, told: _Told, lifted: dict[str, list[StatementReply]]
) -> IncidentReply:
    """A part without the doers that are told of its whole; those go to `lifted`."""
    statements = []
    for said in part.statements:
        wide = [one for one in said.facts if _is_wide(whole, said, one, told)]
        if wide:
            moved = said.model_copy(update={"tolls": [], "facts": wide})
            lifted.setdefault(whole, []).append(moved)
        rest = [one for one in said.facts if one not in wide]
        statements.append(said.model_copy(update={"facts": rest}))
    return part.model_copy(update={"statements": statements})


def _is_wide(whole: str, said: StatementReply, doer: FactReply, told: _Told) -> bool:
    """Whether a doer is told of the whole too, or in one sentence of several parts."""
    if not _is_doer(doer):
        return False
    saying = (whole, *_saying(said, doer))
    return whole in told[saying] or len(told[(said.quote, *saying)]) > 1


def _is_doer(fact: FactReply) -> bool:
    return fact.field is FactField.RESPONSIBILITY


def _saying(said: StatementReply, fact: FactReply) -> tuple[str, ...]:
    return fold(fact.words), str(said.stance), _speaker(said)
