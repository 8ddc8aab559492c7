"""Stand-ins for what talks to the outside."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import ValidationError

from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply, Task
from service.domain.ports import Progress, Vectors
from service.llm.session import LlmSession

_WORD = re.compile(r"[^\W_]+")


class FakeEmbedder:
    """Embeds a text as its bag of words, hashed: texts that share words are near."""

    model = "fake@000000000000"
    dimensions = 64

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.lower()) or [""]:
                number = zlib.crc32(word.encode())
                vectors[row, number % self.dimensions] += 1.0 if number & 0x10000 else -1.0
            if not vectors[row].any():
                vectors[row, 0] = 1.0
            vectors[row] /= np.linalg.norm(vectors[row])
        if on_progress:
            on_progress(len(texts), len(texts))
        return vectors


#: What a fake model says to a call: the reply as JSON would have it, or why there is none.
Said = Mapping[str, Any] | Failure


class FakeLanguageModel:
    """Says what a test makes it say, and keeps the calls as they were delivered."""

    name = "fake:model"

    def __init__(self, say: Callable[[Call[Any]], Said]) -> None:
        self._say = say
        self.calls: list[Call[Any]] = []

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """What the test says; what is not of the call's form is unreadable."""
        self.calls.append(call)
        said = self._say(call)
        value, failure = None, said if isinstance(said, Failure) else None
        if not failure:
            try:
                value = call.answer.model_validate(said)
            except ValidationError:
                failure = Failure.UNREADABLE
        record = CallRecord(
            call.task,
            call.prompt_version,
            call.prompt_sha256,
            self.name,
            input_tokens=0 if failure else 100,
            output_tokens=0 if failure else 10,
            seconds=0.5,
            attempts=1,
            failure=failure,
        )
        return Reply(value, record)

    def asked(self, task: Task) -> list[Call[Any]]:
        """The calls of one task."""
        return [call for call in self.calls if call.task is task]

    def session(
        self,
        tokens: int = 100_000,
        tasks: frozenset[Task] = frozenset(Task),
        organisation: str = "",
    ) -> LlmSession:
        """A session of this model."""
        return LlmSession(self, 60, tokens, organisation, tasks)


class FakeMemory(dict[bytes, bytes]):
    """Keeps bytes in the process."""

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under some of the keys."""
        return {key: self[key] for key in keys if key in self}

    def keep(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep these, in place of what has their keys."""
        self.update(entries)
