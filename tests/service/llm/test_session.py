"""A session that nobody waits for."""

from __future__ import annotations

from typing import Any

import pytest

from service.domain.llm import Call, Failure
from service.errors import Abandoned
from service.llm.session import LlmSession
from service.llm.understand import understand
from tests.fakes import FakeLanguageModel, Said
from tests.service.llm.test_understand import reply


def test_an_abandoned_session_asks_nothing() -> None:
    model = FakeLanguageModel(lambda _: reply())
    session = model.session()
    session.abandon()
    with pytest.raises(Abandoned):
        understand(session, "Grow")
    assert not model.calls


def test_a_reply_that_comes_too_late_leads_nowhere() -> None:
    sessions: list[LlmSession] = []

    def say(call: Call[Any]) -> Said:
        sessions[0].abandon()
        return reply()

    sessions.append(FakeLanguageModel(say).session())
    with pytest.raises(Abandoned):
        understand(sessions[0], "Grow")


def test_a_batch_without_reply_leaves_the_session_unfinished() -> None:
    session = FakeLanguageModel(lambda _: Failure.NOT_RECORDED).session()
    assert not session.unfinished
    understand(session, "Grow")
    assert session.unfinished
