"""Templates in the notation of the answer key: `?` optional, `/` between alternatives, `-` and `*`
for nothing, and a colon before the string that a value is of.

What an extraction comes to is written in the same notation, so that a key can be scored against
itself and one comparison serves both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Slot(StrEnum):
    """The slots that are scored, in the order of the templates."""

    DATE = "date"
    LOCATION = "location"
    TYPE = "type"
    PERP_INDIVIDUAL = "perp_individual"
    PERP_ORGANISATION = "perp_organisation"
    PHYS_TARGET = "phys_target"
    PHYS_NUMBER = "phys_number"
    PHYS_EFFECT = "phys_effect"
    HUM_NAME = "hum_name"
    HUM_DESCRIPTION = "hum_description"
    HUM_NUMBER = "hum_number"
    HUM_EFFECT = "hum_effect"


# Under which number each slot stands in the file.
_NUMBERS = {
    "2": Slot.DATE,
    "3": Slot.LOCATION,
    "4": Slot.TYPE,
    "9": Slot.PERP_INDIVIDUAL,
    "10": Slot.PERP_ORGANISATION,
    "12": Slot.PHYS_TARGET,
    "14": Slot.PHYS_NUMBER,
    "16": Slot.PHYS_EFFECT,
    "18": Slot.HUM_NAME,
    "19": Slot.HUM_DESCRIPTION,
    "21": Slot.HUM_NUMBER,
    "23": Slot.HUM_EFFECT,
}


@dataclass(frozen=True)
class Fill:
    """One answer of a slot: any of `values` will do, said of any of the strings in `of`.

    An optional one may be left out, and is right where it is given.
    """

    values: tuple[str, ...]
    of: tuple[str, ...] = ()
    optional: bool = False

    def __str__(self) -> str:
        of = f" of {' / '.join(self.of)}" if self.of else ""
        return f"{'? ' if self.optional else ''}{' / '.join(self.values)}{of}"


@dataclass(frozen=True)
class Template:
    """One incident, slot by slot; a slot without an answer is not there."""

    fills: Mapping[Slot, tuple[Fill, ...]] = field(default_factory=dict)
    optional: bool = False

    def of(self, slot: Slot) -> tuple[Fill, ...]:
        """The answers of a slot."""
        return self.fills.get(slot, ())


def template(lines: Mapping[str, Sequence[str]]) -> Template:
    """A template of the file: the lines of each slot, under the slot's number."""
    found = {slot: _fills(slot, lines.get(number, ())) for number, slot in _NUMBERS.items()}
    return Template(
        fills={slot: fills for slot, fills in found.items() if fills},
        optional=any("OPTIONAL" in line for line in lines.get("1", ())),
    )


def _fills(slot: Slot, lines: Iterable[str]) -> tuple[Fill, ...]:
    found = (fill(slot, line.strip()) for line in lines)
    return tuple(one for one in found if one.values)


_NOTHING = frozenset({"", "-", "*"})
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_HELD = re.compile(r"\x00(\d+)\x00")
_BETWEEN_DATES_OR_PLACES = re.compile(r"\)\s*/\s*\(")


def fill(slot: Slot, line: str) -> Fill:
    r"""One line of a slot.

    >>> fill(Slot.HUM_NUMBER, '? 2 / PLURAL: "NUNS" / "SISTERS"')
    Fill(values=('2', 'PLURAL'), of=('NUNS', 'SISTERS'), optional=True)
    """
    optional = line.startswith("?")
    line = line.removeprefix("?").strip()
    if slot in (Slot.DATE, Slot.LOCATION):
        return Fill(_bracketed(line), optional=optional)
    held = [found.replace('\\"', '"') for found in _QUOTED.findall(line)]
    count = iter(range(len(held)))
    masked = _QUOTED.sub(lambda _: f"\0{next(count)}\0", line)
    values, _, of = masked.partition(":")
    return Fill(_alternatives(values, held), _alternatives(of, held), optional=optional)


def _bracketed(line: str) -> tuple[str, ...]:
    """The alternatives of a day or a place, which stand in brackets where there are several."""
    if line in _NOTHING:
        return ()
    if not _BETWEEN_DATES_OR_PLACES.search(line):
        return (line,)
    inner = line.strip()
    if inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1]
    return tuple(part.strip() for part in _BETWEEN_DATES_OR_PLACES.split(inner))


def _alternatives(words: str, held: Sequence[str]) -> tuple[str, ...]:
    parts = (part.strip() for part in words.split("/"))
    shown = (_HELD.sub(lambda found: held[int(found[1])], part) for part in parts)
    return tuple(dict.fromkeys(part for part in shown if part not in _NOTHING))
