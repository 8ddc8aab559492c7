"""StratML Part 1 (ISO 17469-1, strategic plans) and Part 2 (performance plans and reports).

A Goal of the standard is an objective of the strategy, an Objective a goal under it. Performance
indicators go to the goal's KPI, their figures to its further cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from service.adapters.importers.goal_sets.entry import Entry, Kind, Listed, level_of
from service.adapters.importers.goal_sets.fields import FURTHER, Field
from service.adapters.importers.goal_sets.stratml_texts import (
    FIELDS,
    KPI,
    NAMESPACE,
    NO_PARENT,
    PART_1,
    UNNAMED,
    decoded,
    from_text,
)
from service.errors import UnreadableFile

_PARTS = {"StrategicPlan": "StratML Part 1", "PerformancePlanOrReport": "StratML Part 2"}
_LEFT_OUT = ("Vision", "Mission", "Value")


def read_stratml(content: bytes, name: str) -> Listed:
    """The goals and objectives of a plan.

    Raises:
        UnreadableFile: It is no XML, has a document type declaration, or is no StratML.
    """
    root = _parsed(content, name)
    local = etree.QName(root).localname
    if local not in _PARTS:
        parts = " nor ".join(_PARTS)
        raise UnreadableFile(f"is XML but no StratML: its root is neither {parts}", where=name)
    core = next(_children(root, "StrategicPlanCore"), None)
    if core is None:
        raise UnreadableFile("has no StrategicPlanCore", where=name)
    notes = []
    if etree.QName(root).namespace not in (PART_1, NAMESPACE):
        notes.append(f"namespace {etree.QName(root).namespace!r} is not that of ISO 17469")
    left_out = [
        what for what in _LEFT_OUT if any(_line(e, ("Identifier",)) for e in _children(core, what))
    ]
    if left_out:
        notes.append(f"left out, as no goals: {', '.join(left_out)}")
    told = [_line(each) for each in _children(root, "AdministrativeInformation")]
    notes += [
        f"{label}: {words}"
        for label, words in (
            ("plan", _text(root, "Name")),
            ("administrative information", ", ".join(filter(None, told))),
        )
        if words
    ]
    organisations = [_text(each, "Name") for each in _children(core, "Organization")]
    entries = tuple(_entries(core, name))
    return Listed(
        _PARTS[local],
        entries,
        organisation="; ".join(o for o in organisations if o not in ("", UNNAMED)),
        notes=tuple(notes),
    )


def _parsed(content: bytes, name: str) -> Any:
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnreadableFile("has a document type declaration: remove it", where=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(f"is not well-formed XML: {error}", where=name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("has a document type declaration: remove it", where=name)
    return root


def _entries(core: Any, name: str) -> Iterator[Entry]:
    for number, goal in enumerate(_children(core, "Goal"), start=1):
        above = None
        if _text(goal, "Identifier") != NO_PARENT:
            above = _entry(goal, name, None, str(number))
            if above is not None:
                yield above
        for place, objective in enumerate(_children(goal, "Objective"), start=1):
            entry = _entry(objective, name, above, f"{number}.{place}")
            if entry is not None:
                yield entry


def _entry(element: Any, name: str, above: Entry | None, sequence: str) -> Entry | None:
    """An element's entry; None for one without words, which the standard asks for and is empty."""
    kind = etree.QName(element).localname
    title, description = _text(element, "Name"), _text(element, "Description")
    if not title and not description:
        return None
    apart = bool(title and description) and title.casefold() not in description.casefold()
    number = _text(element, "SequenceIndicator")
    identifier = _text(element, "Identifier")
    further = {"SequenceIndicator": number} if number not in ("", sequence) else {}
    stakeholders = [_text(each, "Name") for each in _children(element, "Stakeholder")]
    for each in _children(element, "Stakeholder"):
        _keep(further, "Stakeholder", _line(each, ("Name",)))
    measures = [_text(each, "MeasurementDimension") for each in _indicators(element)]
    for measure, each in zip(measures, _indicators(element), strict=True):
        prefix = f"{measure}: " if len(measures) > 1 else ""
        _keep_figures(further, prefix, each, f"{identifier}{KPI}")
    told = _text(element, "OtherInformation")
    said = from_text(told)
    if said is None:
        _keep(further, "OtherInformation", told)
    fields = {f: said.pop(f.value) for f in FIELDS if said and f.value in said}
    further |= {heading.removeprefix(FURTHER): text for heading, text in (said or {}).items()}
    parents = tuple(filter(None, [fields.get(Field.PARENT, "")]))
    return Entry(
        place=f"{name}, {kind} {number or sequence} (line {element.sourceline})",
        text=f"{title}: {description}" if apart else description or title,
        id=decoded(identifier),
        parents=parents,
        under=None if parents else above,
        owner="; ".join(filter(None, stakeholders)),
        kpi="; ".join(filter(None, measures)),
        level=level_of(fields.get(Field.LEVEL, "")),
        start=_day(fields.get(Field.START, "")),
        due=_day(fields.get(Field.DUE, "")),
        kind=Kind.STRATEGIC if kind == "Goal" else Kind.BELOW,
        further=further,
    )


def _keep_figures(further: dict[str, str], prefix: str, indicator: Any, identifier: str) -> None:
    """What an indicator says beside its dimension: unit, results, relationships."""
    for attribute, value in indicator.attrib.items():
        _keep(further, f"{prefix}{attribute}", value)
    for child in indicator:
        local = etree.QName(child).localname
        if local == "MeasurementInstance":
            for result in child:
                _keep(further, f"{prefix}{etree.QName(result).localname}", _line(result))
        elif local not in ("MeasurementDimension", "SequenceIndicator") and not (
            local == "Identifier" and _words(child) == identifier
        ):
            _keep(further, f"{prefix}{local}", _line(child) if len(child) else _words(child))


def _line(element: Any, without: tuple[str, ...] = ()) -> str:
    """The texts and attributes below an element in one line, such as ``NumberOfUnits: 95``."""
    told = [f"{name}: {value}" for name, value in element.attrib.items() if value]
    for child in element:
        local = etree.QName(child).localname
        text = _words(child)
        if text and local not in without:
            told.append(f"{local}: {text}")
    return ", ".join(told)


def _keep(further: dict[str, str], heading: str, text: str) -> None:
    if text:
        further[heading] = f"{further[heading]}\n{text}" if heading in further else text


def _indicators(element: Any) -> list[Any]:
    return list(_children(element, "PerformanceIndicator"))


def _children(element: Any, local: str) -> Iterator[Any]:
    return (child for child in element if etree.QName(child).localname == local)


def _text(element: Any, local: str) -> str:
    return next((_words(child) for child in _children(element, local)), "")


def _words(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
