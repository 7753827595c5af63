"""What the sources say beyond what happened: a few sentences, each a row of quotations.

A template cannot put another's words safely in its own, so it quotes them. Who is quoted follows
from where and how briefly it is said, and from nothing about who the speaker is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from llm_extract.briefing.plan_outcomes import outcome_dispute
from llm_extract.briefing.plan_victims import left_unnamed
from llm_extract.briefing.plans import Cited, Kind, Plan, Quotation, Voice
from llm_extract.briefing.view import View
from llm_extract.briefing.word_context import printed
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Responsibility, Victim
from llm_extract.records.comments import Act, CommentKind
from llm_extract.records.consensus import Commentary, IncidentConsensus, SourcedComment


@dataclass(frozen=True)
class _Matter:
    """Comments that compete for `most` places in a sentence: the `longest` or the briefest. Where
    there are none of these kinds, those `otherwise` do.

    The briefest words decide most; but of a history and of a course the longest tell more.
    """

    kinds: frozenset[CommentKind]
    most: int = 1
    longest: bool = False
    otherwise: frozenset[CommentKind] = frozenset()

    def rank(self, one: Commentary) -> tuple[int, int]:
        """Sorts the comments of an article: what most print first, then by length."""
        length = len(one.comment.words.split())
        return -len(one.mentions), -length if self.longest else length


# Two sentences: what lies behind it, and what is made of it.
_SENTENCES = (
    (
        _Matter(frozenset({CommentKind.HISTORY})),
        _Matter(frozenset({CommentKind.MOTIVE}), otherwise=frozenset({CommentKind.AIM})),
        _Matter(frozenset({CommentKind.CAUSE, CommentKind.BACKING})),
    ),
    (
        _Matter(
            frozenset({CommentKind.ANALYSIS, CommentKind.OUTLOOK}),
            most=2,
            otherwise=frozenset({CommentKind.REACTION}),
        ),
    ),
)
_COURSE = _Matter(frozenset({CommentKind.COURSE}), most=3)
# Of one matter no more words are quoted than these, beyond its first quotation.
_MOST_WORDS = 30
# Shorter parts of a name, such as "de", are no name by themselves.
_SHORTEST_NAME = 3


def context(view: View) -> Iterator[Plan]:
    """Two sentences at most: history, motives and causes; analysis and reactions."""
    quotable = _quotable(view)
    for matters in _SENTENCES:
        chosen = [one for matter in matters for one in _chosen(quotable, matter)]
        if chosen:
            yield _plan(view, Section.CONTEXT, Kind.CONTEXT, _by_voice(chosen))


def course(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """How long it lasted; where the outcome is told differently, that difference says it."""
    chosen = _chosen(_quotable(view), _COURSE)
    if chosen and outcome_dispute(view, whole) is None:
        yield _plan(view, Section.WHAT_HAPPENED, Kind.COURSE, chosen)


# ---------------------------------------------------------------- which, and in which order


def _quotable(view: View) -> list[Commentary]:
    """Without those whose words name a victim whom the policy leaves unnamed."""
    victims = [said.value for said in left_unnamed(view)]
    names = {
        word
        for victim in victims
        if isinstance(victim, Victim)
        for word in _words(victim.name)
        if len(word) >= _SHORTEST_NAME
    }
    return [
        one
        for one in view.consensus.comments
        if names.isdisjoint(_words(one.comment.words)) and not _is_told(view, one)
    ]


def _is_told(view: View, one: Commentary) -> bool:
    """Whether the responsibility section has it: whom somebody blamed."""
    blamed = {
        printed(value.actor).casefold()
        for sourced in view.consensus.claims
        if isinstance(value := sourced.claim.value, Responsibility)
    }
    return one.comment.act is Act.BLAMED and printed(one.comment.words).casefold() in blamed


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _chosen(comments: Sequence[Commentary], matter: _Matter) -> list[Commentary]:
    """The first of each article in turn, then its second, until there are enough."""
    fitting = [one for one in comments if one.comment.kind in matter.kinds]
    fitting = fitting or [one for one in comments if one.comment.kind in matter.otherwise]
    by_article: dict[str, list[Commentary]] = {}
    for one in fitting:
        by_article.setdefault(one.mentions[0].article_id, []).append(one)
    ranked = [sorted(told, key=matter.rank) for told in by_article.values()]
    rounds = max(map(len, ranked), default=0)
    turns = [
        one
        for at in range(rounds)
        for one in sorted((told[at] for told in ranked if at < len(told)), key=matter.rank)
    ]
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
        cited=tuple(map(_cited, mentions)),
    )


def _quotation(view: View, one: Commentary) -> Quotation:
    keys = tuple(_cited(mention).key for mention in one.mentions)
    return Quotation(
        act=one.comment.act, words=one.comment.words, voices=_voices(view, one), keys=keys
    )


def _cited(mention: SourcedComment) -> Cited:
    return Cited(article_id=mention.article_id, span=mention.comment.evidence.span)


def _voices(view: View, one: Commentary) -> tuple[Voice, ...]:
    reports = tuple(dict.fromkeys(mention.article_id for mention in one.mentions))
    claimant = one.comment.attribution.claimant
    if claimant is None:
        return view.outlets(reports)
    return (Voice(name=view.speaker(claimant, reports), role=claimant.role, reports=reports),)
