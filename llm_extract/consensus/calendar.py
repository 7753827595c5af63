"""The days a story names: a bare weekday is read against the full dates that other reports give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from llm_extract.days import weekday
from llm_extract.records.when_where import DatePrecision, When


class Calendar:
    """The full dates of one incident, to read its bare weekdays by.

    A weekday is resolved only where exactly one of the dates falls on it.
    """

    def __init__(self, whens: Iterable[When]) -> None:
        days = {when.start for when in whens if when.precision is DatePrecision.DAY and when.start}
        self._on: dict[int, list[date]] = {}
        for day in sorted(days):
            self._on.setdefault(day.isoweekday(), []).append(day)

    def resolve(self, when: When) -> When:
        """The same with its day where another report tells it; `verbatim` stays what was read."""
        day = self._day(when)
        if day is None:
            return when
        found = {"start": day, "end": day, "precision": DatePrecision.DAY}
        return when.model_copy(update=found)

    def key(self, when: When) -> str:
        """Equal for what names one day or one interval."""
        found = self.resolve(when)
        if found.start is not None:
            return f"{found.start}..{found.end}"
        named = weekday(when)
        return f"weekday {named}" if named else when.verbatim.casefold()

    def _day(self, when: When) -> date | None:
        if when.start is not None or when.weekday is None:
            return None
        days = self._on.get(when.weekday, [])
        return days[0] if len(days) == 1 else None
