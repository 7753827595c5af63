"""What a reading tells while it goes on: failures and notes, and which articles are new."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from llm_extract.errors import InputError
from llm_extract.records.article import Article, Failure, Stage


@dataclass(slots=True)
class Ledger:
    """Hands failures and notes on as they come. Of an article it keeps a hash and where it was."""

    failed: Callable[[Failure], None]
    noted: Callable[[str], None]
    _seen: dict[bytes, str] = field(default_factory=dict)

    def is_new(self, article: Article, source: str) -> bool:
        """Whether no such text of such a publisher came before; a reprint elsewhere is new."""
        key = _hash(article)
        if key in self._seen:
            self.note(source, f"same text and publisher as {self._seen[key]}: read once")
            return False
        self._seen[key] = source
        return True

    def refuse(self, source: str, error: InputError) -> None:
        """Enter a source that cannot be read, and why."""
        self.failed(Failure(stage=Stage.READ, source=source, code=error.code, reason=str(error)))

    def note(self, source: str, remark: str) -> None:
        """Enter a remark that is no failure."""
        self.noted(f"{source}: {remark}")


def _hash(article: Article) -> bytes:
    whose = repr(article.publisher).encode("utf-8", "surrogatepass")
    text = article.text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(whose + b"\0" + text).digest()
