"""Goal sets whose goals are known to belong under one objective, or to be foreign."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.loading.rows import read_rows
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.errors import InputError


class LabelledObjective(BaseModel):
    """An objective of the organisation."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)


class LabelledGoal(BaseModel):
    """A goal with the objective it is declared under and the one it belongs to.

    A goal without true parent is foreign: another organisation's.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    declared_parent_id: str | None
    true_parent_id: str | None

    @property
    def audit_id(self) -> str:
        """Its id in the goal set that is audited."""
        return f"goal:{self.id}"

    @property
    def declared_parents(self) -> tuple[str, ...]:
        """The declared parent's id in the goal set that is audited, if it has one."""
        declared = self.declared_parent_id
        return () if declared is None else (f"objective:{declared}",)

    @property
    def audit_parent(self) -> str:
        """The true parent's id in the goal set that is audited; of no entry when foreign."""
        return f"objective:{self.true_parent_id}" if self.true_parent_id else ""

    @property
    def foreign(self) -> bool:
        """Whether no objective is its parent."""
        return self.true_parent_id is None

    @property
    def swapped(self) -> bool:
        """Whether it is declared under an objective that is not its parent."""
        declared, true = self.declared_parent_id, self.true_parent_id
        return declared is not None and true is not None and declared != true


class LabelledOrganisation(BaseModel):
    """A line of an alignment file."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    organisation: str = ""
    objectives: list[LabelledObjective] = Field(min_length=1)
    goals: list[LabelledGoal] = Field(min_length=1)

    def goal_set(self, declared: bool) -> GoalSet:
        """What is audited, with the declared parents or with none.

        A file numbers objectives and goals apart, a goal set does not, so ids get a prefix.
        """
        return GoalSet(
            self.organisation,
            tuple(StrategicObjective(f"objective:{o.id}", o.text) for o in self.objectives),
            tuple(
                Goal(goal.audit_id, goal.text, goal.declared_parents if declared else ())
                for goal in self.goals
            ),
        )


def read_alignment_set(path: Path) -> list[LabelledOrganisation]:
    """An organisation a line.

    Raises:
        InputError: A line is malformed, an id stands twice, or a parent is no objective.
    """
    organisations = []
    for place, row in read_rows(path, LabelledOrganisation):
        for kind, entries in (("objective", row.objectives), ("goal", row.goals)):
            twice = [i for i, count in Counter(e.id for e in entries).items() if count > 1]
            if twice:
                raise InputError(f"{kind} id {twice[0]!r} stands twice", where=place)
        known = {objective.id for objective in row.objectives}
        for goal in row.goals:
            for parent in (goal.declared_parent_id, goal.true_parent_id):
                if parent is not None and parent not in known:
                    message = f"parent {parent!r} of goal {goal.id!r} is no objective"
                    raise InputError(message, where=place)
        organisations.append(row)
    return organisations
