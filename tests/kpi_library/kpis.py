"""Sound KPIs to vary: each test changes just what it is about."""

from __future__ import annotations

from typing import Any

from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi

_CHURN: dict[str, Any] = {
    "id": "subscriber-loss",
    "name": "Subscriber loss",
    "aliases": ["Attrition of subscribers"],
    "definition": "Share of paying accounts at the start of a month that cancel before its end.",
    "formula": {
        "expression": "cancelled / at_start",
        "variables": {
            "cancelled": {"meaning": "accounts that cancelled in the month", "unit": "count"},
            "at_start": {"meaning": "paying accounts on the first day", "unit": "count"},
        },
        "example": {"inputs": {"cancelled": 30, "at_start": 1500}, "value": 2.0},
    },
    "unit": "percent",
    "direction": "lower",
    "timing": "lagging",
    "stage": "outcome",
    "perspective": "customer",
    "domain": "customer_success",
    "industries": ["any"],
    "levels": ["company", "department"],
    "cadence": "monthly",
    "aggregation": "ratio_of_sums",
    "data_sources": ["billing system"],
    "target_guidance": "Start from the mean of the last twelve months and halve the gap to peers.",
    "gaming": "Accounts are moved to a free plan so that nobody counts them as cancelled.",
    "counter_metrics": ["discount-share"],
    "drivers": [],
    "example_objectives": [
        "Keep people from leaving us",
        "Hold on to those who pay",
        "Fewer cancellations next year",
        "Stop the exodus of clients",
        "Let nobody close an account in anger",
    ],
}
_DISCOUNT: dict[str, Any] = {
    **_CHURN,
    "id": "discount-share",
    "name": "Discount share",
    "aliases": ["Rebates granted"],
    "definition": "Rebates that salespeople grant, divided by list prices of everything sold.",
    "formula": {
        "expression": "rebates / list_price",
        "variables": {
            "rebates": {"meaning": "rebates granted in the quarter", "unit": "currency"},
            "list_price": {"meaning": "list price of all sales", "unit": "currency"},
        },
        "example": {"inputs": {"rebates": 5, "list_price": 50}, "value": 10.0},
    },
    "counter_metrics": ["subscriber-loss"],
    "example_objectives": [
        "Sell at full price",
        "Give less away in negotiations",
        "Stop haggling",
        "Defend what our product is worth",
        "No more concessions at the end of a quarter",
    ],
}


def sound_kpi(**changes: Any) -> Kpi:
    """A KPI that keeps every rule beside ``guard_kpi``, with some fields changed."""
    return Kpi.model_validate({**_CHURN, **changes})


def guard_kpi(**changes: Any) -> Kpi:
    """Another sound KPI; the two guard each other."""
    return Kpi.model_validate({**_DISCOUNT, **changes})


def formula(
    expression: str, value: float = 1.0, **variables: tuple[float | tuple[float, ...], str]
) -> dict[str, Any]:
    """A formula from an expression and, for each variable, its example input and unit."""
    return {
        "expression": expression,
        "variables": {n: {"meaning": n, "unit": unit} for n, (_, unit) in variables.items()},
        "example": {"inputs": {n: number for n, (number, _) in variables.items()}, "value": value},
    }


def driver_graph(**drivers: str) -> KpiLibrary:
    """A library with one KPI a keyword, driven by those named in its value, blanks between."""
    return KpiLibrary(
        sound_kpi(id=kpi_id, name=f"Name of {kpi_id}", drivers=tuple(names.split()))
        for kpi_id, names in drivers.items()
    )
