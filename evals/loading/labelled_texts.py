"""Single texts with labels: measurable or not, and what an objective says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.loading.rows import read_rows
from service.domain.objective import Movement, TargetKind


class MeasurableText(BaseModel):
    """A line of a measurability file."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str = Field(min_length=1)
    measurable: bool


class LabelledQuantity(BaseModel):
    """A baseline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float = Field(allow_inf_nan=False)
    unit: str


class LabelledTarget(LabelledQuantity):
    """A target."""

    kind: TargetKind


class UnderstoodText(BaseModel):
    """A line of an understanding file; a slot is null when the text does not say."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str = Field(min_length=1)
    direction: Movement | None
    baseline: LabelledQuantity | None
    target: LabelledTarget | None
    deadline: date | None


def read_measurable_texts(path: Path) -> list[MeasurableText]:
    """Texts labelled ``measurable``.

    Raises:
        InputError: A line is malformed.
    """
    return [row for _, row in read_rows(path, MeasurableText)]


def read_understood_texts(path: Path) -> list[UnderstoodText]:
    """Texts with the value of every slot.

    Raises:
        InputError: A line is malformed.
    """
    return [row for _, row in read_rows(path, UnderstoodText)]
