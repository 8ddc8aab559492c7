"""Goal sets with the findings that a careful strategy lead would make, and traps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from evals.loading.rows import validated
from service.adapters.importers.goal_set import GoalSetDocument, to_goal_set
from service.adapters.importers.text_file import read_text
from service.domain.goal_set import GoalSet
from service.errors import InputError, UnreadableFile


class ExpectedFinding(BaseModel):
    """What an audit should find."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str = Field(min_length=1)
    goals: list[str] = []
    objectives: list[str] = []
    better: str | None = None
    missing: list[str] = []


class Trap(BaseModel):
    """What an audit must not find; without a rule, no rule may find these goals."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str | None = None
    goals: list[str] = []
    objectives: list[str] = []
    why: str = ""


class LabelledGoalSet(GoalSetDocument):
    """A goal set as users bring it, with its labels."""

    today: date
    expected: list[ExpectedFinding] = Field(default_factory=list)
    traps: list[Trap] = Field(default_factory=list)

    def goal_set(self) -> GoalSet:
        """What is audited, checked as users' goal sets are.

        Raises:
            InvalidGoalSet: Ids or parents contradict each other.
        """
        return to_goal_set(self)


def read_findings_set(folder: Path) -> list[LabelledGoalSet]:
    """The YAML files of a folder, by name.

    Raises:
        InputError: There is none, or one is malformed, or a label names an unknown id.
    """
    files = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    if not files:
        raise InputError("holds no YAML file", where=str(folder))
    return [_read(file) for file in files]


def _read(file: Path) -> LabelledGoalSet:
    labelled = validated(LabelledGoalSet, _load(file), str(file))
    try:
        goal_set = labelled.goal_set()
    except InputError as error:
        raise InputError(str(error), where=str(file)) from error
    goals = {goal.id for goal in goal_set.goals}
    parents = goals | {objective.id for objective in goal_set.objectives}
    labels: list[ExpectedFinding | Trap] = [*labelled.expected, *labelled.traps]
    for label in labels:
        unknown = sorted((set(label.goals) - goals) | (set(label.objectives) - parents))
        if unknown:
            raise InputError(f"a label names the unknown id {unknown[0]!r}", where=str(file))
    return labelled


def _load(file: Path) -> Any:
    text = read_text(file)
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{file}, line {mark.line + 1}" if mark else str(file)
        raise UnreadableFile(f"is not YAML: {error.problem}", where=where) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableFile(f"is not YAML: {error}", where=str(file)) from error
