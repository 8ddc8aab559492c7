"""A call, and what answers it."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any

from pydantic import BaseModel, ConfigDict

from service.adapters.llm.attempt import Attempt, Form
from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply, Task


class Verdict(BaseModel):
    """A small form of reply."""

    model_config = ConfigDict(extra="forbid")

    upright: bool
    reason: str = ""


CALL = Call(Task.UNDERSTAND, 1, "a" * 64, "You judge walls.", "A secret wall.", Verdict, 50)
GOOD = '{"upright": true, "reason": "it is"}'
UPRIGHT = Verdict(upright=True, reason="it is")


def soon(seconds: float) -> float:
    """A deadline."""
    return monotonic() + seconds


class Scripted:
    """Stands in for each link of the chain; gives these one after the other, the last for ever."""

    name = "openai:small"

    def __init__(self, *outcomes: Attempt[Any] | Failure | Exception) -> None:
        self.outcomes = list(outcomes)
        self.forms: list[Form] = []
        self.times: list[float] = []

    def _next(self) -> Attempt[Any]:
        self.times.append(monotonic())
        found = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(found, Exception):
            raise found
        return Attempt(None, found) if isinstance(found, Failure) else found

    def request(self, call: Call[AnswerT], form: Form, until: float) -> Attempt[AnswerT]:
        """As ``LangChainModel`` does."""
        self.forms.append(form)
        return self._next()

    def attempt(self, call: Call[AnswerT], until: float) -> Attempt[AnswerT]:
        """As ``NegotiatingModel`` does."""
        return self._next()

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """As any ``LanguageModel`` does."""
        found = self._next()
        record = CallRecord(
            call.task, 1, "a" * 64, self.name, 100, 10, 3.0, 1, failure=found.failure
        )
        return Reply(found.value, record)


def modes(forms: Sequence[Form]) -> list[str]:
    """How requests asked for the reply's form."""
    return [form.mode.value for form in forms]
