"""Scored runs made up of figures alone, for what needs no documents."""

from collections.abc import Sequence
from itertools import product

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


_LONGEST = 5
# Every word of up to five leaves, those of each length as often as those of any other; a pair is
# one number that is drawn at once, for drawing letter by letter took longer than what is tested.
_WORDS = [
    "".join(word)
    for length in range(_LONGEST + 1)
    for word in product("cwms", repeat=length)
    for _ in range(4 ** (_LONGEST - length))
]
words = st.sampled_from(_WORDS)
"""The leaves of one unit."""

pairs_of_runs = st.lists(st.sampled_from(range(len(_WORDS) ** 2)), max_size=20).map(
    lambda pairs: (
        run(*(_WORDS[one // len(_WORDS)] for one in pairs), metrics=(RIGHT, KILLED)),
        run(*(_WORDS[one % len(_WORDS)] for one in pairs), metrics=(RIGHT, KILLED)),
    )
)
"""Two runs over the same units."""
