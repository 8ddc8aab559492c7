"""What the rules of an audit are called where people read them."""

from __future__ import annotations

#: Title by rule; one without a title here shows its own name.
RULES = {
    "orphan": "Supports no objective",
    "uncovered": "Objective that no goal supports",
    "thin_coverage": "Objective that its goals cover in part",
    "concentration": "Too much effort on one objective",
    "wrong_parent": "Declared under the wrong objective",
    "level_skipped": "A level between is missing",
    "conflict": "Goals pull against each other",
    "duplicate": "The same result set twice",
    "copy_of_parent": "Repeats the goal above it",
    "not_measurable": "Cannot be measured",
    "wrong_kpi": "KPI that does not measure its goal",
    "late": "Due too late",
    "weak_target": "Target below what the goal above needs",
    "activity_not_outcome": "Activity given as an outcome",
    "vanity_metric": "Number that looks good and decides nothing",
}
