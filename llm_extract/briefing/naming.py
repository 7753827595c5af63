"""Which victims a briefing names: a stated policy. Minors are named under none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from llm_extract.records.claims import Group, Role, Victim
from llm_extract.records.consensus import Source, SourcedClaim

# Rank or office is public; everybody else is a private person.
_PUBLIC = frozenset({Group.SECURITY_FORCES, Group.POLICE, Group.MILITARY, Group.OFFICIALS})
_AUTHORITIES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_OF_AGE = 18
_AGE = re.compile(r"(?<![\d-])(\d{1,2})(?!\d)")
_YOUNG = re.compile(
    r"\b(?:child|boy|girl|infant|baby|toddler|minor|schoolboy|schoolgirl|pupil|teenage\w*)\b",
    re.IGNORECASE,
)
_MANY = 2


class Naming(StrEnum):
    """PUBLIC: only those whose rank or office is public. GUARDED: private persons too, where two
    origins name them or an authority does. ALL: every adult whom a source names.
    """

    GUARDED = "guarded"
    PUBLIC = "public"
    ALL = "all"


def is_minor(victim: Victim) -> bool:
    """Whether anything says that this is a child: the group, an age, or a word."""
    words = victim.description or ""
    ages = [int(age) for age in _AGE.findall(words)]
    young = bool(ages) and min(ages) < _OF_AGE
    return victim.group is Group.CHILDREN or young or _YOUNG.search(words) is not None


def may_name(
    victim: Victim, policy: Naming, claims: Iterable[SourcedClaim], sources: dict[str, Source]
) -> bool:
    """Whether a briefing names this person; `claims` are those that do.

    Articles of unknown origin confirm only themselves, and so count as one origin together.
    """
    if is_minor(victim):
        return False
    if victim.group in _PUBLIC or policy is Naming.ALL:
        return True
    if policy is Naming.PUBLIC:
        return False
    named_by = tuple(claims)
    origins = {sources[one.article_id].origin_id for one in named_by}
    speakers = (one.claim.attribution.claimant for one in named_by)
    return len(origins) >= _MANY or any(one and one.role in _AUTHORITIES for one in speakers)
