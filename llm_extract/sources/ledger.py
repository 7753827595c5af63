"""What a reading yields while it goes on: articles, failures, notes, and nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, field

from llm_extract.errors import InputError
from llm_extract.records.article import Article, Failure, Stage


@dataclass(slots=True)
class Ledger:
    """Three lists that only grow. The same text of the same publisher is entered once."""

    articles: list[Article] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _seen: dict[tuple[str | None, str], str] = field(default_factory=dict)

    def keep(self, article: Article, source: str) -> None:
        """Enter an article, unless it is there already; a reprint elsewhere is another article."""
        key = (article.publisher, article.text)
        if key in self._seen:
            self.note(source, f"same text and publisher as {self._seen[key]}: read once")
        else:
            self._seen[key] = source
            self.articles.append(article)

    def refuse(self, source: str, error: InputError) -> None:
        """Enter a source that cannot be read, and why."""
        self.failures.append(
            Failure(stage=Stage.READ, source=source, code=error.code, reason=str(error))
        )

    def note(self, source: str, remark: str) -> None:
        """Enter a remark that is no failure."""
        self.notes.append(f"{source}: {remark}")
