from __future__ import annotations

from dataclasses import replace

import pytest

from service.answers.alignment_map import ADRIFT, alignment_map
from service.answers.audit import LinkAnswer
from service.answers.audit_index import AuditIndex
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.web.map_grid import MAX_COLUMNS, MAX_ROWS, SHADES, Grid, map_grid
from tests.service.hospital_audit import AUDIT, GOAL_SET


def grid(owners: int, objectives: int = 3, goals: int = 0) -> Grid:
    """Each owner has one goal under one objective; further goals hang from nothing."""
    above = tuple(StrategicObjective(f"o{n}", "Grow") for n in range(objectives))
    below = tuple(
        Goal(f"g{n}", "Sell", (), f"Owner {n % owners:04}") for n in range(owners + goals)
    )
    links = [
        LinkAnswer(goal=f"g{n}", objective=f"o{n % objectives}", score=0.9, via=[], because="")
        for n in range(owners)
    ]
    audit = AUDIT.model_copy(update={"links": links, "findings": []})
    return map_grid(alignment_map(AuditIndex(audit, GoalSet("", above, below))))


def test_objectives_down_and_owners_across() -> None:
    found = map_grid(alignment_map(AuditIndex(AUDIT, GOAL_SET)))
    assert not found.owners_down
    assert [row.keys[0] for row in found.rows] == [
        "access", "safety", "people", "finance", "research", ADRIFT
    ]  # fmt: skip
    assert [row.goals for row in found.rows] == [12, 6, 6, 4, 0, 3]
    columns = {column.keys[0]: at for at, column in enumerate(found.columns)}
    assert found.columns[columns["IT"]].goals == 0
    surgery = found.cells[0][columns["Surgery"]]
    assert (surgery.goals, surgery.high, surgery.shade) == (4, 0, SHADES)
    assert found.cells[3][columns["Finance"]].high == 1
    assert [row.high for row in found.rows] == [True, False, True, True, True, True]


@pytest.mark.parametrize("owners", [1, 5, MAX_COLUMNS])
def test_few_owners(owners: int) -> None:
    found = grid(owners)
    assert (len(found.rows), len(found.columns)) == (3, owners)
    assert not any(group.rest for group in (*found.rows, *found.columns))


def test_many_owners_go_down() -> None:
    found = grid(40, goals=1)
    assert found.owners_down
    assert (len(found.rows), len(found.columns)) == (40, 4)
    assert found.columns[-1].keys == (ADRIFT,)


def test_what_has_no_room_is_grouped_and_no_goal_is_lost() -> None:
    found = grid(300, objectives=50)
    assert (len(found.rows), len(found.columns)) == (MAX_ROWS, MAX_COLUMNS)
    assert (len(found.rows[-1].keys), len(found.columns[-1].keys)) == (241, 35)
    assert sum(cell.goals for row in found.cells for cell in row) == 300
    assert sum(row.goals for row in found.rows) == 300


def test_one_goal_is_a_light_shade_where_no_cell_has_many() -> None:
    assert {cell.shade for row in grid(3).cells for cell in row} == {0, 1}


def test_goals_without_owner_have_a_column() -> None:
    nobody = replace(GOAL_SET, goals=tuple(replace(goal, owner="") for goal in GOAL_SET.goals))
    found = map_grid(alignment_map(AuditIndex(AUDIT, nobody)))
    assert [column.keys for column in found.columns] == [("No owner named",)]
