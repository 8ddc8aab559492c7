"""What ranking sees of a KPI, whether curated by the library or brought by an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kpi_library.models import Kpi


class Source(StrEnum):
    """Who vouches for a KPI."""

    LIBRARY = "library"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Indicator:
    """A KPI that can be recommended.

    Attributes:
        id: Unique in its catalogue.
        name: As its users call it.
        definition: May be empty for an organisation's own KPI.
        source: Who vouches for it.
        record: The full library record; None for an organisation's own KPI.
    """

    id: str
    name: str
    definition: str
    source: Source
    record: Kpi | None = None

    @property
    def document(self) -> str:
        """The text that stands for the KPI in retrieval."""
        return f"{self.name}. {self.definition}" if self.definition else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *(self.record.aliases if self.record else ()))

    @property
    def example_objectives(self) -> tuple[str, ...]:
        """Objectives that the KPI is known to serve."""
        return self.record.example_objectives if self.record else ()


def from_library(kpi: Kpi) -> Indicator:
    """The indicator of a library record."""
    return Indicator(kpi.id, kpi.name, kpi.definition, Source.LIBRARY, kpi)
