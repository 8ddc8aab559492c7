"""Teams and persons that hang from the strategy, past their department."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_library.models import Level
from service.audit.rules.level_skipped import level_skipped
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

BARS = Goal("bars", "Win 900 bars as customers by 2027", ("grow",), "Sales")
NORTH = Goal("north", "Win 300 bars in the northern valleys", ("bars",), "Field Team North")
SOUTH = Goal("south", "Win 300 bars in the southern valleys", ("grow",), "Field Team South")


def skipped(*goals: Goal) -> list[Finding]:
    return list(level_skipped(context_of(set_of(*goals))))


def test_a_team_beside_the_department_that_it_serves() -> None:
    (found,) = skipped(BARS, NORTH, SOUTH)
    assert (found.goals, found.objectives, found.better) == (("south",), ("grow",), "bars")
    assert found.severity is Severity.LOW
    assert [entry.source for entry in found.evidence] == [
        "goals.south",
        "objectives.grow",
        "goals.bars",
    ]
    assert "Sales" in found.fix
    assert BARS.text in found.message


@pytest.mark.parametrize("owner", ["Anna Weber", "Bar Squad"])
def test_a_person_or_a_squad(owner: str) -> None:
    assert [found.goals for found in skipped(BARS, NORTH, replace(SOUTH, owner=owner))] == [
        ("south",)
    ]


def test_the_field_says_the_level_whatever_the_owner_is_called() -> None:
    assert skipped(BARS, NORTH, replace(SOUTH, owner="Sales South", level=Level.TEAM))
    assert not skipped(BARS, NORTH, replace(SOUTH, level=Level.DEPARTMENT))


@pytest.mark.parametrize(
    "goals",
    [
        pytest.param((SOUTH,), id="nothing between"),
        pytest.param((BARS, SOUTH), id="nobody hangs from the department"),
        pytest.param((BARS, NORTH, replace(SOUTH, parents=("bars",))), id="hangs from it"),
        pytest.param((BARS, NORTH, replace(SOUTH, owner="Export")), id="a department itself"),
        pytest.param((BARS, NORTH, replace(SOUTH, parents=())), id="not declared"),
        pytest.param((replace(BARS, parents=("people",)), NORTH, SOUTH), id="another objective"),
        pytest.param((replace(BARS, owner="Bar Team"), NORTH, SOUTH), id="a team between"),
        pytest.param(
            (BARS, NORTH, replace(SOUTH, text="Shorten the queue at the ovens")), id="another thing"
        ),
    ],
)
def test_no_finding(goals: tuple[Goal, ...]) -> None:
    assert not skipped(*goals)


def test_of_two_departments_the_nearer_is_named() -> None:
    ovens = Goal("ovens", "Bake 20% more with the ovens", ("grow",), "Bakehouse")
    night = Goal("night", "Bake 10% more with the ovens at night", ("ovens",), "Night Shift")
    (found,) = skipped(ovens, night, BARS, NORTH, SOUTH)
    assert found.better == "bars"


def test_an_orphan_is_left_to_its_own_finding() -> None:
    context = context_of(set_of(BARS, NORTH, SOUTH), [0.9, 0.9, 0.05])
    assert not list(level_skipped(context))
