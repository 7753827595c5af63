"""One article, one question, at most one question more."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from llm_extract.errors import (
    BadReply,
    ContextTooLong,
    CutShort,
    DeadlinePassed,
    ModelError,
    Parked,
    ReplayMiss,
    SettingsError,
)
from llm_extract.extractors import PartRead
from llm_extract.extractors.model.chunks import cut, halves
from llm_extract.extractors.model.convert import convert
from llm_extract.extractors.model.joined import join
from llm_extract.extractors.model.questions import MOST_FAULTS, faults, to_mend, to_read_again
from llm_extract.extractors.model.reply import REPLIES, ArticleReply, CheckReply
from llm_extract.extractors.model.standing import listing, told, without
from llm_extract.extractors.model.stretches import Stretches
from llm_extract.llm.ask import Message, Model, Reply, ReplySchema, Request
from llm_extract.llm.schema import reply_schema
from llm_extract.llm.wire import strict_json
from llm_extract.prompts import Prompt
from llm_extract.records.article import Article, Span
from llm_extract.records.base import fingerprint
from llm_extract.records.incidents import Extraction, ExtractorId

# Raised when a change here can change an extraction made from the same reply.
VERSION = "9"

_Kind = TypeVar("_Kind", bound=BaseModel)


@dataclass(frozen=True)
class ModelOptions:
    """How a model is asked. Longer articles than `most_characters` are read in pieces.

    `deadline_s` bounds all that is asked about one article, in seconds. `sample` tells readings of
    the same article apart: a reply to one is never taken for a reply to another. With
    `second_reading` each piece is asked about once more, for what the first reply leaves out; with
    the prompt `check`, for what of the reading does not stand.
    """

    model: str
    temperature: float | None = 0.0
    seed: int | None = 0
    max_output_tokens: int | None = None
    most_characters: int = 24_000
    deadline_s: float = 600.0
    sample: int = 0
    second_reading: bool = False
    check: Prompt | None = None


class ModelExtractor:
    """Reads articles by asking a model. Each article is asked about on its own.

    Raises:
        SettingsError: a prompt asks for a reply that is not known here.
    """

    def __init__(self, model: Model, prompt: Prompt, options: ModelOptions) -> None:
        self._model = model
        self._prompt = prompt
        self._options = options
        self._reply = _reply_of(prompt)
        self.schema = reply_schema(self._reply)
        _hold_to_check(options.check)
        self.id = ExtractorId(
            name="model",
            version=_version(options),
            model=options.model,
            prompt=prompt.name,
            prompt_hash=prompt.sha256,
        )

    def sampled(self, sample: int) -> ModelExtractor:
        """The same reader, for another reading of the same articles."""
        return ModelExtractor(self._model, self._prompt, replace(self._options, sample=sample))

    async def extract(self, article: Article) -> Extraction:
        """Read one article; see `Extractor.extract`.

        What was read by the time of an error stands; the rest is `unread`, with the error's reason.

        Raises:
            PartRead: the endpoint asks for a long wait, and some of the article was read.
            ModelError: no piece of the article could be read, or not in time.
        """
        stretches = Stretches(cut(article, self._options.most_characters))
        try:
            async with asyncio.timeout(self._options.deadline_s):
                await self._read_all(stretches, article)
        except TimeoutError:
            seconds = f"{self._options.deadline_s:g}"
            error = DeadlinePassed(f"the article was not read within {seconds} seconds")
            stretches.give_up(error)
        return stretches.joined()

    async def _read_all(self, stretches: Stretches, article: Article) -> None:
        while span := stretches.next:
            try:
                stretches.read(await self._asked(article, span))
            except Parked as error:
                # The whole article waits; what was read of it is not paid for again.
                raise stretches.parked(error) from error
            except ModelError as error:
                if error.ends_run:
                    stretches.give_up(error)
                elif isinstance(error, CutShort | ContextTooLong) and (
                    parts := halves(article, span)
                ):
                    stretches.split(parts)
                else:
                    stretches.miss(error)

    def requests(self, article: Article) -> tuple[Request, ...]:
        """What would be asked about an article, were every reply good at once."""
        return tuple(
            self._request(self._opening(article, span))
            for span in cut(article, self._options.most_characters)
        )

    async def _asked(self, article: Article, span: Span) -> Extraction:
        """The reading of one stretch, after at most one re-ask, whichever reply stands better."""
        opening = self._opening(article, span)
        first = await self._model.ask(self._request(opening))
        reading = self._read(first, article)
        if found := faults(reading):
            mending = (*opening, *to_mend(first, found))
            first, reading = await self._mended(mending, first, reading, article)
        whole = _whole(reading)
        if self._options.second_reading:
            whole = await self._read_twice((*opening, *to_read_again(first)), whole, article)
        return await self._checked(whole, article, span)

    async def _mended(
        self,
        messages: tuple[Message, ...],
        first: Reply,
        reading: Extraction | BadReply,
        article: Article,
    ) -> tuple[Reply, Extraction | BadReply]:
        """The better of two replies, with its reading."""
        try:
            again = await self._model.ask(self._request(messages))
        except ModelError as error:
            if isinstance(reading, BadReply):
                raise
            return first, _noted(reading, "to mend its reply", error)
        both = (again, self._read(again, article)), (first, reading)
        return min(both, key=lambda read: _badness(read[1]))

    async def _read_twice(
        self, messages: tuple[Message, ...], reading: Extraction, article: Article
    ) -> Extraction:
        """The reading with what a second one adds; what of that cannot be used is not asked for."""
        try:
            more = self._read(await self._model.ask(self._request(messages)), article)
            return join((reading, _whole(more)))
        except ModelError as error:
            return _noted(reading, "to read once more", error)

    async def _checked(self, reading: Extraction, article: Article, span: Span) -> Extraction:
        """The reading without what a second look at the article takes out of it."""
        check, claims = self._options.check, told(reading)
        if check is None or not claims:
            return reading
        asked = _rendered(check, article, span, claims=listing(claims))
        try:
            reply = await self._model.ask(self._request(asked, reply_schema(CheckReply)))
            return without(reading, claims, _parsed(CheckReply, reply).faults)
        except ModelError as error:
            return _noted(reading, "to check what was read", error)

    def _read(self, reply: Reply, article: Article) -> Extraction | BadReply:
        try:
            parsed = _parsed(self._reply, reply)
        except BadReply as error:
            return error
        return convert(parsed, article, self.id.model_copy(update={"model": reply.model}))

    def _opening(self, article: Article, span: Span) -> tuple[Message, ...]:
        return _rendered(self._prompt, article, span)

    def _request(self, messages: tuple[Message, ...], schema: ReplySchema | None = None) -> Request:
        options = self._options
        return Request(
            model=options.model,
            messages=messages,
            schema=schema or self.schema,
            temperature=options.temperature,
            seed=options.seed,
            max_output_tokens=options.max_output_tokens,
            sample=options.sample,
        )


def _rendered(prompt: Prompt, article: Article, span: Span, **more: str) -> tuple[Message, ...]:
    text = span.of(article.text)
    system, user = prompt.render(
        {
            "outlet": article.publisher or "not known",
            "published": str(article.published_on or "not known"),
            "title": article.title or "none",
            # The article cannot close a fence whose name follows from the article itself.
            "fence": f"article-{fingerprint(text)}",
            "text": text,
            **more,
        }
    )
    return Message("system", system), Message("user", user)


def _parsed(kind: type[_Kind], reply: Reply) -> _Kind:
    """What a reply says.

    Raises:
        BadReply: it does not have the form that was asked for.
    """
    try:
        return kind.model_validate(strict_json(reply.text))
    except ValidationError as error:
        raise BadReply("; ".join(_in_words(error))) from error


def _version(options: ModelOptions) -> str:
    """Whoever reads twice, or checks what he read, is another reader."""
    twice = ", read twice" if options.second_reading else ""
    check = options.check
    checked = f", checked by {check.name} {check.sha256[:8]}" if check else ""
    return f"{VERSION}{twice}{checked}"


def _hold_to_check(prompt: Prompt | None) -> None:
    if prompt is not None and prompt.reply != CheckReply.__name__:
        raise SettingsError(
            f"prompt {prompt.name}: it asks for the reply {prompt.reply!r};"
            f" a check reads {CheckReply.__name__}"
        )


def _reply_of(prompt: Prompt) -> type[ArticleReply]:
    if prompt.reply not in REPLIES:
        raise SettingsError(
            f"prompt {prompt.name}: it asks for the reply {prompt.reply!r};"
            f" an extractor reads {', '.join(REPLIES)}"
        )
    return REPLIES[prompt.reply]


def _noted(reading: Extraction, what_for: str, error: ModelError) -> Extraction:
    """What was read and paid for stands, whatever became of a further question.

    Raises:
        PartRead: the question can be asked later.
    """
    # A recording that does not hold the further reply is another recording.
    if isinstance(error, ReplayMiss):
        raise error
    note = f"the model could not be asked {what_for}: {error}"
    noted = reading.model_copy(update={"notes": (*reading.notes, note)})
    if isinstance(error, Parked):
        raise PartRead(error, noted) from error
    return noted


def _badness(reading: Extraction | BadReply) -> tuple[int, int, int]:
    """Less is better: a reading at all, then more claims that stand, then fewer that do not.

    Fewer faults alone prove nothing: a reply that says nothing has none.
    """
    if isinstance(reading, BadReply):
        return 1, 0, 0
    standing = {claim.claim_id for claim in reading.claims()}
    return 0, -len(standing), len(reading.ungrounded)


def _whole(reading: Extraction | BadReply) -> Extraction:
    if isinstance(reading, BadReply):
        raise reading
    return reading


def _in_words(error: ValidationError) -> list[str]:
    return [
        f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"
        for fault in error.errors()[:MOST_FAULTS]
    ]
