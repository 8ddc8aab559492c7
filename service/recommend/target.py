"""A target in SMART form from the objective's own numbers; nothing is made up.

The objective's number belongs to a KPI only when the KPI measures the objective's subject;
any other KPI of the answer gets a target that is asked for.
"""

from __future__ import annotations

from datetime import date

from kpi_library.formula import same_kind
from kpi_library.models import Direction
from service.domain.indicator import Indicator
from service.domain.objective import Movement, Objective, Quantity, TargetKind, TargetQuantity
from service.domain.recommendation import Target
from service.matching.subject import MEASURES, named_after

_VERBS = {Direction.HIGHER: "Raise", Direction.LOWER: "Lower", Direction.ON_TARGET: "Bring"}
_MOVES = {Movement.INCREASE: "Raise", Movement.DECREASE: "Lower"}
_CHANGE_UNITS = frozenset({"percent", "ratio"})
#: People write these without a unit: "a net promoter score of 60".
_BARE_UNITS = frozenset({"score", "percentage_point"})


def set_target(objective: Objective, indicator: Indicator) -> Target:
    """The target that the objective's words give this KPI, and what they leave open."""
    measured = named_after(indicator, objective.subject) >= MEASURES
    value = objective.target if measured and _fits(objective.target, indicator) else None
    baseline = objective.baseline if measured and _can_read(objective.baseline, indicator) else None
    needs = [] if baseline else ["baseline"]
    if value is None:
        needs.append("target")
    if objective.deadline is None:
        needs.append("deadline")
    verb = _verb(objective, indicator, measured)
    sentence = _sentence(verb, objective, indicator, value, baseline)
    return Target(sentence, value, baseline, objective.deadline, tuple(needs))


def _fits(value: TargetQuantity | None, indicator: Indicator) -> bool:
    """Whether the KPI can take this number: any KPI a relative change, else the same unit."""
    if value is None:
        return False
    if value.kind is TargetKind.CHANGE and value.unit in _CHANGE_UNITS:
        return True
    return _can_read(Quantity(value.value, value.unit), indicator)


def _can_read(value: Quantity | None, indicator: Indicator) -> bool:
    """Whether the number can be a reading of the KPI."""
    if value is None or indicator.record is None:
        return False
    if value.unit == "count" and indicator.record.unit in _BARE_UNITS:
        return True
    unit = "currency" if value.unit.isupper() else value.unit
    return same_kind(unit, indicator.record.unit)


def _sentence(
    verb: str,
    objective: Objective,
    indicator: Indicator,
    value: TargetQuantity | None,
    baseline: Quantity | None,
) -> str:
    start = f"from {_number(baseline.value, baseline.unit)}" if baseline else "from [baseline]"
    if value is None:
        goal = "to [target]"
    elif value.kind is TargetKind.CHANGE and value.unit == "ratio":
        goal = f"to {_amount(value.value)} times that"
    elif value.kind is TargetKind.CHANGE:
        goal = f"by {_number(value.value, value.unit)}"
    else:
        goal = f"to {_number(value.value, value.unit)}"
    end = f"by {_day(objective.deadline)}" if objective.deadline else "by [deadline]"
    return f"{verb} {indicator.name} {start} {goal} {end}."


def _verb(objective: Objective, indicator: Indicator, measured: bool) -> str:
    """The planner's own direction for the KPI that they speak of, else the KPI's."""
    if objective.direction in _MOVES and (measured or not indicator.record):
        return _MOVES[objective.direction]
    return _VERBS[indicator.direction] if indicator.direction else "Bring"


def _amount(value: float) -> str:
    """All digits of a number that was written, four decimals or so of a fraction like 1/3."""
    written = float(f"{value:.12g}") == value
    return f"{value:,.15g}" if written else f"{value:,.6g}"


def _number(value: float, unit: str) -> str:
    amount = _amount(value)
    if unit == "percent":
        return f"{amount}%"
    if unit in ("count", "ratio"):
        return amount
    if unit.isupper():
        return f"{unit} {amount}"
    name = unit.replace("_", " ")
    return f"{amount} {name}" if value == 1 else f"{amount} {name}s"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
