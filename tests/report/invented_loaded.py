"""Loaded words whose every text is one that a spreadsheet might run."""

from llm_extract.report.loaded import LoadedSource, LoadedWord


def hostile_sources(text: str) -> tuple[LoadedSource, ...]:
    word = LoadedWord(
        start=0,
        end=4,
        before="",
        words=text,
        after="",
        quoted=False,
        kind="label",
        neutral=text,
        reason=text,
    )
    return (
        LoadedSource(
            article_id="a1",
            outlet=text,
            language="en",
            length=100,
            per_1000=10.0,
            found=(word,),
        ),
    )
