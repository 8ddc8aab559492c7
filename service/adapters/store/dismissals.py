"""Dismissals in the store: kept, listed, taken away."""

from __future__ import annotations

from datetime import UTC

from sqlalchemy import Engine, RowMapping, delete, func, insert, select
from sqlalchemy.exc import DatabaseError

from service.adapters.store.tables import DISMISSALS
from service.domain.audit import Dismissal
from service.domain.dismissal import DismissedFinding
from service.errors import InputError, NotFound, StoreUnavailable

#: Every audit of an organisation reads all of its dismissals.
MAX_DISMISSALS = 10_000


class DismissalStore:
    """Dismissed findings by organisation, oldest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, dismissed: DismissedFinding) -> None:
        """Keep a dismissal; one of the same finding takes the place of the older one.

        Raises:
            InputError: The organisation has ``MAX_DISMISSALS`` already; nothing is kept.
            StoreUnavailable: The database cannot be written; nothing is kept.
        """
        organisation = DISMISSALS.c.organisation == dismissed.organisation
        count = select(func.count()).select_from(DISMISSALS).where(organisation)
        older = delete(DISMISSALS).where(organisation, DISMISSALS.c.finding == dismissed.finding)
        row = {
            "organisation": dismissed.organisation,
            "finding": dismissed.finding,
            "at": dismissed.dismissal.at,
            "content": {
                "rule": dismissed.rule,
                "message": dismissed.message,
                "reason": dismissed.dismissal.reason,
                "by": dismissed.dismissal.by,
            },
        }
        try:
            with self._engine.begin() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.execute(older)
                if connection.execute(count).scalar_one() >= MAX_DISMISSALS:
                    raise InputError(
                        f"has dismissed {MAX_DISMISSALS:,} findings, the most that are kept; "
                        "restore some",
                        where="organisation",
                    )
                connection.execute(insert(DISMISSALS).values(**row))
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot write to the store: {error.orig}") from error

    def of(self, organisation: str | None) -> tuple[DismissedFinding, ...]:
        """What an organisation has dismissed, oldest first; everybody's for None.

        Raises:
            StoreUnavailable: The database cannot be read.
        """
        query = select(DISMISSALS).order_by(DISMISSALS.c.at, DISMISSALS.c.finding)
        if organisation is not None:
            query = query.where(DISMISSALS.c.organisation == organisation)
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(query).mappings().all()
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot read the store: {error.orig}") from error
        return tuple(_from_row(row) for row in rows)

    def remove(self, finding: str, organisation: str | None) -> None:
        """Take a dismissal away; for None, whosesoever it is.

        Raises:
            NotFound: It is not dismissed.
            StoreUnavailable: The database cannot be written; nothing is changed.
        """
        wanted = DISMISSALS.c.finding == finding
        if organisation is not None:
            wanted &= DISMISSALS.c.organisation == organisation
        try:
            with self._engine.begin() as connection:
                removed = connection.execute(delete(DISMISSALS).where(wanted))
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot write to the store: {error.orig}") from error
        if not removed.rowcount:
            raise NotFound(f"no dismissed finding with id {finding!r}")


def _from_row(row: RowMapping) -> DismissedFinding:
    content = row["content"]
    at = row["at"].replace(tzinfo=UTC)  # SQLite keeps no time zone
    return DismissedFinding(
        row["organisation"],
        row["finding"],
        content["rule"],
        content["message"],
        Dismissal(content["reason"], content["by"], at),
    )
