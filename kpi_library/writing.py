"""Write KPIs as the YAML that curators review: sorted, one layout for the same content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from kpi_library.models import Kpi

#: Longest line of a library file.
WIDTH = 100
_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
#: What a field leaves for its value on a line: indent, name, colon, quotes.
_MARGIN = 28


class _Folded(str):
    """Text that runs over several lines."""


class _Flow(list[Any]):
    """A list on one line."""


class _FlowMap(dict[str, Any]):
    """A mapping on one line, or on a few when it is long."""


class _Dumper(_BASE):  # type: ignore[misc]
    """PyYAML's dumper without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Folded,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=">"),
)
_Dumper.add_representer(
    _Flow,
    lambda dumper, items: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=True
    ),
)
_Dumper.add_representer(
    _FlowMap,
    lambda dumper, items: dumper.represent_mapping(
        "tag:yaml.org,2002:map", items.items(), flow_style=True
    ),
)


def to_yaml(kpis: Iterable[Kpi]) -> str:
    """The text of a library file with these KPIs, all of one domain, sorted by id.

    Reading it gives the same KPIs; writing what was read gives the same text.
    """
    ordered = sorted(kpis, key=lambda kpi: kpi.id)
    return "\n".join(_entry(kpi) for kpi in ordered)


def _entry(kpi: Kpi) -> str:
    content = kpi.model_dump(mode="json", exclude={"domain"})
    if content["direction_limits"] is None:
        del content["direction_limits"]
    content["formula"] = _formula(content["formula"])
    content["standards"] = [_FlowMap(standard) for standard in content["standards"]]
    laid_out = {field: _laid_out(value) for field, value in content.items()}
    text: str = yaml.dump(
        [laid_out],
        Dumper=_Dumper,
        sort_keys=False,
        width=WIDTH,
        allow_unicode=True,
        default_flow_style=False,
    )
    return text


def _formula(formula: dict[str, Any]) -> dict[str, Any]:
    variables = {
        name: _on_a_line({k: _number(v) for k, v in variable.items() if v is not None}, name)
        for name, variable in formula["variables"].items()
    }
    example = formula["example"]
    inputs = {
        name: _Flow(map(_number, value)) if isinstance(value, list) else _number(value)
        for name, value in example["inputs"].items()
    }
    return {
        "expression": formula["expression"],
        "variables": variables,
        "example": {"inputs": _on_a_line(inputs), "value": _number(example["value"])},
    }


def _on_a_line(items: dict[str, Any], before: str = "") -> dict[str, Any]:
    """The mapping on one line, or an entry a line where that would be too long."""
    length = len(before) + sum(len(name) + len(str(value)) + 4 for name, value in items.items())
    return _FlowMap(items) if length <= WIDTH - _MARGIN // 2 else items


def _laid_out(value: Any) -> Any:
    """Long text folded, short lists of short text on one line."""
    if isinstance(value, str):
        return _Folded(value) if len(value) > WIDTH - _MARGIN else value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        if sum(len(item) + 2 for item in value) <= WIDTH - _MARGIN:
            return _Flow(value)
        return [_laid_out(item) for item in value]
    return value


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
