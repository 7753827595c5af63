"""Which set an eval is of, where it stands, and what can be had of it again later."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from llm_extract.cli.screen import remark
from llm_extract.errors import GoldError, SettingsError
from llm_extract.evals import gold, suites
from llm_extract.evals.gold.ceiling import between
from llm_extract.evals.runs import SavedRun, Selection, moved
from llm_extract.evals.sets import EvalSet
from llm_extract.records.article import Article

_GOLD = Path("evals/gold")


def selected(**asked: object) -> Selection:
    """The documents that the command line asks for.

    Raises:
        SettingsError: an option is not allowed, or not of this kind of set.
    """
    try:
        selection = Selection.model_validate(asked)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SettingsError(f"--{first['loc'][0]}: {first['msg']}") from error
    if selection.given not in get_args(suites.Suite):
        if selection.sample is not None or selection.half is not None:
            raise SettingsError("--sample, --half: of a suite only; a folder of gold has --split")
        return selection.model_copy(update={"split": selection.split or "dev"})
    if selection.split is not None:
        raise SettingsError("--split: of a folder of gold only; a suite has --half and --sample")
    return selection


def opened(selection: Selection) -> EvalSet:
    """The set with its answers.

    Raises:
        SettingsError: there is no such set, or its data is not named.
        GoldError: the data is broken.
    """
    name, of = selection.given, selection
    for suite in get_args(suites.Suite):
        if name == suite:
            if of.data is None:
                raise SettingsError(f"--data: name the file that {suite} is read from")
            return suites.load(
                suite, of.data, limit=of.limit, sample=of.sample, seed=of.seed, half=of.half
            )
    return gold.load(folder_of(of), of.split or "dev", of.limit)


def folder_of(selection: Selection) -> Path:
    """Where a folder of gold lies.

    Raises:
        SettingsError: nowhere.
    """
    if selection.data is not None and not Path(selection.data).is_dir():
        raise SettingsError(f"--data: there is no folder {selection.data}")
    named = (selection.data, selection.given, _GOLD / selection.given)
    for path in (Path(one) for one in named if one is not None):
        if path.is_dir():
            return path
    raise SettingsError(
        f"SET: there is no set {selection.given!r}: it is gva, isaf or muc4"
        f" (with --data), a folder of gold, or the name of one in {_GOLD}"
    )


def ceilings(selection: Selection) -> dict[str, float]:
    """What two readers of a folder of gold reach against each other, by metric; F1 alone, which is
    the same whichever of them is taken for right.
    """
    if selection.given in get_args(suites.Suite):
        return {}
    agreed = between(folder_of(selection))
    found = {one.name: one.over(agreed.units) for one in agreed.metrics if one.of == "f1"}
    return {name: value for name, value in found.items() if value is not None}


def where(run: SavedRun, data: str | None) -> Selection:
    """The documents of a kept run, at the place they were read from or where they are now."""
    selection = run.about.selection
    return selection.model_copy(update={"data": data}) if data else selection


def articles(run: SavedRun, data: str | None) -> tuple[Article, ...]:
    """The texts of a run, if the set is at hand and still the same; else none, and a remark."""
    try:
        evalset = opened(where(run, data))
    except (GoldError, SettingsError) as error:
        remark(f"note: shown without its texts: {error}")
        return ()
    if {"gold", "documents"} & moved(run, evalset).keys():
        remark("note: shown without its texts, for the set is no longer the one that was read")
        return ()
    return evalset.articles()
