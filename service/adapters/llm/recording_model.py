"""Replies written down as they come, so that a run can be repeated without the model."""

from __future__ import annotations

from os import SEEK_END
from pathlib import Path
from threading import Lock

from service.adapters.llm.call_key import call_key
from service.adapters.llm.recording import RecordedReply, read_recording, recorded, replayed
from service.domain.llm import AnswerT, Call, Failure, Reply
from service.domain.ports import LanguageModel
from service.errors import InputError
from service.llm.session import failed


class RecordingModel:
    """Asks what its file does not hold, and adds the reply; a run that broke off goes on so.

    Only replies are recorded. A failure is not: it says what the network did that day, and a
    replay of the run answers NOT_RECORDED in its place, which degrades the answer alike.

    Should stand around the model without a cache: what that recalls costs nothing, and the
    recording would say so of every later replay.
    """

    def __init__(self, model: LanguageModel, file: Path) -> None:
        """Wrap a model.

        Args:
            model: Is asked what the file does not hold.
            file: Is added to; made when it is missing.

        Raises:
            UnreadableFile: A line of it is damaged.
            InputError: It cannot be written.
        """
        self._model = model
        self._file = file
        self._lock = Lock()
        self._append(b"")
        self._replies = read_recording(file)
        if not _ends_with_a_line(file):
            self._append(b"\n")

    @property
    def name(self) -> str:
        """That of the model which is asked."""
        return self._model.name

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The recorded reply, else the model's.

        Raises:
            InputError: The reply cannot be written: a recording with gaps is none.
        """
        key = call_key(call, self.name)
        if held := self._replies.get(key):
            return replayed(call, held)
        reply = self._model.ask(call, until, organisation)
        if reply.value is None:
            return reply
        line = recorded(key, reply)
        with self._lock:
            held = self._replies.setdefault(key, line)
            if held is line:
                self._append(line.model_dump_json().encode() + b"\n")
                return reply
        # Another thread asked the same and was first; a replay gives its reply to both.
        return replayed(call, held)

    def _append(self, content: bytes) -> None:
        """Add to the file in one piece, so that lines of two processes do not mix."""
        try:
            with self._file.open("ab", buffering=0) as stream:
                stream.write(content)
        except OSError as error:
            reason = f"cannot be written: {(error.strerror or 'unknown error').lower()}"
            raise InputError(reason, where=str(self._file)) from error


class ReplayingModel:
    """Answers from a recording alone, the same each time; nothing is asked, whatever is missing.

    Tokens and seconds of a reply are those of the recording, so that the cost of a replayed run is
    that of the run which was recorded; ``cached``, with no attempts, tells the two apart.
    """

    def __init__(self, file: Path, name: str | None = None) -> None:
        """Read a recording.

        Args:
            file: Written by a ``RecordingModel``.
            name: Of the model whose replies are wanted; needed where the file has several.

        Raises:
            UnreadableFile: The file cannot be read, or a line is damaged.
            InputError: It holds no replies of the model, or of several and none is named.
        """
        self._replies: dict[str, RecordedReply] = read_recording(file)
        self._name = _name(sorted({reply.model for reply in self._replies.values()}), name, file)

    @property
    def name(self) -> str:
        """That of the recorded model."""
        return self._name

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The recorded reply, or that there is none."""
        held = self._replies.get(call_key(call, self.name))
        if held:
            return replayed(call, held)
        return Reply(None, failed(call, self.name, Failure.NOT_RECORDED))


def _ends_with_a_line(file: Path) -> bool:
    with file.open("rb") as stream:
        if not stream.seek(0, SEEK_END):
            return True
        stream.seek(-1, SEEK_END)
        return stream.read() == b"\n"


def _name(recorded_models: list[str], wanted: str | None, file: Path) -> str:
    """Whose replies are replayed.

    Raises:
        InputError: The recording leaves it open, or has none of the one that is wanted.
    """
    have = ", ".join(recorded_models)
    if wanted is None:
        if len(recorded_models) == 1:
            return recorded_models[0]
        reason = f"holds replies of {have or 'no model'}: say whose by PLUMBLINE_LLM"
        raise InputError(reason, where=str(file))
    if recorded_models and wanted not in recorded_models:
        raise InputError(f"holds replies of {have}, none of {wanted}", where=str(file))
    return wanted
