"""How many tokens an organisation may use in a day."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic

from service.adapters.sqlite_file import SqliteFile
from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply
from service.domain.ports import LanguageModel
from service.llm.session import failed, tokens_in

logger = logging.getLogger(__name__)

#: Nobody's answer is kept waiting longer than this for the ledger.
_WAIT_S = 2.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS spending (
    organisation BLOB NOT NULL,
    day TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    PRIMARY KEY (organisation, day)
)
"""
_RESERVE = """
INSERT INTO spending (organisation, day, tokens) VALUES (:organisation, :day, :tokens)
ON CONFLICT (organisation, day) DO UPDATE SET tokens = tokens + excluded.tokens
WHERE tokens + excluded.tokens <= :limit
"""
_SETTLE = """
UPDATE spending SET tokens = max(0, tokens + :tokens)
WHERE organisation = :organisation AND day = :day
"""


def today() -> date:
    """The day, in UTC: one boundary for all, wherever the server stands."""
    return datetime.now(UTC).date()


class BudgetedModel:
    """Refuses calls of an organisation that has used its tokens of the day.

    What a call needs at most is reserved before, in one step that threads and processes take one
    after the other, and corrected afterwards to what it took. So calls side by side do not go over
    the limit; only a call that takes more than was reserved does, by repeated attempts or because
    its text has more tokens than ``tokens_in`` thinks, and then the next are refused.

    The ledger is a SQLite file, so that a restart does not forget. It holds a hash of the
    organisation's name, and no more than the last two days. What a process reserved that died
    stays reserved until the day is over. While the ledger cannot be used nothing is asked: a limit
    that nobody counts is none. A damaged one is set aside, and the count begins anew.
    """

    def __init__(
        self,
        model: LanguageModel,
        file: Path,
        tokens_a_day: int,
        day: Callable[[], date] = today,
    ) -> None:
        """Wrap a model.

        Args:
            model: Is asked within the budget.
            file: Of the ledger; made with the first call.
            tokens_a_day: Read and written, for each organisation; 0: no limit, and no ledger.
            day: Which it is.
        """
        self._model = model
        self._file = SqliteFile(file, _SCHEMA)
        self._limit = tokens_a_day
        self._day = day
        # Threads that queue here do not contend for SQLite's lock, which is not fair.
        self._lock = Lock()

    @property
    def name(self) -> str:
        """That of the model which is asked."""
        return self._model.name

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The model's reply, or that the budget is used up."""
        if not self._limit:
            return self._model.ask(call, until, organisation)
        reserved = tokens_in(call.system + call.user) + call.max_output_tokens
        whose = sha256(organisation.encode("utf-8", "surrogatepass")).digest()
        day = self._day()
        if not self._reserve(whose, day, reserved, until):
            return Reply(None, failed(call, self.name, Failure.OVER_BUDGET))
        reply = self._model.ask(call, until, organisation)
        self._settle(whose, day, _spent(reply.record, reserved) - reserved)
        return reply

    def _reserve(self, whose: bytes, day: date, tokens: int, until: float) -> bool:
        if tokens > self._limit or not self._lock.acquire(timeout=_wait_s(until)):
            return False
        try:
            with self._file.open(_wait_s(until)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                before = (day - timedelta(days=1)).isoformat()
                connection.execute("DELETE FROM spending WHERE day < ?", (before,))
                values = {
                    "organisation": whose,
                    "day": day.isoformat(),
                    "tokens": tokens,
                    "limit": self._limit,
                }
                return connection.execute(_RESERVE, values).rowcount == 1
        except (sqlite3.Error, OSError) as error:
            logger.warning("the ledger of tokens cannot be used, asking nothing: %s", error)
            return False
        finally:
            self._lock.release()

    def _settle(self, whose: bytes, day: date, tokens: int) -> None:
        """Correct what was reserved by so many tokens."""
        with (
            self._lock,
            self._file.tolerated("what was reserved stays counted"),
            self._file.open(_WAIT_S) as connection,
        ):
            values = {"organisation": whose, "day": day.isoformat(), "tokens": tokens}
            connection.execute(_SETTLE, values)


def _wait_s(until: float) -> float:
    return max(0.0, min(_WAIT_S, until - monotonic()))


def _spent(record: CallRecord, reserved: int) -> int:
    """How many tokens a call took; all that were reserved when nobody says."""
    told = record.input_tokens + record.output_tokens
    if not told and record.attempts and record.failure is Failure.TIMEOUT:
        # The provider may well have read it all and been writing when we stopped waiting.
        return reserved
    return told
