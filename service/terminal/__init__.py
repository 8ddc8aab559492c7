"""Answers as text for a terminal."""

from service.terminal.audit import audit_text, finding_line
from service.terminal.batch import show_batch
from service.terminal.cascade import show_cascade
from service.terminal.drift import drift_text, show_audits, show_history
from service.terminal.feedback import show_feedback, show_given
from service.terminal.findings import show_dismissals, show_findings
from service.terminal.goal_set import show_reading, show_source
from service.terminal.kpi import show_kpi, show_roots, show_search, show_tree
from service.terminal.library import show_import, show_issues
from service.terminal.llm import show_llm_check
from service.terminal.recommendation import show_recommendation
from service.terminal.text import escape, printable, progress_bar
from service.terminal.understood import show_row_issues
from service.terminal.welcome import show_welcome

__all__ = [
    "audit_text",
    "drift_text",
    "escape",
    "finding_line",
    "printable",
    "progress_bar",
    "show_audits",
    "show_batch",
    "show_cascade",
    "show_dismissals",
    "show_feedback",
    "show_findings",
    "show_given",
    "show_history",
    "show_import",
    "show_issues",
    "show_kpi",
    "show_llm_check",
    "show_reading",
    "show_recommendation",
    "show_roots",
    "show_row_issues",
    "show_search",
    "show_source",
    "show_tree",
    "show_welcome",
]
