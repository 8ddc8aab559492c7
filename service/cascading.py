"""Carry objectives down and keep the answer. Shared by command line and API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from kpi_library.models import Level
from service.adapters.importers.goal_set import GoalSetDocument, to_goal_set
from service.adapters.store.database import AnswerKind
from service.answers.cascade import CascadeAnswer, ObjectiveCascadeAnswer, UnknownDepartmentAnswer
from service.bootstrap import Application
from service.domain.cascade import CascadeRequest, UnknownDepartment, WrittenGoal
from service.domain.goal_set import GoalSet
from service.domain.ports import Progress
from service.errors import InputError
from service.keeping import keep, kept
from service.requests import EARLIEST_DAY, LATEST_DAY, ObjectiveText

MAX_DEPARTMENTS = 30
#: Each objective is carried to each department; a strategy with more is cascaded in parts.
MAX_OBJECTIVES = 50

DepartmentName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
]


class CascadeBody(BaseModel):
    """An objective, or a goal set with several, and the departments to carry them to."""

    model_config = ConfigDict(extra="forbid")

    objective: ObjectiveText | None = Field(
        default=None, examples=["Increase customer base by 30% before the start of next year"]
    )
    goal_set: GoalSetDocument | None = Field(
        default=None, description="in place of `objective`: each of its objectives is carried down"
    )
    to: list[DepartmentName] = Field(
        default=[],
        max_length=MAX_DEPARTMENTS,
        description="departments, as you call them; without, the owners in the goal set",
        examples=[["sales", "marketing", "production", "hr"]],
    )
    down_to: Literal["department", "team", "person"] = Field(
        default="department", description="the lowest level to carry to"
    )
    today: date | None = Field(
        default=None,
        ge=EARLIEST_DAY,
        le=LATEST_DAY,
        description="the day from which 'next year' counts; by default the server's",
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.objective is None) == (self.goal_set is None):
            raise ValueError("give either an objective or a goal_set")
        return self


def cascade(
    application: Application, body: CascadeBody, on_progress: Progress | None = None
) -> CascadeAnswer:
    """Carry down, without keeping the answer.

    Raises:
        InputError: No department is named, or there are too many objectives or departments.
        InvalidGoalSet: Ids or parents of the goal set contradict each other.
    """
    goal_set = to_goal_set(body.goal_set) if body.goal_set else None
    departments = _departments(body, goal_set)
    written = tuple(_written(goal_set, departments)) if goal_set else ()
    asked = [(o.id, o.text) for o in goal_set.objectives] if goal_set else [(None, body.objective)]
    if len(asked) > MAX_OBJECTIVES:
        raise InputError(
            f"{len(asked)} objectives are too many at once; cascade at most {MAX_OBJECTIVES}",
            where="goal_set.strategy.objectives",
        )
    today = body.today or date.today()
    cascades, unknown = [], dict[str, UnknownDepartment]()
    for done, (objective_id, text) in enumerate(asked, start=1):
        request = CascadeRequest(text or "", today, departments, Level(body.down_to), written)
        answer = application.cascader.cascade(request)
        cascades.append(ObjectiveCascadeAnswer.of(answer, objective_id))
        unknown.update({department.name: department for department in answer.unknown})
        if on_progress:
            on_progress(done, len(asked))
    return CascadeAnswer(
        organisation=goal_set.organisation if goal_set else "",
        today=today,
        cascades=cascades,
        unknown_departments=[UnknownDepartmentAnswer.of(entry) for entry in unknown.values()],
        library_version=application.library.version,
        model=application.embedder.model,
    )


def cascade_and_keep(
    application: Application, body: CascadeBody, on_progress: Progress | None = None
) -> CascadeAnswer:
    """Carry down, and keep request and answer.

    Raises:
        InputError: No department is named, or there are too many objectives or departments.
        InvalidGoalSet: Ids or parents of the goal set contradict each other.
        StoreUnavailable: The answer cannot be kept.
    """
    body = body.model_copy(update={"today": body.today or date.today()})
    answer = cascade(application, body, on_progress)
    return keep(application, AnswerKind.CASCADE, body.model_dump(mode="json"), answer)


def kept_cascade(application: Application, answer_id: str) -> CascadeAnswer:
    """What was answered.

    Raises:
        NotFound: There is no cascade with this id.
    """
    return kept(application, AnswerKind.CASCADE, answer_id, CascadeAnswer)[1]


def _departments(body: CascadeBody, goal_set: GoalSet | None) -> tuple[str, ...]:
    """Those that are named, else the owners of goals, each once whatever its letter case."""
    owners = [goal.owner.strip() for goal in goal_set.goals] if goal_set else []
    named = [" ".join(name.split()) for name in body.to or owners]
    once: dict[str, str] = {}
    for name in filter(None, named):
        once.setdefault(name.casefold(), name)
    departments = tuple(once.values())
    if not departments:
        raise InputError("name the departments to carry the objective to", where="to")
    if len(departments) > MAX_DEPARTMENTS:
        raise InputError(
            f"the goals have {len(departments)} owners; name at most {MAX_DEPARTMENTS}", where="to"
        )
    return departments


def _written(goal_set: GoalSet, departments: tuple[str, ...]) -> list[WrittenGoal]:
    """The goals of these departments, under the names that the departments are given."""
    called = {name.casefold(): name for name in departments}
    return [
        WrittenGoal(goal.id, called[owner], goal.text)
        for goal in goal_set.goals
        if (owner := " ".join(goal.owner.split()).casefold()) in called
    ]
