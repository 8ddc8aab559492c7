"""A language model that answers from a script and remembers what it was really sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply, Task
from service.llm.session import LlmSession

#: What is said to a task: replies as dictionaries in order, the last one again and again, or what
#: makes one of a call; None fails.
Script = Mapping[Task, Sequence[dict[str, Any] | None] | Callable[[Call[Any]], dict[str, Any]]]


class ScriptedModel:
    """Says what its script holds; a task that it does not have fails."""

    name = "scripted:model"

    def __init__(self, script: Script) -> None:
        self._script = script
        self.calls: list[Call[Any]] = []

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The next reply to the call's task."""
        asked = sum(one.task is call.task for one in self.calls)
        self.calls.append(call)
        script = self._script.get(call.task, [None])
        said = script(call) if callable(script) else script[min(asked, len(script) - 1)]
        failure, value = None, None
        try:
            value = None if said is None else call.answer.model_validate(said)
        except ValidationError:
            failure = Failure.UNREADABLE
        failure = failure or (Failure.SERVER_ERROR if value is None else None)
        spent = CallRecord(
            call.task, call.prompt_version, call.prompt_sha256, self.name, 100, 10, failure=failure
        )
        return Reply(value, spent)


def session_of(model: ScriptedModel) -> LlmSession:
    """A session with time and tokens enough, in which the model has its part in wording alone."""
    asked_for = frozenset({Task.GENERATE, Task.TAILOR})
    return LlmSession(model, seconds=60, tokens=100_000, tasks=asked_for)
