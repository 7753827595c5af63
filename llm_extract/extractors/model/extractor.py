"""One article, one question, at most one question more."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from pydantic import ValidationError

from llm_extract.errors import (
    BadReply,
    ContextTooLong,
    CutShort,
    DeadlinePassed,
    ModelError,
    ReplayMiss,
)
from llm_extract.extractors.model.chunks import cut, halves
from llm_extract.extractors.model.convert import convert
from llm_extract.extractors.model.reply import ArticleReply
from llm_extract.extractors.model.stretches import Stretches
from llm_extract.llm.ask import Message, Model, Reply, Request
from llm_extract.llm.schema import reply_schema
from llm_extract.llm.wire import strict_json
from llm_extract.prompts import Prompt
from llm_extract.records.article import Article, Span
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Ungrounded
from llm_extract.records.incidents import Extraction, ExtractorId

# Raised when a change here can change an extraction made from the same reply.
VERSION = "2"
# How many faults a re-ask names: a longer list is not read to its end.
_MOST_FAULTS = 20


@dataclass(frozen=True)
class ModelOptions:
    """How a model is asked. Longer articles than `most_characters` are read in pieces.

    `deadline_s` bounds all that is asked about one article, in seconds. `sample` tells readings of
    the same article apart: a reply to one is never taken for a reply to another.
    """

    model: str
    temperature: float | None = 0.0
    seed: int | None = 0
    max_output_tokens: int | None = None
    most_characters: int = 24_000
    deadline_s: float = 600.0
    sample: int = 0


class ModelExtractor:
    """Reads articles by asking a model. Each article is asked about on its own."""

    def __init__(self, model: Model, prompt: Prompt, options: ModelOptions) -> None:
        self._model = model
        self._prompt = prompt
        self._options = options
        self.id = ExtractorId(
            name="model",
            version=VERSION,
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
        faults = _faults(reading)
        if not faults:
            return _whole(reading)
        try:
            again = await self._model.ask(self._request((*opening, *_reasked(first, faults))))
        except ModelError as error:
            # A recording that does not hold the second reply is another recording.
            if isinstance(reading, BadReply) or isinstance(error, ReplayMiss):
                raise
            # What was read and paid for stands, whatever became of the second question.
            note = f"the model could not be asked to mend its reply: {error}"
            return reading.model_copy(update={"notes": (*reading.notes, note)})
        second = self._read(again, article)
        return _whole(min(second, reading, key=_badness))

    def _read(self, reply: Reply, article: Article) -> Extraction | BadReply:
        try:
            parsed = ArticleReply.model_validate(strict_json(reply.text))
        except BadReply as error:
            return error
        except ValidationError as error:
            return BadReply("; ".join(_in_words(error)))
        return convert(parsed, article, self.id.model_copy(update={"model": reply.model}))

    def _opening(self, article: Article, span: Span) -> tuple[Message, ...]:
        text = span.of(article.text)
        system, user = self._prompt.render(
            {
                "outlet": article.publisher or "not known",
                "published": str(article.published_on or "not known"),
                "title": article.title or "none",
                # The article cannot close a fence whose name follows from the article itself.
                "fence": f"article-{fingerprint(text)}",
                "text": text,
            }
        )
        return Message("system", system), Message("user", user)

    def _request(self, messages: tuple[Message, ...]) -> Request:
        options = self._options
        return Request(
            model=options.model,
            messages=messages,
            schema=reply_schema(ArticleReply),
            temperature=options.temperature,
            seed=options.seed,
            max_output_tokens=options.max_output_tokens,
            sample=options.sample,
        )


def _faults(reading: Extraction | BadReply) -> tuple[str, ...]:
    if isinstance(reading, BadReply):
        return (str(reading),)
    return tuple(_fault(one) for one in reading.ungrounded)


def _fault(one: Ungrounded) -> str:
    return f"{one.field}: {one.reason}: “{one.words}”"


def _reasked(reply: Reply, faults: tuple[str, ...]) -> tuple[Message, Message]:
    named = "\n".join(f"- {fault}" for fault in faults[:_MOST_FAULTS])
    more = f"\n- and {len(faults) - _MOST_FAULTS} more" if len(faults) > _MOST_FAULTS else ""
    return (
        Message("assistant", reply.text),
        Message(
            "user",
            f"These parts of your reply cannot be used:\n{named}{more}\n"
            "Send the whole reply again with these mended: copy quotations letter by letter from"
            " the article, and leave out what it does not say.",
        ),
    )


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
        for fault in error.errors()[:_MOST_FAULTS]
    ]
