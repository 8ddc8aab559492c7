"""What an organisation thinks of the KPIs that it was offered, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What somebody did with a KPI."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    """Accepted in other words."""


@dataclass(frozen=True)
class Wording:
    """A KPI as an organisation words it; what it leaves as it is is empty.

    Attributes:
        name: What it is called there.
        definition: What it measures there.
        target: The target as a sentence, for the objective that the edit was made for.
    """

    name: str = ""
    definition: str = ""
    target: str = ""


@dataclass(frozen=True)
class Feedback:
    """One verdict on one KPI for one objective.

    Attributes:
        id: Under which it is kept and can be undone.
        organisation: Whose verdict; empty for the one that this installation belongs to.
        objective: The words for which the KPI was judged.
        kpi: Id of the KPI.
        verdict: What was done with it.
        reason: Why, in the organisation's words; may be empty.
        edit: The new wording; with ``EDIT`` alone.
        created_at: When.
    """

    id: str
    organisation: str
    objective: str
    kpi: str
    verdict: Verdict
    created_at: datetime
    reason: str = ""
    edit: Wording | None = None


@dataclass(frozen=True)
class FeedbackEffect:
    """What one verdict did to one answer.

    Attributes:
        feedback: The verdict.
        nearness: Of the objective that it was given for to the present one, in [0, 1].
        contribution: What it adds to the KPI's log-odds of relevance.
        place_without: Where the KPI would stand without any feedback, from 1; None for nowhere.
        place: Where it stands; None for nowhere.
    """

    feedback: Feedback
    nearness: float
    contribution: float
    place_without: int | None
    place: int | None


@dataclass(frozen=True)
class EditedWording:
    """An organisation's wording of a KPI in an answer, and the feedback that holds it.

    Attributes:
        feedback: Id of the edit.
        wording: Its words; the target only for the objective that the edit was made for.
    """

    feedback: str
    wording: Wording
