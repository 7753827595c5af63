"""Settings: read once from the environment and `.env`, then frozen. Nothing else reads either.

What is given by hand (an option of the command line, an argument) goes before the environment,
the environment before `.env`, and `.env` before the default.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from llm_extract.errors import SettingsError

PREFIX = "LLM_EXTRACT_"
ENV_FILE = ".env"


class ExtractorChoice(StrEnum):
    """Who reads the articles. AUTO is the model where one is named, else the rules."""

    AUTO = "auto"
    RULES = "rules"
    MODEL = "model"


class Settings(BaseSettings):
    """Everything that can be set. Each description says which values are allowed.

    A key alone never spends: no model is asked unless `model` names one.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_ignore_empty=True,
        # `.env` serves other programs too; a stray name with our prefix is refused in `load`.
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        # A refused value may be a secret in the wrong place: messages leave it out.
        hide_input_in_errors=True,
    )

    model: str | None = Field(None, min_length=1, description="the name of a model")
    extractor: ExtractorChoice = Field(
        ExtractorChoice.AUTO, description="one of auto, rules, model"
    )
    policy: str = Field("range_only", description="the name of a policy for best values")
    overrides: Path | None = Field(None, description="a YAML file of an editor's overrides")
    evidence: Literal["full", "sentences"] = Field("full", description="full or sentences")
    naming: Literal["guarded", "public", "all"] = Field(
        "guarded", description="one of guarded, public, all"
    )
    wording: Literal["template", "model"] = Field("template", description="one of template, model")
    concurrency: int = Field(8, ge=1, le=1000, description="a whole number from 1 to 1000")
    max_bytes: int = Field(
        2_000_000, ge=1, le=1_000_000_000, description="a whole number from 1 to 1000000000"
    )
    log: Literal["text", "json"] = Field("text", description="text or json")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="one of debug, info, warning, error"
    )
    cache_dir: Path = Field(Path("~/.cache/llm_extract"), description="a folder")
    gazetteer: Literal["none", "geonames"] = Field("none", description="none or geonames")
    prompt: str = Field("extract", min_length=1, description="a prompt's name, or a path to one")
    readings: int = Field(1, ge=1, le=2, description="1 or 2")
    check: str | None = Field(None, min_length=1, description="a prompt's name, or a path to one")
    wording_prompt: str = Field(
        "briefing", min_length=1, description="a prompt's name, or a path to one"
    )
    output_mode: Literal["strict", "tools", "json", "prose"] = Field(
        "strict", description="one of strict, tools, json, prose"
    )
    temperature: float | None = Field(0.0, ge=0, le=2, description="a number from 0 to 2")
    seed: int | None = Field(0, description="a whole number")
    max_output_tokens: int | None = Field(None, ge=1, description="a whole number from 1")
    max_characters: int = Field(24_000, ge=1000, description="a whole number from 1000")
    deadline_s: float = Field(180.0, gt=0, description="seconds, more than 0")
    article_deadline_s: float = Field(600.0, gt=0, description="seconds, more than 0")
    run_deadline_s: float | None = Field(None, gt=0, description="seconds, more than 0")
    park_s: float = Field(3600.0, ge=0, description="seconds, from 0")
    attempts: int = Field(5, ge=1, le=20, description="a whole number from 1 to 20")
    requests_per_minute: float | None = Field(None, gt=0, description="a number more than 0")
    tokens_per_minute: float | None = Field(None, gt=0, description="a number more than 0")
    max_cost_usd: float | None = Field(None, ge=0, description="US dollars, from 0")
    max_requests: int | None = Field(None, ge=0, description="a whole number from 0")
    prices: Path | None = Field(None, description="a TOML file of prices")
    replay: Path | None = Field(None, description="a folder of recorded replies")
    record: Path | None = Field(None, description="a folder to record replies in")
    openai_api_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="a key"
    )
    openai_base_url: str | None = Field(
        None,
        validation_alias="OPENAI_BASE_URL",
        pattern=r"^https?://\S+$",
        repr=False,  # some addresses hold a password
        description="an address that begins with http:// or https://",
    )

    @property
    def resolved_extractor(self) -> Literal["rules", "model"]:
        """The extractor that will be used.

        >>> Settings(_env_file=None, model="m").resolved_extractor
        'model'
        """
        match self.extractor:
            case ExtractorChoice.RULES:
                return "rules"
            case ExtractorChoice.MODEL:
                return "model"
            case ExtractorChoice.AUTO:
                return "model" if self.model else "rules"

    def public(self) -> dict[str, object]:
        """The settings as plain values, for display and run.json: of the key only whether it is."""
        shown: dict[str, object] = self.model_dump(mode="json", exclude={"openai_api_key"})
        shown["cache_dir"] = str(self.cache_dir)
        shown["openai_api_key"] = "set" if self.openai_api_key else "not set"
        if self.openai_base_url:
            shown["openai_base_url"] = _without_user(self.openai_base_url)
        return shown


