"""Not asking an endpoint that is down."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply
from service.domain.ports import LanguageModel
from service.llm.session import failed

#: What says that the endpoint, and not one question, is in trouble.
_DOWN = {Failure.RATE_LIMITED, Failure.UNREACHABLE, Failure.SERVER_ERROR}


class CircuitBreaker:
    """A language model that fails at once while the one behind it is down.

    Answers then need not wait for their deadline. After a while one call is let through; when it
    is answered, all are again.

    Args:
        model: Whom to ask.
        failures: After how many failed calls in a row none is tried.
        rest_s: Seconds for which none is tried.
        patience_s: A call that was given less time than this, and was not answered in it, says
            nothing of the endpoint.
    """

    def __init__(
        self,
        model: LanguageModel,
        failures: int = 5,
        rest_s: float = 30.0,
        patience_s: float = 2.0,
    ) -> None:
        self.name = model.name
        self._model = model
        self._failures = failures
        self._rest_s = rest_s
        self._patience_s = patience_s
        self._lock = Lock()
        self._in_a_row = 0
        self._closed_again = 0.0

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply, or why there is none; see ``service.domain.ports.LanguageModel``."""
        with self._lock:
            now = monotonic()
            if self._in_a_row >= self._failures:
                if now < self._closed_again:
                    return Reply(None, failed(call, self.name, Failure.CIRCUIT_OPEN))
                # This call tries it; the others wait for what comes of it.
                self._closed_again = max(until, now + self._rest_s)
        reply = self._model.ask(call, until, organisation)
        with self._lock:
            if self._is_down(reply.record):
                self._in_a_row += 1
                self._closed_again = monotonic() + self._rest_s
            elif reply.record.failure is not Failure.TIMEOUT:
                self._in_a_row = 0
        return reply

    def _is_down(self, record: CallRecord) -> bool:
        if record.failure is Failure.TIMEOUT:
            return record.attempts > 0 and record.seconds >= self._patience_s
        return record.failure in _DOWN
