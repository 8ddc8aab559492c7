"""When an endpoint that is down is left in peace."""

from __future__ import annotations

from threading import Event, Thread
from time import sleep

import pytest

from service.adapters.llm.attempt import Attempt
from service.adapters.llm.circuit_breaker import CircuitBreaker
from service.domain.llm import AnswerT, Call, Failure, Reply
from tests.service.adapters.llm.calls import CALL, UPRIGHT, Scripted, soon

OK = Attempt(UPRIGHT)


def outcomes(breaker: CircuitBreaker, calls: int) -> list[Failure | None]:
    return [breaker.ask(CALL, soon(5), "us").record.failure for _ in range(calls)]


@pytest.mark.parametrize(
    "failure",
    [Failure.SERVER_ERROR, Failure.UNREACHABLE, Failure.RATE_LIMITED, Failure.TIMEOUT],
)
def test_it_opens_after_failures_in_a_row(failure: Failure) -> None:
    script = Scripted(failure)
    found = outcomes(CircuitBreaker(script, failures=3), 5)
    assert found == [failure] * 3 + [Failure.CIRCUIT_OPEN] * 2
    assert len(script.times) == 3


def test_a_reply_between_them_starts_the_count_anew() -> None:
    bad = Failure.SERVER_ERROR
    breaker = CircuitBreaker(Scripted(bad, bad, OK, bad, bad, OK), failures=3)
    assert outcomes(breaker, 6) == [bad, bad, None, bad, bad, None]


@pytest.mark.parametrize("failure", [Failure.REFUSED, Failure.UNREADABLE, Failure.REJECTED])
def test_an_endpoint_that_answers_is_not_down(failure: Failure) -> None:
    assert outcomes(CircuitBreaker(Scripted(failure), failures=2), 4) == [failure] * 4


def test_a_call_with_hardly_any_time_says_nothing() -> None:
    breaker = CircuitBreaker(Scripted(Failure.TIMEOUT), failures=2, patience_s=10)
    assert outcomes(breaker, 4) == [Failure.TIMEOUT] * 4


def test_one_call_tries_it_again_after_a_rest() -> None:
    script = Scripted(Failure.SERVER_ERROR, Failure.SERVER_ERROR, OK)
    breaker = CircuitBreaker(script, failures=1, rest_s=0.05)
    assert outcomes(breaker, 2) == [Failure.SERVER_ERROR, Failure.CIRCUIT_OPEN]
    sleep(0.06)
    assert outcomes(breaker, 2) == [Failure.SERVER_ERROR, Failure.CIRCUIT_OPEN]
    sleep(0.06)
    assert outcomes(breaker, 2) == [None, None]


def test_the_others_wait_for_what_comes_of_the_trial() -> None:
    class Slow(Scripted):
        def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
            begun.set()
            go_on.wait(5)
            return super().ask(call, until, organisation)

    begun, go_on = Event(), Event()
    go_on.set()
    breaker = CircuitBreaker(Slow(Failure.SERVER_ERROR, OK), failures=1, rest_s=0.05)
    outcomes(breaker, 1)
    sleep(0.06)
    go_on.clear()
    begun.clear()
    trial = Thread(target=outcomes, args=(breaker, 1))
    trial.start()
    assert begun.wait(5)
    assert outcomes(breaker, 1) == [Failure.CIRCUIT_OPEN]
    go_on.set()
    trial.join(5)
    assert outcomes(breaker, 1) == [None]
