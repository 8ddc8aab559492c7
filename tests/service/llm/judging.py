"""KPIs as a judge sees them, and a session with a model that replies by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from service.domain.indicator import Indicator, Source
from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply
from service.llm.judge import JudgedKpi
from service.llm.session import LlmSession

Rule = Callable[[Call[Any]], Mapping[str, Any] | Failure]


class JudgeModel:
    """Replies by a rule, and keeps the calls."""

    name = "fake:judge"

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.calls: list[Call[Any]] = []

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The rule's reply in the call's form."""
        self.calls.append(call)
        said = self.rule(call)
        failure = said if isinstance(said, Failure) else None
        record = CallRecord(
            call.task, call.prompt_version, call.prompt_sha256, self.name, failure=failure
        )
        return Reply(None if failure else call.answer.model_validate(said), record)


def session_of(model: JudgeModel) -> LlmSession:
    """A session with room for every call."""
    return LlmSession(model, 60, 1_000_000)


def kpi(name: str, definition: str = "", target: str = "", *guards: str) -> JudgedKpi:
    """A KPI of an organisation that says no more than this."""
    return JudgedKpi(Indicator(name, name, definition, Source.ORGANISATION), target, guards)
