"""What a language model did for an answer, as other programs read it."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from service.answers.base import Answer
from service.domain.llm import CallRecord, Failure, LlmUse, Task


class CallAnswer(Answer):
    """One call."""

    task: Task
    prompt_version: int
    prompt_sha256: str
    input_tokens: int = Field(description="0 when the reply came from the cache")
    output_tokens: int
    seconds: float
    attempts: int = Field(description="requests made; 0 when the reply came from the cache")
    cached: bool
    failure: Failure | None

    @classmethod
    def of(cls, record: CallRecord) -> Self:
        """From the domain."""
        return cls(
            task=record.task,
            prompt_version=record.prompt_version,
            prompt_sha256=record.prompt_sha256,
            input_tokens=record.input_tokens,
            output_tokens=record.output_tokens,
            seconds=round(record.seconds, 3),
            attempts=record.attempts,
            cached=record.cached,
            failure=record.failure,
        )


class LlmUseAnswer(Answer):
    """What the language model did for an answer."""

    model: str
    calls: list[CallAnswer]
    input_tokens: int
    output_tokens: int
    cost: float | None = Field(
        description="in the currency of the configured prices; null while they are not configured"
    )
    rejected: dict[str, int] = Field(description="parts of replies that were thrown away, by why")

    @classmethod
    def of(cls, use: LlmUse) -> Self:
        """From the domain."""
        return cls(
            model=use.model,
            calls=[CallAnswer.of(record) for record in use.calls],
            input_tokens=use.input_tokens,
            output_tokens=use.output_tokens,
            cost=use.cost,
            rejected=dict(use.rejected),
        )
