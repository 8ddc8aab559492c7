"""One attempt to have a call answered: in which form it asks, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol

from service.domain.llm import AnswerT, Call, Failure


class Mode(StrEnum):
    """How the form of a reply is asked for, the safest first."""

    JSON_SCHEMA = "JSON schema"
    TOOL_CALL = "tool call"
    PLAIN_JSON = "plain JSON"


class Option(StrEnum):
    """What is asked for beside the reply; a server that refuses one is asked without.

    Under two names because the older servers know only the first, OpenAI only the second.
    """

    TEMPERATURE = "temperature"
    MAX_TOKENS = "max_tokens"
    MAX_COMPLETION_TOKENS = "max_completion_tokens"


@dataclass(frozen=True)
class Form:
    """In which form a request is made.

    Attributes:
        mode: How the form of the reply is asked for.
        options: What is asked for beside.
        room: How many times the tokens of a reply are allowed: a model that thinks before it
            replies writes far more than the reply.
    """

    mode: Mode = Mode.JSON_SCHEMA
    options: frozenset[Option] = frozenset(Option)
    room: int = 1


@dataclass(frozen=True)
class Attempt(Generic[AnswerT]):
    """What came of one attempt.

    Attributes:
        value: The reply in its form; None exactly when there is a failure.
        failure: Why there is none.
        input_tokens: Read by the model.
        output_tokens: Written by the model.
        requests: How many were made.
        status: HTTP status with which the server refused; None when it did not.
        retry_after: Seconds that the server asks to wait.
        cut_short: Whether the reply ended because no more tokens were allowed.
        complaint: What the server or its library said of the failure: text from outside, which
            may repeat what was sent.
    """

    value: AnswerT | None
    failure: Failure | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    requests: int = 1
    status: int | None = None
    retry_after: float | None = None
    cut_short: bool = False
    complaint: str = ""


class Attempting(Protocol):
    """Answers a call as far as that goes without waiting and asking again."""

    @property
    def name(self) -> str:
        """``provider:model``, as configured."""

    def attempt(self, call: Call[AnswerT], until: float) -> Attempt[AnswerT]:
        """What came of it; there by ``until``, on the clock of ``time.monotonic``."""
