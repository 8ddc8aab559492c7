"""A log of verdicts that organisations gave on KPIs, in the order in which they gave them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.loading.rows import read_rows
from service.domain.feedback import Verdict
from service.requests import ObjectiveText, OrganisationName


class Event(BaseModel):
    """A line: one verdict."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisation: OrganisationName
    objective: ObjectiveText
    kpi: str = Field(min_length=1)
    verdict: Verdict
    reason: str = ""
    at: date | None = None


def read_feedback_log(path: Path) -> list[Event]:
    """The events, in file order.

    Raises:
        InputError: The file cannot be read or a line does not fit.
    """
    return [event for _, event in read_rows(path, Event)]
