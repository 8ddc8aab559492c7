"""Which writer a format of goal sets takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import yaml

from service.adapters.exporters.goal_sets.key_results import to_culture_amp
from service.adapters.exporters.goal_sets.layouts import LAYOUTS
from service.adapters.exporters.goal_sets.outline import to_outline
from service.adapters.exporters.goal_sets.stratml import to_stratml
from service.adapters.exporters.goal_sets.tables import to_csv, to_table, to_xlsx
from service.adapters.importers.goal_set import to_document
from service.adapters.importers.goal_sets.tools import ASANA, ATLASSIAN, BETTERWORKS, VIVA
from service.domain.goal_set import GoalSet


class GoalSetFormat(StrEnum):
    """How a goal set is written."""

    YAML = "yaml"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    STRATML = "stratml"
    VIVA = "viva"
    BETTERWORKS = "betterworks"
    CULTURE_AMP = "cultureamp"
    ATLASSIAN = "atlassian"
    ASANA = "asana"
    OUTLINE = "outline"


@dataclass(frozen=True)
class Writer:
    """Writes goal sets in one format.

    Attributes:
        write: The file's content.
        suffix: Ending of its name.
        media_type: As HTTP names it.
        organisation: Whether it has a place for the organisation's name.
    """

    write: Callable[[GoalSet], bytes]
    suffix: str = ".csv"
    media_type: str = "text/csv; charset=utf-8"
    organisation: bool = False


def to_yaml(goal_set: GoalSet) -> bytes:
    """Our own document as YAML."""
    text: str = yaml.safe_dump(_plain(goal_set), sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def to_json(goal_set: GoalSet) -> bytes:
    """Our own document as JSON."""
    return (json.dumps(_plain(goal_set), ensure_ascii=False, indent=1) + "\n").encode()


def _plain(goal_set: GoalSet) -> dict[str, Any]:
    return to_document(goal_set).model_dump(mode="json", exclude_defaults=True)


WRITERS: Mapping[GoalSetFormat, Writer] = {
    GoalSetFormat.YAML: Writer(to_yaml, ".yaml", "application/yaml", True),
    GoalSetFormat.JSON: Writer(to_json, ".json", "application/json", True),
    GoalSetFormat.CSV: Writer(to_csv),
    GoalSetFormat.XLSX: Writer(
        to_xlsx, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    GoalSetFormat.STRATML: Writer(to_stratml, ".xml", "application/xml", True),
    GoalSetFormat.VIVA: Writer(partial(to_table, layout=LAYOUTS[VIVA.name])),
    GoalSetFormat.BETTERWORKS: Writer(partial(to_table, layout=LAYOUTS[BETTERWORKS.name])),
    GoalSetFormat.CULTURE_AMP: Writer(to_culture_amp),
    GoalSetFormat.ATLASSIAN: Writer(partial(to_table, layout=LAYOUTS[ATLASSIAN.name])),
    GoalSetFormat.ASANA: Writer(partial(to_table, layout=LAYOUTS[ASANA.name])),
    GoalSetFormat.OUTLINE: Writer(to_outline),
}
