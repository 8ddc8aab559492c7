"""How what StratML has no element for is written into its texts, and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from service.adapters.importers.goal_sets.fields import Field

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
_HEADING = re.compile(r'[^\s":]|[^\s":][^:\r\n]*[^\s:]')
_CELL = re.compile(r'[^\s"]|[^\s"][^\r\n]*\S')
_LINE = re.compile(r'(?P<heading>"(?:[^"\\]|\\.)*"|[^":][^:]*): (?P<cell>.+)')
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
    """Text by heading, a line each, quoted as in JSON where it could not be told apart else."""
    return "\n".join(
        f"{_quoted(heading, _HEADING)}: {_quoted(text, _CELL)}" for heading, text in cells.items()
    )


def from_text(text: str) -> dict[str, str] | None:
    """What ``to_text`` was given; None where others wrote the text."""
    cells: dict[str, str] = {}
    for line in text.split("\n") if text else ():
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        try:
            heading, cell = (_unquoted(found[part]) for part in ("heading", "cell"))
        except ValueError:
            return None
        cells[heading] = cell
    return cells if to_text(cells) == text else None


def _quoted(text: str, plain: re.Pattern[str]) -> str:
    return text if plain.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _unquoted(text: str) -> str:
    unquoted = json.loads(text) if text.startswith('"') else text
    return str(unquoted)
