"""Which ways of asking for a given shape an endpoint takes: found out by asking, once for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from llm_extract.errors import ModelError, ModeRefused
from llm_extract.llm.ask import Message, Model, Request
from llm_extract.llm.modes import OutputMode
from llm_extract.llm.schema import reply_schema
from llm_extract.llm.wire import strict_json


class Probe(BaseModel):
    """The smallest reply that shows a schema was followed."""

    model_config = ConfigDict(extra="forbid")

    colour: Literal["red", "green"]
    count: int


@dataclass(frozen=True)
class Finding:
    """`fault` None: the mode works. `ends_probe`: the fault has nothing to do with the mode."""

    mode: OutputMode
    fault: str | None
    ends_probe: bool = False


async def probe(model_in: Callable[[OutputMode], Model], name: str) -> tuple[Finding, ...]:
    """Ask for a tiny reply in each mode, the strictest first; stop at a fault of key or model."""
    findings: list[Finding] = []
    for mode in OutputMode:
        findings.append(await _tried(model_in(mode), mode, name))
        if findings[-1].ends_probe:
            break
    return tuple(findings)


async def _tried(model: Model, mode: OutputMode, name: str) -> Finding:
    question = Message("user", "Reply in the given JSON form: the colour is green, the count is 3.")
    request = Request(model=name, messages=(question,), schema=reply_schema(Probe))
    try:
        reply = await model.ask(request)
        Probe.model_validate(strict_json(reply.text))
    except ModeRefused as error:
        return Finding(mode, str(error))
    except ModelError as error:
        return Finding(mode, str(error), ends_probe=error.ends_run or error.retryable)
    except ValidationError as error:
        return Finding(mode, f"the reply has another shape: {error.errors()[0]['msg']}")
    return Finding(mode, None)
