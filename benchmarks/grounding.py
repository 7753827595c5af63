"""How exactly and how fast a quotation is found again, beside the aligner of langextract.

    python benchmarks/grounding.py

A text of 30,000 characters is made of the example story and invented filler. Sentences are taken
from it as they stand and nearly so: with other quotation marks, with words left out, misread as by
a scanner, in another case, with blanks lost. All is drawn with a fixed seed. A quotation counts as
exact where the stretch found is the very one it was taken from. Times are processor time a
quotation, warm, the median over several rounds. The rows of langextract appear where it is
installed; it is no dependency of this package.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from llm_extract.ground import ground
from llm_extract.records.article import Span
from llm_extract.sources import ReadOptions, read
from llm_extract.text import sentences

STORY = Path(__file__).parents[1] / "examples" / "border-town"
LENGTH = 30_000
SEED = 20
EACH = 10
ROUNDS = 9
# No further round once they have taken so many seconds together.
ENOUGH_S = 1.0
FEWEST_WORDS = 8

NAMES = "Orlo Varra Tessel Karst Ambria Quillen Sorb Halden Mirov Pell Ostra Lunde".split()
THINGS = "depot mill bridge school clinic market ferry quarry barracks station orchard dam".split()
DOERS = "farmers drivers teachers guards nurses miners traders fishermen porters students".split()
DEEDS = "closed searched rebuilt watched left painted guarded measured visited counted".split()
TIMES = "at dawn,after the rain,before the vote,on market day,in the spring,at noon".split(",")

# What an engine that reads scans takes for what.
MISREAD = [("rn", "m"), ("m", "rn"), ("cl", "d"), ("li", "h"), ("e", "c"), ("h", "b"), ("u", "n")]
MARKS = [{'"': "“", "“": '"', "”": '"', "'": "’", "’": "'"}, {'"': "'", "“": "«", "”": "»"}]
NUMERALS = (
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred thousand"
).split()


@dataclass(frozen=True)
class Quotation:
    """A quotation as somebody gave it, and where it was taken from."""

    words: str
    span: Span


def long_text() -> str:
    """The articles of the example story, and invented sentences up to 30,000 characters."""
    draw = random.Random(SEED)  # noqa: S311 - the same text every time
    parts = [article.text for article in read([str(STORY)], ReadOptions()).articles]
    text = "\n\n".join(part + "\n\n" + " ".join(_filler(draw, 30)) for part in parts)
    while len(text) < LENGTH:
        text += " " + " ".join(_filler(draw, 5))
    return text[:LENGTH].rsplit(".", 1)[0] + "."


def _filler(draw: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        few, many = draw.sample(NAMES, 2), draw.sample(DOERS, 2)
        thing, other = draw.sample(THINGS, 2)
        yield (
            f"{draw.randint(12, 900)} {many[0]} of {few[0]} {draw.choice(DEEDS)} the {thing}"
            f" {draw.choice(TIMES)}, and the {many[1]} of {few[1]} {draw.choice(DEEDS)}"
            f" the {other} {draw.choice(TIMES)}."
        )


def verbatim(text: str) -> list[Quotation]:
    """Fifty sentences as they stand."""
    return [Quotation(span.of(text), span) for span in _drawn(text, lambda _: True, 5 * EACH)]


def near(text: str) -> dict[str, list[Quotation]]:
    """Ten sentences for each way of not quite copying them."""
    return {
        kind: [Quotation(change(span.of(text), draw), span) for span in _drawn(text, fits, EACH)]
        for kind, (change, fits, draw) in _changes().items()
    }


Change = Callable[[str, random.Random], str]


def _changes() -> dict[str, tuple[Change, Callable[[str], bool], random.Random]]:
    kinds: dict[str, tuple[Change, Callable[[str], bool]]] = {
        "other quotation marks": (_other_marks, lambda words: any(m in words for m in "\"“'’")),
        "words left out": (_words_left_out, lambda _: True),
        "misread letters": (_misread, lambda _: True),
        "another case": (_another_case, lambda _: True),
        "blanks lost": (_blanks_lost, lambda _: True),
    }
    return {
        kind: (*change, random.Random(f"{SEED} {kind}"))  # noqa: S311 - the same every time
        for kind, change in kinds.items()
    }


def _drawn(text: str, fits: Callable[[str], bool], count: int) -> list[Span]:
    """Sentences that stand once in the text, drawn without order."""
    spans = [Span(start=start, end=end) for start, end in sentences(text)]
    good = [
        span
        for span in spans
        if len(span.of(text).split()) >= FEWEST_WORDS
        and text.count(span.of(text)) == 1
        and fits(span.of(text))
    ]
    return random.Random(f"{SEED} {count}").sample(good, count)  # noqa: S311


def _other_marks(words: str, draw: random.Random) -> str:
    marks = draw.choice(MARKS)
    changed = words.translate(str.maketrans(marks))
    return changed if changed != words else words.translate(str.maketrans(MARKS[0]))


def _words_left_out(words: str, draw: random.Random) -> str:
    """One word or two less, neither the first nor the last, and no figure."""
    parts = words.split(" ")
    inner = [at for at in range(1, len(parts) - 1) if _is_plain(parts[at])]
    gone = set(draw.sample(inner, draw.choice([1, 2])))
    return " ".join(part for at, part in enumerate(parts) if at not in gone)


def _misread(words: str, draw: random.Random) -> str:
    """One to three words with a letter taken for another, no figure among them."""
    parts = words.split(" ")
    able = [at for at, part in enumerate(parts) if _is_plain(part) and _misreadings(part)]
    for at in draw.sample(able, min(len(able), draw.choice([1, 2, 3]))):
        parts[at] = draw.choice(_misreadings(parts[at]))
    return " ".join(parts)


def _misreadings(word: str) -> list[str]:
    return [word.replace(old, new, 1) for old, new in MISREAD if old in word]


def _another_case(words: str, draw: random.Random) -> str:
    return draw.choice([str.upper, str.title, str.swapcase])(words)


def _blanks_lost(words: str, draw: random.Random) -> str:
    """One to three blanks between plain words gone."""
    parts = words.split(" ")
    gaps = [at for at in range(1, len(parts)) if _is_plain(parts[at - 1]) and _is_plain(parts[at])]
    gone = set(draw.sample(gaps, min(len(gaps), draw.choice([1, 2, 3]))))
    return "".join(part if at in gone or not at else f" {part}" for at, part in enumerate(parts))


def _is_plain(word: str) -> bool:
    return re.fullmatch(r"[a-z]+", word) is not None and word not in NUMERALS


# ---------------------------------------------------------------- measuring

Found = list[Span | None]


def ours(text: str, quotes: Sequence[str]) -> Found:
    """Each quotation grounded alone; their order is of no matter."""
    return [evidence.span if (evidence := ground(one, text)) else None for one in quotes]


def measured(find: Callable[[], Found], wanted: Sequence[Quotation]) -> tuple[int, int, float]:
    """How many were found, how many exactly, and processor milliseconds a quotation."""
    find()  # what is made at first use is made
    took: list[float] = []
    while len(took) < ROUNDS and sum(took) < ENOUGH_S:
        started = time.process_time()
        found = find()
        took.append(time.process_time() - started)
    exact = sum(span == one.span for span, one in zip(found, wanted, strict=True))
    a_quotation = statistics.median(took) * 1000 / len(wanted)
    return sum(span is not None for span in found), exact, a_quotation


def peers(text: str, wanted: list[Quotation]) -> Iterator[tuple[str, Callable[[], Found]]]:
    """The aligner of langextract in its default, and told to find whole quotations only."""
    try:
        from langextract.core.data import Extraction  # noqa: PLC0415
        from langextract.resolver import WordAligner  # noqa: PLC0415
    except ImportError:
        return

    def aligned(quotes: Sequence[str], **options: bool) -> Found:
        given = [Extraction(extraction_class="quote", extraction_text=one) for one in quotes]
        WordAligner().align_extractions([given], text, **options)
        spots = [one.char_interval for one in given]
        return [
            Span(start=spot.start_pos, end=spot.end_pos) if spot and spot.end_pos else None
            for spot in spots
        ]

    words = [one.words for one in wanted]
    yield "langextract", lambda: aligned(words)
    yield "langextract, whole matches only", lambda: aligned(words, accept_match_lesser=False)


def table(rows: Iterable[tuple[str, int, tuple[int, int, float]]]) -> None:
    """Print one line a row."""
    print(f"{'':54} {'of':>4} {'found':>6} {'exact':>6} {'ms a quotation':>15}")
    for name, count, (found, exact, took) in rows:
        print(f"{name:54} {count:4} {found:6} {exact:6} {took:15.4f}")


def main() -> None:
    """Measure everything in one run."""
    text = long_text()
    kinds = near(text)
    altogether = [one for quotes in kinds.values() for one in quotes]
    sets = {
        "verbatim, in order": sorted(verbatim(text), key=lambda one: one.span.start),
        "verbatim": verbatim(text),
        "near, in order": sorted(altogether, key=lambda one: one.span.start),
        "near": altogether,
        **{f"near: {kind}": quotes for kind, quotes in kinds.items()},
    }
    print(f"{len(text)} characters")
    table(
        (f"{name} | {who}", len(wanted), measured(find, wanted))
        for name, wanted in sets.items()
        for who, find in (
            ("ours", lambda wanted=wanted: ours(text, [one.words for one in wanted])),
            *(peers(text, wanted) if ":" not in name else ()),
        )
    )


if __name__ == "__main__":
    main()
