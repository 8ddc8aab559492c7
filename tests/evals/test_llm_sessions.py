"""Sessions of a language model in a measurement."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from evals.llm_sessions import LlmSessions, ObservedModel, sessions_of
from evals.today import TODAY
from service.audit.pipeline import Auditor
from service.bootstrap import Application
from service.domain.goal_set import GoalSet
from service.domain.llm import Failure
from service.errors import InputError
from service.llm.session import LlmSession
from tests.evals.asking import AskingApplication, opinion
from tests.fakes import FakeEmbedder, FakeLanguageModel


def observed(failure: Failure) -> ObservedModel:
    return ObservedModel(FakeLanguageModel(lambda call: failure))


@pytest.fixture
def asking(application: Application) -> Iterator[AskingApplication]:
    with AskingApplication(application.settings, replaced_embedder=FakeEmbedder()) as opened:
        yield opened


def test_a_call_without_a_reply_is_counted_once_however_often_it_is_asked() -> None:
    model = observed(Failure.NOT_RECORDED)
    for text in ("one", "two", "one"):
        opinion(LlmSession(model, 60, 10_000), text)
    assert len(model.unanswered) == 2
    assert model.name == "fake:model"


def test_other_failures_are_no_missing_replies() -> None:
    model = observed(Failure.TIMEOUT)
    opinion(LlmSession(model, 60, 10_000), "one")
    assert model.unanswered == frozenset()


def test_each_query_has_a_session_of_its_own() -> None:
    model = FakeLanguageModel(lambda call: {})
    sessions = LlmSessions(lambda seconds: LlmSession(model, 60, 10_000))
    for text, counted in (("one", True), ("two", False), ("three", True)):
        with sessions.query(counted) as session:
            opinion(session, text)
    assert [len(use.calls) for use in sessions.uses] == [2, 2]
    assert sessions.apart().uses == ()


def test_an_audit_may_take_longer_than_an_answer() -> None:
    asked: list[float | None] = []

    def open_session(seconds: float | None) -> LlmSession:
        asked.append(seconds)
        return LlmSession(FakeLanguageModel(lambda call: {}), 60, 10_000)

    def nothing(*_: Any, **__: Any) -> None:
        return None

    auditor = cast(Auditor, SimpleNamespace(audit=nothing, support=nothing))
    sessions = LlmSessions(open_session, audit_seconds=120)
    sessions.audit(auditor, cast(GoalSet, None), TODAY)
    sessions.support(auditor, cast(GoalSet, None), TODAY)
    with sessions.query():
        pass
    assert asked == [120, 120, None]


def test_an_application_without_a_model_has_no_sessions(asking: AskingApplication) -> None:
    with pytest.raises(InputError, match="PLUMBLINE_LLM"):
        sessions_of(asking)
