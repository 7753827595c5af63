"""A set of our own: one village a document, one figure expected of each, two villages a valley."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from llm_extract.errors import BadReply
from llm_extract.evals.scores import (
    Floor,
    Hashes,
    LeafVerdict,
    Mark,
    Metric,
    Scored,
    Tally,
    UnitScore,
)
from llm_extract.evals.sets import Outcomes
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article, Span
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Toll
from llm_extract.records.incidents import Extraction, ExtractorId, Unread

VILLAGES = (
    "Orvale Tessaly Merrow Quillon Hathe Brask Oldmere Vennick Sarrow Tolve Imber Casque".split()
)
_WORDS = "two three four five six seven eight nine ten eleven twelve fifteen".split()
_FIGURES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15)


@dataclass(frozen=True)
class Villages:
    """An EvalSet. `figures` are what is expected: changing them is changing the gold."""

    figures: tuple[int, ...] = _FIGURES
    matcher: str = "villages-1"
    name: str = "villages"

    @property
    def hashes(self) -> Hashes:
        return Hashes(
            gold=fingerprint(*map(str, self.figures)),
            documents=fingerprint(*VILLAGES[: len(self.figures)]),
            matcher=fingerprint(self.matcher),
        )

    def articles(self) -> tuple[Article, ...]:
        return tuple(
            Article.of(
                f"Gunmen killed {word} farmers in the village of {village} on Monday, police said.",
                file=village,
            )
            for village, word, _ in zip(VILLAGES, _WORDS, self.figures, strict=False)
        )

    def score(self, outcomes: Outcomes) -> Scored:
        told = zip(self.articles(), self.figures, strict=True)
        units = tuple(
            self._unit(at, article, figure, outcomes.get(article.article_id))
            for at, (article, figure) in enumerate(told)
        )
        floors = (Floor("killed_exact", "always six", 1 / 12),)
        return Scored(units, (Metric("killed_exact", "killed", "recall"),), "killed_exact", floors)

    def _unit(self, at: int, article: Article, figure: int, outcome: object) -> UnitScore:
        read = isinstance(outcome, Extraction)
        said = _said(outcome) if read else None
        verdict = LeafVerdict.MISSING if said is None else LeafVerdict.WRONG_VALUE
        verdict = LeafVerdict.CORRECT if said == figure else verdict
        start = article.text.index("killed")
        mark = Mark(
            "killed",
            verdict,
            expected=str(figure),
            said=None if said is None else str(said),
            expected_spans=(Span(start=start, end=start + len("killed")),),
        )
        return UnitScore(
            unit=VILLAGES[at],
            cluster=f"valley {at // 2}",
            slots={"killed": Tally.of(verdict)},
            marks=(mark,),
            failed=not read,
        )


def _said(extraction: Extraction) -> int | None:
    values = [claim.value for claim in extraction.claims()]
    return next((one.count.low for one in values if isinstance(one, Toll)), None)


class Reader:
    """Rules that fail in some villages, say nothing in others, and read others in part."""

    def __init__(
        self, fails: Iterable[str] = (), silent: Iterable[str] = (), partly: Iterable[str] = ()
    ) -> None:
        self._rules = RulesExtractor()
        self._fails, self._silent, self._partly = set(fails), set(silent), set(partly)
        self.id = ExtractorId(name="rules", version="of a test")
        self.read: list[str] = []

    async def extract(self, article: Article) -> Extraction:
        self.read.append(article.file)
        if article.file in self._fails:
            raise BadReply("nothing that can be read")
        found = await self._rules.extract(article)
        if article.file in self._silent:
            return found.model_copy(update={"incidents": ()})
        if article.file in self._partly:
            gap = Unread(span=Span(start=0, end=3), code="deadline", reason="not in time")
            return found.model_copy(update={"unread": (gap,)})
        return found


def relabelled(villages: Villages) -> Villages:
    """The same villages under other answers."""
    return replace(villages, figures=(99, *villages.figures[1:]))
