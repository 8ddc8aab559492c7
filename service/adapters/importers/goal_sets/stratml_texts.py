"""How what StratML has no element for is written into its texts, and read back."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from service.adapters.importers.goal_sets.fields import Field
from service.adapters.importers.plain_document import load_yaml
from service.errors import UnreadableFile

#: Part 1, strategic plans, and Part 2, performance plans and reports.
PART_1 = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
#: Identifier of the Goal that holds goals without parent: the standard has none outside of one.
NO_PARENT = "plumbline.no-parent"
#: Name of an organisation that is unknown: the standard asks for one.
UNNAMED = "Unnamed organisation"
#: Ends the identifier of a goal's indicator.
KPI = "-kpi"
#: What stands in ``OtherInformation`` beside further cells.
FIELDS = (Field.PARENT, Field.LEVEL, Field.START, Field.DUE)

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_ENCODED = "plumbline-"
_ESCAPED = re.compile(r"_([0-9a-f]+)_")


def encoded(entry_id: str) -> str:
    """The id as an XML name: every character that a name cannot hold becomes its number."""
    if _NAME.fullmatch(entry_id) and not entry_id.startswith("plumbline"):
        return entry_id
    kept = re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found.group()):x}_", entry_id)
    return f"{_ENCODED}{kept}"


def decoded(identifier: str) -> str:
    """The id that ``encoded`` was given; identifiers of others are ids as they stand."""
    if not identifier.startswith(_ENCODED):
        return identifier
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), identifier.removeprefix(_ENCODED))


def to_text(cells: Mapping[str, str]) -> str:
    """Text by heading, a line each; YAML, so that any text comes back as it was."""
    if not cells:
        return ""
    text: str = yaml.safe_dump(
        dict(cells), sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False
    )
    return text.strip()


def from_text(text: str) -> dict[str, str] | None:
    """What ``to_text`` was given; None where others wrote the text."""
    if not text:
        return {}
    try:
        cells = load_yaml(text, "")
    except UnreadableFile:
        return None
    strings = isinstance(cells, dict) and all(
        isinstance(part, str) for pair in cells.items() for part in pair
    )
    return cells if strings and to_text(cells) == text else None
