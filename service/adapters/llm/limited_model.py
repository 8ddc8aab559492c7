"""Only so many calls at once."""

from __future__ import annotations

from dataclasses import replace
from threading import BoundedSemaphore
from time import monotonic

from service.domain.llm import AnswerT, Call, Failure, Reply
from service.domain.ports import LanguageModel
from service.llm.session import failed


class LimitedModel:
    """A language model that is asked by so many callers at once; others wait, to their deadline.

    Args:
        model: Whom to ask.
        at_once: How many calls, of all answers.
    """

    def __init__(self, model: LanguageModel, at_once: int) -> None:
        self.name = model.name
        self._model = model
        self._free = BoundedSemaphore(at_once)

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply, or why there is none; see ``service.domain.ports.LanguageModel``."""
        begun = monotonic()
        if not self._free.acquire(timeout=max(0.0, until - begun)):
            record = failed(call, self.name, Failure.TIMEOUT)
            return Reply(None, replace(record, seconds=monotonic() - begun))
        try:
            reply = self._model.ask(call, until, organisation)
        finally:
            self._free.release()
        return Reply(reply.value, replace(reply.record, seconds=monotonic() - begun))
