"""Who is said to have done it: by the fullest name, of the whole, and only where it tells somebody.

A reply often gives for a doer the words of a rejection ("denies any part in it"), a clause ("who
fired"), or words that say no more than that somebody did it ("gunmen").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from llm_extract.extractors.model.blame import LAID, TAKEN_UP, did_it, is_doer, speaker
from llm_extract.extractors.model.checked import words_of
from llm_extract.extractors.model.listed import with_listed
from llm_extract.extractors.model.mutual import is_the_other, told_apart
from llm_extract.extractors.model.reply import FactReply, IncidentReply, StatementReply
from llm_extract.extractors.model.wholes import of_the_whole
from llm_extract.names import fold
from llm_extract.records.claims import Role, Stance
from llm_extract.records.incidents import ActorPart

# Words that open a clause, point back or name no one: "have not confirmed it", "it", "an accident".
_NO_NAME = re.compile(
    r"(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|never"
    r"|untrue|false|wrong|it|that|this|the above|they|them|he|she|den(?:y|ies|ied)|reject(?:s|ed)?"
    r"|confirm(?:s|ed)?|(?:an? |the )?(?:\w{1,30} )?accident)\b",
    re.IGNORECASE,
)
# What rejects the words of another: "said that was untrue", "denied the report".
_ANSWERS = re.compile(
    r"\b(?:(?:that|this|it) (?:is|was) (?:not true|untrue|false|wrong|incorrect|baseless|a lie)"
    r"|(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?)"
    r" (?:it|this|that|the (?:account|accusation|allegation|charge|claim|report)s?))\b",
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
    " individuals intruder intruders lad lads man men mob mobs ones people person persons shooter"
    " shooters somebody someone".split()
)
_ANY = frozenset(
    "a about an around armed at dozens eight few five four group heavily hooded large least lone"
    " many masked nine one or several seven single six small some suicide ten the thirty three"
    " twenty two unidentified unknown unnamed".split()
)
# Whom a state that speaks of its own men calls by no more than what they are.
_FORCES = frozenset(
    "army constable constables forces guard guards officer officers patrol police policeman"
    " policemen security soldier soldiers troops".split()
)
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_OF_HIS_MEN = LAID | {Stance.DECLINES}
# Deeds that a state answers; what it does in others it may own to.
_ATTACKS = frozenset({"armed_attack", "arson", "assassination", "bombing", "jail_break"})
# "Could not say who fired", "denied that anybody helped him": about nobody.
_NOBODY = re.compile(
    r"(?:who|whose|whom|whoever|which|what|any|anyone|anybody|nobody)\b", re.IGNORECASE
)
_WE = re.compile(r"we|us|I|ourselves", re.IGNORECASE)
_THE_GROUP = re.compile(r"the (?:\w+ )?(?:group|movement|organi[sz]ation|outfit)", re.IGNORECASE)


def told_of(
    incidents: Sequence[IncidentReply], publisher: str | None, printed: AbstractSet[str]
) -> tuple[list[IncidentReply], list[str]]:
    """The incidents with their doers settled, and what was left out and why.

    `printed` are the words of the article: nobody is called by a name that it does not print.
    """
    doers = _Doers(publisher, printed)
    settled = [doers.settled(told_apart(one, printed)) for one in incidents]
    return of_the_whole(with_listed(settled, printed)), doers.notes


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
            if not is_doer(fact) or not fact.words.strip():
                yield fact
            elif (doer := self._doer(fact.words.strip(), said, incident)) is not None:
                yield fact.model_copy(update={"words": doer})

    def _doer(self, words: str, said: StatementReply, incident: IncidentReply) -> str | None:
        """The name of who is said to have done it; None, with a note, where nobody is."""
        if _WE.fullmatch(words):
            return self._ourselves(said, incident) or words
        if said.stance is Stance.CLAIMS_RESPONSIBILITY and not _names(words):
            owner = _sole_group(incident) or self._own(said)
            return owner or self._nobody(words, "it names nobody")
        if _THE_GROUP.fullmatch(words):
            return _sole_group(incident) or words
        if said.stance is Stance.DENIES and _answers(words, said):
            return _last_laid(said, incident.statements) or words
        if _NO_NAME.match(words):
            return self._meant(words, said, incident) or self._nobody(words, "it names nobody")
        if _NOBODY.match(words) or is_the_other(words):
            return self._nobody(words, "it names nobody")
        if is_anybody(words):
            return self._nobody(words, "it tells nobody from others")
        if said.stance in LAID and _responds(words, incident):
            return self._nobody(words, "they came to answer it")
        if said.stance in _OF_HIS_MEN and _answered(words, said, incident):
            return self._nobody(words, "they came to answer it")
        return self._in_full(words, incident)

    def _nobody(self, words: str, why: str) -> str | None:
        """None, with a note of why."""
        self.notes.append(f"no doer was read from “{words}”: {why}")
        return None

    def _own(self, said: StatementReply) -> str | None:
        """Whoever speaks of a deed of his own."""
        return said.speakers[-1].name if said.speakers else self.publisher

    def _ourselves(self, said: StatementReply, incident: IncidentReply) -> str | None:
        """Who says "we": whoever owns to it or denies it, else the group that publishes it."""
        if said.speakers and said.stance not in (Stance.ASSERTS, Stance.ACCUSES):
            return said.speakers[-1].name
        house = fold(self.publisher or "")
        return next((one.name for one in incident.actors if fold(one.name) == house), None)

    def _meant(self, words: str, said: StatementReply, incident: IncidentReply) -> str | None:
        """Whom a rejection means: the one who denies it, or whoever it was last laid on."""
        if said.stance is Stance.DENIES and _is_own(words, said.quote):
            return self._own(said)
        if said.stance not in TAKEN_UP:
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


def _answers(words: str, said: StatementReply) -> bool:
    """Whether a reply has whoever rejects another's word for the doer whom he means."""
    return fold(words) == speaker(said) and _ANSWERS.search(said.quote) is not None


def _last_laid(said: StatementReply, statements: Sequence[StatementReply]) -> str | None:
    """The doer in what another says in the same sentence, or else last before it."""
    at = statements.index(said)
    here = [one for one in statements[at:] if one.quote == said.quote]
    for other in (*here, *reversed(statements[:at])):
        if other.stance in LAID and speaker(other) != speaker(said):
            for fact in other.facts:
                if is_doer(fact) and _names(fact.words):
                    return fact.words
    return None


def _names(words: str) -> bool:
    unnamed = _NO_NAME.match(words) or _NOBODY.match(words) or is_the_other(words)
    return not unnamed and not is_anybody(words)


def _sole_group(incident: IncidentReply) -> str | None:
    """The one armed group that an incident has, which is "the group" of its sentences."""
    groups = {one.name for one in incident.actors if one.role is Role.ARMED_GROUP}
    return groups.pop() if len(groups) == 1 else None


def _responds(words: str, incident: IncidentReply) -> bool:
    """Whether all that is named are those whom the reply itself has answer the attack."""
    named = words_of(words)
    meant = [actor for actor in incident.actors if words_of(actor.name) <= named]
    answered = any(actor.part is ActorPart.RESPONDER for actor in meant)
    return answered and not any(did_it(actor, incident) for actor in meant)


def _answered(words: str, said: StatementReply, incident: IncidentReply) -> bool:
    """Whether a state tells of its own men in an attack: "he was shot by two armed officers"."""
    of_state = bool(said.speakers) and said.speakers[-1].role in _STATE
    bare = all(word in _FORCES or word in _ANY for word in fold(words).split())
    return incident.type in _ATTACKS and of_state and bare
