"""Text and marks, cut into pieces: nothing is lost, and the marks stand where they should."""

from hypothesis import given
from hypothesis import strategies as st

from llm_extract.records.article import Span
from llm_extract.report.segments import excerpts, segments

TEXT = st.text(min_size=1, max_size=60)
SPANS = st.lists(
    st.tuples(st.integers(0, 70), st.integers(1, 30)).map(
        lambda pair: Span(start=pair[0], end=pair[0] + pair[1])
    ),
    max_size=8,
)


@given(TEXT, SPANS)
def test_the_pieces_joined_are_the_text(text, spans) -> None:
    pieces = segments(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text == text[piece.start : piece.start + len(piece.text)] for piece in pieces)


@given(TEXT, SPANS)
def test_a_character_stands_under_exactly_the_marks_that_cover_it(text, spans) -> None:
    for piece in segments(text, spans):
        for at in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.under) == {span for span in spans if span.start <= at < span.end}


@given(TEXT, SPANS)
def test_every_mark_within_the_text_opens_once_and_where_it_starts(text, spans) -> None:
    opened = [(span, piece.start) for piece in segments(text, spans) for span in piece.opens]
    assert all(span.start == at for span, at in opened)
    assert sorted(str(span) for span, _ in opened) == sorted(
        {str(span) for span in spans if span.start < len(text)}
    )


@given(TEXT, SPANS)
def test_the_excerpts_are_what_is_marked_and_nothing_else(text, spans) -> None:
    shown = "".join(piece.text for run in excerpts(segments(text, spans)) for piece in run)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert shown == "".join(sign for at, sign in enumerate(text) if at in covered)


def test_sentences_that_touch_stand_in_one_excerpt_and_others_apart() -> None:
    marks = [Span(start=0, end=2), Span(start=2, end=4), Span(start=5, end=6)]
    runs = excerpts(segments("abcdef", marks))
    assert ["".join(piece.text for piece in run) for run in runs] == ["abcd", "f"]
