"""Sentences worded by a model: one plan, one question, at most one question more.

Nothing that comes back is believed. A wording is held against its plan like any template's, then
for what it leaves out or adds, then against the whole record, as anybody's sentence would be. What
fails is named to the model once; what fails again is kept as a rejection, and the template prints.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from llm_extract.briefing.check import Draft, check
from llm_extract.briefing.cited import citations_of
from llm_extract.briefing.faithful import unfaithful
from llm_extract.briefing.lint import Held, check_sentence
from llm_extract.briefing.naming import Naming
from llm_extract.briefing.plan import plan
from llm_extract.briefing.plans import Plan
from llm_extract.briefing.told import is_free, told
from llm_extract.briefing.view import View
from llm_extract.errors import BadReply, DeadlinePassed, ModelError
from llm_extract.llm.ask import Message, Model, Reply, Request
from llm_extract.llm.schema import reply_schema
from llm_extract.llm.wire import strict_json
from llm_extract.prompts import Prompt
from llm_extract.records.base import fingerprint
from llm_extract.records.briefing import Rejection, Worder
from llm_extract.records.consensus import Consensus

# How many faults a re-ask names, and how much of a refused wording is kept.
_MOST_FAULTS = 12
_MOST_KEPT = 1000


class SentenceReply(BaseModel):
    """One sentence of a briefing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str = Field(description="the one sentence, with its full stop")


@dataclass(frozen=True)
class Proposal:
    """What a model made of a plan: a wording that passed, or None, and those that did not."""

    text: str | None = None
    refused: tuple[Rejection, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """The proposals for one story, plan by plan; `worder` None where nobody was asked."""

    worder: Worder | None = None
    by_plan: Mapping[Plan, Proposal] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, planned: Plan) -> Proposal:
        """What was proposed for a plan; nothing, where nobody was asked about it."""
        return self.by_plan.get(planned, Proposal())


NOTHING = Proposals()


@dataclass(frozen=True)
class WriterOptions:
    """How a model is asked; `deadline_s` seconds bound all that is asked about one sentence."""

    model: str
    temperature: float | None = 0.0
    seed: int | None = 0
    max_output_tokens: int | None = None
    deadline_s: float = 600.0


class Writer:
    """Has a model word the plans of a briefing, each on its own."""

    def __init__(self, model: Model, prompt: Prompt, options: WriterOptions) -> None:
        self._model = model
        self._prompt = prompt
        self._options = options

    async def propose(self, consensus: Consensus, naming: Naming) -> Proposals:
        """A proposal for each plan but those that stand in set phrases.

        An error of the model is a rejection without a text: the story has its briefing all the
        same.
        """
        view, held = View(consensus, naming), Held(consensus)
        plans = dict.fromkeys(one for one in plan(view) if is_free(one))
        made = await asyncio.gather(*(self._proposal(one, view, held) for one in plans))
        worder = Worder(
            model=self._options.model, prompt=self._prompt.name, prompt_hash=self._prompt.sha256
        )
        return Proposals(worder, dict(zip(plans, made, strict=True)))

    def request(self, planned: Plan, *more: Message) -> Request:
        """The question about a plan: the prompt and the plan, and no text of any article."""
        said = json.dumps(told(planned), ensure_ascii=False, indent=1)
        # Names come from articles: a plan cannot close a fence that follows from the plan itself.
        fence = f"plan-{fingerprint(said)}"
        system, user = self._prompt.render({"plan": said, "fence": fence})
        options = self._options
        return Request(
            model=options.model,
            messages=(Message("system", system), Message("user", user), *more),
            schema=reply_schema(SentenceReply),
            temperature=options.temperature,
            seed=options.seed,
            max_output_tokens=options.max_output_tokens,
        )

    async def _proposal(self, planned: Plan, view: View, held: Held) -> Proposal:
        refused: list[Rejection] = []
        more: tuple[Message, ...] = ()
        try:
            async with asyncio.timeout(self._options.deadline_s):
                for _ in range(2):
                    reply = await self._model.ask(self.request(planned, *more))
                    text, faults = _read(reply, planned, view, held)
                    if not faults:
                        return Proposal(text, tuple(refused))
                    refused.append(_rejection(planned, text, "; ".join(faults)))
                    more = _reasked(reply, faults)
        except TimeoutError:
            seconds = f"{self._options.deadline_s:g}"
            refused.append(
                _silence(planned, DeadlinePassed(f"no sentence within {seconds} seconds"))
            )
        except ModelError as error:
            refused.append(_silence(planned, error))
        return Proposal(None, tuple(refused))


def _read(reply: Reply, planned: Plan, view: View, held: Held) -> tuple[str, tuple[str, ...]]:
    """The wording of a reply, and what is wrong with it."""
    try:
        text = SentenceReply.model_validate(strict_json(reply.text)).sentence.strip()
    except (BadReply, ValidationError) as error:
        return reply.text, (f"it is not the JSON that was asked for: {_in_short(error)}",)
    draft = Draft(text, planned, citations_of(planned, view), view)
    return text, (
        *map(str, check(draft)),
        *(f"plan: {fault}" for fault in unfaithful(draft)),
        *(f"record: {one.kind} “{one.words}”, {one.record}" for one in check_sentence(text, held)),
    )


def _in_short(error: BadReply | ValidationError) -> str:
    if isinstance(error, BadReply):
        return str(error)
    return "; ".join(str(fault["msg"]) for fault in error.errors()[:_MOST_FAULTS])


def _reasked(reply: Reply, faults: tuple[str, ...]) -> tuple[Message, Message]:
    named = "\n".join(f"- {fault}" for fault in faults[:_MOST_FAULTS])
    return (
        Message("assistant", reply.text),
        Message(
            "user",
            f"This sentence cannot be printed:\n{named}\n"
            "Word it again from the plan, with these mended, in the same form.",
        ),
    )


def _rejection(planned: Plan, text: str, reason: str) -> Rejection:
    return Rejection(plan=planned.ids, text=text[:_MOST_KEPT], reason=reason, worded_by="model")


def _silence(planned: Plan, error: ModelError) -> Rejection:
    return Rejection(
        plan=planned.ids, text="", reason=str(error), worded_by="model", code=error.code
    )
