"""Make findings: stable ids and quoted evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from service.audit.context import AuditContext
from service.domain.audit import Evidence, Finding, Severity


def finding(
    context: AuditContext,
    rule: str,
    severity: Severity,
    confidence: float,
    goals: Sequence[str],
    objectives: Sequence[str],
    message: str,
    fix: str,
    more_evidence: Sequence[Evidence] = (),
    **details: Any,
) -> Finding:
    """A finding that quotes every goal and objective it names.

    Its id comes from the rule and the ids and words concerned: it stays the same while they
    do, so that a dismissal holds until somebody rewords the goal.
    """
    quoted = [context.quote(entry) for entry in (*goals, *objectives)]
    named = sorted((evidence.source, evidence.quote) for evidence in quoted)
    digest = hashlib.sha256(repr((rule, named)).encode()).hexdigest()
    return Finding(
        id=digest[:12],
        rule=rule,
        severity=severity,
        confidence=round(min(max(confidence, 0.0), 1.0), 3),
        goals=tuple(goals),
        objectives=tuple(objectives),
        evidence=(*quoted, *more_evidence),
        message=message,
        fix=fix,
        **details,
    )
