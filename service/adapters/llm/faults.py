"""What an exception of a provider's library says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelConnectionError,
    ModelRefusalError,
    ModelTimeoutError,
)

from service.adapters.llm.attempt import Attempt
from service.domain.llm import Failure

#: Characters of a complaint that are kept.
_COMPLAINT = 500
#: With which Azure and others refuse a question for what it says.
_FILTERED = "content_filter"
_BY_STATUS = {408: Failure.TIMEOUT, 429: Failure.RATE_LIMITED, 504: Failure.TIMEOUT}


class AnswerTooLong(Exception):
    """A server sends more than any answer needs."""


def attempt_of(error: Exception) -> Attempt[Any]:
    """The attempt that ended with this exception."""
    chain = list(_chain(error))
    status = next((status for one in chain if (status := _status(one))), None)
    return Attempt(
        None,
        _failure(chain, status),
        status=status,
        retry_after=next((s for one in chain if (s := _retry_after(one)) is not None), None),
        complaint=f"{type(error).__name__}: {error}"[:_COMPLAINT],
    )


def _failure(chain: list[BaseException], status: int | None) -> Failure:
    if _any(chain, AnswerTooLong, ContextOverflowError):
        return Failure.TOO_LONG
    if _any(chain, ModelRefusalError):
        return Failure.REFUSED
    if _named(chain, "PayloadError"):  # aiohttp's, with a status of its own making
        return Failure.UNREACHABLE
    if status is not None:
        if status in _BY_STATUS:
            return _BY_STATUS[status]
        if status >= 500:
            return Failure.SERVER_ERROR
        return Failure.REFUSED if _FILTERED in str(chain[0]) else Failure.REJECTED
    # botocore and google-genai say by their names alone what LangChain says by a type.
    if _any(chain, TimeoutError, ModelTimeoutError) or _named(chain, "Timeout"):
        return Failure.TIMEOUT
    if _any(chain, OSError, ModelConnectionError) or _named(chain, "Connect", "Protocol"):
        return Failure.UNREACHABLE
    return Failure.UNREADABLE


def _any(chain: list[BaseException], *kinds: type[BaseException]) -> bool:
    return any(isinstance(error, kinds) for error in chain)


def _named(chain: list[BaseException], *parts: str) -> bool:
    return any(part in type(error).__name__ for error in chain for part in parts)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(8):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    response = getattr(error, "response", None)
    found = getattr(error, "status_code", None) or getattr(error, "code", None)
    if isinstance(response, Mapping):  # botocore's
        found = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return found if isinstance(found, int) and 300 <= found < 600 else None


def _retry_after(error: BaseException) -> float | None:
    response = getattr(error, "response", None)
    headers = getattr(response, "headers", None)
    if isinstance(response, Mapping):
        headers = response.get("ResponseMetadata", {}).get("HTTPHeaders")
    text = headers.get("retry-after") if isinstance(headers, Mapping) else None
    return seconds_to_wait(text) if isinstance(text, str) else None


def seconds_to_wait(text: str) -> float | None:
    """What ``Retry-After`` says, in seconds from now; None when it makes no sense.

    Source: RFC 9110, 10.2.3.
    """
    try:
        return max(0.0, float(int(text)))
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
