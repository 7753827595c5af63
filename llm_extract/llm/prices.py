"""What models cost: the table that ships, with the user's own laid over it."""

from __future__ import annotations

import tomllib
from dataclasses import fields as fields_of
from importlib.resources import files
from math import inf
from pathlib import Path

from llm_extract.errors import SettingsError
from llm_extract.llm.metered import Price

_NUMBERS = frozenset(field.name for field in fields_of(Price))


def load_prices(own: Path | None = None) -> dict[str, Price]:
    """Prices by model name; a model in `own` replaces the one that ships.

    Raises:
        SettingsError: `own` cannot be read, or an entry is not three numbers from 0.
    """
    prices = _table((files("llm_extract.llm") / "prices.toml").read_text(), "the shipped prices")
    if own is None:
        return prices
    try:
        text = own.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"LLM_EXTRACT_PRICES: {own} cannot be read: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"LLM_EXTRACT_PRICES: {own} is not UTF-8: {error}") from error
    return prices | _table(text, f"LLM_EXTRACT_PRICES: {own}")


def _table(text: str, where: str) -> dict[str, Price]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where}: {error}") from error
    return {model: _price(fields, f"{where}: {model}") for model, fields in table.items()}


def _price(fields: object, where: str) -> Price:
    if not isinstance(fields, dict) or set(fields) != _NUMBERS:
        raise SettingsError(
            f"{where}: a model has the numbers prompt, cached_prompt and completion, and a name"
            ' with a dot in it stands in quotation marks, as in ["small-1.5"]'
        )
    for name, value in fields.items():
        if type(value) not in {int, float} or not 0 <= value < inf:
            raise SettingsError(
                f"{where}: {name} is a number of US dollars from 0, and not {value!r}"
            )
    return Price(**fields)
