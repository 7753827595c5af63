"""What the sources say beyond what happened: a few sentences, each a row of quotations.

A template cannot put another's words safely in its own, so it quotes them. Who is quoted follows
from where and how briefly it is said, and from nothing about who the speaker is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from llm_extract.briefing.plan_disputes import outcome_dispute
from llm_extract.briefing.plan_tolls import unnamed
from llm_extract.briefing.plans import Cited, Kind, Plan, Quotation, Remark, Voice
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Victim
from llm_extract.records.comments import CommentKind
from llm_extract.records.consensus import Commentary, IncidentConsensus


@dataclass(frozen=True)
class _Matter:
    """What stands together in a sentence: `most` quotations at most, the `longest` or the briefest.

    The briefest words decide most; but of a history and of a course the longest tell more.
    """

    kinds: frozenset[CommentKind]
    most: int = 3
    longest: bool = False

    def rank(self, one: Commentary) -> tuple[int, int]:
        """Sorts the comments of an article: what most print first, then by length."""
        length = len(one.comment.words.split())
        return -len(one.mentions), -length if self.longest else length


_MATTERS = (
    _Matter(frozenset({CommentKind.HISTORY}), most=2, longest=True),
    _Matter(frozenset({CommentKind.MOTIVE, CommentKind.AIM})),
    _Matter(frozenset({CommentKind.CAUSE, CommentKind.BACKING})),
    _Matter(frozenset({CommentKind.ANALYSIS, CommentKind.OUTLOOK})),
    _Matter(frozenset({CommentKind.REACTION}), most=4),
)
_COURSE = _Matter(frozenset({CommentKind.COURSE}), most=4, longest=True)
# A sentence quotes no more words than this, beyond its first quotation.
_MOST_WORDS = 45
# Shorter parts of a name, such as "de", are no name by themselves.
_SHORTEST_NAME = 3


def context(view: View) -> Iterator[Plan]:
    """Five sentences at most: history, motives, causes, analysis, reactions."""
    for matter in _MATTERS:
        chosen = _chosen(_quotable(view), matter)
        if chosen:
            yield _plan(view, Section.CONTEXT, Kind.CONTEXT, chosen)


def course(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """How long it lasted: beside the other differences where the outcome is told differently."""
    chosen = _chosen(_quotable(view), _COURSE)
    if not chosen:
        return
    differ = len(chosen) > 1 and outcome_dispute(view, whole) is not None
    section = Section.DISAGREEMENTS if differ else Section.WHAT_HAPPENED
    plan = _plan(view, section, Kind.COURSE, chosen)
    if differ:
        update = {"label": "duration", "remarks": (Remark.MAYBE_TIMING,)}
        plan = plan.model_copy(update=update)
    yield plan


# ---------------------------------------------------------------- which, and in which order


def _quotable(view: View) -> list[Commentary]:
    """Without those whose words name a victim whom the policy leaves unnamed."""
    left_out = unnamed(view)
    victims = [said.value for said in left_out.statements] if left_out else []
    names = {
        word
        for victim in victims
        if isinstance(victim, Victim)
        for word in _words(victim.name)
        if len(word) >= _SHORTEST_NAME
    }
    return [one for one in view.consensus.comments if names.isdisjoint(_words(one.comment.words))]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _chosen(comments: Iterable[Commentary], matter: _Matter) -> list[Commentary]:
    """The first of each article in turn, then its second, until there are enough."""
    by_article: dict[str, list[Commentary]] = {}
    for one in comments:
        if one.comment.kind in matter.kinds:
            by_article.setdefault(one.mentions[0].article_id, []).append(one)
    ranked = [sorted(told, key=matter.rank) for told in by_article.values()]
    rounds = max(map(len, ranked), default=0)
    turns = [told[at] for at in range(rounds) for told in ranked if at < len(told)]
    return _by_voice(_short_enough(turns)[: matter.most])


def _short_enough(turns: Sequence[Commentary]) -> list[Commentary]:
    """As many in a row as one sentence can hold."""
    lengths = accumulate(len(one.comment.words.split()) for one in turns)
    return [
        one
        for at, (one, length) in enumerate(zip(turns, lengths, strict=True))
        if not at or length <= _MOST_WORDS
    ]


def _by_voice(chosen: Sequence[Commentary]) -> list[Commentary]:
    """What one speaker says in a row, the speakers in the order in which they first speak."""
    order: dict[str, int] = {}
    for one in chosen:
        order.setdefault(_speaker(one), len(order))
    return sorted(chosen, key=lambda one: order[_speaker(one)])


def _speaker(one: Commentary) -> str:
    """Outlets in their own voice are told apart."""
    claimant = one.comment.attribution.claimant
    return claimant.name if claimant else one.comment.comment_id


# ---------------------------------------------------------------- plans


def _plan(view: View, section: Section, kind: Kind, chosen: Sequence[Commentary]) -> Plan:
    mentions = [mention for one in chosen for mention in one.mentions]
    return Plan(
        section=section,
        mode=Mode.REPORTED,
        kind=kind,
        quotations=tuple(_quotation(view, one) for one in chosen),
        contested=True,
        ids=tuple(one.comment.comment_id for one in mentions),
        cited=tuple(
            Cited(article_id=one.article_id, span=one.comment.evidence.span) for one in mentions
        ),
    )


def _quotation(view: View, one: Commentary) -> Quotation:
    return Quotation(act=one.comment.act, words=one.comment.words, voices=_voices(view, one))


def _voices(view: View, one: Commentary) -> tuple[Voice, ...]:
    reports = tuple(dict.fromkeys(mention.article_id for mention in one.mentions))
    claimant = one.comment.attribution.claimant
    if claimant is None:
        return view.outlets(reports)
    return (Voice(name=view.parties.speaker(claimant), role=claimant.role, reports=reports),)
