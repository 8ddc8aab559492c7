"""An audit as an XLSX workbook: everything, in sheets to filter."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import xlsxwriter

from service.adapters.exporters import drift_sheets
from service.adapters.exporters.drift_sheets import Cell, Columns
from service.adapters.exporters.grids import MAX_CELL
from service.adapters.formula_cells import neutral
from service.answers.alignment_map import ADRIFT, alignment_map
from service.answers.audit import AuditAnswer, FindingAnswer
from service.answers.audit_index import URGENCY, AuditIndex
from service.answers.drift import AuditSummary, DriftAnswer
from service.answers.rule_titles import RULES
from service.domain.goal_set import GoalSet

#: Rows below the headings that a sheet of XLSX can hold.
MAX_ROWS = 1_048_575
_JOINT = "\n"
_SUMMARY: Columns = (("What", 34), ("Value", 40), ("Meaning", 70))
_FINDINGS: Columns = (
    ("Order", 7), ("Severity", 9), ("Finding", 32), ("Confidence", 11), ("Who acts", 24),
    ("Goals", 20), ("Objectives", 20), ("Message", 60), ("Fix", 60), ("Evidence", 60),
    ("Missing", 14), ("Better", 14), ("Rewrite (generated)", 60), ("Dismissed because", 30),
    ("Dismissed by", 16), ("Dismissed on", 13), ("Rule", 20), ("Id", 14),
)  # fmt: skip
_LINKS: Columns = (
    ("Goal", 16), ("Text of goal", 60), ("Owner", 20), ("Objective", 16),
    ("Text of objective", 60), ("Probability", 11), ("Declared", 10), ("Through", 20),
    ("Rests on", 50),
)  # fmt: skip
_GOALS: Columns = (
    ("Goal", 16), ("Text", 60), ("Owner", 20), ("Level", 12), ("KPI", 24), ("Start", 11),
    ("Due", 11), ("Declared under", 20), ("Hangs from", 30), ("Findings", 10),
    ("Of them high", 10), ("What", 40),
)  # fmt: skip


def to_workbook(
    audit: AuditAnswer,
    goal_set: GoalSet,
    drift: DriftAnswer | None = None,
    history: Sequence[AuditSummary] = (),
) -> bytes:
    """A workbook of the sheets Summary, Findings, Links, Goals and Map.

    Sheet Changes is added when there is an audit to compare with, and sheet History when there
    are several. Headings are frozen and filterable; no cell is a formula.

    Args:
        audit: What was found.
        goal_set: What was audited.
        drift: What changed since an earlier audit.
        history: Audits of the organisation up to this one, oldest first.
    """
    index = AuditIndex(audit, goal_set)
    content = io.BytesIO()
    # Rows go to a temporary file one by one: 100,000 goals would not fit in memory as cells.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        writer = _Writer(workbook)
        writer.sheet("Summary", _SUMMARY, _summary(index))
        writer.sheet("Findings", _FINDINGS, _findings(index), fixed=3)
        writer.sheet("Links", _LINKS, _links(index))
        writer.sheet("Goals", _GOALS, _goals(index))
        _add_map(writer, index)
        if drift:
            writer.sheet("Changes", drift_sheets.CHANGES, drift_sheets.changes(drift))
        if len(history) > 1:
            columns = drift_sheets.history_columns(history)
            writer.sheet("History", columns, drift_sheets.history(history))
    return content.getvalue()


class _Writer:
    """Adds sheets of one look to a workbook."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._heading = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        self._text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._number = workbook.add_format({"valign": "top"})
        self._share = workbook.add_format({"valign": "top", "num_format": "0%"})

    def sheet(
        self, name: str, columns: Columns, rows: Iterable[Iterable[Cell]], fixed: int = 1
    ) -> Any:
        """A sheet of these columns; ``fixed`` of them stay in sight."""
        sheet = self._workbook.add_worksheet(name)
        for at, (heading, width) in enumerate(columns):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, _safe(heading), self._heading)
        last = 1
        for last, row in enumerate(islice(rows, MAX_ROWS), start=1):
            for at, cell in enumerate(row):
                self._write(sheet, last, at, cell)
        sheet.freeze_panes(1, fixed)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            if cell:
                sheet.write_string(row, column, _safe(cell), self._text)
        elif cell is not None:  # whole numbers are counts, all others probabilities
            whole = isinstance(cell, int)
            sheet.write_number(row, column, cell, self._number if whole else self._share)


def _safe(text: str) -> str:
    text = neutral(text)
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 6] + " (cut)"


