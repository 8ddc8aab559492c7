from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from service.adapters.exporters import audit_workbook
from service.adapters.exporters.audit_workbook import to_workbook
from service.answers.audit import AuditAnswer
from service.answers.drift import AuditSummary, DriftAnswer
from service.answers.llm import LlmUseAnswer
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.past_audits import compared
from tests.service.hospital_audit import AUDIT, DRIFT, GOAL_SET, HISTORY, LATER

Rows = Sequence[dict[str, Any]]


def sheets(
    audit: AuditAnswer = AUDIT,
    goal_set: GoalSet = GOAL_SET,
    drift: DriftAnswer | None = None,
    history: Sequence[AuditSummary] = (),
) -> dict[str, Rows]:
    """Rows by heading, by name of sheet."""
    content = to_workbook(audit, goal_set, drift, history)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    grids = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {
        name: [dict(zip(map(str, grid[0]), row, strict=True)) for row in grid[1:]]
        for name, grid in grids.items()
    }


def test_every_sheet_is_there_and_complete() -> None:
    found = sheets()
    assert list(found) == ["Summary", "Findings", "Links", "Goals", "Map"]
    assert len(found["Findings"]) == len(AUDIT.findings)
    assert len(found["Links"]) == len(AUDIT.links)
    assert [row["Goal"] for row in found["Goals"]] == [goal.id for goal in GOAL_SET.goals]
    assert len(found["Map"]) == 12


def test_summary() -> None:
    said = {row["What"]: row["Value"] for row in sheets()["Summary"]}
    assert said["Organisation"] == "St Brigid Hospital"
    assert said["Alignment score"] == 82
    assert said["Score: covered"] == pytest.approx(0.8)
    assert (said["Goals"], said["Goals that hang from an objective"]) == (30, 27)
    assert (said["Objectives"], said["Objectives that a goal supports"]) == (5, 4)
    assert (said["Findings: high"], said["Findings that were dismissed"]) == (4, 1)


def test_what_a_language_model_wrote_is_called_generated() -> None:
    rewritten = AUDIT.findings[0].model_copy(update={"rewrite": "=Cut it to [target]"})
    use = LlmUseAnswer(
        model="fake:model", calls=[], input_tokens=0, output_tokens=0, cost=None, rejected={}
    )
    told = {"findings": [rewritten], "llm": use, "degraded": True}
    found = sheets(AUDIT.model_copy(update=told))
    assert found["Findings"][0]["Rewrite (generated)"] == "'=Cut it to [target]"
    (row,) = (row for row in found["Summary"] if row["What"] == "Language model")
    assert (row["Value"], row["Meaning"]) == (
        "fake:model",
        "Calls failed; there the audit is as without it.",
    )
    assert "Language model" not in {row["What"] for row in sheets()["Summary"]}


def test_findings_come_in_order_and_dismissed_ones_last() -> None:
    rows = sheets()["Findings"]
    assert (rows[0]["Rule"], rows[0]["Order"], rows[0]["Who acts"]) == ("late", 1, "Patient flow")
    assert [row["Severity"] for row in rows[:-1]] == sorted(
        (row["Severity"] for row in rows[:-1]), key=["high", "medium", "low"].index
    )
    assert (rows[-1]["Goals"], rows[-1]["Order"]) == ("gala", "")
    assert rows[-1]["Dismissed because"].startswith("The gala is paid for")
    conflict = next(row for row in rows if row["Rule"] == "conflict")
    assert conflict["Who acts"] == "Finance\nHuman resources"
    assert "goals.hire: “Hire 120 registered nurses" in conflict["Evidence"]


def test_links_and_goals() -> None:
    found = sheets()
    link = next(row for row in found["Links"] if row["Goal"] == "first-case")
    assert (link["Objective"], link["Probability"], link["Declared"]) == ("access", 0.88, "no")
    assert link["Through"] == "or-hours"
    goals = {row["Goal"]: row for row in found["Goals"]}
    assert goals["hire"]["Hangs from"] == "people\naccess"
    assert (goals["hire"]["Findings"], goals["hire"]["Of them high"]) == (1, 1)
    assert goals["gala"]["Hangs from"] == "nothing"
    assert goals["gala"]["Findings"] == 0


def test_map_counts_goals_by_owner_and_objective() -> None:
    rows = {row["Owner"]: row for row in sheets()["Map"]}
    access = next(heading for heading in rows["Surgery"] if heading.startswith("access: "))
    assert (rows["Surgery"]["Goals"], rows["Surgery"][access]) == (4, 4)
    assert rows["Communications"]["Hangs from nothing"] == 1
    assert not any(row[h] for row in rows.values() for h in row if h.startswith("research: "))


