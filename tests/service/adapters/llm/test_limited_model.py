"""Only so many calls at once, of all callers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import sleep

import pytest

from service.adapters.llm.attempt import Attempt
from service.adapters.llm.limited_model import LimitedModel
from service.domain.llm import AnswerT, Call, Failure, Reply
from tests.service.adapters.llm.calls import CALL, UPRIGHT, Scripted, soon


class Busy(Scripted):
    """Notes how many calls are with it at once."""

    at_once = most = 0
    lock = Lock()

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        with self.lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        sleep(0.1)
        with self.lock:
            self.at_once -= 1
        return super().ask(call, until, organisation)


def test_others_wait() -> None:
    busy = Busy(Attempt(UPRIGHT))
    model = LimitedModel(busy, 2)
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: model.ask(CALL, soon(5), "us"), range(6)))
    assert [reply.value for reply in replies] == [UPRIGHT] * 6
    assert busy.most == 2
    seconds = sorted(reply.record.seconds for reply in replies)
    assert seconds[-1] > seconds[0] + 0.15  # the wait counts


def test_nobody_waits_beyond_the_deadline() -> None:
    model = LimitedModel(Busy(Attempt(UPRIGHT)), 1)
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda _: model.ask(CALL, soon(0.05), "us"), range(2)))
    assert {reply.record.failure for reply in replies} == {None, Failure.TIMEOUT}
    late = next(reply.record for reply in replies if reply.record.failure)
    assert (late.attempts, late.seconds < 0.1) == (0, True)


def test_a_place_is_given_back_whatever_happens() -> None:
    model = LimitedModel(Scripted(RuntimeError(), Attempt(UPRIGHT)), 1)
    with pytest.raises(RuntimeError):
        model.ask(CALL, soon(1), "us")
    assert model.ask(CALL, soon(1), "us").value == UPRIGHT
