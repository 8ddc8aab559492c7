"""What a column of a goal list can say, and the headings that say it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

#: Before a heading that would else be taken for one of ours; taken off again on reading.
FURTHER = "further: "


class Field(StrEnum):
    """What a column can say."""

    ID = "id"
    PARENT = "parent"
    TYPE = "type"
    LEVEL = "level"
    START = "start"
    DUE = "due"
    PERIOD = "period"
    OWNER = "owner"
    KPI = "kpi"
    TEXT = "text"


#: Headings that people use, in order of preference; letter case and punctuation aside. The text
#: comes last: "objective" is the parent of a list that has a column "goal" too.
HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.ID: (
        "id", "row id", "goal id", "objective id", "okr id", "key", "goal key", "code", "ref",
        "reference", "identifier", "gid", "no", "nr", "number", "goal no", "goal number",
    ),
    Field.PARENT: (
        "parent", "parents", "parent id", "parent ids", "parent goal", "parent goal id",
        "parent goal ids", "parent goal name", "parent objective", "parent objective id",
        "parent key", "parent gid", "parent name", "parent title", "aligned to", "aligns to",
        "alignment", "aligned goal", "aligned objective", "supports", "contributes to", "serves",
        "rolls up to", "linked to", "supported objective",
    ),
    Field.TYPE: (
        "type", "goal type", "okr type", "objective type", "entry type", "item type", "kind",
    ),
    Field.LEVEL: (
        "level", "goal level", "okr level", "objective level", "organisation level",
        "organization level", "organisational level", "organizational level", "tier",
    ),
    Field.START: (
        "start", "start date", "starts", "start on", "starts on", "begin", "begin date", "from",
        "started at", "starts at", "valid from",
    ),
    Field.DUE: (
        "due", "due date", "due on", "end date", "deadline", "target date", "end", "ends",
        "due by", "complete by", "completion date", "finish", "finish date", "end on", "ends on",
        "to be done by", "until", "by when", "valid until",
    ),
    Field.PERIOD: (
        "period", "time period", "timeframe", "time frame", "quarter", "cycle", "planning period",
        "okr cycle", "goal cycle", "time period name",
    ),
    Field.OWNER: (
        "owner", "owners", "owner name", "goal owner", "objective owner", "responsible",
        "accountable", "assignee", "assigned to", "dri", "lead", "owner email", "department",
        "team", "owning team", "business unit", "division", "responsible unit",
        "responsible person", "who",
    ),
    Field.KPI: (
        "kpi", "kpis", "metric", "metric name", "measure", "indicator", "performance indicator",
        "kpi name", "measured by", "how measured", "measurement", "success measure",
    ),
    Field.TEXT: (
        "text", "title", "goal", "goal name", "goal title", "goal text", "goal statement", "name",
        "key result", "kr", "objective name", "objective title", "objective", "objectives",
        "goals", "strategic objective", "strategic goal", "summary", "statement",
        "initiative", "what", "description", "goal description",
    ),
}  # fmt: skip
