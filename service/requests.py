"""Requests as other programs send them: checked at the edge, then turned into domain types."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kpi_library.models import Level
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError

MAX_OBJECTIVE = 2_000
MAX_KPIS = 20
#: Days outside have no "next year" in the calendar, or no sense.
EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(2900, 12, 31)

ObjectiveText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_OBJECTIVE)
]


class RecommendationBody(BaseModel):
    """An objective and the planner's constraints."""

    model_config = ConfigDict(extra="forbid", strict=False)

    objective: ObjectiveText = Field(examples=["Reduce customer churn by a third by Q4 2027"])
    k: int = Field(default=6, ge=1, le=MAX_KPIS, strict=True, description="at most how many KPIs")
    domain: str | None = Field(
        default=None, max_length=40, description="only KPIs of this library domain"
    )
    level: Level | None = Field(default=None, description="only KPIs that this level can own")
    today: date | None = Field(
        default=None,
        ge=EARLIEST_DAY,
        le=LATEST_DAY,
        description="the day from which 'next year' counts; by default the server's",
    )

    def to_request(self, domains: tuple[str, ...], today: date) -> RecommendationRequest:
        """The domain's request.

        Args:
            domains: The library's domains.
            today: Used when the body names no day.

        Raises:
            InputError: The library has no such domain.
        """
        if self.domain is not None and self.domain not in domains:
            raise InputError(f"{self.domain!r} is none of {', '.join(domains)}", where="domain")
        return RecommendationRequest(
            objective=self.objective,
            today=self.today or today,
            k=self.k,
            domain=self.domain,
            level=self.level,
        )
