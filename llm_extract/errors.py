"""Every error this package raises, in one tree.

    LlmExtractError
    ├── SettingsError           a setting or an option is missing or wrong
    ├── OutputError             the output folder cannot be used
    ├── RecordError             a stored record cannot be read as this schema
    ├── OverrideError           an override is broken, contradicts another, or cannot be applied
    │   └── StaleOverride       what an override names is not among what was read
    ├── GoldError               a file of answers does not hold what its form asks
    ├── InputError              a source cannot be read as an article
    │   ├── UnreadableInput     missing, a broken link, or no permission
    │   ├── EmptyInput          no text at all, or none left without page furniture
    │   ├── BinaryInput         not text
    │   ├── UndecodableInput    text in an encoding that could not be told
    │   ├── OversizeInput       larger than the stated limit
    │   ├── MalformedInput      a jsonl line or a manifest row that does not parse
    │   └── NotAnArticle        text, but nothing that reads as a report
    └── ExtractionError         an article was read, but not extracted
        └── ModelError          the model gave no usable reply
            ├── Unreachable     no connection, or it broke
            ├── ServerFault     the endpoint failed (5xx)
            ├── RateLimited     too many requests; try later
            ├── Parked          too many requests; try much later
            ├── DeadlinePassed  no whole reply within the time allowed
            ├── KeyRefused      the endpoint does not take the key
            ├── QuotaExhausted  the account has nothing left to spend
            ├── UnknownModel    the endpoint has no model of that name
            ├── RequestRefused  the endpoint does not take such a request
            ├── ModeRefused     the endpoint does not answer in the form asked for
            ├── ContextTooLong  the text does not fit the model's window
            ├── CutShort        the reply ran into its length limit
            ├── Refusal         the model declined, or a filter stopped it
            ├── NoCompletion    an answer that holds no reply at all
            ├── BadReply        nothing that can be read as the reply asked for
            ├── BudgetSpent     our own limit on cost or requests is reached
            ├── Stopped         the run was interrupted, or its time was up
            └── ReplayMiss      the recording holds no reply to this request

Each class has a `code`: the word that stands in failures.jsonl and never changes once released.
The message names the file or the setting, and says what to do.
"""

from __future__ import annotations

from typing import ClassVar


class LlmExtractError(Exception):
    """Base of all errors raised on purpose by this package."""

    code: ClassVar[str] = "error"


class SettingsError(LlmExtractError):
    """A setting or an option is missing or wrong; the message names it."""

    code = "settings"


class OutputError(LlmExtractError):
    """The output folder is not writable or holds files that are not ours."""

    code = "output"


class RecordError(LlmExtractError):
    """A stored record is of another schema version, or is no record of ours."""

    code = "record"


class OverrideError(LlmExtractError):
    """An override does not follow the form, contradicts another, or makes no claim."""

    code = "override"


class StaleOverride(OverrideError):
    """What an override names is there no longer: the record stands without it."""

    code = "stale_override"


class GoldError(LlmExtractError):
    """A file of answers, ours or a suite's, is broken; the message names file, place and reason."""

    code = "gold"


class InputError(LlmExtractError):
    """A source cannot be read as an article; the others go on."""

    code = "input"


class UnreadableInput(InputError):
    """The path does not exist, leads nowhere, or may not be read."""

    code = "unreadable"


class EmptyInput(InputError):
    """Nothing stands in the file, or nothing is left once page furniture is out."""

    code = "empty"


class BinaryInput(InputError):
    """The bytes are not text."""

    code = "binary"


class UndecodableInput(InputError):
    """The bytes are text in an encoding that could not be told."""

    code = "undecodable"


class OversizeInput(InputError):
    """The file is larger than the stated limit."""

    code = "oversize"


class MalformedInput(InputError):
    """A jsonl line or a manifest row does not parse, or lacks a required field."""

    code = "malformed"


class NotAnArticle(InputError):
    """The text does not read as a report: a login wall, a listing, a handful of words."""

    code = "not_an_article"


class ExtractionError(LlmExtractError):
    """An article was read but could not be extracted; its text is kept."""

    code = "extraction"


class ModelError(ExtractionError):
    """The model gave no usable reply.

    `retryable`: the same request may succeed later. `ends_run`: no other request will fare better,
    so asking on would only cost time or money.
    """

    code = "model"
    retryable: ClassVar[bool] = False
    ends_run: ClassVar[bool] = False


class Unreachable(ModelError):
    """No connection to the endpoint, or it broke before the reply was whole."""

    code = "unreachable"
    retryable = True


class ServerFault(ModelError):
    """The endpoint answered that it failed (HTTP 5xx)."""

    code = "server_fault"
    retryable = True


class RateLimited(ModelError):
    """Too many requests for now; `retry_after_s` is what the endpoint asks for, in seconds."""

    code = "rate_limited"
    retryable = True

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Parked(ModelError):
    """The endpoint asks for a wait that no article may take; it can be asked after `wait_s`."""

    code = "parked"

    def __init__(self, message: str, wait_s: float) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class DeadlinePassed(ModelError):
    """No whole reply within the seconds allowed for a call."""

    code = "deadline"
    retryable = True


class KeyRefused(ModelError):
    """The endpoint does not take the key (HTTP 401 or 403)."""

    code = "key_refused"
    ends_run = True


class QuotaExhausted(ModelError):
    """The account has nothing left to spend: waiting will not help."""

    code = "quota"
    ends_run = True


class UnknownModel(ModelError):
    """The endpoint has no model of that name."""

    code = "unknown_model"
    ends_run = True


class RequestRefused(ModelError):
    """The endpoint does not take a request of this form (HTTP 4xx).

    `parameter` is the one it does not take, where it names one.
    """

    code = "request_refused"

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class ModeRefused(ModelError):
    """The endpoint does not take the output mode that is set: it will take no other request."""

    code = "mode_refused"
    ends_run = True


class ContextTooLong(ModelError):
    """The text does not fit the model's window: it must be cut."""

    code = "context_too_long"


class CutShort(ModelError):
    """The reply ran into its length limit: the text must be cut, or the limit raised."""

    code = "cut_short"


class Refusal(ModelError):
    """The model declined to answer, or a filter stopped the reply."""

    code = "refusal"


class NoCompletion(ModelError):
    """The endpoint answered HTTP 200, and with no completion: a web page, nothing, half of it.

    It may come from something between it and us, so the same request is tried once more.
    """

    code = "no_completion"
    retryable = True


class BadReply(ModelError):
    """Nothing that can be read as the reply asked for."""

    code = "bad_reply"


class BudgetSpent(ModelError):
    """Our own limit on cost or on requests is reached; what is done is kept."""

    code = "budget"
    ends_run = True


class Stopped(ModelError):
    """The run was interrupted or its time was up: nothing more is asked, what is done is kept."""

    code = "stopped"
    ends_run = True


class ReplayMiss(ModelError):
    """The recording holds no reply to this request, and nothing else is asked."""

    code = "replay_miss"
