"""Replies that were given before, kept on disk."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from time import monotonic

from pydantic import ValidationError

from service.adapters.llm.call_key import call_key
from service.adapters.sqlite_file import SqliteFile
from service.domain.llm import AnswerT, Call, CallRecord, Reply
from service.domain.ports import LanguageModel

#: Nobody's answer is kept waiting longer than this for the file.
_WAIT_S = 1.0
_INSTEAD = "going without it"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS replies (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    reply TEXT NOT NULL
)
"""


class CachingModel:
    """Asks what is new and recalls the rest from a SQLite file, which threads and processes share.

    Replies are kept, failures are not. The file holds the replies as JSON, each under a hash of
    all that was asked and of who asked. Whatever is wrong with the file, the model is asked, and a
    warning says so.

    A reply depends on the call's text alone, so one organisation's could serve another that asks
    the same, and show it nothing that its own call would not. But that it came at once and for
    nothing would tell that another has asked just this. So each organisation recalls its own.
    """

    def __init__(self, model: LanguageModel, file: Path, most: int) -> None:
        """Wrap a model.

        Args:
            model: Is asked what is new.
            file: Of the cache; made when there is something to keep.
            most: Replies that are kept; the oldest go.
        """
        self._model = model
        self._file = SqliteFile(file, _SCHEMA)
        self._most = most

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
                self._keep(key, reply.value.model_dump_json(by_alias=True))
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
        if not self._file.exists:
            return None
        with self._file.tolerated(_INSTEAD), self._file.open(_WAIT_S) as connection:
            found = connection.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
            if found is None:
                return None
            try:
                return answer.model_validate_json(found[0])
            except ValidationError:
                # Written over by the model's reply, or else gone.
                connection.execute("DELETE FROM replies WHERE key = ?", (key,))
        return None

    def _keep(self, key: bytes, reply: str) -> None:
        with self._file.tolerated(_INSTEAD), self._file.open(_WAIT_S) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO replies (key, reply) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET reply = excluded.reply",
                (key, reply),
            )
            connection.execute(
                "DELETE FROM replies WHERE id <= (SELECT max(id) FROM replies) - ?", (self._most,)
            )
