"""A question to a language model, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel

AnswerT = TypeVar("AnswerT", bound=BaseModel)


class Task(StrEnum):
    """What a language model is asked to do; each has a prompt of this name."""

    UNDERSTAND = "understand"
    RERANK = "rerank"
    GENERATE = "generate"
    TAILOR = "tailor"
    ADJUDICATE_LINKS = "adjudicate_links"
    ADJUDICATE_FINDINGS = "adjudicate_findings"
    REWRITE = "rewrite"
    JUDGE_POINTWISE = "judge_pointwise"
    JUDGE_PAIRWISE = "judge_pairwise"
    CHECK = "check"
    """Whether the model answers at all, and in which form."""


class Failure(StrEnum):
    """Why a call brought nothing."""

    TIMEOUT = "timeout"
    RATE_LIMITED = "rate limited"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server error"
    REFUSED = "refused"
    """The model declined to answer."""
    REJECTED = "rejected"
    """The provider does not take the call: a wrong key, an unknown model."""
    UNREADABLE = "unreadable"
    """The reply is not of the form that was asked for."""
    TOO_LONG = "too long"
    OVER_BUDGET = "over budget"
    CIRCUIT_OPEN = "circuit open"
    """Too many calls failed just before; none is tried for a while."""
    NOT_RECORDED = "not recorded"
    """A replay or a batch has no reply to this call yet."""


@dataclass(frozen=True)
class Call(Generic[AnswerT]):
    """One question.

    Attributes:
        task: What for.
        prompt_version: Of the prompt.
        prompt_sha256: Hash of the prompt's file.
        system: What the system says.
        user: What the user says.
        answer: The form of the reply.
        max_output_tokens: More are not wanted.
    """

    task: Task
    prompt_version: int
    prompt_sha256: str
    system: str
    user: str
    answer: type[AnswerT]
    max_output_tokens: int = 2_000


@dataclass(frozen=True)
class CallRecord:
    """What a call cost and how it went.

    Attributes:
        task: What for.
        prompt_version: Of the prompt.
        prompt_sha256: Hash of the prompt's file.
        model: Name of the model, as configured.
        input_tokens: Read by the model in all attempts; 0 from the cache, and from a recording
            or a batch what was read then, so that a repeated run shows what the run cost.
        output_tokens: Written by it, likewise.
        seconds: From asking to the reply; from a recording, as it was then.
        attempts: Requests made now; 0 from the cache, a recording or a batch.
        cached: Whether it came from the cache, a recording or a batch.
        failure: Why it brought nothing; None when it did.
    """

    task: Task
    prompt_version: int
    prompt_sha256: str
    model: str
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    attempts: int = 0
    cached: bool = False
    failure: Failure | None = None


@dataclass(frozen=True)
class Reply(Generic[AnswerT]):
    """What came of a call: ``value`` is None exactly when the record names a failure."""

    value: AnswerT | None
    record: CallRecord


@dataclass(frozen=True)
class Prices:
    """What a million tokens cost, in the operator's currency."""

    input: float
    output: float


@dataclass(frozen=True)
class LlmUse:
    """What a language model did for one answer.

    Attributes:
        model: Name of the model, as configured.
        calls: In the order in which they were asked.
        prices: As configured; None while they are not, since a cost is not made up.
        rejected: How many parts of replies were thrown away, by why: an id that was not offered,
            a quotation that does not occur, a number that was not given.
    """

    model: str
    calls: tuple[CallRecord, ...] = ()
    rejected: Counter[str] = field(default_factory=Counter)
    prices: Prices | None = None

    @property
    def degraded(self) -> bool:
        """Whether something of the answer is the embedded one because a call failed."""
        return any(call.failure for call in self.calls)

    @property
    def input_tokens(self) -> int:
        """Read by the model in all calls."""
        return sum(call.input_tokens for call in self.calls)

    @property
    def output_tokens(self) -> int:
        """Written by the model in all calls."""
        return sum(call.output_tokens for call in self.calls)

    @property
    def cost(self) -> float | None:
        """In the currency of the prices; None while they are unknown."""
        if self.prices is None:
            return None
        spent = self.input_tokens * self.prices.input + self.output_tokens * self.prices.output
        return round(spent / 1_000_000, 6)
