"""Who a reply lists as having done it, where none of its statements says so.

A sentence such as "the Anvil Brigade burnt the mill" often comes back with the mill alone, and the
brigade stands beside it as a perpetrator: then the sentence says who did it, in its own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from llm_extract.extractors.model.blame import LAID, did_it, is_doer, speaker
from llm_extract.extractors.model.checked import words_of
from llm_extract.extractors.model.reply import (
    ActorReply,
    FactField,
    FactReply,
    IncidentReply,
    StatementReply,
)
from llm_extract.names import fold
from llm_extract.records.claims import Group, Role, Stance

_DEEDS = frozenset({FactField.TACTIC, FactField.TARGET, FactField.OUTCOME, FactField.DAMAGE})
_FORCES = frozenset({Group.SECURITY_FORCES, Group.POLICE, Group.MILITARY})
_ARTICLE = frozenset({"the"})


def with_listed(
    incidents: Sequence[IncidentReply], printed: AbstractSet[str]
) -> list[IncidentReply]:
    """The incidents, with a doer for each one listed who is named in a sentence on the deed.

    `printed` are the words of the article: nobody is called by a name that it does not print.
    """
    return [_with_listed(one, _laid(one, incidents), printed) for one in incidents]


def _with_listed(
    incident: IncidentReply, laid: list[StatementReply], printed: AbstractSet[str]
) -> IncidentReply:
    known = [one.words for said in laid for one in said.facts if is_doer(one)]
    quoted = {said.quote for said in laid}
    told = [said for said in incident.statements if said.quote not in quoted]
    more = [
        _blaming(actor, said, laid)
        for actor in incident.actors
        if did_it(actor, incident)
        and words_of(actor.name) <= printed
        and not any(_is_one(actor, name) for name in known)
        for said in list(_telling(actor, told))[:1]
    ]
    return incident.model_copy(update={"statements": [*incident.statements, *more]})


def _laid(incident: IncidentReply, incidents: Sequence[IncidentReply]) -> list[StatementReply]:
    """What says who did it, of the incident, of its whole and of the parts of that."""
    whole = incident.part_of or incident.key
    return [
        said
        for one in incidents
        if whole in (one.key, one.part_of)
        for said in one.statements
        if said.stance in LAID and any(map(is_doer, said.facts))
    ]


def _is_one(actor: ActorReply, name: str) -> bool:
    return any(words_of(each) - _ARTICLE <= words_of(name) for each in _names(actor))


def _names(actor: ActorReply) -> Iterable[str]:
    return filter(str.strip, (actor.name, *actor.aliases))


def _telling(actor: ActorReply, told: Iterable[StatementReply]) -> Iterator[StatementReply]:
    """The statements of others that name an actor with what was done to others."""
    for said in told:
        is_own = any(fold(name) == speaker(said) for name in _names(actor))
        is_named = any(_stands(name, said.quote) for name in _names(actor))
        if said.stance is Stance.ASSERTS and is_named and not is_own and _tells_deed(said, actor):
            yield said


def _tells_deed(said: StatementReply, actor: ActorReply) -> bool:
    """Whether a statement tells of more than the losses of the actor's own side."""
    own = _FORCES if actor.role is Role.SECURITY_FORCE else {Group.MILITANTS}
    harmed = any(toll.group not in own for toll in said.tolls)
    return harmed or any(one.field in _DEEDS for one in said.facts)


def _stands(name: str, quote: str) -> bool:
    """Whether a sentence names one, and not only something of his: "the brigade's camp"."""
    bare = re.sub(r"^the ", "", name.strip(), flags=re.IGNORECASE)
    whole = rf"(?<!\w){re.escape(bare)}(?!\w|['’])"
    return re.search(whole, quote, re.IGNORECASE) is not None


def _blaming(
    actor: ActorReply, said: StatementReply, laid: Iterable[StatementReply]
) -> StatementReply:
    """Who did it, by the one who tells of the deed: whoever claims the rest claims it too."""
    claims = Stance.CLAIMS_RESPONSIBILITY
    claimed = any(one.stance is claims and speaker(one) == speaker(said) for one in laid)
    doer = FactReply(field=FactField.RESPONSIBILITY, code=None, words=actor.name, of=None)
    stance = claims if claimed else said.stance
    return said.model_copy(update={"stance": stance, "tolls": [], "facts": [doer]})