def _summary(index: AuditIndex) -> Iterator[tuple[Cell, ...]]:
    audit = index.audit
    yield "Organisation", audit.organisation
    yield "Day of the audit", audit.today.isoformat()
    yield "Audit id", audit.id
    if audit.score:
        yield "Alignment score", round(audit.score.value), "of 100"
        for part in audit.score.parts:
            said = f"{part.meaning} (weighs {part.weight:.0%})"
            yield f"Score: {part.name}", float(part.value), said
    yield "Goals", audit.goals
    yield "Goals that hang from an objective", audit.goals - len(index.unlinked)
    yield "Objectives", audit.objectives
    yield "Objectives that a goal supports", len(index.links_to)
    for severity in URGENCY:
        count = sum(finding.severity is severity for finding in index.findings)
        yield f"Findings: {severity}", count
    yield "Findings that were dismissed", len(index.dismissed)
    for name, rows in (("Findings", len(audit.findings)), ("Links", len(audit.links))):
        if rows > MAX_ROWS:
            yield f"Left out of sheet {name}", rows - MAX_ROWS, "A sheet holds no more rows."
    for warning in audit.warnings:
        yield "Note", warning
    yield "KPI library", audit.library_version
    yield "Embedding model", audit.model
    if audit.llm:
        failed = "Calls failed; there the audit is as without it." if audit.degraded else ""
        yield "Language model", audit.llm.model, failed
    yield "Method and limits", "", "See the report in HTML, last section."


def _findings(index: AuditIndex) -> Iterator[tuple[Cell, ...]]:
    for order, finding in enumerate((*index.findings, *index.dismissed), start=1):
        apart = finding.dismissed
        yield (
            None if apart else order,
            finding.severity.value,
            RULES.get(finding.rule, finding.rule),
            float(finding.confidence),
            _JOINT.join(index.owners(finding)),
            _JOINT.join(finding.goals),
            _JOINT.join(finding.objectives),
            finding.message,
            finding.fix,
            _JOINT.join(f"{said.source}: “{said.quote}”" for said in finding.evidence),
            ", ".join(finding.missing or ()),
            finding.better,
            finding.rewrite,
            apart.reason if apart else None,
            apart.by if apart else None,
            apart.at.date().isoformat() if apart else None,
            finding.rule,
            finding.id,
        )


def _links(index: AuditIndex) -> Iterator[tuple[Cell, ...]]:
    for goal in index.goal_set.goals:
        for link in index.links_from.get(goal.id, ()):
            yield (
                goal.id,
                goal.text,
                goal.owner,
                link.objective,
                index.entries[link.objective].text,
                float(link.score),
                "yes" if link.objective in goal.parents else "no",
                _JOINT.join(link.via),
                link.because,
            )


def _goals(index: AuditIndex) -> Iterator[tuple[Cell, ...]]:
    for goal in index.goal_set.goals:
        links = index.links_from.get(goal.id, ())
        findings = index.findings_on.get(goal.id, [])
        yield (
            goal.id,
            goal.text,
            goal.owner,
            goal.level.value if goal.level else "",
            goal.kpi,
            goal.start.isoformat() if goal.start else "",
            goal.due.isoformat() if goal.due else "",
            _JOINT.join(goal.parents),
            _JOINT.join(link.objective for link in links) or "nothing",
            len(findings),
            sum(finding.severity is URGENCY[0] for finding in findings),
            _titles(findings),
        )


def _titles(findings: Iterable[FindingAnswer]) -> str:
    return _JOINT.join(dict.fromkeys(RULES.get(f.rule, f.rule) for f in findings))


def _add_map(writer: _Writer, index: AuditIndex) -> None:
    """Owners down, because a sheet has room for more rows than columns."""
    aligned = alignment_map(index)
    objectives = [(f"{o}: {index.entries[o].text}", 14) for o in aligned.objectives]
    columns = [("Owner", 24), ("Goals", 8), *objectives, ("Hangs from nothing", 14)]
    places = (*aligned.objectives, ADRIFT)

    def row(owner: str) -> Iterator[Cell]:
        yield owner
        yield len(aligned.by_owner[owner])
        for place in places:
            yield len(aligned.goals.get((place, owner), ())) or None

    sheet = writer.sheet("Map", columns, map(row, aligned.owners), fixed=2)
    shades = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#7AB6B3"}
    sheet.conditional_format(1, 2, max(len(aligned.owners), 1), len(columns) - 2, shades)
