"""A KPI that an organisation brought, in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_library.models import Direction


@dataclass(frozen=True)
class OwnKpi:
    """One KPI of an organisation's catalogue; what the organisation did not say is empty.

    Attributes:
        id: Unique in the catalogue.
        name: As the organisation calls it.
        definition: In its words.
        formula: In its words; need not parse.
        unit: In its words.
        direction: Which way is better, where it says so.
        owner: Who answers for it.
        category: Where it stands in the organisation's own order, such as a function.
        cadence: How often it is read, in its words.
        data_sources: Where its numbers come from.
        aliases: Other names.
        other: What else was in the file, by column.
        same_as: Id of the library KPI that is the same measure, as somebody accepted.
    """

    id: str
    name: str
    definition: str = ""
    formula: str = ""
    unit: str = ""
    direction: Direction | None = None
    owner: str = ""
    category: str = ""
    cadence: str = ""
    data_sources: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
    same_as: str | None = None
