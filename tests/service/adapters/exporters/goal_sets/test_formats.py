"""Goal sets as other tools take them."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from python_calamine import CalamineWorkbook

from service.adapters.exporters.goal_sets.formats import WRITERS, GoalSetFormat
from service.adapters.importers.goal_sets.reading import read_goals
from service.adapters.importers.goal_sets.stratml_texts import NAMESPACE
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.errors import InputError
from tests.service.adapters.exporters.goal_sets.test_round_trip import goal_sets

SMALL = GoalSet(
    "Mill",
    (StrategicObjective("o", "Grow"), StrategicObjective("p", "Delight")),
    (
        Goal("g", "Sell", ("o",), "Ann"),
        Goal("h", "Call", ("g", "p"), "Bob", further=(("Status", "red"),)),
        Goal("i", "Alone"),
    ),
)
HOSTILE = GoalSet(
    "=x",
    (StrategicObjective("=o", "@SUM(A1)", "-1"),),
    (Goal("+g", "  =HYPERLINK(1)", ("=o",), "\t=a", further=(("=head", "=cell"),)),),
)
TABLES = [f for f in GoalSetFormat if WRITERS[f].suffix == ".csv"]


def rows(goal_set: GoalSet, format_: GoalSetFormat) -> list[list[str]]:
    text = WRITERS[format_].write(goal_set).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("format_", TABLES)
def test_no_cell_of_a_table_is_a_formula(format_: GoalSetFormat) -> None:
    for cell in (cell for row in rows(HOSTILE, format_) for cell in row):
        assert cell.lstrip(" ")[:1] not in ("=", "+", "-", "@", "\t", "\r") or not cell


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(WRITERS[GoalSetFormat.XLSX].write(HOSTILE)))
    assert book.sheet_names == ["Strategy", "Goals"]
    for name in book.sheet_names:
        for cell in (cell for row in book.get_sheet_by_name(name).to_python() for cell in row):
            assert str(cell).lstrip(" ")[:1] not in ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize(
    ("format_", "source"),
    [
        ("csv", "Plumbline"), ("viva", "Viva Goals"), ("betterworks", "Betterworks"),
        ("cultureamp", "Culture Amp"), ("atlassian", "Atlassian Goals"), ("asana", "Asana"),
        ("outline", "an indented outline"), ("stratml", "StratML Part 2"),
        ("yaml", "a goal set in our own shape"),
    ],
)  # fmt: skip
def test_the_tool_is_recognised(format_: str, source: str) -> None:
    writer = WRITERS[GoalSetFormat(format_)]
    assert read_goals(writer.write(SMALL), f"set{writer.suffix}").source == source


def test_columns_of_the_tools() -> None:
    assert rows(SMALL, GoalSetFormat.VIVA)[:4] == [
        ["Row ID", "Type", "Title", "Owner", "Parent IDs", "Metric Name", "Level", "Start Date",
         "End Date", "Status"],
        ["o", "Objective", "Grow", "", "", "", "", "", "", ""],
        ["p", "Objective", "Delight", "", "", "", "", "", "", ""],
        ["g", "Key Result", "Sell", "Ann", "o", "", "", "", "", ""],
    ]  # fmt: skip
    assert [row[:4] for row in rows(SMALL, GoalSetFormat.OUTLINE)] == [
        ["Main", "L1", "L2", "ID"],
        ["", "Alone", "", "i"],
        ["Grow", "", "", "o"],
        ["", "Sell", "", "g"],
        ["", "", "Call", "h"],
        ["Delight", "", "", "p"],
    ]


def test_leaves_are_key_results_in_columns() -> None:
    simple = GoalSet(
        "", SMALL.objectives, (Goal("g", "Sell", ("o",), "Ann"), Goal("h", "x", ("o",)))
    )
    header, *content = rows(simple, GoalSetFormat.CULTURE_AMP)
    assert len(content) == 2
    first = dict(zip(header, content[0], strict=True))
    assert (first["Key Result 1"], first["Key Result 1 Owner"], first["Key Result 2"]) == (
        "Sell", "Ann", "x"
    )  # fmt: skip


def test_too_deep_for_an_outline() -> None:
    chain = [Goal("0", "x", ("o",)), *(Goal(str(n), "x", (str(n - 1),)) for n in range(1, 450))]
    with pytest.raises(InputError, match="levels deep"):
        WRITERS[GoalSetFormat.OUTLINE].write(GoalSet("", SMALL.objectives, tuple(chain)))


#: Children in the order of the standard's schema, and how often each may stand there.
ONE, MAYBE, ANY, SOME = (1, 1), (0, 1), (0, None), (1, None)
GOAL = [("Name", ONE), ("Description", ONE), ("Identifier", ONE), ("SequenceIndicator", ONE),
        ("Stakeholder", ANY), ("OtherInformation", ONE)]  # fmt: skip
SCHEMA: dict[str, Sequence[tuple[str, tuple[int, int | None]]]] = {
    "PerformancePlanOrReport": [
        ("Name", ONE), ("Description", MAYBE), ("OtherInformation", MAYBE),
        ("StrategicPlanCore", ONE), ("AdministrativeInformation", ONE), ("Submitter", MAYBE),
    ],
    "StrategicPlanCore": [
        ("Organization", SOME), ("Vision", ONE), ("Mission", ONE), ("Value", ANY), ("Goal", SOME)
    ],
    "Organization": [("Name", ONE), ("Acronym", MAYBE), ("Identifier", MAYBE),
                     ("Description", MAYBE), ("Stakeholder", ANY)],
    "Vision": [("Description", ONE), ("Identifier", MAYBE)],
    "Mission": [("Description", ONE), ("Identifier", MAYBE)],
    "Goal": [*GOAL, ("Objective", SOME)],
    "Objective": [
        (name, MAYBE if name == "Identifier" else times) for name, times in GOAL
    ] + [("PerformanceIndicator", ANY)],
    "Stakeholder": [("Name", ONE), ("Description", MAYBE)],
    "PerformanceIndicator": [
        ("SequenceIndicator", MAYBE), ("MeasurementDimension", ONE), ("UnitOfMeasurement", ONE),
        ("Identifier", MAYBE), ("Relationship", ANY), ("MeasurementInstance", ANY),
        ("OtherInformation", MAYBE),
    ],
    "AdministrativeInformation": [
        ("Identifier", MAYBE), ("StartDate", MAYBE), ("EndDate", MAYBE),
        ("PublicationDate", MAYBE), ("Source", MAYBE),
    ],
}  # fmt: skip


def assert_structure(element: ET.Element) -> None:
    local = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    assert element.tag == f"{{{NAMESPACE}}}{local}"
    children = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
    expected = SCHEMA.get(local, ())
    order = [name for name, _ in expected]
    assert set(children) <= set(order), local
    assert children == sorted(children, key=order.index), local
    for name, (least, most) in expected:
        assert least <= children.count(name) <= (most or len(children)), (local, name)
    for child in element:
        assert_structure(child)


@given(goal_set=goal_sets())
@settings(max_examples=60, deadline=None)
def test_stratml_has_the_structure_of_the_standard(goal_set: GoalSet) -> None:
    root = ET.fromstring(WRITERS[GoalSetFormat.STRATML].write(goal_set))
    assert root.get("Type") == "Performance_Plan"
    assert_structure(root)
    names = [e.text or "" for e in root.iter(f"{{{NAMESPACE}}}Identifier")]
    assert len(names) == len(set(names))
    assert all(name[:1].isalpha() and not set(name) & set(": /") for name in names)


def test_the_checker_finds_what_is_wrong() -> None:
    root = ET.fromstring(WRITERS[GoalSetFormat.STRATML].write(SMALL))
    core = root[1]
    core.append(core[0])
    with pytest.raises(AssertionError, match="StrategicPlanCore"):
        assert_structure(root)
