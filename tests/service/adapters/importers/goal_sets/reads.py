"""Goal sets read in a line, and what is looked at in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from service.adapters.importers.goal_set import GoalDocument, ObjectiveDocument
from service.adapters.importers.goal_sets.reading import (
    ReadGoalSet,
    ReadingOptions,
    read_goal_file,
    read_goals,
)

FILES = Path(__file__).parent / "files"


def read(content: str | bytes, name: str = "plan.csv", **options: Any) -> ReadGoalSet:
    strategy = options.pop("strategy", None)
    if isinstance(content, str):
        content = content.encode()
    return read_goals(content, name, ReadingOptions(**options), strategy)


def of_file(name: str) -> ReadGoalSet:
    found = read_goal_file(FILES / name)
    assert found.issues == ()
    return found


def short(entry: ObjectiveDocument | GoalDocument) -> dict[str, Any]:
    return entry.model_dump(mode="json", exclude_defaults=True)


def lines(found: ReadGoalSet) -> list[str]:
    return [f"{issue.place}: {issue.message}" for issue in found.refused]


def parents(found: ReadGoalSet) -> dict[str, list[str]]:
    return {goal.id: goal.parent for goal in found.goals}
