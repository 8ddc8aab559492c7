"""Days as files write them, and in which order day and month stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.understanding.calendars import Period, months_of, quarter_in
from service.understanding.written_dates import MONTHS


class DateOrder(StrEnum):
    """In which order year, month and day stand."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}.*$")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +", re.I)
_NUMERIC = re.compile(r"(\d{1,4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,4})")
_WORDED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+)?(?P<month>[a-z]{3,9})\.?"
    r"(?:[ .-]+(?P<after>\d{1,2})(?:st|nd|rd|th)?(?=,| +\d{4}))?[ ,.-]+(?P<year>\d{4}|\d{2})",
    re.I,
)
_PERIOD = re.compile(
    r"(?P<part>[qh]\d)[ ,/'-]*(?P<year>\d{4}|\d{2})|(?P<first>\d{4})[ ,/-]*(?P<second>[qh]\d)", re.I
)
_YEAR = re.compile(r"(?:CY ?)?(\d{4})", re.I)
_YEARS = range(1900, 2900)


@dataclass(frozen=True)
class Days:
    """How the days of a table are read.

    Attributes:
        order: None where nothing tells day from month.
        note: How the order was found; empty where nothing depended on it.
    """

    order: DateOrder | None
    note: str = ""

    def read(self, text: str) -> Period:
        """The day or period in a cell.

        Raises:
            ValueError: It is none, or could be two; the message says how to mend it.
        """
        plain = _WEEKDAY.sub("", _TIME.sub("", text.strip()))
        if numeric := _NUMERIC.fullmatch(plain):
            day = self._numeric(text, numeric)
            return Period(day, day)
        period = _worded(plain) or _named(plain)
        if period is None:
            raise ValueError(f"{text!r} is no date such as 2026-12-31")
        return period

    def _numeric(self, text: str, numeric: re.Match[str]) -> date:
        first, second, third = numeric[1], numeric[3], numeric[4]
        if len(first) == 4:
            return _day(text, first, second, third)
        order = self.order or (DateOrder.DMY if numeric[2] == "." else None)
        if order is DateOrder.YMD:
            if len(third) == 4:
                raise ValueError(f"{text!r} does not stand in the order {DateOrder.YMD}")
            return _day(text, first, second, third)
        found = {
            readable
            for possible, day, month in (
                (DateOrder.DMY, first, second),
                (DateOrder.MDY, second, first),
            )
            if order in (None, possible) and (readable := _possible(third, month, day))
        }
        if not found:
            raise ValueError(
                f"{text!r} is no day of the calendar" + (f" read {order}" * bool(order))
            )
        if len(found) > 1:
            raise ValueError(
                f"{text!r} could be two days: say which comes first by --date-order dmy or mdy"
            )
        return found.pop()


def days_of(cells: Iterable[tuple[str, str]], given: DateOrder | None = None) -> Days:
    """How the days of a table are to be read: as told, else as one of them decides for all.

    Args:
        cells: Place and text of each cell that should hold a day.
        given: The order, as somebody set it.
    """
    if given:
        return Days(given, f"dates: read as {given}, as told")
    shown: dict[DateOrder, str] = {}
    open_ = False
    for place, text in cells:
        numeric = _NUMERIC.fullmatch(_WEEKDAY.sub("", _TIME.sub("", text.strip())))
        if numeric is None or len(numeric[1]) == 4 or numeric[2] == ".":
            continue
        day_first, month_first = int(numeric[1]) > 12, int(numeric[3]) > 12
        if day_first and int(numeric[1]) <= 31:
            shown.setdefault(DateOrder.DMY, f"{text!r} in {place}")
        elif month_first and int(numeric[3]) <= 31:
            shown.setdefault(DateOrder.MDY, f"{text!r} in {place}")
        open_ = open_ or not (day_first or month_first or numeric[1] == numeric[3])
    if len(shown) == 1:
        ((order, where),) = shown.items()
        return Days(order, f"dates: read as {order}, as {where} shows")
    if shown:
        return Days(None, f"dates: in both orders ({', '.join(shown.values())})")
    return Days(None, "dates: nothing tells day from month" if open_ else "")


def _day(text: str, year: str, month: str, day: str) -> date:
    found = _possible(year, month, day)
    if found is None:
        raise ValueError(f"{text!r} is no day of the calendar")
    return found


def _possible(year: str, month: str, day: str) -> date | None:
    if len(year) not in (2, 4):
        return None
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(number, int(month), int(day)) if number in _YEARS else None
    except ValueError:
        return None


def _worded(text: str) -> Period | None:
    """ "31 Dec 2026", "December 31, 2026", "Dec 2026"."""
    found = _WORDED.fullmatch(text)
    month = MONTHS.get(found["month"].lower()) if found else None
    if found is None or month is None or (found["day"] and found["after"]):
        return None
    day = found["day"] or found["after"]
    if day:
        on = _possible(found["year"], str(month), day)
        return Period(on, on) if on else None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    return months_of(year, month, month) if year in _YEARS else None


def _named(text: str) -> Period | None:
    """ "Q3 2026", "2026 H1", "2026"; a fiscal year has no calendar that we know."""
    if (found := _YEAR.fullmatch(text)) and int(found[1]) in _YEARS:
        return months_of(int(found[1]), 1, 12)
    if not (found := _PERIOD.fullmatch(text)):
        return None
    digits = found["year"] or found["first"]
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    part = (found["part"] or found["second"]).lower()
    return quarter_in(part, year) if year in _YEARS else None
