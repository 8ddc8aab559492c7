"""KPIs as dbt metrics (MetricFlow's YAML), to be completed with a project's own measures.

A share of two variables becomes a ratio metric, a lone variable or an aggregate of one a simple
one, everything else a derived metric; the variables become metrics of their own, which name the
measure that a project has to provide.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any

import yaml

from kpi_library.formula import parse
from kpi_library.models import Kpi
from service.adapters.exporters.rows import row_of
from service.domain.indicator import Indicator

_META = ("unit", "direction", "domain", "cadence", "owner", "gaming", "counter-metrics", "source")


def to_dbt(indicators: Sequence[Indicator]) -> bytes:
    """A YAML file with the list ``metrics``."""
    metrics = [metric for indicator in indicators for metric in _metrics(indicator)]
    text: str = yaml.safe_dump(
        {"version": 2, "metrics": metrics}, sort_keys=False, allow_unicode=True, width=100
    )
    return text.encode()


def _metrics(indicator: Indicator) -> list[dict[str, Any]]:
    cells = row_of(indicator)
    name = metric_name(indicator.own.id if indicator.own else indicator.id)
    meta = {heading: cells[heading] for heading in _META if cells[heading]}
    described = {"name": name, "label": indicator.name, "description": indicator.definition}
    record = indicator.record
    if record is None or (indicator.own and indicator.own.formula):
        formula = {"formula": cells["formula"]} if cells["formula"] else {}
        shape: dict[str, Any] = {"type": "simple", "type_params": {"measure": name}}
        return [{**described, **shape, "config": {"meta": meta | formula}}]
    inputs, shape = _shape(record, name)
    meta["formula"] = record.formula.expression
    return [{**described, **shape, "config": {"meta": meta}}, *inputs]


def _shape(kpi: Kpi, name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Metrics for the variables, and type and parameters of the KPI's own metric."""
    formula = kpi.formula
    inputs = {
        variable: f"{name}__{variable}"
        for variable, stated in formula.variables.items()
        if stated.value is None
    }
    metrics = [
        {
            "name": metric,
            "label": f"{kpi.name}: {variable.replace('_', ' ')}",
            "description": formula.variables[variable].meaning,
            "type": "simple",
            "type_params": {"measure": metric},
            "config": {"meta": {"unit": formula.variables[variable].unit, "part_of": name}},
        }
        for variable, metric in inputs.items()
    ]
    tree = parse(formula.expression)
    match tree:
        case ast.Name():
            return [], {"type": "simple", "type_params": {"measure": name}}
        case ast.BinOp(left=ast.Name(id=top), op=ast.Div(), right=ast.Name(id=bottom)) if (
            top in inputs and bottom in inputs
        ):
            params = {"numerator": inputs[top], "denominator": inputs[bottom]}
            return metrics, {"type": "ratio", "type_params": params}
    constants = {n: f"{v.value:g}" for n, v in formula.variables.items() if v.value is not None}
    expression = re.sub(
        r"[A-Za-z_]\w*", lambda word: constants.get(word[0], word[0]), formula.expression
    )
    parts = [{"name": metric, "alias": variable} for variable, metric in inputs.items()]
    return metrics, {"type": "derived", "type_params": {"expr": expression, "metrics": parts}}


def metric_name(kpi_id: str) -> str:
    """A name as dbt takes it: lower case, underscores, a letter first."""
    plain = re.sub(r"\W+", "_", kpi_id.lower(), flags=re.ASCII).strip("_") or "kpi"
    return plain if plain[0].isalpha() else f"kpi_{plain}"
