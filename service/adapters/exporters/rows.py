"""KPIs as flat rows of text, for spreadsheets and the like.

The headings are among those that ``importers.kpi_columns`` recognises, so that what was exported
can be imported again.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_library.models import Kpi
from service.domain.indicator import Indicator

HEADINGS = (
    "id", "name", "aliases", "definition", "formula", "variables", "unit", "direction",
    "direction limits", "timing", "stage", "perspective", "domain", "industries", "levels",
    "cadence", "aggregation", "data sources", "target guidance", "gaming", "counter-metrics",
    "drivers", "standards", "example objectives", "owner", "source", "same as",
)  # fmt: skip
_JOINT = "; "


def row_of(indicator: Indicator) -> dict[str, str]:
    """Text by heading, every heading there; what is unknown is empty."""
    cells = dict.fromkeys(HEADINGS, "")
    if indicator.record:
        cells |= _record_cells(indicator.record)
    if indicator.own:
        own = indicator.own
        said = {
            "definition": own.definition,
            "formula": own.formula,
            "unit": own.unit,
            "direction": own.direction.value if own.direction else "",
            "domain": own.category,
            "cadence": own.cadence,
            "data sources": _JOINT.join(own.data_sources),
            "owner": own.owner,
            "same as": own.same_as or "",
        }
        cells |= {heading: text for heading, text in said.items() if text}
        if own.formula:
            cells["variables"] = ""  # those of the library belong to its own formula
    return cells | {
        "id": indicator.own.id if indicator.own else indicator.id,
        "name": indicator.name,
        "aliases": _JOINT.join(indicator.names[1:]),
        "source": indicator.source.value,
    }


def _record_cells(kpi: Kpi) -> dict[str, str]:
    variables = (
        f"{name} [{variable.unit}]: {variable.meaning}"
        + ("" if variable.value is None else f" = {variable.value:g}")
        for name, variable in kpi.formula.variables.items()
    )
    standards = (f"{s.body} {s.code} ({s.edition})" for s in kpi.standards)
    return {
        "definition": kpi.definition,
        "formula": kpi.formula.expression,
        "variables": _JOINT.join(variables),
        "unit": kpi.unit,
        "direction": kpi.direction.value,
        "direction limits": kpi.direction_limits or "",
        "timing": kpi.timing.value,
        "stage": kpi.stage.value,
        "perspective": kpi.perspective.value,
        "domain": kpi.domain,
        "industries": _JOINT.join(kpi.industries),
        "levels": _JOINT.join(kpi.levels),
        "cadence": kpi.cadence.value,
        "aggregation": kpi.aggregation.value,
        "data sources": _JOINT.join(kpi.data_sources),
        "target guidance": kpi.target_guidance,
        "gaming": kpi.gaming,
        "counter-metrics": _JOINT.join(kpi.counter_metrics),
        "drivers": _JOINT.join(kpi.drivers),
        "standards": _JOINT.join(standards),
        "example objectives": "\n".join(kpi.example_objectives),
    }


def grid_of(indicators: Sequence[Indicator]) -> list[list[str]]:
    """Headings and rows."""
    rows = (row_of(indicator) for indicator in indicators)
    return [list(HEADINGS), *([row[heading] for heading in HEADINGS] for row in rows)]
