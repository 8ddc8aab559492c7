"""KPIs as other programs read them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal, Self

from pydantic import Field

from kpi_library.models import Direction as KpiDirection
from service.answers.base import Answer
from service.domain.indicator import Indicator, Source
from service.domain.own_kpi import OwnKpi


class KpiSummary(Answer):
    """A KPI in a list."""

    id: str
    name: str
    source: Source
    definition: str
    domain: str | None
    unit: str | None
    relevance: float | None = Field(default=None, description="to the query, when there is one")

    @classmethod
    def of(cls, indicator: Indicator, relevance: float | None = None) -> Self:
        """From a catalogue."""
        return cls(
            id=indicator.id,
            name=indicator.name,
            source=indicator.source,
            definition=indicator.definition,
            domain=indicator.record and indicator.record.domain,
            unit=indicator.unit,
            relevance=relevance,
        )


class OwnKpiAnswer(Answer):
    """A KPI of the organisation's own catalogue; what it does not say is empty."""

    id: str
    name: str
    source: Literal[Source.ORGANISATION] = Source.ORGANISATION
    definition: str
    formula: str
    unit: str
    direction: KpiDirection | None
    owner: str
    category: str
    cadence: str
    data_sources: list[str]
    aliases: list[str]
    other: dict[str, str] = Field(description="what else the imported file said, by column")
    same_as: str | None = Field(description="library KPI that is the same measure")

    @classmethod
    def of(cls, kpi_id: str, kpi: OwnKpi) -> Self:
        """From the domain, under the id that answers cite."""
        return cls.model_validate({**asdict(kpi), "id": kpi_id})
