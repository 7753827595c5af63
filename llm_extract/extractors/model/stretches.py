"""How far the reading of one article has come: what lies ahead, what was read, what was not."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from llm_extract.errors import BadReply, ModelError, Parked
from llm_extract.extractors import PartRead
from llm_extract.extractors.model.joined import join
from llm_extract.records.article import Span
from llm_extract.records.incidents import Extraction, Unread


class Stretches:
    """The stretches of an article, in the order of its text; each ends up read or unread."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._ahead = deque(spans)
        self._read: list[Extraction] = []
        self._unread: list[Unread] = []
        self._failure: ModelError | None = None

    @property
    def next(self) -> Span | None:
        """The stretch to read next; None where nothing is left."""
        return self._ahead[0] if self._ahead else None

    def read(self, reading: Extraction) -> None:
        """The next stretch was read."""
        self._ahead.popleft()
        self._read.append(reading)

    def split(self, parts: Iterable[Span]) -> None:
        """The next stretch is to be read in parts, each of which stands or fails by itself."""
        self._ahead.popleft()
        self._ahead.extendleft(reversed(tuple(parts)))

    def miss(self, error: ModelError) -> None:
        """The next stretch could not be read."""
        span = self._ahead.popleft()
        self._unread.append(Unread(span=span, code=error.code, reason=str(error)))
        self._failure = error

    def give_up(self, error: ModelError) -> None:
        """Nothing of what lies ahead can be read."""
        while self._ahead:
            self.miss(error)

    def parked(self, parked: Parked) -> Parked:
        """The wait of the whole article, with what would stand if nobody waited."""
        if isinstance(parked, PartRead):
            self.read(parked.reading)
        self.give_up(parked)
        return PartRead(parked, self.joined()) if self._read else parked

    def joined(self) -> Extraction:
        """All that was read, as one extraction, with what was not.

        Raises:
            ModelError: nothing was read; the last reason why.
        """
        if not self._read:
            raise self._failure or BadReply("the article has no text to ask about")
        return join(self._read, self._unread)
