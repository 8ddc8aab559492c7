"""Metrics in dbt's YAML, whichever of its forms: MetricFlow's, the older one, or under models.

A metric's formula is put together from its parameters and from the measures that they name, as
far as those stand in the same file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.adapters.importers.tables.records import flat
from service.adapters.importers.tables.table import Row, Table

_SECTIONS = ("semantic_models", "models")


def read_dbt(content: Any, name: str) -> Table | None:
    """The metrics of a dbt YAML file; None when the document is none.

    Args:
        content: The document.
        name: What errors call the file.
    """
    if not isinstance(content, Mapping):
        return None
    metrics = list(_metrics(content))
    if not metrics or not any(_is_dbt(metric) for _, metric in metrics):
        return None
    measures = dict(_measures(content))
    rows = []
    for place, metric in metrics:
        if not isinstance(metric, Mapping):
            rows.append(Row(place, {}, "must be an object with named fields"))
            continue
        meta = _mapping(_mapping(metric.get("config")).get("meta")) or _mapping(metric.get("meta"))
        cells = {
            "id": _text(metric.get("name")),
            "name": _text(metric.get("label")) or _text(metric.get("name")).replace("_", " "),
            "definition": _text(metric.get("description")),
            "formula": _formula(metric, measures),
            "filter": _text(metric.get("filter") or metric.get("filters")),
            **flat(meta),
        }
        rows.append(Row(place, {column: cell for column, cell in cells.items() if cell}))
    columns = tuple(dict.fromkeys(column for row in rows for column in row.cells))
    return Table(name, columns, tuple(rows), ("read as dbt metrics",))


def _metrics(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for number, metric in enumerate(_list(content.get("metrics"))):
        yield f"metrics[{number}]", metric
    for section in _SECTIONS:
        for at, model in enumerate(_list(content.get(section))):
            for number, metric in enumerate(_list(_mapping(model).get("metrics"))):
                yield f"{section}[{at}].metrics[{number}]", metric


def _is_dbt(metric: Any) -> bool:
    """A list called "metrics" is nothing of dbt's alone; these fields are."""
    fields = _mapping(metric).keys()
    return bool({"type_params", "calculation_method", "agg"} & fields) or (
        "type" in fields and "name" in fields and "label" in fields
    )


def _measures(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each measure's name and what it computes."""
    for section in _SECTIONS:
        for model in _list(content.get(section)):
            for measure in _list(_mapping(model).get("measures")):
                name = _text(_mapping(measure).get("name"))
                if name:
                    yield name, _aggregated(measure, name)


def _aggregated(measure: Mapping[str, Any], name: str) -> str:
    aggregation = _text(measure.get("agg") or measure.get("calculation_method"))
    expression = _text(measure.get("expr") or measure.get("expression")) or name
    return f"{aggregation}({expression})" if aggregation else expression


def _formula(metric: Mapping[str, Any], measures: Mapping[str, str]) -> str:
    params = {**metric, **_mapping(metric.get("type_params"))}
    if "numerator" in params and "denominator" in params:
        parts = (_input(params[side], measures) for side in ("numerator", "denominator"))
        return " / ".join(parts)
    measure = _input(params.get("measure") or params.get("input_metric"), measures)
    if measure:
        window = _text(params.get("window"))
        return f"{measure} over {window}" if window else measure
    if "agg" in params or "calculation_method" in params:
        return _aggregated(params, _text(metric.get("name")))
    return _text(params.get("expr") or params.get("expression"))


def _input(value: Any, measures: Mapping[str, str]) -> str:
    name = _text(value.get("name")) if isinstance(value, Mapping) else _text(value)
    return measures.get(name, name)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
