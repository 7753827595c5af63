"""What a document, a jsonl line or a manifest row says, before it becomes an article."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Published:
    """When a report appeared: the day as the outlet prints it, the moment where it is known."""

    on: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What is known about an article besides its text; None where nothing says."""

    title: str | None = None
    publisher: str | None = None
    owner: str | None = None
    url: str | None = None
    published: Published | None = None
    language: str | None = None

    def over(self, other: Self) -> Self:
        """Both together, this one's word first.

        >>> About(title="A").over(About(title="B", owner="C"))
        About(title='A', publisher=None, owner='C', url=None, published=None, language=None)
        """
        pairs = {one.name: getattr(self, one.name) for one in fields(self)}
        return type(self)(
            **{
                name: getattr(other, name) if value is None else value
                for name, value in pairs.items()
            }
        )


NOTHING = About()


@dataclass(frozen=True, slots=True)
class Draft:
    """Frozen text without furniture, what was said about it, and remarks on the reading.

    `removed` names the rule behind each line of furniture that was left out.
    """

    text: str
    about: About = NOTHING
    notes: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
