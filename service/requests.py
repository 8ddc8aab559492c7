"""Requests as other programs send them: checked at the edge, then turned into domain types."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from kpi_library.models import Level
from service.domain.feedback import Feedback, Verdict
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError

MAX_OBJECTIVE = 2_000
MAX_KPIS = 20
MAX_ORGANISATION = 100
MAX_REASON = 1_000
#: Days outside have no "next year" in the calendar, or no sense.
EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(2900, 12, 31)

ObjectiveText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_OBJECTIVE)
]
OrganisationName = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=MAX_ORGANISATION)
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
    organisation: OrganisationName = Field(
        default="",
        description="whose feedback counts; empty for the one that this installation belongs to",
    )

    def to_request(
        self, domains: tuple[str, ...], today: date, feedback: tuple[Feedback, ...] = ()
    ) -> RecommendationRequest:
        """The domain's request.

        Args:
            domains: The library's domains.
            today: Used when the body names no day.
            feedback: What the organisation said before, oldest first.

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
            feedback=feedback,
        )


class WordingBody(BaseModel):
    """A KPI in the organisation's own words; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    definition: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    target: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class FeedbackBody(BaseModel):
    """A verdict on a KPI for an objective."""

    model_config = ConfigDict(extra="forbid")

    objective: ObjectiveText = Field(examples=["Reduce customer churn by a third by Q4 2027"])
    kpi: str = Field(min_length=1, max_length=600, examples=["customer-churn-rate"])
    verdict: Verdict
    organisation: OrganisationName = Field(
        default="", description="empty for the one that this installation belongs to"
    )
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_REASON)] = Field(
        default="", description="why"
    )
    edit: WordingBody | None = Field(
        default=None, description="with the verdict `edit`: the new words, at least one of them"
    )

    @model_validator(mode="after")
    def _edit_says_something(self) -> Self:
        said = self.edit is not None and any(self.edit.model_dump().values())
        if self.verdict is Verdict.EDIT and not said:
            raise ValueError("an edit needs a name, a definition or a target")
        if self.verdict is not Verdict.EDIT and self.edit is not None:
            raise ValueError(f"the verdict {self.verdict.value!r} takes no edit; use 'edit'")
        return self
