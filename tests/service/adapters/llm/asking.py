"""Calls, and a model that answers them without a provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from time import monotonic, sleep
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply, Task


class Order(BaseModel):
    """A reply."""

    model_config = ConfigDict(extra="forbid")

    ids: list[Annotated[str, StringConstraints(max_length=20)]]
    why: str = ""
    sure: float = Field(0.5, ge=0, le=1)


def a_call(
    user: str = "Sell more bread", answer: type[AnswerT] = Order, **other: Any
) -> Call[AnswerT]:
    call = Call(Task.RERANK, 3, "5" * 64, "Order the candidates.", user, answer, 100)
    return replace(call, **other)


def soon() -> float:
    """A deadline that is not reached."""
    return monotonic() + 60


class FakeModel:
    """Answers every call after a pause, or fails; counts how many calls run at once."""

    name = "openai:tiny-1"

    def __init__(
        self,
        reply: Callable[[Call[Any]], BaseModel | Failure] = lambda call: Order(ids=[call.user]),
        tokens: tuple[int, int] = (40, 10),
        pause_s: float = 0.0,
    ) -> None:
        self.asked: list[str] = []
        self._reply = reply
        self._tokens = tokens
        self._pause_s = pause_s
        self._lock = Lock()

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        with self._lock:
            self.asked.append(call.user)
        sleep(self._pause_s)
        reply = self._reply(call)
        failed = reply if isinstance(reply, Failure) else None
        record = CallRecord(
            call.task,
            call.prompt_version,
            call.prompt_sha256,
            self.name,
            *self._tokens,
            seconds=0.25,
            attempts=1,
            failure=failed,
        )
        return Reply(None if failed else reply, record)
