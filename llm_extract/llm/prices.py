"""What models cost: the table that ships, with the user's own laid over it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from llm_extract.errors import SettingsError
from llm_extract.llm.metered import Price


def load_prices(own: Path | None = None) -> dict[str, Price]:
    """Prices by model name; a model in `own` replaces the one that ships.

    Raises:
        SettingsError: `own` cannot be read, or an entry is not three numbers.
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
    return prices | _table(text, str(own))


def _table(text: str, where: str) -> dict[str, Price]:
    try:
        return {model: Price(**fields) for model, fields in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise SettingsError(
            f"{where}: each model has the numbers prompt, cached_prompt, completion: {error}"
        ) from error