def test_changes_and_history() -> None:
    found = sheets(LATER, drift=DRIFT, history=HISTORY)
    assert list(found)[-2:] == ["Changes", "History"]
    changes = [(row["What"], row["Concerns"]) for row in found["Changes"]]
    assert changes == [
        ("Compared with the audit of", "0197e0aa10427d1c9b11"),
        ("Alignment score", ""),
        ("Score: linked", ""),
        ("Score: covered", ""),
        ("Score: placed", ""),
        ("Score: sound", ""),
        ("Objective reworded", "research"),
        ("Hangs from nothing now", "portal"),
        ("Hangs from other objectives now", "exit"),
        ("Goal added", "synergy"),
        ("Goal gone", "valet"),
        ("Goal reworded", "stock"),
        ("Goal renamed", "imaging-2"),
        ("Link lost", "portal"),
        ("Link lost", "exit"),
        ("Link won", "hire"),
        ("New finding", "synergy"),
        ("New finding", "portal"),
        ("Finding gone", "valet\naccess"),
    ]
    by_kind = {row["What"]: row for row in found["Changes"]}
    score = by_kind["Alignment score"]
    assert (score["Before"], score["Now"], score["Because"]) == (76, 82, "5.3 points more")
    adrift = by_kind["Hangs from nothing now"]
    assert (adrift["Before"], adrift["Because"]) == ("research", "research was reworded")
    assert by_kind["Goal gone"]["Before"] == "Offer valet parking to 500 visitors a month"
    assert [(row["Score"], row["Score: sound"]) for row in found["History"]] == [
        (58, ""), (76, ""), (82, pytest.approx(0.57))
    ]  # fmt: skip


def test_nothing_changed() -> None:
    same = compared((GOAL_SET, LATER), (GOAL_SET, LATER)).model_copy(update={"notes": ["Note it"]})
    said = [row["What"] for row in sheets(LATER, drift=same)["Changes"]]
    assert said[1] == "Note"
    assert said[-1] == "Nothing changed in goals, strategy, links and findings"
    assert "History" not in sheets(LATER, history=HISTORY[:1])


def test_no_cell_is_a_formula() -> None:
    hostile = '=HYPERLINK("http://x","y")\x00\x1b'
    goal_set = GoalSet(
        hostile,
        (StrategicObjective("+o", hostile, hostile),),
        (Goal("@g", hostile, ("+o",), hostile, hostile), Goal("-h", "\t=1", (), "  =1")),
    )
    finding = AUDIT.findings[0].model_copy(
        update={
            "rule": hostile, "goals": ["@g"], "objectives": ["+o"], "message": hostile,
            "fix": hostile, "better": "+o", "id": hostile,
        }
    )  # fmt: skip
    link = AUDIT.links[0].model_copy(
        update={"goal": "@g", "objective": "+o", "via": ["-h"], "because": hostile}
    )
    audit = AUDIT.model_copy(
        update={"organisation": hostile, "findings": [finding], "links": [link],
                "warnings": [hostile], "model": hostile, "library_version": "=1"}
    )  # fmt: skip
    audit = audit.model_copy(update={"created_at": LATER.created_at, "id": hostile})
    nothing = GoalSet(hostile, (StrategicObjective("+p", hostile),), (Goal("@h", "=1", ("+p",)),))
    drift = compared((nothing, LATER), (goal_set, audit))
    for rows in sheets(audit, goal_set, drift, HISTORY).values():
        for row in rows:
            for cell in (*row, *row.values()):
                assert str(cell).lstrip()[:1] not in ("=", "+", "-", "@"), cell


def test_what_a_sheet_cannot_hold_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_workbook, "MAX_ROWS", 20)
    found = sheets()
    assert len(found["Links"]) == 20
    left_out = {row["What"]: row["Value"] for row in found["Summary"]}
    assert left_out["Left out of sheet Links"] == len(AUDIT.links) - 20


def test_a_cell_that_is_too_long_says_so() -> None:
    finding = AUDIT.findings[0].model_copy(update={"message": "x" * 40_000})
    audit = AUDIT.model_copy(update={"findings": [finding]})
    assert sheets(audit)["Findings"][0]["Message"].endswith("x (cut)")


def test_an_audit_without_owner_finding_or_link() -> None:
    goal_set = GoalSet("", (StrategicObjective("o", "Grow"),), (Goal("g", "Sell"),))
    audit = AUDIT.model_copy(
        update={"objectives": 1, "goals": 1, "links": [], "findings": [], "score": None}
    )
    found = sheets(audit, goal_set)
    assert found["Findings"] == []
    assert found["Map"] == [
        {"Owner": "No owner named", "Goals": 1, "o: Grow": "", "Hangs from nothing": 1}
    ]
