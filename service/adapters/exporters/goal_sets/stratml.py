"""A goal set as a StratML Part 2 performance plan (ISO 17469-2).

An objective of the strategy is a Goal of the standard, and a goal an Objective under it. The
standard knows no third level: a goal under goals stands under the objective that they lead to, and
names its parents, days and level in ``OtherInformation``.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict

from service.adapters.exporters.goal_sets.layouts import joint_of
from service.adapters.exporters.stratml import add
from service.adapters.importers.goal_sets.fields import FURTHER, Field
from service.adapters.importers.goal_sets.stratml_texts import (
    FIELDS,
    KPI,
    NAMESPACE,
    NO_PARENT,
    UNNAMED,
    encoded,
    to_text,
)
from service.domain.goal_set import Goal, GoalSet, StrategicObjective


def to_stratml(goal_set: GoalSet) -> bytes:
    """The XML document, its elements in the order that the standard's schema asks for."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}PerformancePlanOrReport", {"Type": "Performance_Plan"})
    add(root, "Name", f"Goals of {goal_set.organisation}" if goal_set.organisation else "Goals")
    core = add(root, "StrategicPlanCore")
    organisation = add(core, "Organization")
    add(organisation, "Name", goal_set.organisation or UNNAMED)
    for each in ("Vision", "Mission"):
        add(add(core, each), "Description", "")
    under, joint = _by_objective(goal_set), joint_of(goal_set)
    for number, objective in enumerate(goal_set.objectives, start=1):
        element = add(core, "Goal")
        _describe(element, objective, str(number), _told(objective, "", joint))
        _add_goals(element, under[objective.id], number, objective.id, joint)
    if under[""]:
        number = len(goal_set.objectives) + 1
        element = add(core, "Goal")
        nobody = StrategicObjective(NO_PARENT, "Goals without parent")
        _describe(element, nobody, str(number), {})
        _add_goals(element, under[""], number, "", joint)
    _add_days(add(root, "AdministrativeInformation"), goal_set)
    ET.indent(root, " ")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _by_objective(goal_set: GoalSet) -> dict[str, list[Goal]]:
    """Goals by the objective that their first parents lead to; "" where they lead to none."""
    first = {goal.id: goal.parents[0] if goal.parents else "" for goal in goal_set.goals}
    found: dict[str, list[Goal]] = defaultdict(list)
    for goal in goal_set.goals:
        above = goal.id
        while above in first:
            above = first[above]
        found[above].append(goal)
    return found


def _add_goals(
    element: ET.Element, goals: list[Goal], number: int, objective: str, joint: str
) -> None:
    """Its goals; the standard asks for one at least, so an empty one stands for none."""
    for place, goal in enumerate(goals, start=1):
        child = add(element, "Objective")
        _describe(child, goal, f"{number}.{place}", _told(goal, objective, joint))
        if goal.kpi:
            indicator = add(child, "PerformanceIndicator")
            add(indicator, "MeasurementDimension", goal.kpi)
            add(indicator, "UnitOfMeasurement", "")
            add(indicator, "Identifier", f"{encoded(goal.id)}{KPI}")
    if not goals:
        child = add(element, "Objective")
        for name in ("Name", "Description", "SequenceIndicator", "OtherInformation"):
            add(child, name, "")


def _describe(
    element: ET.Element, entry: StrategicObjective | Goal, sequence: str, told: dict[str, str]
) -> None:
    add(element, "Name", entry.text)
    add(element, "Description", "")
    add(element, "Identifier", entry.id if entry.id == NO_PARENT else encoded(entry.id))
    add(element, "SequenceIndicator", sequence)
    if entry.owner:
        stakeholder = add(element, "Stakeholder")
        add(stakeholder, "Name", entry.owner)
        add(stakeholder, "Description", "")
    add(element, "OtherInformation", to_text(told))


def _told(entry: StrategicObjective | Goal, objective: str, joint: str) -> dict[str, str]:
    """What goes to ``OtherInformation``: fields without element, then further cells."""
    said = {Field.DUE: entry.due.isoformat() if entry.due else ""}
    if isinstance(entry, Goal):
        alone = entry.parents == ((objective,) if objective else ())
        said[Field.PARENT] = "" if alone else joint.join(entry.parents)
        said[Field.LEVEL] = entry.level.value if entry.level else ""
        said[Field.START] = entry.start.isoformat() if entry.start else ""
    told = {f.value: said[f] for f in FIELDS if said.get(f)}
    for heading, text in entry.further:
        marked = heading in told or heading in {f.value for f in FIELDS}
        told[f"{FURTHER}{heading}" if marked or heading.startswith(FURTHER) else heading] = text
    return told


def _add_days(element: ET.Element, goal_set: GoalSet) -> None:
    starts = [goal.start for goal in goal_set.goals if goal.start]
    ends = [entry.due for entry in goal_set.entries if entry.due]
    if starts:
        add(element, "StartDate", min(starts).isoformat())
    if ends:
        add(element, "EndDate", max(ends).isoformat())
