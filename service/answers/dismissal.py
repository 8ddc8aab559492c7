"""Dismissed findings as other programs read them."""

from __future__ import annotations

from typing import Self

from service.answers.audit import DismissalAnswer
from service.answers.base import Answer
from service.domain.dismissal import DismissedFinding


class DismissedFindingAnswer(Answer):
    """A finding that later audits of the organisation show as dismissed."""

    organisation: str
    finding: str
    rule: str
    message: str
    dismissal: DismissalAnswer

    @classmethod
    def of(cls, dismissed: DismissedFinding) -> Self:
        """From the domain."""
        return cls(
            organisation=dismissed.organisation,
            finding=dismissed.finding,
            rule=dismissed.rule,
            message=dismissed.message,
            dismissal=DismissalAnswer.of(dismissed.dismissal),
        )
