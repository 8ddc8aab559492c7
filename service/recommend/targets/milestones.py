"""Points on the straight line from today to the deadline, at the KPI's own rhythm."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from kpi_library.models import Cadence
from service.domain.objective import Quantity
from service.domain.recommendation import Milestone
from service.recommend.targets.numbers import rounded

#: More points than this are read by nobody; the rhythm is then coarsened.
MOST = 8
_MONTHS = {
    Cadence.DAILY: 1,
    Cadence.WEEKLY: 1,
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.YEARLY: 12,
}
_STEPS = (1, 2, 3, 6, 12, 24, 60)


def milestones(
    today: date,
    deadline: date,
    cadence: Cadence,
    baseline: Quantity | None,
    reach: Quantity | None,
) -> tuple[Milestone, ...]:
    """At most ``MOST``, at ends of months, the last at the deadline; none when it has passed.

    Args:
        today: Where the line starts.
        deadline: Where it ends.
        cadence: How often the KPI is read.
        baseline: The value today, if known.
        reach: The value at the deadline, if known.
    """
    if deadline <= today:
        return ()
    steps = [step for step in _STEPS if step >= _MONTHS[cadence]]
    days: list[date] = []
    for step in steps:
        days = [day for day in _month_ends(today, deadline, step) if day > today]
        if len(days) < MOST:
            break
    return tuple(
        _at(day, today, deadline, baseline, reach) for day in [*days[: MOST - 1], deadline]
    )


def _at(
    day: date, today: date, deadline: date, baseline: Quantity | None, reach: Quantity | None
) -> Milestone:
    share = (day - today).days / (deadline - today).days
    value = None
    if baseline is not None and reach is not None and baseline.unit == reach.unit:
        value = baseline.value + share * (reach.value - baseline.value)
        value = reach.value if day == deadline else rounded(value, reach.unit)
    return Milestone(day, round(share, 2), value)


def _month_ends(today: date, deadline: date, step: int) -> Iterator[date]:
    """Last days of every ``step``-th month, counted from January, before the deadline."""
    month = today.year * 12 + today.month - 1
    while True:
        year, index = divmod(month, 12)
        if year > date.max.year:
            return
        if (index + 1) % step == 0 or (step > 12 and index == 11 and (year % (step // 12)) == 0):
            day = date(year, index + 1, calendar.monthrange(year, index + 1)[1])
            if day >= deadline:
                return
            yield day
        elif date(year, index + 1, 1) > deadline:
            return
        month += 1
