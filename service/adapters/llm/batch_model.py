"""Answers from batches; what they do not answer is collected for the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import ValidationError

from service.adapters.llm.batch_file import BatchAnswer, read_answers, request_line
from service.adapters.llm.call_key import call_key
from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply
from service.llm.session import failed


class BatchModel:
    """Asks nobody: replies come from files that a batch of the provider has written.

    A run of several stages is finished by repeating it: each time what is answered goes one stage
    further, and the calls that it then makes are collected. The answers of all batches so far are
    given each time. They say what was spent, so the last run shows the cost of all stages.
    """

    def __init__(self, name: str, answers: Iterable[Path] = ()) -> None:
        """Read the answers.

        Args:
            name: Of the model, ``provider:model``.
            answers: Files that batches have written, oldest first.

        Raises:
            UnreadableFile: One cannot be read, or a line of it is wrong; says which.
        """
        self._name = name
        self._answers: dict[str, BatchAnswer] = read_answers(answers)
        self._asked: dict[str, Failure | None] = {}
        self._unanswered: dict[str, Call[Any]] = {}
        self._lock = Lock()

    @property
    def name(self) -> str:
        """``provider:model``, as configured."""
        return self._name

    @property
    def answered(self) -> int:
        """How many calls were made and are answered."""
        return len(self._asked) - len(self._unanswered)

    @property
    def unanswered(self) -> int:
        """How many calls were made and are not answered: they failed, or were never sent."""
        return len(self._unanswered)

    @property
    def failures(self) -> dict[str, int]:
        """How many of them a batch has tried in vain, by why."""
        failures = Counter(failure.value for failure in self._asked.values() if failure)
        del failures[Failure.NOT_RECORDED.value]
        return dict(sorted(failures.items()))

    @property
    def unused(self) -> int:
        """How many answers belong to no call that was made."""
        return len(self._answers.keys() - self._asked.keys())

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply of a batch; else why it failed there, or that there is none."""
        key = call_key(call, self.name)
        reply = self._reply(call, self._answers.get(key))
        with self._lock:
            self._asked[key] = reply.record.failure
            if reply.value is None:
                self._unanswered[key] = call
        return reply

    def requests(self) -> str:
        """The unanswered calls as the next batch, each once; empty when there are none.

        Sorted, because threads collect them as it happens, and equal runs should write equal files.
        """
        # "ollama:llama3:8b" is "llama3:8b" to its provider.
        model = self.name.partition(":")[2] or self.name
        return "".join(
            request_line(key, self._unanswered[key], model) for key in sorted(self._unanswered)
        )

    def _reply(self, call: Call[AnswerT], answer: BatchAnswer | None) -> Reply[AnswerT]:
        if answer is None:
            return Reply(None, failed(call, self.name, Failure.NOT_RECORDED))
        value, failure = None, answer.failure
        if answer.content is not None:
            try:
                value = call.answer.model_validate_json(answer.content)
            except ValidationError:
                failure = Failure.UNREADABLE
        record = CallRecord(
            call.task,
            call.prompt_version,
            call.prompt_sha256,
            self.name,
            answer.input_tokens,
            answer.output_tokens,
            cached=True,
            failure=failure,
        )
        return Reply(value, record)
