"""A KPI that a language model proposed for one objective."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field, StringConstraints

from kpi_library.models import Aggregation, Cadence, DomainName, Formula, Kpi, Text
from service.domain.indicator import GENERATED_PREFIX, ID_DIGITS

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
_Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
_Definition = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class GeneratedKpi(Kpi):
    """A record of the library's form that nobody has curated.

    It has no example objectives, so that it is ranked as a KPI of which only name and definition
    are known. What a model is not asked for stands here once for all.

    Attributes:
        guard: Name of a counter-metric that the library does not have; None when it has one, which
            then stands in ``counter_metrics``.
    """

    name: _Name
    definition: _Definition
    direction_limits: _Sentence | None = None
    domain: DomainName = "generated"
    industries: tuple[Text, ...] = ("any",)
    cadence: Cadence = Cadence.MONTHLY
    aggregation: Aggregation = Aggregation.RECOMPUTE
    data_sources: tuple[_Name, ...] = Field(min_length=1, max_length=6)
    target_guidance: Text = (
        "Measure a baseline first; nothing is known here of what is usual elsewhere."
    )
    gaming: _Sentence
    guard: _Name | None = None
    example_objectives: tuple[Text, ...] = Field(default=(), max_length=0)


def id_of(name: str, definition: str, formula: Formula) -> str:
    """The id of a generated KPI: the same for the same KPI, whenever it is proposed."""
    text = "\n".join((name, definition, formula.expression))
    return f"{GENERATED_PREFIX}{hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS]}"
