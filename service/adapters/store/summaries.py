"""Lists of answers, without reading the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DatabaseError

from service.adapters.store.tables import SUMMARIES
from service.errors import StoreUnavailable


@dataclass(frozen=True)
class Summary:
    """What a list shows of an answer."""

    id: str
    kind: str
    organisation: str
    created_at: datetime
    library_version: str
    model: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class SummaryPage:
    """Some of a list, newest first, and how many it has."""

    items: tuple[Summary, ...]
    total: int


class SummaryStore:
    """What is kept, newest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, kind: str, organisation: str | None, limit: int, offset: int = 0) -> SummaryPage:
        """Some answers of a kind.

        Args:
            kind: Of the answers.
            organisation: Whose; None for everybody's.
            limit: At most how many.
            offset: How many newer ones to leave out.

        Raises:
            StoreUnavailable: The database cannot be read.
        """
        wanted = SUMMARIES.c.kind == kind
        if organisation is not None:
            wanted &= SUMMARIES.c.organisation == organisation
        newest = SUMMARIES.c.created_at.desc(), SUMMARIES.c.id
        query = select(SUMMARIES).where(wanted).order_by(*newest).limit(limit).offset(offset)
        count = select(func.count()).select_from(SUMMARIES).where(wanted)
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(query).mappings().all()
                total = connection.execute(count).scalar_one()
        except DatabaseError as error:
            raise StoreUnavailable(f"cannot read the store: {error.orig}") from error
        # SQLite keeps no time zone.
        items = (Summary(**{**r, "created_at": r["created_at"].replace(tzinfo=UTC)}) for r in rows)
        return SummaryPage(tuple(items), total)
