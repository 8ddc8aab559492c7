"""What exceptions of providers' libraries say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from service.adapters.llm.faults import attempt_of, seconds_to_wait
from service.domain.llm import Failure


class BotocoreError(Exception):
    """As botocore's ClientError: a dict for a response."""

    def __init__(self, status: int) -> None:
        super().__init__("An error occurred")
        metadata = {"HTTPStatusCode": status, "HTTPHeaders": {"retry-after": "7"}}
        self.response = {"ResponseMetadata": metadata}


class GoogleError(Exception):
    """As google-genai's APIError: the status is a code."""

    def __init__(self, code: Any) -> None:
        super().__init__("said")
        self.code = code


class ReadTimeoutError(Exception):
    """As botocore's, which is no TimeoutError."""


class EndpointConnectionError(Exception):
    """As botocore's, which is no OSError."""


class ClientPayloadError(GoogleError):
    """As aiohttp's, with a status of its own making."""


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (BotocoreError(429), Failure.RATE_LIMITED),
        (BotocoreError(503), Failure.SERVER_ERROR),
        (BotocoreError(403), Failure.REJECTED),
        (GoogleError(504), Failure.TIMEOUT),
        (GoogleError("RESOURCE"), Failure.UNREADABLE),
        (ReadTimeoutError(), Failure.TIMEOUT),
        (EndpointConnectionError(), Failure.UNREACHABLE),
        (ClientPayloadError(400), Failure.UNREACHABLE),
        (ConnectionResetError(), Failure.UNREACHABLE),
        (TimeoutError(), Failure.TIMEOUT),
        (KeyError("choices"), Failure.UNREADABLE),
    ],
)
def test_failures(error: Exception, failure: Failure) -> None:
    assert attempt_of(error).failure is failure


def test_what_lies_below_counts() -> None:
    outer = ValueError("outer")
    outer.__cause__ = BotocoreError(429)
    attempt = attempt_of(outer)
    assert (attempt.failure, attempt.status, attempt.retry_after) == (Failure.RATE_LIMITED, 429, 7)
    outer.__cause__ = outer
    assert attempt_of(outer).failure is Failure.UNREADABLE


def test_seconds_to_wait() -> None:
    assert seconds_to_wait("7") == 7
    assert seconds_to_wait("-7") == 0
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 55 < (seconds_to_wait(later) or 0) <= 60
    assert seconds_to_wait("Fri, 01 Jan 1999 00:00:00 GMT") == 0
    for nonsense in ("soon", "", "nan", "1e999", "Fri, 99 Jan 1999"):
        assert seconds_to_wait(nonsense) is None
