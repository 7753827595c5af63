"""Figures of other times and wider areas, shown and never counted: plans only."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.briefing.plans import Kind, Plan, Statement, ids_of
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Toll


def background(view: View) -> Iterator[Plan]:
    """Figures of other times, together where one voice gives several on the same thing."""
    together: dict[tuple[str, ...], list[Statement]] = {}
    for position in view.consensus.background:
        said = _with_words(view, view.statement(position))
        if said.claim_ids and isinstance(said.value, Toll):
            key = (*(voice.name for voice in said.voices), said.about or "")
            together.setdefault(key, []).append(said)
    for statements in together.values():
        yield Plan(
            section=Section.BACKGROUND,
            mode=Mode.BACKGROUND,
            kind=Kind.BACKGROUND,
            statements=tuple(statements),
            attackers="militants",
            contested=True,
            ids=ids_of(statements),
        )


def _with_words(view: View, said: Statement) -> Statement:
    """The words that say what a background figure is of, where the source has them verbatim."""
    about = said.about
    return said.model_copy(update={"thing": about}) if about and view.carries(said, about) else said
