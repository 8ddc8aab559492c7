"""Read a goal set from YAML or JSON into a checked ``GoalSet``.

The shape is that of ``GoalSetDocument``; the REST API takes the same one as its body.
"""

from __future__ import annotations

import graphlib
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from kpi_library.models import Level
from service.adapters.importers.plain_document import load_document
from service.adapters.importers.text_file import read_text
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.errors import InvalidGoalSet

MAX_TEXT = 2_000
#: A description or comment in a further cell.
MAX_CELL = 20_000
MAX_GOALS = 100_000
MAX_OBJECTIVES = 500

Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]
Cells = Annotated[
    dict[str, Annotated[str, StringConstraints(max_length=MAX_CELL)]], Field(max_length=200)
]


def _as_list(value: Any) -> Any:
    """A single parent may be written without brackets, no parent as null."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _blank(value: Any) -> Any:
    """An empty cell of YAML is null; nobody is named."""
    return "" if value is None else value


Name = Annotated[str, BeforeValidator(_blank), StringConstraints(max_length=200)]


class ObjectiveDocument(BaseModel):
    """An objective of the strategy."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Id
    text: Words
    owner: Name = ""
    due: date | None = None
    further: Cells = {}


class GoalDocument(BaseModel):
    """A goal; ``parent`` is the id of an objective or goal, or a list of such ids.

    ``further`` holds what else is to be kept with it, by heading.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Id
    text: Words
    owner: Name = ""
    parent: Annotated[list[Id], BeforeValidator(_as_list), Field(max_length=20)] = []
    kpi: Annotated[str, BeforeValidator(_blank), StringConstraints(max_length=MAX_TEXT)] = ""
    level: Level | None = None
    start: date | None = None
    due: date | None = None
    further: Cells = {}


class StrategyDocument(BaseModel):
    """The strategy above the goals."""

    model_config = ConfigDict(extra="forbid")

    objectives: list[ObjectiveDocument] = Field(min_length=1, max_length=MAX_OBJECTIVES)


class GoalSetDocument(BaseModel):
    """An organisation's strategy and the goals set under it."""

    model_config = ConfigDict(extra="forbid")

    organisation: Annotated[str, StringConstraints(max_length=200)] = ""
    strategy: StrategyDocument
    goals: list[GoalDocument] = Field(min_length=1, max_length=MAX_GOALS)


def read_goal_set(path: Path) -> GoalSet:
    """The goal set in a YAML or JSON file.

    Raises:
        UnreadableFile: Not UTF-8, not YAML or JSON, or it uses YAML tags or anchors.
        InvalidGoalSet: The content is no goal set; says where.
    """
    return parse_goal_set(read_text(path), path.name, as_json=path.suffix.lower() == ".json")


def parse_goal_set(text: str, name: str, as_json: bool = False) -> GoalSet:
    """The goal set in YAML or JSON text.

    Args:
        text: The content.
        name: What errors call it.
        as_json: Whether it is JSON, else YAML.

    Raises:
        UnreadableFile: Not YAML or JSON, or it uses YAML tags or anchors.
        InvalidGoalSet: The content is no goal set; says where.
    """
    content = load_document(text, name, as_json)
    if not isinstance(content, dict):
        raise InvalidGoalSet(
            f"must be a mapping with 'strategy' and 'goals', not a {type(content).__name__}",
            where=name,
        )
    try:
        return to_goal_set(GoalSetDocument.model_validate(content))
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidGoalSet(first["msg"], where=f"{name}: {dotted(first['loc'])}") from error


def to_goal_set(document: GoalSetDocument) -> GoalSet:
    """Check what spans several entries, and turn the document into its domain type.

    Raises:
        InvalidGoalSet: Two entries share an id, a parent does not exist, or parents form a cycle.
    """
    seen: dict[str, str] = {}
    objectives, goals = document.strategy.objectives, document.goals
    places = [(o.id, f"strategy.objectives[{n}].id") for n, o in enumerate(objectives)]
    places += [(g.id, f"goals[{n}].id") for n, g in enumerate(goals)]
    for entry_id, where in places:
        if entry_id in seen:
            raise InvalidGoalSet(f"{entry_id!r} is already the id of {seen[entry_id]}", where)
        seen[entry_id] = where
    for number, goal in enumerate(goals):
        for parent in goal.parent:
            if parent not in seen:
                raise InvalidGoalSet(
                    f"{parent!r} is not the id of an objective or goal", f"goals[{number}].parent"
                )
    _refuse_cycles(goals)
    return GoalSet(
        document.organisation,
        tuple(
            StrategicObjective(o.id, o.text, o.owner, o.due, tuple(o.further.items()))
            for o in objectives
        ),
        tuple(
            Goal(
                g.id,
                g.text,
                tuple(dict.fromkeys(g.parent)),
                g.owner,
                g.kpi,
                g.level,
                g.start,
                g.due,
                tuple(g.further.items()),
            )
            for g in goals
        ),
    )


def to_document(goal_set: GoalSet) -> GoalSetDocument:
    """The document that ``to_goal_set`` turns into this goal set."""
    objectives = [
        ObjectiveDocument(id=o.id, text=o.text, owner=o.owner, due=o.due, further=dict(o.further))
        for o in goal_set.objectives
    ]
    return GoalSetDocument(
        organisation=goal_set.organisation,
        strategy=StrategyDocument(objectives=objectives),
        goals=[
            GoalDocument(
                id=g.id,
                text=g.text,
                owner=g.owner,
                parent=list(g.parents),
                kpi=g.kpi,
                level=g.level,
                start=g.start,
                due=g.due,
                further=dict(g.further),
            )
            for g in goal_set.goals
        ],
    )


def dotted(location: tuple[int | str, ...]) -> str:
    """A place in a document, such as ``goals[3].parent``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def _refuse_cycles(goals: list[GoalDocument]) -> None:
    try:
        graphlib.TopologicalSorter({goal.id: goal.parent for goal in goals}).prepare()
    except graphlib.CycleError as error:
        cycle: list[str] = error.args[1]
        number = next(n for n, goal in enumerate(goals) if goal.id == cycle[0])
        raise InvalidGoalSet(
            f"the parents form a cycle: {' -> '.join(reversed(cycle))}", f"goals[{number}].parent"
        ) from error
