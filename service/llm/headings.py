"""A KPI on one line of a prompt: its name, its unit and which way is better."""

from __future__ import annotations

from kpi_library.models import Direction
from service.domain.indicator import Indicator
from service.llm.packing import shown

_UNIT = 30
_BETTER = {
    Direction.HIGHER: "higher is better",
    Direction.LOWER: "lower is better",
    Direction.ON_TARGET: "best on target",
}


def heading(indicator: Indicator, name: str) -> str:
    """Name, unit and which way is better, as far as known.

    Args:
        indicator: The KPI.
        name: Its name, as far as there is room for it.
    """
    unit = shown((indicator.unit or "").replace("_", " "), _UNIT)
    facts = ", ".join(filter(None, (unit, indicator.direction and _BETTER[indicator.direction])))
    return f"{name} ({facts})" if facts else name
