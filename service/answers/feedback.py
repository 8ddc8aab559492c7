"""Feedback as other programs read it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import Field

from service.answers.base import Answer
from service.domain.feedback import EditedWording, Feedback, FeedbackEffect, Verdict, Wording


class WordingAnswer(Answer):
    """A KPI as an organisation words it; what it leaves as it is is empty."""

    name: str = ""
    definition: str = ""
    target: str = ""

    @classmethod
    def of(cls, wording: Wording) -> Self:
        """From the domain."""
        return cls(name=wording.name, definition=wording.definition, target=wording.target)


class FeedbackAnswer(Answer):
    """One verdict on one KPI for one objective."""

    id: str
    created_at: datetime
    organisation: str = Field(description="empty for the one that this installation belongs to")
    objective: str
    kpi: str
    verdict: Verdict
    reason: str
    edit: WordingAnswer | None = None

    @classmethod
    def of(cls, feedback: Feedback) -> Self:
        """From the domain."""
        return cls(
            id=feedback.id,
            created_at=feedback.created_at,
            organisation=feedback.organisation,
            objective=feedback.objective,
            kpi=feedback.kpi,
            verdict=feedback.verdict,
            reason=feedback.reason,
            edit=feedback.edit and WordingAnswer.of(feedback.edit),
        )


class FeedbackEffectAnswer(Answer):
    """What one verdict did to one answer."""

    id: str = Field(description="of the feedback; delete it to undo this")
    kpi: str
    verdict: Verdict
    reason: str
    objective: str = Field(description="for which the verdict was given")
    nearness: float = Field(ge=0, le=1, description="of that objective to the present one")
    contribution: float = Field(description="what it adds to the log-odds of the relevance")
    place_without: int | None = Field(description="of the KPI without any feedback")
    place: int | None = Field(description="of the KPI in this answer")

    @classmethod
    def of(cls, effect: FeedbackEffect) -> Self:
        """From the domain."""
        given = effect.feedback
        return cls(
            id=given.id,
            kpi=given.kpi,
            verdict=given.verdict,
            reason=given.reason,
            objective=given.objective,
            nearness=effect.nearness,
            contribution=effect.contribution,
            place_without=effect.place_without,
            place=effect.place,
        )


class EditedAnswer(Answer):
    """The organisation's own words for a KPI, beside the library's."""

    feedback: str = Field(description="id of the edit")
    name: str
    definition: str
    target: str = Field(description="empty unless edited for this very objective")

    @classmethod
    def of(cls, edited: EditedWording) -> Self:
        """From the domain."""
        wording = edited.wording
        return cls(
            feedback=edited.feedback,
            name=wording.name,
            definition=wording.definition,
            target=wording.target,
        )
