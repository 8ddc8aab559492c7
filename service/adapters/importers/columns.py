"""Which column of a file says what of a KPI."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.errors import InputError


class Field(StrEnum):
    """What a column can say."""

    ID = "id"
    NAME = "name"
    DEFINITION = "definition"
    FORMULA = "formula"
    UNIT = "unit"
    DIRECTION = "direction"
    OWNER = "owner"
    CATEGORY = "category"
    CADENCE = "cadence"
    DATA_SOURCES = "data_sources"
    ALIASES = "aliases"


#: Headings that people use, in order of preference; letter case and punctuation aside.
HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.ID: (
        "id", "kpi id", "metric id", "indicator id", "kpi code", "code", "ref", "reference",
        "indicator code", "metric code", "kpi no", "no", "nr", "number", "key", "gid", "identifier",
    ),
    Field.NAME: (
        "name", "kpi", "kpi name", "metric", "metric name", "indicator", "indicator name", "title",
        "kpi title", "measure", "measure name", "performance indicator", "performance measure",
        "key performance indicator", "label",
    ),
    Field.DEFINITION: (
        "definition", "description", "kpi definition", "kpi description", "metric description",
        "indicator definition", "text", "meaning", "what it measures", "what we measure", "details",
        "long description", "explanation", "purpose",
    ),
    Field.FORMULA: (
        "formula", "formula expression", "calculation", "calculation method", "how calculated",
        "computation", "expression", "method of calculation", "equation", "how it is calculated",
        "calculated as", "methodology",
    ),
    Field.UNIT: (
        "unit", "units", "unit of measure", "unit of measurement", "uom", "measurement unit",
        "measure unit", "format",
    ),
    Field.DIRECTION: (
        "direction", "polarity", "desired direction", "better", "good is", "trend", "desired trend",
        "higher or lower is better", "improvement direction", "goal direction",
    ),
    Field.OWNER: (
        "owner", "kpi owner", "metric owner", "responsible", "accountable", "dri", "lead",
        "responsible person", "steward", "responsible unit",
    ),
    Field.CATEGORY: (
        "category", "function", "department", "domain", "area", "theme", "group", "perspective",
        "business area", "section", "team", "division", "topic", "bsc perspective", "pillar",
    ),
    Field.CADENCE: (
        "cadence", "frequency", "reporting frequency", "period", "periodicity", "measured",
        "update frequency", "measurement frequency", "interval",
    ),
    Field.DATA_SOURCES: (
        "data sources", "data source", "source", "sources", "source system", "system",
        "source of data", "data from", "source of information",
    ),
    Field.ALIASES: (
        "aliases", "alias", "also known as", "synonyms", "synonym", "abbreviation", "acronym",
        "short name", "other names", "aka",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Mapped:
    """What the columns of a table say.

    Attributes:
        columns: Column by field.
        unused: Columns that say nothing we know; their cells are kept all the same.
    """

    columns: Mapping[Field, str]
    unused: tuple[str, ...]


def map_columns(columns: Sequence[str], given: Mapping[str, str], where: str) -> Mapped | None:
    """Recognise columns by their headings.

    Args:
        columns: As they stand in the file.
        given: Column by field, as somebody set it; an empty column means none. The last word.
        where: What errors call the file.

    Returns:
        None when no column can be the name.

    Raises:
        InputError: ``given`` names an unknown field or column.
    """
    chosen: dict[Field, str] = {}
    for field_name, column in given.items():
        if field_name not in set(Field):
            raise InputError(f"{field_name!r} is none of {', '.join(Field)}", where="--map")
        if column and column not in columns:
            raise InputError(
                f"there is no column {column!r}, only {', '.join(map(repr, columns))}", where=where
            )
        chosen[Field(field_name)] = column
    plain = {column: _plain(column) for column in columns}
    for field in Field:
        if field in chosen:
            continue
        free = [column for column in columns if column not in chosen.values()]
        ranked = ((h, c) for h in HEADINGS[field] for c in free if plain[c] == h)
        found = next(ranked, None)
        if found:
            chosen[field] = found[1]
    chosen = {field: column for field, column in chosen.items() if column}
    if Field.NAME not in chosen:
        return None
    unused = tuple(column for column in columns if column not in chosen.values())
    return Mapped(chosen, unused)


def _plain(heading: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", heading)
    return " ".join(re.findall(r"[^\W_]+", spaced.casefold()))
