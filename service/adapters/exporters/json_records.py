"""KPIs as JSON: whole records, as the REST API gives them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from service.domain.indicator import Indicator
from service.domain.own_kpi import OwnKpi

_OWN = TypeAdapter(OwnKpi)


def to_json(indicators: Sequence[Indicator]) -> bytes:
    """An object with the list ``kpis``; each says its ``source``."""
    kpis = [_record(indicator) for indicator in indicators]
    return (json.dumps({"kpis": kpis}, ensure_ascii=False, indent=1) + "\n").encode()


def _record(indicator: Indicator) -> dict[str, Any]:
    if indicator.own:
        content: dict[str, Any] = _OWN.dump_python(indicator.own, mode="json")
    else:
        assert indicator.record is not None, "a library KPI is its record"  # noqa: S101
        content = indicator.record.model_dump(mode="json")
    return {**content, "source": indicator.source.value}
