"""A target in SMART form from the objective's own numbers; nothing is made up.

The objective's number belongs to a KPI only when the KPI measures the objective's subject;
any other KPI of the answer gets a target that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi_library.formula import same_kind
from kpi_library.models import Cadence, Direction
from service.domain.indicator import Indicator
from service.domain.objective import Movement, Objective, Quantity, TargetKind, TargetQuantity
from service.domain.recommendation import BaselineSource, Reading, Target
from service.matching.subject import measures
from service.recommend.targets.arithmetic import Derived, converted, derive
from service.recommend.targets.milestones import milestones
from service.recommend.targets.numbers import amount, day, number, written
from service.recommend.targets.trend import outlook

_VERBS = {Direction.HIGHER: "Raise", Direction.LOWER: "Lower", Direction.ON_TARGET: "Bring"}
_MOVES = {Movement.INCREASE: "Raise", Movement.DECREASE: "Lower", Movement.MAINTAIN: "Hold"}
_BOUNDS = {Direction.HIGHER: "at or above", Direction.LOWER: "at or below"}
_CHANGE_UNITS = frozenset({"percent", "ratio"})
#: People write these without a unit: "a net promoter score of 60".
_BARE_UNITS = frozenset({"score", "percentage_point"})


def set_target(
    objective: Objective, indicator: Indicator, today: date, history: Sequence[Reading] = ()
) -> Target:
    """The target that the planner's words and data give this KPI, and what they leave open.

    Args:
        objective: As read.
        indicator: The KPI.
        today: Where milestones start.
        history: Readings, oldest first, of this KPI or of the measure that the objective names.
    """
    measured = measures(indicator, objective.subject)
    value = objective.target if measured and _fits(objective.target, indicator) else None
    baseline = objective.baseline if measured and _can_read(objective.baseline, indicator) else None
    readings = [r for r in history if (measured if r.kpi is None else _is(indicator, r.kpi))]
    source = BaselineSource.OBJECTIVE if baseline else None
    if readings and baseline is None:
        baseline = Quantity(readings[-1].value, baseline_unit(indicator))
        source = BaselineSource.HISTORY
    rises = _rises(objective, indicator, measured)
    holds = measured and objective.direction is Movement.MAINTAIN
    start, end, steps = _in_unit_of(indicator, baseline, value)
    notes = _on_history(readings, start, source)
    derived = derive(start, end, rises) if end else Derived(start if holds else None)
    needs = [] if baseline or (holds and value) else ["baseline"]
    if value is None and not holds:
        needs.append("target")
    if objective.deadline is None:
        needs.append("deadline")
    if objective.deadline and objective.deadline <= today:
        notes = (*notes, "The deadline has passed, so there are no milestones.")
    verb = _verb(objective, indicator, measured)
    return Target(
        _sentence(verb, objective, indicator, value, baseline),
        value,
        baseline,
        objective.deadline,
        tuple(needs),
        baseline_source=source,
        reach=derived.reach,
        arithmetic=(*steps, *derived.steps),
        milestones=(
            milestones(today, objective.deadline, _cadence(indicator), start, derived.reach)
            if value and objective.deadline and not holds
            else ()
        ),
        outlook=(
            outlook(readings, objective.deadline, derived.reach, start.unit, rises)
            if objective.deadline and start
            else None
        ),
        notes=(*notes, *derived.notes),
    )


def _on_history(
    readings: Sequence[Reading], start: Quantity | None, source: BaselineSource | None
) -> tuple[str, ...]:
    """What the last reading has to do with the baseline, which is in the KPI's unit as it is."""
    if not readings or start is None:
        return ()
    last = readings[-1]
    read = number(last.value, start.unit)
    if source is BaselineSource.HISTORY:
        return (f"The baseline is your reading of {last.period}, {read}.",)
    if last.value == start.value:
        return ()
    return (
        f"The objective starts from {written(start)}, your reading of {last.period} is {read}; "
        "the objective's number was taken.",
    )


def baseline_unit(indicator: Indicator) -> str:
    """The unit of a KPI's readings; of one that says none, a plain number."""
    unit = indicator.record.unit if indicator.record else None
    return unit if unit and "/" not in unit and "*" not in unit else "count"


def _is(indicator: Indicator, kpi: str) -> bool:
    return kpi in (indicator.id, indicator.record.id if indicator.record else None)


def _cadence(indicator: Indicator) -> Cadence:
    return indicator.record.cadence if indicator.record else Cadence.MONTHLY


def _in_unit_of(
    indicator: Indicator, baseline: Quantity | None, value: TargetQuantity | None
) -> tuple[Quantity | None, TargetQuantity | None, tuple[str, ...]]:
    """Baseline and value in the KPI's unit, with the steps that lead there."""
    if indicator.record is None:
        return baseline, value, ()
    unit = indicator.record.unit
    steps: tuple[str, ...] = ()
    if baseline is not None:
        baseline, steps = converted(baseline, unit)
    if value is not None and value.unit not in _CHANGE_UNITS:
        there, more = converted(Quantity(value.value, value.unit), unit)
        value, steps = TargetQuantity(there.value, there.unit, value.kind), (*steps, *more)
    return baseline, value, steps


def _rises(objective: Objective, indicator: Indicator, measured: bool) -> bool:
    if measured and objective.direction in (Movement.INCREASE, Movement.DECREASE):
        return objective.direction is Movement.INCREASE
    return indicator.direction is not Direction.LOWER


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
    if verb == "Hold":
        return _holding(objective, indicator, value, baseline)
    start = f"from {written(baseline)}" if baseline else "from [baseline]"
    if value is None:
        goal = "to [target]"
    elif value.kind is TargetKind.CHANGE and value.unit == "ratio":
        goal = f"to {amount(value.value)} times that"
    elif value.kind is TargetKind.CHANGE:
        goal = f"by {number(value.value, value.unit)}"
    else:
        goal = f"to {number(value.value, value.unit)}"
    return f"{verb} {indicator.name} {start} {goal} by {_end(objective)}."


def _holding(
    objective: Objective,
    indicator: Indicator,
    value: TargetQuantity | None,
    baseline: Quantity | None,
) -> str:
    bound = _BOUNDS.get(indicator.direction, "at") if indicator.direction else "at"
    if value is not None and value.kind is TargetKind.ABSOLUTE:
        level = number(value.value, value.unit)
    else:
        level = written(baseline) if baseline else "[baseline]"
    return f"Hold {indicator.name} {bound} {level} until {_end(objective)}."


def _end(objective: Objective) -> str:
    return day(objective.deadline) if objective.deadline else "[deadline]"


def _verb(objective: Objective, indicator: Indicator, measured: bool) -> str:
    """The planner's own direction for the KPI that they speak of, else the KPI's."""
    if objective.direction in _MOVES and (measured or not indicator.record):
        return _MOVES[objective.direction]
    return _VERBS[indicator.direction] if indicator.direction else "Bring"
