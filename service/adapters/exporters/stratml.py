"""KPIs as a StratML Part 2 performance plan (ISO 17469-2).

A goal stands for a domain, an objective for what a KPI is to reach, and the KPI is the
objective's performance indicator; drivers are relationships to narrower indicators.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from itertools import groupby

from kpi_library.models import Kpi, Stage
from service.adapters.exporters.rows import row_of
from service.adapters.importers.goal_sets.stratml_texts import NAMESPACE, UNNAMED
from service.domain.indicator import Indicator

_STAGES = {
    Stage.INPUT: "Input",
    Stage.PROCESS: "Input_Processing",
    Stage.OUTPUT: "Output",
    Stage.OUTCOME: "Outcome",
}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What a KPI says beside dimension and unit, in ``OtherInformation``.
_FURTHER = (
    "formula", "variables", "direction", "direction limits", "cadence", "data sources",
    "target guidance", "gaming", "counter-metrics", "standards", "owner",
)  # fmt: skip


def to_stratml(indicators: Sequence[Indicator], organisation: str = "") -> bytes:
    """The XML document, its elements in the order that the standard's schema asks for."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}PerformancePlanOrReport", {"Type": "Performance_Plan"})
    add(root, "Name", "KPI catalogue")
    add(root, "Description", "Key performance indicators by domain.")
    core = add(root, "StrategicPlanCore")
    add(add(core, "Organization"), "Name", organisation or UNNAMED)
    known = {indicator.id for indicator in indicators}
    ordered = sorted(indicators, key=_domain)
    for number, (domain, group) in enumerate(groupby(ordered, key=_domain), start=1):
        goal = add(core, "Goal")
        add(goal, "Name", domain.replace("_", " ").capitalize() or "No domain")
        add(goal, "Description", "")
        add(goal, "Identifier", f"domain-{number}")
        add(goal, "SequenceIndicator", str(number))
        for place, indicator in enumerate(group, start=1):
            __add_objective(goal, indicator, f"{number}.{place}", known)
    ET.indent(root, " ")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _domain(indicator: Indicator) -> str:
    return row_of(indicator)["domain"]


def __add_objective(goal: ET.Element, indicator: Indicator, sequence: str, known: set[str]) -> None:
    cells = row_of(indicator)
    wanted = indicator.example_objectives
    objective = add(goal, "Objective")
    add(objective, "Name", wanted[0] if wanted else indicator.name)
    add(objective, "Description", indicator.definition)
    add(objective, "SequenceIndicator", sequence)
    record = indicator.record
    types = {"PerformanceIndicatorType": "Quantitative"}
    if record:
        types["ValueChainStage"] = _STAGES[record.stage]
    measure = add(objective, "PerformanceIndicator", **types)
    add(measure, "MeasurementDimension", indicator.name)
    add(measure, "UnitOfMeasurement", cells["unit"])
    add(measure, "Identifier", _identifier(indicator.id))
    for driver in _drivers(record):
        if driver in known:
            relationship = add(measure, "Relationship", RelationshipType="Broader_Than")
            add(relationship, "ReferentIdentifier", _identifier(driver))
            add(relationship, "Name", "driven by")
    told = (f"{heading}: {cells[heading]}" for heading in _FURTHER if cells[heading])
    add(measure, "OtherInformation", "\n".join(told))


def _drivers(record: Kpi | None) -> tuple[str, ...]:
    return record.drivers if record else ()


def _identifier(kpi_id: str) -> str:
    """An XML name, one a KPI: every character that a name cannot hold becomes its number."""
    kept = re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found.group()):x}_", kpi_id)
    return f"kpi-{kept}"


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new last child; what XML cannot hold becomes a replacement character."""
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text is not None:
        element.text = _NOT_XML.sub("\ufffd", text)
    return element
