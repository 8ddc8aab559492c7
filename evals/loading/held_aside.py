"""Example objectives that were written for the library's KPIs and kept out of it."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.loading.rows import read_rows

DATASET = Path(__file__).parents[1] / "datasets" / "held_aside" / "objectives.jsonl"


class HeldAside(BaseModel):
    """A line: an objective and the KPI that it was written for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kpi: str = Field(min_length=1)
    text: str = Field(min_length=1)


def read_held_aside(path: Path = DATASET) -> list[HeldAside]:
    """The objectives, in file order.

    Raises:
        InputError: The file cannot be read or a line does not fit.
    """
    return [row for _, row in read_rows(path, HeldAside)]
