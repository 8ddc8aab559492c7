"""What a column of a KPI catalogue can say, and the headings that say it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


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
