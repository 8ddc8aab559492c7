"""Numbers with their units, as people write them."""

from __future__ import annotations

from datetime import date

from service.domain.objective import Quantity

_SIGNIFICANT = 4
_PLAIN_UNITS = frozenset({"count", "ratio"})


def amount(value: float) -> str:
    """All digits of a number that was written, four of a fraction like 1/3."""
    written = float(f"{value:.12g}") == value
    return f"{value:,.15g}" if written else f"{value:,.{_SIGNIFICANT}g}"


def number(value: float, unit: str) -> str:
    """A value with its unit."""
    digits = amount(value)
    if unit == "percent":
        return f"{digits}%"
    if unit in _PLAIN_UNITS:
        return digits
    if unit.isupper():
        return f"{unit} {digits}"
    name = unit.replace("_", " ")
    return f"{digits} {name}" if value == 1 else f"{digits} {name}s"


def written(value: Quantity) -> str:
    """A quantity in words."""
    return number(value.value, value.unit)


def rounded(value: float, unit: str) -> float:
    """A computed number as finely as it can mean something: whole counts, else four digits."""
    if unit == "count" and abs(value) >= 1:
        return float(round(value))
    return float(f"{value:.{_SIGNIFICANT}g}")


def day(moment: date) -> str:
    """A day as people write it."""
    return f"{moment.day} {moment:%B %Y}"