def load(**given: object) -> Settings:
    """The settings in force; `given` values that are not None go before all others.

    Raises:
        SettingsError: a value is not allowed, or would change nothing, or a variable with our
            prefix is no setting.
    """
    _refuse_unknown()
    by_hand = {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**by_hand)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_in_words(error, by_hand)) from None
    _refuse_idle(settings, by_hand)
    return settings.model_copy(update={"cache_dir": settings.cache_dir.expanduser()})


def variable(name: str) -> str:
    """The environment variable of a setting.

    >>> variable("max_bytes"), variable("openai_api_key")
    ('LLM_EXTRACT_MAX_BYTES', 'OPENAI_API_KEY')
    """
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else PREFIX + name.upper()


def _refuse_idle(settings: Settings, by_hand: Mapping[str, object]) -> None:
    """Refuse what is given for a model where none is asked: rules would be taken for its work."""
    if settings.resolved_extractor == "model" or settings.wording == "model":
        return
    for name in ("model", "prompt", "replay", "record"):
        if name in by_hand:
            raise SettingsError(
                f"--{name}: no model is asked here, so it would change nothing; {_asking(settings)}"
            )


def _asking(settings: Settings) -> str:
    """What has a model asked, in words."""
    if settings.extractor is ExtractorChoice.AUTO:
        return "name one with --model or LLM_EXTRACT_MODEL"
    return "--word-with-model has one word a briefing, --extractor model has one read articles"


def _refuse_unknown() -> None:
    known = {variable(name) for name in Settings.model_fields}
    for name in _set_names():
        if name.startswith(PREFIX) and name not in known:
            ours = sorted(one for one in known if one.startswith(PREFIX))
            near = get_close_matches(name[len(PREFIX) :], [one[len(PREFIX) :] for one in ours], 1)
            meant = f" (did you mean {PREFIX}{near[0]}?)" if near else ""
            raise SettingsError(f"{name}: no such setting{meant}; there are {', '.join(ours)}")


def _set_names() -> Iterator[str]:
    yield from (name.upper() for name in os.environ)
    yield from (name.upper() for name in _dotenv())


def _dotenv() -> Mapping[str, str | None]:
    try:
        return DotEnvSettingsSource(Settings, case_sensitive=True).env_vars
    except OSError as error:
        raise SettingsError(f"{ENV_FILE}: it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{ENV_FILE}: it cannot be read: save it as UTF-8") from None


def _in_words(error: ValidationError, by_hand: Mapping[str, object]) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = str(first["loc"][0])
    name = next((one for one in Settings.model_fields if where in {one, variable(one)}), where)
    if name not in Settings.model_fields:
        return f"{name}: {first['msg']}"
    asked = f"--{name.replace('_', '-')}" if name in by_hand else variable(name)
    allowed = Settings.model_fields[name].description
    return f"{asked}: what is given is not allowed; it takes {allowed}"


def _without_user(url: str) -> str:
    """An address without the user and password that some put before the host."""
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path.partition('?')[0]}"
