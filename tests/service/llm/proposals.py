"""KPIs as a language model may propose them."""

from __future__ import annotations

from typing import Any

TURTLES = "Protect the sea turtles that hatch on the beaches of our coast"
_NESTS: dict[str, Any] = {
    "name": "Hatched turtles reaching the sea",
    "definition": "Share of the sea turtles that hatch on the beaches of the coast in a season "
    "and reach the water alive. Nests moved to a hatchery are left out.",
    "expression": "turtles_in_sea / turtles_hatched",
    "variables": [
        {
            "name": "turtles_in_sea",
            "meaning": "young turtles that reach the water",
            "unit": "count",
        },
        {"name": "turtles_hatched", "meaning": "young turtles hatched", "unit": "count"},
    ],
    "unit": "percent",
    "direction": "higher",
    "direction_limits": "",
    "timing": "lagging",
    "stage": "outcome",
    "perspective": "customer",
    "levels": ["company", "team"],
    "data_sources": ["ranger logs"],
    "gaming": "Rangers count only the nests that they know to have hatched well.",
    "counter_metric": "Nests surveyed",
}


def proposal(**changes: Any) -> dict[str, Any]:
    """A sound proposal, with some fields changed."""
    return {**_NESTS, **changes}


def reply(*kpis: dict[str, Any]) -> dict[str, Any]:
    """What the model says."""
    return {"kpis": list(kpis)}
