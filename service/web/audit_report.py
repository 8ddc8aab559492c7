"""An audit as one HTML file: no script, no network, fit for print and mail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from service.answers.audit import AuditAnswer, FindingAnswer, LinkAnswer
from service.domain.audit import Severity
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.web.rendering import FOLDER, render

#: Style sheet of the report, which it carries inside.
STYLE = "".join(
    (FOLDER / "static" / name).read_text("utf-8") for name in ("colours.css", "report.css")
)
#: Findings of one severity that the report shows; pairs of goals can make hundreds of thousands.
MAX_SHOWN = 200
_URGENCY = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True)
class Branch:
    """An objective with the goals that support it, strongest first."""

    objective: StrategicObjective
    linked: tuple[tuple[Goal, LinkAnswer], ...]


def render_audit(audit: AuditAnswer, goal_set: GoalSet) -> str:
    """The report as a self-contained HTML page.

    Args:
        audit: What was found.
        goal_set: What was audited; gives the texts of goals and objectives.
    """
    return render("report.html", style=STYLE, **report_values(audit, goal_set))


def report_values(audit: AuditAnswer, goal_set: GoalSet) -> dict[str, Any]:
    """What the report's templates show."""
    goals = {goal.id: goal for goal in goal_set.goals}
    tree = [_branch(objective, audit, goals) for objective in goal_set.objectives]
    linked = {link.goal for link in audit.links}
    found = audit.open_findings
    counts = Counter(finding.severity for finding in found)
    return {
        "audit": audit,
        "goals": goals,
        "counts": [(severity, counts[severity]) for severity in _URGENCY],
        "groups": [
            (severity, counts[severity], _surest(severity, found))
            for severity in _URGENCY
            if counts[severity]
        ],
        "dismissed": audit.dismissed_findings[:MAX_SHOWN],
        "covered": sum(bool(branch.linked) for branch in tree),
        "tree": tree,
        "unlinked": [goal for goal in goal_set.goals if goal.id not in linked],
    }


def _branch(objective: StrategicObjective, audit: AuditAnswer, goals: dict[str, Goal]) -> Branch:
    links = [link for link in audit.links if link.objective == objective.id]
    links.sort(key=lambda link: (-link.score, link.goal))
    return Branch(objective, tuple((goals[link.goal], link) for link in links))


def _surest(severity: Severity, findings: list[FindingAnswer]) -> list[FindingAnswer]:
    return [finding for finding in findings if finding.severity is severity][:MAX_SHOWN]
