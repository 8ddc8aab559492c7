"""Feedback in the store: kept, listed, taken away."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Engine, RowMapping, delete, func, insert, select
from sqlalchemy.exc import DatabaseError

from service.adapters.store.tables import FEEDBACK
from service.domain.feedback import Feedback
from service.errors import InputError, NotFound, StoreUnavailable

#: Every answer weighs all of an organisation's feedback.
MAX_FEEDBACK = 2_000
_FEEDBACK = TypeAdapter(Feedback)
_COLUMNS = {"id", "organisation", "created_at"}


class FeedbackStore:
    """Verdicts by organisation, oldest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, feedback: Feedback) -> None:
        """Keep a verdict.

        Raises:
            InputError: The organisation has ``MAX_FEEDBACK`` already; nothing is kept.
            StoreUnavailable: The database cannot be written; nothing is kept.
        """
        content = _FEEDBACK.dump_python(feedback, mode="json", exclude=_COLUMNS)
        of_organisation = FEEDBACK.c.organisation == feedback.organisation
        count = select(func.count()).select_from(FEEDBACK).where(of_organisation)
        try:
            with self._engine.begin() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                if connection.execute(count).scalar_one() >= MAX_FEEDBACK:
                    raise InputError(
                        f"has given {MAX_FEEDBACK:,} verdicts, the most that are kept; undo some",
                        where="organisation",
                    )
                connection.execute(
                    insert(FEEDBACK).values(
                        id=feedback.id,
                        organisation=feedback.organisation,
                        created_at=feedback.created_at,
                        content=content,
                    )
                )
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot write to the store: {error.orig}") from error

    def of(self, organisation: str) -> tuple[Feedback, ...]:
        """All feedback of an organisation, oldest first.

        Raises:
            StoreUnavailable: The database cannot be read.
        """
        query = (
            select(FEEDBACK)
            .where(FEEDBACK.c.organisation == organisation)
            .order_by(FEEDBACK.c.created_at, FEEDBACK.c.id)
        )
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(query).mappings().all()
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot read the store: {error.orig}") from error
        return tuple(_from_row(row) for row in rows)

    def remove(self, feedback_id: str) -> None:
        """Take a verdict away.

        Raises:
            NotFound: There is none with this id.
            StoreUnavailable: The database cannot be written; nothing is changed.
        """
        try:
            with self._engine.begin() as connection:
                removed = connection.execute(delete(FEEDBACK).where(FEEDBACK.c.id == feedback_id))
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot write to the store: {error.orig}") from error
        if not removed.rowcount:
            raise NotFound(f"no feedback with id {feedback_id!r}")


def _from_row(row: RowMapping) -> Feedback:
    known: dict[str, Any] = {name: row[name] for name in _COLUMNS}
    known["created_at"] = row["created_at"].replace(tzinfo=UTC)  # SQLite keeps no time zone
    return _FEEDBACK.validate_python({**row["content"], **known})
