"""A KPI on one line of a prompt: its name, its unit and which way is better."""

from __future__ import annotations

from kpi_library.models import Direction
from service.domain.indicator import Indicator
from service.llm.packing import shown

#: Characters of the name and of the unit.
_NAME, _UNIT = 120, 30
_BETTER = {
    Direction.HIGHER: "higher is better",
    Direction.LOWER: "lower is better",
    Direction.ON_TARGET: "best on target",
}


def heading(indicator: Indicator) -> str:
    """Name, unit and which way is better, as far as known."""
    unit = shown((indicator.unit or "").replace("_", " "), _UNIT)
    facts = ", ".join(filter(None, (unit, indicator.direction and _BETTER[indicator.direction])))
    name = shown(indicator.name, _NAME)
    return f"{name} ({facts})" if facts else name
