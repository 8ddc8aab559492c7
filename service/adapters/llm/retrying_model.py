"""Asking again when that may help, and never beyond the deadline."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from time import monotonic, sleep
from typing import Any

from service.adapters.llm.attempt import Attempt, Attempting
from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply

logger = logging.getLogger(__name__)

_PASSING = {Failure.TIMEOUT, Failure.RATE_LIMITED, Failure.UNREACHABLE, Failure.SERVER_ERROR}
_ATTEMPTS = 4
_LONGEST_PAUSE_S = 8.0


class RetryingModel:
    """A language model that asks again after a fault that may pass.

    Pauses double from one to the next, and are drawn at random so that callers who failed
    together do not come back together. A server that says when to come back is heeded; when that
    is after the deadline, the answer is not kept waiting.

    Args:
        model: Whom to ask.
        pause_s: Seconds before the second attempt, on average.
    """

    def __init__(self, model: Attempting, pause_s: float = 0.5) -> None:
        self.name = model.name
        self._model = model
        self._pause_s = pause_s

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply, or why there is none; see ``service.domain.ports.LanguageModel``."""
        begun = monotonic()
        attempts: list[Attempt[AnswerT]] = []
        while True:
            attempts.append(self._attempt(call, until))
            pause = self._pause(attempts)
            if pause is None or monotonic() + pause >= until:
                break
            sleep(pause)
        last = attempts[-1]
        record = CallRecord(
            call.task,
            call.prompt_version,
            call.prompt_sha256,
            self.name,
            input_tokens=sum(attempt.input_tokens for attempt in attempts),
            output_tokens=sum(attempt.output_tokens for attempt in attempts),
            seconds=monotonic() - begun,
            attempts=sum(attempt.requests for attempt in attempts),
            failure=last.failure,
        )
        return Reply(last.value, record)

    def _attempt(self, call: Call[AnswerT], until: float) -> Attempt[AnswerT]:
        try:
            return self._model.attempt(call, until)
        except Exception as error:
            # An answer must not fail because of a fault of ours in what only makes it better.
            logger.error("asking the language model failed by %s", type(error).__name__)
            logger.debug("asking the language model failed", exc_info=True)
            return Attempt(None, Failure.UNREADABLE)

    def _pause(self, attempts: Sequence[Attempt[Any]]) -> float | None:
        """Seconds until it is worth asking again; None when it is not."""
        last = attempts[-1]
        if last.failure is Failure.UNREADABLE:
            # The same question may be answered better; twice is enough, in whatever forms.
            return 0.0 if sum(attempt.requests for attempt in attempts) == 1 else None
        if last.failure not in _PASSING or len(attempts) >= _ATTEMPTS:
            return None
        usual = self._pause_s * 2.0 ** (len(attempts) - 1) * random.uniform(0.5, 1.5)
        asked = (last.retry_after or 0.0) * random.uniform(1.0, 1.1)
        return max(min(usual, _LONGEST_PAUSE_S), asked)
