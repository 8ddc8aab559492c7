"""The store: answers, the organisation's own KPIs and its feedback in, the same out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import TypeAdapter
from sqlalchemy import URL, Connection, create_engine, delete, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from service.adapters.store.dismissals import DismissalStore
from service.adapters.store.feedback import FeedbackStore
from service.adapters.store.summaries import Summary, SummaryStore
from service.adapters.store.tables import ANSWERS, OWN_KPIS, SUMMARIES
from service.domain.own_kpi import OwnKpi
from service.errors import NotFound, StoreUnavailable

MIGRATIONS = Path(__file__).with_name("migrations")
#: The newest migration; a store that is not at it is migrated on opening.
HEAD = "0005"
BUSY_TIMEOUT_S = 10
_OWN_KPI = TypeAdapter(OwnKpi)


class AnswerKind(StrEnum):
    """What was asked."""

    RECOMMENDATION = "recommendation"
    AUDIT = "audit"
    CASCADE = "cascade"


@dataclass(frozen=True)
class StoredAnswer:
    """An answer as it was given."""

    id: str
    kind: AnswerKind
    created_at: datetime
    library_version: str
    model: str
    request: Mapping[str, Any]
    answer: Mapping[str, Any]


class Store:
    """Answers, own KPIs and feedback in one SQLite file, shared by processes (write-ahead log)."""

    def __init__(self, file: Path) -> None:
        """Open the file, creating or migrating it.

        Raises:
            StoreUnavailable: It is no database, or cannot be written.
        """
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"cannot create {file.parent}: {error.strerror}") from error
        self._engine = create_engine(
            URL.create("sqlite", database=str(file)), connect_args={"timeout": BUSY_TIMEOUT_S}
        )
        event.listen(self._engine, "connect", _use_write_ahead_log)
        self.feedback = FeedbackStore(self._engine)
        self.dismissals = DismissalStore(self._engine)
        self.summaries = SummaryStore(self._engine)
        try:
            with self._engine.begin() as connection:
                if _revision(connection) != HEAD:
                    # One process migrates; the others wait here and find it done.
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    if _revision(connection) != HEAD:
                        _migrate(connection)
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot open the store {file}: {error.orig}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def add(
        self,
        kind: AnswerKind,
        request: Mapping[str, Any],
        answer: Mapping[str, Any],
        library_version: str,
        model: str,
        organisation: str = "",
        summary: Mapping[str, Any] | None = None,
    ) -> StoredAnswer:
        """Keep an answer under a new id.

        Args:
            kind: What was asked.
            request: What it was computed from.
            answer: As it was given.
            library_version: That it was computed with.
            model: Likewise.
            organisation: In whose lists it stands.
            summary: What lists show of it; without one it stands in none.

        Raises:
            StoreUnavailable: The database cannot be written; nothing is kept.
        """
        stored = StoredAnswer(
            uuid.uuid4().hex, kind, datetime.now(UTC), library_version, model, request, answer
        )
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(ANSWERS).values(**vars(stored)))
                if summary is not None:
                    listed = Summary(
                        stored.id,
                        kind.value,
                        organisation,
                        stored.created_at,
                        library_version,
                        model,
                        summary,
                    )
                    connection.execute(insert(SUMMARIES).values(**vars(listed)))
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot write to the store: {error.orig}") from error
        return stored

    def revise(self, kind: AnswerKind, answer_id: str, answer: Mapping[str, Any]) -> None:
        """Put a better answer to the same request in the place of the one with this id.

        Raises:
            StoreUnavailable: The database cannot be written; the earlier answer stays.
        """
        revised = (
            update(ANSWERS)
            .where(ANSWERS.c.id == answer_id, ANSWERS.c.kind == kind.value)
            .values(answer=answer)
        )
        try:
            with self._engine.begin() as connection:
                connection.execute(revised)
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot write to the store: {error.orig}") from error

    def get(self, kind: AnswerKind, answer_id: str) -> StoredAnswer:
        """The answer with this id.

        Raises:
            NotFound: There is none of this kind.
            StoreUnavailable: The database cannot be read.
        """
        query = select(ANSWERS).where(ANSWERS.c.id == answer_id, ANSWERS.c.kind == kind.value)
        try:
            with self._engine.connect() as connection:
                row = connection.execute(query).mappings().one_or_none()
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot read the store: {error.orig}") from error
        if row is None:
            raise NotFound(f"no {kind.value} with id {answer_id!r}")
        created_at = row["created_at"].replace(tzinfo=UTC)  # SQLite keeps no time zone
        return StoredAnswer(**{**row, "kind": kind, "created_at": created_at})

    def own_kpis(self) -> tuple[OwnKpi, ...]:
        """The organisation's catalogue, by id.

        Raises:
            StoreUnavailable: The database cannot be read.
        """
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(select(OWN_KPIS).order_by(OWN_KPIS.c.id)).mappings().all()
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot read the store: {error.orig}") from error
        return tuple(
            _OWN_KPI.validate_python({**row["content"], "same_as": row["same_as"]}) for row in rows
        )

    def keep_own_kpis(self, kpis: Sequence[OwnKpi], file: str, replace: bool = False) -> None:
        """Keep KPIs, all or none; one with a known id takes the place of the older one.

        Args:
            kpis: What to keep.
            file: Name of the file that they come from.
            replace: Whether those that are not among them go.

        Raises:
            StoreUnavailable: The database cannot be written; nothing is changed.
        """
        now = datetime.now(UTC)
        rows = [
            {
                "id": kpi.id,
                "same_as": kpi.same_as,
                "content": _OWN_KPI.dump_python(kpi, mode="json", exclude={"same_as"}),
                "file": file,
                "imported_at": now,
            }
            for kpi in kpis
        ]
        try:
            with self._engine.begin() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                if replace:
                    connection.execute(delete(OWN_KPIS))
                for row in rows:
                    connection.execute(delete(OWN_KPIS).where(OWN_KPIS.c.id == row["id"]))
                if rows:
                    connection.execute(insert(OWN_KPIS), rows)
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot write to the store: {error.orig}") from error

    def ping(self) -> None:
        """Read something.

        Raises:
            StoreUnavailable: The database does not answer.
        """
        try:
            with self._engine.connect() as connection:
                connection.execute(text("SELECT 1 FROM answers LIMIT 1"))
        except DatabaseError as error:
            raise StoreUnavailable(f"the store does not answer: {error.orig}") from error


def _use_write_ahead_log(connection: Any, _: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")


def _revision(connection: Connection) -> str | None:
    with suppress(OperationalError):  # the table is not there before the first migration
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision
    return None


def _migrate(connection: Connection) -> None:
    # Imported here because it costs half a second, which only the first start need pay.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise StoreUnavailable(
            f"cannot migrate the store, was it written by a newer version? {error}"
        ) from error
