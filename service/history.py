"""Past values as they are sent: checked at the edge, then turned into readings."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StringConstraints

from service.domain.recommendation import Reading
from service.errors import InputError

MAX_READINGS = 200
_FORMS = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-?Q(?P<quarter>[1-4])|-?W(?P<week>\d{2}))?"
)
_HINT = "write a day, week, month, quarter or year such as 2026-05-31, 2026-W22, 2026-05, 2026-Q2"


class HistoryRow(BaseModel):
    """One past value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    period: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=4, max_length=10)
    ] = Field(description=_HINT, examples=["2026-05"])
    value: FiniteFloat = Field(description="in the unit of the KPI", examples=[12.5])
    kpi: str | None = Field(
        default=None,
        max_length=200,
        description="id of the KPI; by default the measure that the objective names",
    )


def readings(rows: Sequence[HistoryRow], today: date) -> tuple[Reading, ...]:
    """The rows in order of time.

    Raises:
        InputError: A period cannot be read, is not over yet, stands twice for a KPI, or is of
            another kind than the others of its KPI.
    """
    found: list[Reading] = []
    seen: set[tuple[str | None, date]] = set()
    kinds: dict[str | None, str] = {}
    for at, row in enumerate(rows):
        where = f"history[{at}].period"
        kind, day = _last_day(row.period.upper(), where)
        if day > today:
            raise InputError(f"{row.period} is not over on {today}; give what was read", where)
        if (row.kpi, day) in seen:
            raise InputError(f"{row.period} stands twice; keep one value", where)
        if kinds.setdefault(row.kpi, kind) != kind:
            raise InputError(f"is a {kind} among values by {kinds[row.kpi]}; use one kind", where)
        seen.add((row.kpi, day))
        found.append(Reading(row.period, day, row.value, row.kpi))
    return tuple(sorted(found, key=lambda reading: reading.day))


def _last_day(period: str, where: str) -> tuple[str, date]:
    """Kind and last day of a period."""
    match = _FORMS.fullmatch(period)
    if match is None:
        raise InputError(f"{period!r} is no period; {_HINT}", where)
    month, day, quarter, week = (
        int(text) if text else None for text in match.group("month", "day", "quarter", "week")
    )
    year = int(match["year"])
    try:
        if day is not None and month is not None:
            return "day", date(year, month, day)
        if week is not None:
            return "week", date.fromisocalendar(year, week, 1) + timedelta(days=6)
        if quarter is not None:
            month = 3 * quarter
        last = month or 12
        ends = date(year, last, calendar.monthrange(year, last)[1])
    except (ValueError, OverflowError, calendar.IllegalMonthError) as error:
        raise InputError(f"{period!r} is not in the calendar; {_HINT}", where) from error
    return "quarter" if quarter else "month" if month else "year", ends
