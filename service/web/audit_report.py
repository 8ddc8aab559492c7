"""An audit as one HTML file: no script, no network, fit for print and mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.answers.alignment_map import alignment_map
from service.answers.audit import AuditAnswer, FindingAnswer
from service.answers.audit_index import URGENCY, AuditIndex
from service.answers.drift import AuditSummary, DriftAnswer, these_goals_hang
from service.domain.audit import Severity
from service.domain.goal_set import GoalSet
from service.web.changes import changes
from service.web.map_grid import map_grid
from service.web.rendering import FOLDER, day, render
from service.web.score_history import DRAWING, score_history
from service.web.support_tree import support_tree

#: Style sheet of the report, which it carries inside.
STYLE = "".join(
    (FOLDER / "static" / name).read_text("utf-8") for name in ("colours.css", "report.css")
)
#: Findings of one severity that the report shows; pairs of goals can make hundreds of thousands.
MAX_SHOWN = 120
#: Owners in "what to do first", and findings that each of them is given there.
MAX_OWNERS, MAX_STEPS = 60, 5
#: Entries of each list of changes.
MAX_CHANGES = 40
#: Things to do that the summary names.
FIRST_STEPS = 3


@dataclass(frozen=True)
class FirstStep:
    """The most urgent finding of its rule, and how many more the rule has."""

    finding: FindingAnswer
    more: int


@dataclass(frozen=True)
class Agenda:
    """What one owner has to act on.

    Attributes:
        owner: Who.
        counts: Findings by severity.
        steps: The first findings, each with its place among those of all owners.
        left_out: How many more there are.
    """

    owner: str
    counts: Mapping[Severity, int]
    steps: tuple[tuple[int, FindingAnswer], ...]
    left_out: int


def render_audit(
    audit: AuditAnswer,
    goal_set: GoalSet,
    drift: DriftAnswer | None = None,
    history: Sequence[AuditSummary] = (),
) -> str:
    """The report as a self-contained HTML page.

    Args:
        audit: What was found.
        goal_set: What was audited; gives the texts of goals and objectives.
        drift: What changed since an earlier audit.
        history: Audits of the organisation up to this one, oldest first.
    """
    values = report_values(audit, goal_set, drift, history)
    return render("report.html", style=style_of(audit), **values)


def style_of(audit: AuditAnswer) -> str:
    """The whole style sheet of a report, which names the audit at the head of printed pages."""
    named = f"{audit.organisation[:80] or 'Goal set'} · Goal audit of {day(audit.today)}"
    # No character of a user's text can end the string: each becomes its number, and a blank
    # ends the number.
    quoted = re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found.group()):x} ", named)
    return f'{STYLE}@page {{ @top-left {{ content: "{quoted}"; }} }}\n'


def report_values(
    audit: AuditAnswer,
    goal_set: GoalSet,
    drift: DriftAnswer | None = None,
    history: Sequence[AuditSummary] = (),
) -> dict[str, Any]:
    """What the report's templates show; arguments as of ``render_audit``."""
    index = AuditIndex(audit, goal_set)
    counts = Counter(finding.severity for finding in index.findings)
    first_steps = _first_steps(index)
    named = {step.finding.id for step in first_steps}
    groups = [
        (severity, counts[severity], _shown(severity, index, named))
        for severity in URGENCY
        if counts[severity]
    ]
    agendas = _agendas(index)
    return {
        "audit": audit,
        "index": index,
        "counts": [(severity, counts[severity]) for severity in URGENCY],
        "groups": groups,
        "shown": {finding.id for _, _, found in groups for finding in found},
        "dismissed": index.dismissed[:MAX_SHOWN],
        "first_steps": first_steps,
        "agendas": agendas[:MAX_OWNERS],
        "owners_left_out": agendas[MAX_OWNERS:],
        "map": map_grid(alignment_map(index)),
        "tree": support_tree(index),
        "changes": drift and changes(drift, index),
        "max_changes": MAX_CHANGES,
        "these_goals_hang": these_goals_hang,
        "history": score_history(history),
        "drawing": DRAWING,
        "comparable": False,
    }


def _shown(severity: Severity, index: AuditIndex, named: set[str]) -> list[FindingAnswer]:
    """The most urgent ones; ``named`` are ids of findings that are shown in any case."""
    found = [finding for finding in index.findings if finding.severity is severity]
    return found[:MAX_SHOWN] + [finding for finding in found[MAX_SHOWN:] if finding.id in named]


def _first_steps(index: AuditIndex) -> list[FirstStep]:
    """One a rule: three orphans would say less than an orphan, a conflict and a gap."""
    first: dict[str, FindingAnswer] = {}
    for finding in index.findings:
        first.setdefault(finding.rule, finding)
    of_rule = Counter(finding.rule for finding in index.findings)
    return [FirstStep(f, of_rule[f.rule] - 1) for f in list(first.values())[:FIRST_STEPS]]


def _agendas(index: AuditIndex) -> list[Agenda]:
    """One an owner, who has the most urgent finding first."""
    place = {finding.id: number for number, finding in enumerate(index.findings, start=1)}
    return [
        Agenda(
            owner,
            Counter(finding.severity for finding in findings),
            tuple((place[finding.id], finding) for finding in findings[:MAX_STEPS]),
            max(len(findings) - MAX_STEPS, 0),
        )
        for owner, findings in index.findings_for.items()
    ]
