"""Catalogues of invented organisations, each KPI labelled with the library's same measure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.loading.rows import read_rows
from service.domain.own_kpi import OwnKpi


class LabelledKpi(BaseModel):
    """A line of a catalogue file.

    Attributes:
        same_as: Library KPI that is the same measure, as a reader judged; null for none.
        scoped: Whether it is the same but for scope or form: restricted to a product, team or
            site, or another statistic of the same thing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    definition: str = ""
    formula: str = ""
    unit: str = ""
    same_as: str | None
    scoped: bool = False


@dataclass(frozen=True)
class EquivalenceSet:
    """KPIs of several organisations, and what they equal.

    Attributes:
        kpis: With ``same_as`` as labelled.
        organisations: File that each comes from.
    """

    kpis: tuple[OwnKpi, ...]
    organisations: tuple[str, ...]


def read_equivalence_set(folder: Path) -> EquivalenceSet:
    """The labelled catalogues in a folder, a JSON Lines file an organisation.

    Raises:
        InputError: A file is malformed.
    """
    rows = [
        (file.stem, row)
        for file in sorted(folder.glob("*.jsonl"))
        for _, row in read_rows(file, LabelledKpi)
    ]
    kpis = tuple(
        OwnKpi(
            id=f"{organisation}-{number}",
            name=row.name,
            definition=row.definition,
            formula=row.formula,
            unit=row.unit,
            same_as=row.same_as,
        )
        for number, (organisation, row) in enumerate(rows)
    )
    return EquivalenceSet(kpis, tuple(organisation for organisation, _ in rows))
