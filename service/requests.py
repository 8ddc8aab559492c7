"""Requests as other programs send them: checked at the edge, then turned into domain types."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from kpi_library.library import KpiLibrary
from kpi_library.models import Level, Perspective
from service.domain.feedback import Feedback, Verdict
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError
from service.history import MAX_READINGS, HistoryRow, readings

MAX_OBJECTIVE = 2_000
MAX_KPIS = 20
#: Lists in a request: ids of KPIs, data sources, objectives of the strategy.
MAX_IDS, MAX_SOURCES, MAX_STRATEGY = 200, 50, 300
MAX_ORGANISATION = 100
MAX_REASON = 1_000
#: Days outside have no "next year" in the calendar, or no sense.
EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(2900, 12, 31)

ObjectiveText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_OBJECTIVE)
]
KpiId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
SourceName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
KpiIds = Annotated[tuple[KpiId, ...], Field(max_length=MAX_IDS)]
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
    industry: str | None = Field(
        default=None, max_length=60, description="only KPIs of this industry, or of any"
    )
    perspective: Perspective | None = Field(
        default=None, description="only KPIs of this balanced-scorecard perspective"
    )
    exclude: KpiIds = Field(default=(), description="ids of KPIs that must not be in the answer")
    must_include: KpiIds = Field(
        default=(), description="ids of KPIs that must be in the answer; they count towards k"
    )
    tracked: KpiIds = Field(
        default=(),
        description="ids of KPIs that you have: neither they nor what repeats them is offered",
    )
    data_sources: tuple[SourceName, ...] = Field(
        default=(),
        max_length=MAX_SOURCES,
        description="what you can read data from, in your own words",
        examples=[["CRM", "billing system"]],
    )
    new_sources: int | None = Field(
        default=None,
        ge=0,
        le=100,
        strict=True,
        description="at most how many data sources beyond yours the KPIs may need together",
    )
    strategy: tuple[ObjectiveText, ...] = Field(
        default=(),
        max_length=MAX_STRATEGY,
        description="your organisation's objectives, of which KPIs of your own catalogue that fit "
        "them all say little; five or more have an effect",
    )
    parent: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_OBJECTIVE)] = (
        Field(
            default="",
            description="the goal above the objective; it helps to choose from your own catalogue",
        )
    )
    history: tuple[HistoryRow, ...] = Field(
        default=(),
        max_length=MAX_READINGS,
        description="past values, from which a baseline and the trend are read",
    )
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
        self,
        library: KpiLibrary,
        known: Collection[str],
        today: date,
        feedback: tuple[Feedback, ...] = (),
    ) -> RecommendationRequest:
        """The domain's request.

        Args:
            library: Its domains and industries can be asked for.
            known: Ids of the KPIs that can be recommended.
            today: Used when the body names no day.
            feedback: What the organisation said before, oldest first.

        Raises:
            InputError: There is no such domain, industry or KPI, a KPI is both wanted and not, or
                more are wanted than ``k``.
        """
        _one_of("domain", self.domain, library.domains)
        _one_of("industry", self.industry, library.industries)
        for field in ("exclude", "must_include", "tracked"):
            for at, kpi in enumerate(getattr(self, field)):
                require_known(kpi, known, f"{field}[{at}]")
        for at, row in enumerate(self.history):
            if row.kpi is not None:
                require_known(row.kpi, known, f"history[{at}].kpi")
        for field in ("exclude", "tracked"):
            for kpi in sorted({*self.must_include} & {*getattr(self, field)}):
                raise InputError(f"{kpi!r} is in {field} too; take it out of one", "must_include")
        if len(set(self.must_include)) > self.k:
            raise InputError(f"names more KPIs than k, {self.k}, leaves room for", "must_include")
        if self.new_sources is not None and not self.data_sources:
            raise InputError("needs data_sources, which say what you have", "new_sources")
        day = self.today or today
        given = self.model_dump(exclude={"today", "history", "organisation"})
        past = readings(self.history, day)
        return RecommendationRequest(**given, history=past, today=day, feedback=feedback)


def _one_of(field: str, value: str | None, choices: Collection[str]) -> None:
    if value is not None and value not in choices:
        raise InputError(f"{value!r} is none of {', '.join(sorted(choices))}", where=field)


def require_known(kpi: str, known: Collection[str], where: str) -> None:
    """Refuse a KPI that there is not.

    Raises:
        InputError: It is none of the known ids; names those that were perhaps meant.
    """
    if kpi not in known:
        close = get_close_matches(kpi, sorted(known), n=3)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise InputError(f"there is no KPI {kpi!r}{hint}", where)


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
