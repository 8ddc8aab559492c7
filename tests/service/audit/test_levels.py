"""Who stands where in the organisation, by field or name."""

from __future__ import annotations

import pytest

from kpi_library.models import Level
from service.audit.levels import is_person, level_of
from service.domain.goal_set import Goal


@pytest.mark.parametrize(
    "owner",
    [
        "Billing Squad",
        "Night Shift Team",
        "Field Team North",
        "Line 3",
        "Front Desk",
        "Blue Watch",
        "Checkout tribe",
        "Anna Weber's Team",
    ],
)
def test_teams(owner: str) -> None:
    assert level_of(Goal("g", "x", owner=owner)) is Level.TEAM


@pytest.mark.parametrize(
    "owner",
    [
        "Anna Weber",
        "Anna Maria Weber",
        "Anna Weber (Sales)",
        "Ngozi Adeyemi, Head of Research",
        "Dr. Anna Weber",
        "Dr José van der Berg",
        "dr. José van der Berg",
        "Ludwig van Beethoven",
        "Zoë O'Brien-Smith",
    ],
)
def test_persons(owner: str) -> None:
    assert is_person(owner)
    assert level_of(Goal("g", "x", owner=owner)) is Level.PERSON


@pytest.mark.parametrize(
    "owner",
    [
        "",
        "   ",
        "Sales",
        "Legal",
        "IT",
        "Human Resources",
        "North Region",
        "Data Platform",
        "Office of the Mayor",
        "Research & Development",
        "Anna",
        "anna weber",
        "销售部",
        "🎯",
    ],
)
def test_departments_and_what_nobody_can_tell(owner: str) -> None:
    assert not is_person(owner)
    assert level_of(Goal("g", "x", owner=owner)) is Level.DEPARTMENT


@pytest.mark.parametrize("level", list(Level))
def test_the_field_comes_before_the_name(level: Level) -> None:
    assert level_of(Goal("g", "x", owner="Night Shift Team", level=level)) is level
