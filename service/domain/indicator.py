"""What ranking sees of a KPI: curated by the library, brought by an organisation, or generated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kpi_library.models import Direction, Kpi
from service.domain.own_kpi import OwnKpi

#: Marks the ids of an organisation's KPIs, which may be the same words as the library's.
OWN_PREFIX = "own:"
#: Marks the ids of KPIs that a language model proposed, with digits of a hash behind it.
GENERATED_PREFIX = "generated-"
ID_DIGITS = 12
#: A definition counts for retrieval up to here; the rest is read by people.
RETRIEVED_CHARACTERS = 5_000


class Source(StrEnum):
    """Who vouches for a KPI."""

    LIBRARY = "library"
    ORGANISATION = "organisation"
    GENERATED = "generated"
    """Nobody: a language model proposed it for one objective."""


@dataclass(frozen=True)
class Indicator:
    """A KPI that can be recommended.

    Attributes:
        id: Unique in its catalogue.
        name: As its users call it.
        definition: May be empty for an organisation's own KPI.
        source: Who vouches for it.
        record: The full library record; of an organisation's own KPI that of the library KPI
            that is the same measure, or None; of a generated one what the model said.
        own: What the organisation says of its own KPI; None for one of the library.
    """

    id: str
    name: str
    definition: str
    source: Source
    record: Kpi | None = None
    own: OwnKpi | None = None

    @property
    def document(self) -> str:
        """The text that stands for the KPI in retrieval."""
        if not self.definition:
            return self.name
        return f"{self.name}. {self.definition[:RETRIEVED_CHARACTERS]}"

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases, the organisation's first."""
        own = self.own.aliases if self.own else ()
        known = (self.record.name, *self.record.aliases) if self.record else ()
        return tuple(dict.fromkeys((self.name, *own, *known)))

    @property
    def example_objectives(self) -> tuple[str, ...]:
        """Objectives that the KPI is known to serve."""
        return self.record.example_objectives if self.record else ()

    @property
    def data_sources(self) -> tuple[str, ...]:
        """Where the data comes from, as the organisation says, else as the library does."""
        if self.own and self.own.data_sources:
            return self.own.data_sources
        return self.record.data_sources if self.record else ()

    @property
    def unit(self) -> str | None:
        """In the organisation's words, else as the library has it."""
        if self.own and self.own.unit:
            return self.own.unit
        return self.record.unit if self.record else None

    @property
    def direction(self) -> Direction | None:
        """Which way is better, as the organisation says, else as the library does."""
        if self.own and self.own.direction:
            return self.own.direction
        return self.record.direction if self.record else None

    def holder_of(self, field: str) -> str:
        """Id of the record that a text of this KPI stands in: its own, or the library's."""
        said_by_organisation = self.own is None or bool(getattr(self.own, field, None))
        return self.id if said_by_organisation or self.record is None else self.record.id


def from_library(kpi: Kpi) -> Indicator:
    """The indicator of a library record."""
    return Indicator(kpi.id, kpi.name, kpi.definition, Source.LIBRARY, kpi)


def from_generated(kpi: Kpi) -> Indicator:
    """The indicator of a KPI that a language model proposed."""
    return Indicator(kpi.id, kpi.name, kpi.definition, Source.GENERATED, kpi)


def from_own(kpi: OwnKpi, same: Kpi | None = None) -> Indicator:
    """The indicator of an organisation's own KPI.

    Args:
        kpi: What the organisation says.
        same: The library's record of the same measure, which fills in what it does not say.
    """
    definition = kpi.definition or (same.definition if same else "")
    return Indicator(f"{OWN_PREFIX}{kpi.id}", kpi.name, definition, Source.ORGANISATION, same, kpi)


def is_generated(kpi_id: str) -> bool:
    """Whether an id is that of a KPI that a language model proposed; no catalogue holds it."""
    digits = kpi_id.removeprefix(GENERATED_PREFIX)
    return digits != kpi_id and len(digits) == ID_DIGITS and set(digits) <= set("0123456789abcdef")
