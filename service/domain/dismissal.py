"""Findings that an organisation has looked at and lets be."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.audit import Dismissal


@dataclass(frozen=True)
class DismissedFinding:
    """A finding that later audits of the organisation show as dismissed.

    Attributes:
        organisation: Whose finding; empty for goal sets that name none.
        finding: Its id, which holds while ids and words of what it concerns do.
        rule: That found it.
        message: What it said when it was dismissed.
        dismissal: Why, by whom and when.
    """

    organisation: str
    finding: str
    rule: str
    message: str
    dismissal: Dismissal
