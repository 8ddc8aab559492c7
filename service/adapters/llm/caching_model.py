"""Replies that were given before, kept on disk."""

from __future__ import annotations

from hashlib import sha256
from time import monotonic

from pydantic import ValidationError

from service.adapters.llm.call_key import call_key
from service.domain.llm import AnswerT, Call, CallRecord, Reply
from service.domain.ports import LanguageModel, Memory


class CachingModel:
    """Asks what is new and recalls the rest.

    Replies are kept as JSON, each under a hash of all that was asked and of who asked; failures
    are not.

    A reply depends on the call's text alone, so one organisation's could serve another that asks
    the same, and show it nothing that its own call would not. But that it came at once and for
    nothing would tell that another has asked just this. So each organisation recalls its own.
    """

    def __init__(self, model: LanguageModel, memory: Memory) -> None:
        """Wrap a model.

        Args:
            model: Is asked what is new.
            memory: Where replies are kept.
        """
        self._model = model
        self._memory = memory

    @property
    def name(self) -> str:
        """That of the model which is asked."""
        return self._model.name

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply that is kept, else the model's."""
        start = monotonic()
        key = self._key(call, organisation)
        value = self._recall(key, call.answer)
        if value is None:
            reply = self._model.ask(call, until, organisation)
            if reply.value is not None:
                content = reply.value.model_dump_json(by_alias=True).encode()
                self._memory.keep({key: content})
            return reply
        record = CallRecord(
            call.task,
            call.prompt_version,
            call.prompt_sha256,
            self.name,
            seconds=monotonic() - start,
            cached=True,
        )
        return Reply(value, record)

    def _key(self, call: Call[AnswerT], organisation: str) -> bytes:
        whose = organisation.encode("utf-8", "surrogatepass")
        return sha256(call_key(call, self.name).encode() + whose).digest()

    def _recall(self, key: bytes, answer: type[AnswerT]) -> AnswerT | None:
        content = self._memory.recall([key]).get(key)
        if content is None:
            return None
        try:
            return answer.model_validate_json(content)
        except ValidationError:  # the model's reply will take its place
            return None
