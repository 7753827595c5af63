"""Scored runs made up of figures alone, for what needs no documents."""

from collections.abc import Sequence

from hypothesis import strategies as st

from llm_extract.evals.scores import LeafVerdict, Mark, Metric, Scored, Tally, UnitScore

KILLED = Metric("killed_exact", "killed", of="recall")
RIGHT = Metric("right", "killed", of="f1")
WRONG = Metric("wrong", "killed", of="recall", higher_is_better=False)

_VERDICTS = [*LeafVerdict]


def unit(name: str, verdicts: str, cluster: str | None = None, slot: str = "killed") -> UnitScore:
    """A unit by a letter a leaf: c(orrect), w(rong), m(issing), s(purious)."""
    letters = {verdict.value[0]: verdict for verdict in _VERDICTS}
    marks = tuple(
        Mark(
            slot,
            letters[letter],
            expected=None if letter == "s" else f"{name} {at}",
            said={"c": f"{name} {at}", "w": "9", "s": f"made up {at}"}.get(letter),
        )
        for at, letter in enumerate(verdicts)
    )
    tally = sum((Tally.of(mark.verdict) for mark in marks), Tally())
    return UnitScore(name, cluster or name, {slot: tally} if marks else {}, marks)


def run(*verdicts: str, metrics: Sequence[Metric] = (KILLED,)) -> Scored:
    """A unit a word, each a story of its own."""
    units = tuple(unit(f"u{at:03}", word) for at, word in enumerate(verdicts))
    return Scored(units, tuple(metrics), metrics[0].name)


words = st.text("cwms", max_size=5)
"""The leaves of one unit."""

pairs_of_runs = st.lists(st.tuples(words, words), max_size=20).map(
    lambda pairs: (
        run(*(one for one, _ in pairs), metrics=(RIGHT, KILLED)),
        run(*(other for _, other in pairs), metrics=(RIGHT, KILLED)),
    )
)
"""Two runs over the same units."""
