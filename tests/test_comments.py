"""What a comment promises: its words stand in its sentence, and older records load without any."""

import json

import pytest
from pydantic import ValidationError

from llm_extract.records.article import Article, Span
from llm_extract.records.claims import Evidence
from llm_extract.records.comments import Comment, CommentKind
from llm_extract.records.consensus import Consensus
from llm_extract.records.incidents import Extraction, ExtractorId

SENTENCE = "Analysts said the raids on Orlo showed new reach."


def comment(words: str = "the raids on Orlo showed new reach") -> Comment:
    return Comment.of(
        Article.of(SENTENCE).article_id,
        kind=CommentKind.ANALYSIS,
        words=words,
        evidence=Evidence(quote=SENTENCE, span=Span(start=0, end=len(SENTENCE))),
    )


def test_the_same_comment_gets_the_same_id_in_every_run() -> None:
    assert comment() == comment()
    assert comment().comment_id != comment("new reach").comment_id


def test_words_that_do_not_stand_in_the_sentence_make_no_comment() -> None:
    with pytest.raises(ValidationError, match="must stand in its sentence"):
        comment("the raids on Orlo showed despair")


def test_an_extraction_with_comments_survives_a_trip_through_json() -> None:
    extraction = Extraction(
        article_id="a1",
        extractor=ExtractorId(name="rules", version="1"),
        comments=(comment(),),
    )
    assert Extraction.from_json(extraction.to_json()) == extraction


@pytest.mark.parametrize(
    "record",
    [
        Extraction(article_id="a1", extractor=ExtractorId(name="rules", version="1")),
        Consensus(consensus_id="k1", title="t", policy="range_only", sources=()),
    ],
)
def test_a_record_written_before_there_were_comments_still_loads(
    record: Extraction | Consensus,
) -> None:
    older = json.loads(record.to_json())
    del older["comments"]
    assert type(record).from_json(json.dumps(older)) == record
