import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from llm_extract.consensus.policies import POLICIES
from llm_extract.errors import BadReply, KeyRefused, Parked, Stopped
from llm_extract.extractors import PartRead
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.llm.halting import Halt
from llm_extract.pipeline import Extracted, Options, Pipeline
from llm_extract.records.article import Article, Failure, Stage
from llm_extract.records.incidents import Extraction, ExtractorId
from llm_extract.records.run import Run, Spent
from llm_extract.wiring import build

ARTICLES = tuple(
    Article.of(
        f"Gunmen killed {count} farmers in Tavo on Friday, police said.", file=f"{count}.txt"
    )
    for count in range(2, 8)
)
POLICY = POLICIES["range_only"]


RULES = ExtractorId(name="rules", version="1")


@dataclass
class Scripted:
    """Reads by rules, but for the articles it was told to fail at; counts what goes on at once."""

    errors: dict[str, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    id: ExtractorId = RULES

    async def extract(self, article: Article) -> Extraction:
        self.asked.append(article.name)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        # The later asked, the sooner done: order must not come from chance.
        await asyncio.sleep(0.02 / len(self.asked))
        self.under_way -= 1
        if article.name in self.errors:
            raise self.errors[article.name]
        return RulesExtractor().read(article)


def pipeline(extractor: Scripted, concurrency: int = 8) -> Pipeline:
    return Pipeline(extractor, POLICY, Options(concurrency=concurrency))


def test_extractions_come_in_the_order_of_the_articles():
    extracted = pipeline(Scripted()).extract(ARTICLES)
    assert [one.article_id for one in extracted.extractions] == [one.article_id for one in ARTICLES]


def test_an_article_that_fails_is_a_record_and_the_others_go_on():
    extracted = pipeline(Scripted({"3.txt": BadReply("nothing usable")})).extract(ARTICLES)
    assert len(extracted.extractions) == len(ARTICLES) - 1
    assert extracted.failures == (
        Failure(
            stage=Stage.EXTRACT,
            source="3.txt",
            code="bad_reply",
            reason="nothing usable",
            article_id=ARTICLES[1].article_id,
        ),
    )


def test_a_defect_in_reading_one_article_costs_that_article_alone():
    extracted = pipeline(Scripted({"3.txt": RecursionError("too deep")})).extract(ARTICLES)
    assert [one.code for one in extracted.failures] == ["defect"]
    assert "RecursionError: too deep" in extracted.failures[0].reason


def test_a_path_in_an_articles_place_is_told_what_makes_an_article_of_it():
    with pytest.raises(TypeError, match=r"not str 'report\.txt'"):
        pipeline(Scripted()).extract(["report.txt"])


def test_no_article_is_asked_about_once_an_error_ends_the_run():
    extractor = Scripted({"2.txt": KeyRefused("the key is not taken")})
    extracted = pipeline(extractor, concurrency=1).extract(ARTICLES)
    assert extractor.asked == ["2.txt"]
    assert [one.code for one in extracted.failures] == ["key_refused"] * len(ARTICLES)


@pytest.mark.parametrize("most", [1, 2, 5])
def test_no_more_articles_are_under_way_than_allowed(most):
    extractor = Scripted()
    pipeline(extractor, most).extract(ARTICLES)
    assert extractor.most_under_way == most


def test_the_synchronous_face_works_inside_a_running_loop():
    async def notebook() -> int:
        return len(pipeline(Scripted()).extract(ARTICLES).extractions)

    assert asyncio.run(notebook()) == len(ARTICLES)


def test_the_synchronous_face_called_from_the_core_says_so_and_does_not_hang():
    class Muddled(Scripted):
        async def extract(self, article: Article) -> Extraction:
            return pipeline(Scripted()).extract([article]).extractions[0]

    extracted = pipeline(Muddled()).extract(ARTICLES[:1])
    assert "await it" in extracted.failures[0].reason


@pytest.mark.usefixtures("elsewhere")
def test_awaited_and_waited_for_are_the_same_run(example):
    flow = build()
    assert asyncio.run(flow.arun([example])) == flow.run([example])


@pytest.mark.usefixtures("elsewhere")
def test_a_run_comes_back_from_json_as_it_was(example):
    run = build().run([example])
    assert Run.from_json(run.to_json()) == run


@pytest.mark.usefixtures("elsewhere")
def test_a_run_is_what_its_steps_give_one_by_one(example):
    flow = build()
    articles = flow.read([example]).articles
    stories = flow.merge(articles, flow.extract(articles).extractions)
    run = flow.run([example])
    assert run.consensus == stories
    assert run.briefings == tuple(map(flow.brief, stories))


@pytest.mark.usefixtures("elsewhere")
def test_the_order_of_the_sources_changes_no_record(example):
    files = sorted(path for path in example.iterdir() if path.suffix != ".csv")
    assert len(files) > 3
    flow = build()
    there, back = (flow.run(order) for order in (files, files[::-1]))
    assert there.consensus == back.consensus
    assert there.briefings == back.briefings


def test_the_summary_says_who_read_and_counts_what_came_of_it(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLES[0].text * 4)
    run = Pipeline(RulesExtractor(), POLICY).run([tmp_path / "a.txt", tmp_path / "none.txt"])
    assert str(run).startswith("1 article, 1 story, ")
    assert "1 failure (read by rules, no model)" in str(run)


def test_what_the_extractor_spent_stands_in_the_run():
    spent = Spent(requests=3, cost_usd=None)
    run = Pipeline(Scripted(), POLICY, spent=lambda: spent).run([])
    assert run.spent == spent


def test_an_article_without_incidents_is_named():
    dull = Article.of("The council met on Friday and talked about bins.", file="dull.txt")
    flow = Pipeline(RulesExtractor(), POLICY)
    run = flow.conclude(type(flow.read([]))((dull,)), flow.extract([dull]))
    assert run.consensus == ()
    assert any("dull.txt" in note and "no violent incident" in note for note in run.notes)


def test_two_articles_of_one_publisher_are_named_with_their_files():
    bins, buses = (
        Article.of(f"The council met and talked about {what}.", publisher="Besk Gazette", file=file)
        for what, file in (("bins", "monday/town.txt"), ("buses", "friday/town.txt"))
    )
    flow = Pipeline(RulesExtractor(), POLICY)
    run = flow.conclude(type(flow.read([]))((bins, buses)), flow.extract([bins, buses]))
    assert [note.partition(":")[0] for note in run.notes] == [
        "Besk Gazette (monday/town.txt)",
        "Besk Gazette (friday/town.txt)",
    ]


RAID = "Gunmen killed two guards in Tavo on Friday, the police said."


def test_days_that_nobody_can_place_are_named_first_with_what_would_place_them():
    undated = Article.of(RAID, file="raid.txt")
    flow = Pipeline(RulesExtractor(), POLICY)
    reading = type(flow.read([]))((undated,), notes=("raid.txt: a remark",))
    first, *_ = flow.conclude(reading, flow.extract([undated])).notes
    assert "raid.txt (“Friday”)" in first
    assert "manifest" in first


@pytest.mark.parametrize(
    "article",
    [
        Article.of(RAID, published_on=date(2026, 1, 31)),
        Article.of(RAID.replace("Friday", "Friday, 30 January 2026")),
    ],
)
def test_days_that_can_be_placed_are_no_news(article):
    flow = Pipeline(RulesExtractor(), POLICY)
    run = flow.conclude(type(flow.read([]))((article,)), flow.extract([article]))
    assert run.notes == ()


def test_progress_is_told_of_every_article_once_and_of_every_stage():
    told: list[tuple[object, ...]] = []

    class Listener:
        def begin(self, stage, total):
            told.append(("begin", stage, total))

        def advance(self, stage):
            told.append(("advance", stage))

        def end(self, stage):
            told.append(("end", stage))

    extractor = Scripted({"3.txt": BadReply("no")})
    pipeline(extractor).extract(ARTICLES, Listener())
    assert told[0] == ("begin", Stage.EXTRACT, len(ARTICLES))
    assert told.count(("advance", Stage.EXTRACT)) == len(ARTICLES)
    assert told[-1] == ("end", Stage.EXTRACT)


# ---------------------------------------------------------------- streams


def streamed(extractor: Scripted, articles, concurrency: int = 2):
    return list(pipeline(extractor, concurrency).stream(articles))


def test_a_stream_hands_on_each_article_with_what_came_of_it_in_their_order():
    outcomes = streamed(Scripted({"3.txt": BadReply("nothing usable")}), iter(ARTICLES))
    assert [article for article, _ in outcomes] == list(ARTICLES)
    whole = pipeline(Scripted({"3.txt": BadReply("nothing usable")})).extract(ARTICLES)
    assert [one for _, one in outcomes if isinstance(one, Extraction)] == list(whole.extractions)
    assert [one for _, one in outcomes if isinstance(one, Failure)] == list(whole.failures)


def test_a_stream_takes_no_more_articles_than_it_can_hold():
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article.of(f"Report {taken} tells of nothing.")

    outcomes = pipeline(Scripted()).stream(endless())
    for _ in range(600):
        next(outcomes)
    outcomes.close()
    assert taken < 900


def test_a_stream_that_nobody_goes_on_reading_ends_what_is_under_way():
    ended = threading.Event()

    class Slow(Scripted):
        async def extract(self, article: Article) -> Extraction:
            if article is not ARTICLES[0]:
                try:
                    await asyncio.sleep(60)
                finally:
                    ended.set()
            return RulesExtractor().read(article)

    outcomes = pipeline(Slow()).stream(ARTICLES)
    next(outcomes)
    outcomes.close()
    assert ended.wait(10)


def test_a_stream_that_is_told_to_halt_fails_the_rest_for_that_reason():
    halt = Halt()
    outcomes = pipeline(Scripted(), concurrency=1).stream(ARTICLES, halt=halt)
    halt.tell(Stopped("enough"))
    assert {one.code for _, one in outcomes if isinstance(one, Failure)} == {"stopped"}


# ---------------------------------------------------------------- parking


class Busy(Scripted):
    """Asks for half a second of patience the first few times it is asked about an article."""

    def __init__(self, name: str, times: int) -> None:
        super().__init__()
        self.name, self.times = name, times

    async def extract(self, article: Article) -> Extraction:
        if article.name == self.name and self.times:
            self.times -= 1
            self.asked.append(article.name)
            raise self.parked(article)
        return await super().extract(article)

    def parked(self, article: Article) -> Parked:  # noqa: ARG002 - for who reads half of it
        return Parked("later", 0.5)


class HalfRead(Busy):
    """As that, with a reading in hand whose note tells it from a whole one."""

    def parked(self, article: Article) -> Parked:
        reading = RulesExtractor().read(article)
        return PartRead(super().parked(article), reading.model_copy(update={"notes": ("half",)}))


def parking(extractor: Busy, park_s: float) -> Extracted:
    options = Options(concurrency=1, park_s=park_s)
    return Pipeline(extractor, POLICY, options).extract(ARTICLES)


def test_a_parked_article_leaves_its_place_to_others_and_is_taken_up_again():
    extractor = Busy("2.txt", 1)
    extracted = parking(extractor, 5)
    names = [one.name for one in ARTICLES]
    assert extractor.asked == [*names, "2.txt"]
    assert [one.article_id for one in extracted.extractions] == [one.article_id for one in ARTICLES]


def test_an_article_that_is_parked_too_long_fails_as_that_and_no_other_does():
    extractor = Busy("2.txt", 9)
    (failure,) = parking(extractor, 1.2).failures
    assert (failure.source, failure.code, failure.reason) == ("2.txt", "parked", "later")
    assert extractor.asked.count("2.txt") == 3


def test_an_article_that_is_half_read_is_taken_up_again_for_the_rest():
    extracted = parking(HalfRead("2.txt", 1), 5)
    assert [one.notes for one in extracted.extractions] == [()] * len(ARTICLES)


def test_what_was_read_of_an_article_that_is_parked_too_long_stands():
    extracted = parking(HalfRead("2.txt", 9), 0.2)
    assert extracted.failures == ()
    assert extracted.extractions[0].notes == ("half",)


def test_what_was_read_of_a_parked_article_stands_when_the_run_is_told_to_end():
    halt = Halt()
    options = Options(concurrency=1, park_s=5)
    outcomes = Pipeline(HalfRead("2.txt", 9), POLICY, options).stream(ARTICLES[:1], halt=halt)
    threading.Timer(0.2, halt.tell, [Stopped("enough")]).start()
    ((_, outcome),) = outcomes
    assert isinstance(outcome, Extraction)
    assert outcome.notes == ("half",)
