"""A language model that answers from a script and remembers what it was really sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from service.domain.llm import Call, Failure, Task
from service.llm.session import LlmSession
from tests.fakes import FakeLanguageModel, Said

#: What is said to a task: replies as dictionaries in order, the last one again and again, or what
#: makes one of a call; None fails.
Script = Mapping[Task, Sequence[dict[str, Any] | None] | Callable[[Call[Any]], dict[str, Any]]]


class ScriptedModel(FakeLanguageModel):
    """Says what its script holds; a task that it does not have fails."""

    name = "scripted:model"

    def __init__(self, script: Script) -> None:
        super().__init__(self._next)
        self._script = script

    def _next(self, call: Call[Any]) -> Said:
        """The next reply to the call's task."""
        script = self._script.get(call.task, [None])
        before = len(self.asked(call.task)) - 1
        said = script(call) if callable(script) else script[min(before, len(script) - 1)]
        return Failure.SERVER_ERROR if said is None else said


def session_of(model: ScriptedModel) -> LlmSession:
    """A session with time and tokens enough, in which the model has its part in wording alone."""
    return model.session(tasks=frozenset({Task.GENERATE, Task.TAILOR}))
