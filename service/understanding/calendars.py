"""Last days of calendar periods. Weeks end on Sunday, quarters are those of the calendar year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def after(day: date, count: float, unit: str) -> date | None:
    """The day so many days, weeks, months or years after ``day``; None past the year 9000."""
    if unit in ("day", "week"):
        days = round(count * (7 if unit == "week" else 1))
        return day + timedelta(days=days) if days < 2_000_000 else None
    months = round(count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])
    return later(day, months) if months < 80_000 else None


class Period:
    """A span of days.

    Attributes:
        first: Its first day.
        last: Its last day.
    """

    __slots__ = ("first", "last")

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.last = last


def months_of(year: int, first: int, last: int) -> Period:
    """From the first day of one month to the last day of another in the same year."""
    return Period(date(year, first, 1), month_end(year, last))


def quarter_of(year: int, quarter: int) -> Period:
    """A calendar quarter, 1 to 4."""
    return months_of(year, quarter * 3 - 2, quarter * 3)


def half_of(year: int, half: int) -> Period:
    """A half year, 1 or 2."""
    return months_of(year, half * 6 - 5, half * 6)


def current(unit: str, day: date, ahead: int = 0) -> Period:
    """The period that ``day`` lies in, or the one so many periods ahead."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=ahead)
        return Period(monday, monday + timedelta(days=6))
    if unit == "month":
        first = later(day.replace(day=1), ahead)
        return Period(first, month_end(first.year, first.month))
    if unit == "quarter":
        first = later(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * ahead)
        return quarter_of(first.year, (first.month + 2) // 3)
    if unit == "half":
        first = later(date(day.year, 1 if day.month < 7 else 7, 1), 6 * ahead)
        return half_of(first.year, 1 if first.month < 7 else 2)
    if unit == "decade":
        year = (day.year // 10 + ahead) * 10
        return Period(date(year, 1, 1), date(year + 9, 12, 31))
    return months_of(day.year + ahead, 1, 12)


def upcoming(first: int, last: int, today: date) -> Period:
    """The next span of these months whose last day is not in the past."""
    period = months_of(today.year, first, last)
    return period if period.last >= today else months_of(today.year + 1, first, last)


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday (Monday is 0), a week on when it is today."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def quarter_in(word: str, year: int) -> Period | None:
    """The period of "q3" or "h1" in a year, or None when the word is another."""
    if len(word) != 2 or word[1] not in "1234":
        return None
    number = int(word[1])
    if word[0] == "q":
        return quarter_of(year, number)
    return half_of(year, number) if word[0] == "h" and number <= 2 else None
