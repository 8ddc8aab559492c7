"""Objectives with graded KPIs of the library: the gold for recommendations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.loading.rows import read_rows
from service.errors import InputError

#: From this grade on a KPI counts as relevant: useful, not merely on the topic.
RELEVANT = 2


class ObjectiveRow(BaseModel):
    """A line of ``objectives.jsonl``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(alias="_id", min_length=1)
    domain: str = Field(min_length=1)
    text: str = Field(min_length=1)
    facets: tuple[str, ...] = Field(min_length=1)


class GradeRow(BaseModel):
    """A line of ``grades.jsonl``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    objective: str
    kpi: str
    grade: int = Field(ge=0, le=3)
    facets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grade:
    """How well a KPI serves an objective.

    Attributes:
        grade: 3 first choice, 2 useful, 1 on the topic, 0 neither.
        facets: Positions of the facets that it measures.
    """

    grade: int
    facets: tuple[int, ...] = ()


@dataclass(frozen=True)
class GoldSet:
    """Graded objectives.

    Attributes:
        objectives: In order.
        grades: By objective and KPI id; a pair that is missing was not judged.
    """

    objectives: tuple[ObjectiveRow, ...]
    grades: Mapping[str, Mapping[str, Grade]]


def read_gold_set(folder: Path) -> GoldSet:
    """The gold in a folder.

    Raises:
        InputError: A file is missing or malformed, an id stands twice or is unknown, or a grade
            names a facet that its objective does not have.
    """
    objectives: dict[str, ObjectiveRow] = {}
    for place, row in read_rows(folder / "objectives.jsonl", ObjectiveRow):
        if row.id in objectives:
            raise InputError(f"_id {row.id!r} stands twice", where=place)
        objectives[row.id] = row
    grades: dict[str, dict[str, Grade]] = {}
    for place, graded in read_rows(folder / "grades.jsonl", GradeRow):
        objective = objectives.get(graded.objective)
        if objective is None:
            raise InputError(f"objective {graded.objective!r} is unknown", where=place)
        if any(not 0 <= facet < len(objective.facets) for facet in graded.facets):
            raise InputError(f"{graded.objective!r} has no such facet", where=place)
        of_objective = grades.setdefault(graded.objective, {})
        if graded.kpi in of_objective:
            raise InputError(f"{graded.kpi!r} is graded twice", where=place)
        of_objective[graded.kpi] = Grade(graded.grade, graded.facets)
    return GoldSet(tuple(objectives.values()), grades)
