"""What an objective says, once read: direction, subject, numbers, deadline, scope, level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi_library.models import Level


class Movement(StrEnum):
    """What an objective wants to happen to its subject."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    ACHIEVE = "achieve"


class TargetKind(StrEnum):
    """Whether a target is a value to reach or a change from the baseline."""

    ABSOLUTE = "absolute"
    CHANGE = "change"


@dataclass(frozen=True)
class Quantity:
    """A number with its unit.

    Attributes:
        value: Finite; a percentage is 30.0, not 0.3.
        unit: ``percent percentage_point count ratio minute hour day week month year`` or an
            ISO 4217 currency code.
    """

    value: float
    unit: str


@dataclass(frozen=True)
class TargetQuantity:
    """The number that an objective aims at; "double" is a change by ratio 2."""

    value: float
    unit: str
    kind: TargetKind


@dataclass(frozen=True)
class Objective:
    """An objective or goal in its author's words, with what its text says.

    Attributes:
        text: The words as given, white space folded.
        direction: What is to happen, or None when the text does not say.
        subject: The noun phrase that is to move, without numbers, dates, purpose and scope.
        baseline: Where the text says it starts.
        target: Where the text says it ends, or by how much it changes.
        deadline: Last day of the period that the text names.
        deadline_text: The words that name it, also when no calendar date follows from them.
        scope: Where or for whom, such as "in the Southwestern United States".
        level: Level of the organisation, when the words give it away.
    """

    text: str
    direction: Movement | None = None
    subject: str = ""
    baseline: Quantity | None = None
    target: TargetQuantity | None = None
    deadline: date | None = None
    deadline_text: str | None = None
    scope: str | None = None
    level: Level | None = None
