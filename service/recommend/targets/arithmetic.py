"""What follows from the numbers that were given, with the arithmetic shown."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_library.formula import units
from service.domain.objective import Quantity, TargetKind, TargetQuantity
from service.recommend.targets.numbers import amount, number, rounded, written

#: Units that pint converts into each other. Currencies have no fixed rate, and a share is none of
#: a count.
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})


@dataclass(frozen=True)
class Derived:
    """A number that follows.

    Attributes:
        reach: The value to reach; None when the baseline that it needs is unknown.
        steps: The arithmetic.
        notes: What was taken one way and could be meant another.
    """

    reach: Quantity | None
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def converted(value: Quantity, unit: str) -> tuple[Quantity, tuple[str, ...]]:
    """A time in another unit of time, with the step that leads there; other values as they are."""
    if value.unit == unit or not {value.unit, unit} <= TIMES:
        return value, ()
    factor = float(units().Quantity(1, value.unit).to(unit).magnitude)
    there = Quantity(rounded(value.value * factor, unit), unit)
    if factor >= 1:
        step = f"{amount(value.value)} × {amount(rounded(factor, unit))}"
    else:
        step = f"{amount(value.value)} ÷ {amount(rounded(1 / factor, unit))}"
    return there, (f"{written(value)} = {step} = {written(there)}",)


def derive(baseline: Quantity | None, target: TargetQuantity, rises: bool) -> Derived:
    """The value to reach, or the size of the change, from the other two numbers.

    Args:
        baseline: In the unit of the KPI, or None.
        target: What the objective says.
        rises: Whether a change is upwards.
    """
    if target.kind is TargetKind.ABSOLUTE:
        return _towards(baseline, Quantity(target.value, target.unit))
    if baseline is None:
        return Derived(None)
    start, size, sign = baseline.value, target.value, "+" if rises else "−"
    up = size if rises else -size
    if target.unit == "percent":
        value, step = start * (1 + up / 100), f"{amount(start)} × (1 {sign} {amount(size)}%)"
        notes = _ambiguous(baseline)
    elif target.unit == "ratio":
        value, step, notes = start * size, f"{amount(start)} × {amount(size)}", ()
    elif target.unit in (baseline.unit, "percentage_point"):
        value, step, notes = start + up, f"{amount(start)} {sign} {amount(size)}", ()
    else:
        return Derived(None)
    if start >= 0 > value:
        # No share, count, price or time of an organisation's falls below zero by falling.
        fall = number(size, target.unit)
        return Derived(None, notes=(f"A fall by {fall} would lead below zero; check the number.",))
    reach = Quantity(rounded(value, baseline.unit), baseline.unit)
    return Derived(reach, (f"{step} = {written(reach)}",), notes)


def _towards(baseline: Quantity | None, reach: Quantity) -> Derived:
    if baseline is None or baseline.unit != reach.unit:
        return Derived(reach)
    change = rounded(reach.value - baseline.value, "")
    unit = "percentage_point" if reach.unit == "percent" else reach.unit
    step = f"{written(reach)} − {written(baseline)} = {_signed(change, unit)}"
    if baseline.value and change:
        relative = rounded(100 * change / abs(baseline.value), "")
        step += f", {_signed(relative, 'percent')} of {written(baseline)}"
    return Derived(reach, (step,))


def _signed(value: float, unit: str) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value), unit)}"


def _ambiguous(baseline: Quantity) -> tuple[str, ...]:
    if baseline.unit != "percent":
        return ()
    return ("The change is read as a percentage of the baseline, not as percentage points.",)
