"""When the model is asked again."""

from __future__ import annotations

import logging
from time import monotonic

import pytest

from service.adapters.llm.attempt import Attempt
from service.adapters.llm.retrying_model import RetryingModel
from service.domain.llm import Failure
from tests.service.adapters.llm.calls import CALL, UPRIGHT, Scripted, Verdict, soon

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

OK = Attempt(UPRIGHT, None, 100, 10)
PASSING = {Failure.TIMEOUT, Failure.RATE_LIMITED, Failure.UNREACHABLE, Failure.SERVER_ERROR}


@pytest.mark.parametrize("failure", sorted(PASSING))
def test_a_fault_that_may_pass(failure: Failure) -> None:
    lost: Attempt[Verdict] = Attempt(None, failure, 7, 1)
    reply = RetryingModel(Scripted(lost, lost, OK), pause_s=0.001).ask(CALL, soon(5), "us")
    assert reply.value == UPRIGHT
    record = reply.record
    assert (record.input_tokens, record.output_tokens, record.attempts) == (114, 12, 3)


@pytest.mark.parametrize("failure", sorted(set(Failure) - PASSING - {Failure.UNREADABLE}))
def test_a_fault_that_does_not(failure: Failure) -> None:
    reply = RetryingModel(Scripted(failure), pause_s=0.001).ask(CALL, soon(5), "us")
    assert (reply.record.failure, reply.record.attempts) == (failure, 1)


def test_there_is_an_end_to_it() -> None:
    reply = RetryingModel(Scripted(Failure.SERVER_ERROR), pause_s=0.001).ask(CALL, soon(5), "us")
    assert reply.record.attempts == 4


def test_pauses_grow_and_differ() -> None:
    gaps = []
    for _ in range(4):
        script = Scripted(Failure.SERVER_ERROR)
        RetryingModel(script, pause_s=0.02).ask(CALL, soon(5), "us")
        first, second, third, fourth = script.times
        assert fourth - third > second - first
        gaps.append(second - first)
    assert len({round(gap, 4) for gap in gaps}) > 1


def test_no_pause_goes_beyond_the_deadline() -> None:
    begun = monotonic()
    reply = RetryingModel(Scripted(Failure.SERVER_ERROR), pause_s=60).ask(CALL, soon(1), "us")
    assert (reply.record.failure, reply.record.attempts) == (Failure.SERVER_ERROR, 1)
    assert monotonic() - begun < 0.5


def test_an_unreadable_reply_is_asked_for_once_more() -> None:
    assert RetryingModel(Scripted(Failure.UNREADABLE)).ask(CALL, soon(5), "us").record.attempts == 2
    in_three_forms: Attempt[Verdict] = Attempt(None, Failure.UNREADABLE, requests=3)
    assert RetryingModel(Scripted(in_three_forms)).ask(CALL, soon(5), "us").record.attempts == 3


def test_a_fault_of_our_own_fails_the_call_alone(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    reply = RetryingModel(Scripted(RuntimeError("A secret wall."))).ask(CALL, soon(5), "us")
    assert (reply.value, reply.record.failure) == (None, Failure.UNREADABLE)
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text
