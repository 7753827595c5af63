"""Under which name each author of a deed is filed: units under their group, "the group" too.

What an article calls an author is never lost: it stands in the claim, and in a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from llm_extract.consensus.authors import is_faceless, is_name, is_set_apart
from llm_extract.consensus.statements import Statement
from llm_extract.names import NameBook, fold, same_group
from llm_extract.records.claims import Responsibility, Role

# "The group", "the insurgent group's wing": an organisation that the article has named before.
_THE_GROUP = re.compile(
    r"(?:the|this|that) (?:[\w-]+ )?(?:group|movement|organi[sz]ation|outfit|faction)",
    re.IGNORECASE,
)
_OUR_OWN = re.compile(r"(?:its|their|our) .|we$", re.IGNORECASE)
# By article, and by voice within one.
_Named = Mapping[object, frozenset[str]]


@dataclass(frozen=True)
class Authors:
    """The authors that the reports of a story name, each under one name.

    `groups` are the armed groups of the story, `book` all who are held responsible by name;
    `named` are those whom an article, and one voice within an article, names so. `units` leads
    from a wing of its own name to the group that some report gives it to.
    """

    groups: NameBook
    book: NameBook
    named: _Named
    units: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: NameBook, statements: Iterable[Statement]) -> Authors:
        """Gather the names from every statement on who did it."""
        blaming = [one for one in statements if _blames(one)]
        named: dict[object, set[str]] = defaultdict(set)
        names: set[str] = set()
        for one in blaming:
            owner, _ = _owned(_actor(one))
            own = {groups.head(owner)} if is_name(owner) else set()
            names |= own
            within = () if is_set_apart(owner) else groups.found(owner)
            for key in (one.source.article_id, one.mouth):
                named[key] |= set(within) or own
        book = NameBook((name,) for name in names)
        found = cls(groups, book, {key: frozenset(map(book.head, named[key])) for key in named})
        return found._with_units(blaming)

    def _with_units(self, blaming: Iterable[Statement]) -> Authors:
        """The same, knowing the wings of groups, which are no authors of their own."""
        units: dict[str, str] = {}
        for one in blaming:
            _, unit = _owned(_actor(one))
            whole = self.group(one)
            if unit is not None and whole is not None:
                units[fold(unit)] = self.book.head(self.groups.head(whole))
        named = {
            key: frozenset(name for name in names if fold(name) not in units)
            for key, names in self.named.items()
        }
        return replace(self, named=named, units=units)

    def name(self, one: Statement) -> str:
        """The name under which the author is filed whom a statement on responsibility gives."""
        actor = _actor(one)
        filed = self.units.get(fold(actor)) or self.group(one) or actor
        return self.book.head(self.groups.head(filed))

    def group(self, one: Statement) -> str | None:
        """The group that a unit or a description belongs to, by the article's own words."""
        owner, _ = _owned(_actor(one))
        return self._group_within(owner) or self._group_meant(one, owner)

    def descriptions(self, statements: Iterable[Statement]) -> dict[str, frozenset[str]]:
        """For each name the units and descriptions that are filed under it."""
        words: dict[str, set[str]] = defaultdict(set)
        for one in statements:
            if isinstance(one.claim.value, Responsibility):
                name, actor = self.name(one), _actor(one)
                if not same_group(name, actor):
                    words[name].add(actor)
        return {name: frozenset(words[name]) for name in sorted(words)}

    def _group_within(self, actor: str) -> str | None:
        """The one armed group whose name stands in a description: "HCF units"."""
        heads = self.groups.found(actor)
        return heads[0] if len(heads) == 1 and not is_set_apart(actor) else None

    def _group_meant(self, one: Statement, actor: str) -> str | None:
        """The one author to whom "the group" or "the attackers" of an article points back."""
        if _OUR_OWN.match(actor) and (house := _house(one)):
            return house
        if _THE_GROUP.fullmatch(actor):
            named = self.named.get(one.source.article_id, frozenset())
        elif is_faceless(actor):
            # Who says that gunmen did it has not said whose, whatever others say beside him.
            named = self.named.get(one.mouth, frozenset())
        else:
            return None
        return next(iter(named)) if len(named) == 1 else None


def _house(one: Statement) -> str | None:
    """The armed group that says "we": by name where it is quoted, and in its own release."""
    if one.speaker is not None:
        return one.speaker.name if one.speaker.role is Role.ARMED_GROUP else None
    role, _, name = one.line.key.partition(": ")
    return name if role == Role.ARMED_GROUP else None


def _actor(one: Statement) -> str:
    value = one.claim.value
    if not isinstance(value, Responsibility):
        raise TypeError(f"an author is given by responsibility, not by {value.field}")
    return value.actor


def _blames(one: Statement) -> bool:
    return isinstance(one.claim.value, Responsibility) and one.commits


def _owned(actor: str) -> tuple[str, str | None]:
    """The owner and the wing of a group that is called by both: "the group's Tarn Wing"."""
    owner, _, unit = actor.replace("’", "'").partition("'s ")
    return (owner, unit) if owner and is_name(unit) else (actor, None)
