"""Most goals under one objective."""

from __future__ import annotations

import pytest

from service.audit.rules.concentration import LEAST_GOALS, concentration
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

THREE = {"grow": "Grow", "green": "Be green", "people": "Keep people"}


def under(**counts: int) -> tuple[Goal, ...]:
    return tuple(
        Goal(f"{parent}-{n}", f"{parent} {n}", (parent,))
        for parent, count in counts.items()
        for n in range(count)
    )


def concentrated(*goals: Goal, objectives: dict[str, str] | None = None) -> list[Finding]:
    return list(concentration(context_of(set_of(*goals, objectives=objectives or THREE))))


def test_far_more_than_half_under_one_of_three() -> None:
    (found,) = concentrated(*under(grow=8, green=3, people=1))
    assert (found.rule, found.goals, found.objectives) == ("concentration", (), ("grow",))
    assert found.severity is Severity.MEDIUM
    assert "8 of 12 goals (67%) serve grow" in found.message
    assert "first to people, which has 1" in found.fix
    assert [e.source for e in found.evidence] == ["objectives.grow"]


def test_all_under_one() -> None:
    (found,) = concentrated(*under(grow=10))
    assert found.confidence == 1
    assert "first to green, which has 0" in found.fix


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param({"grow": 5, "green": 4, "people": 3}, id="even"),
        pytest.param({"grow": 6, "green": 4, "people": 2}, id="half"),
        pytest.param({"grow": LEAST_GOALS - 2, "green": 1}, id="a handful of goals"),
    ],
)
def test_no_finding(counts: dict[str, int]) -> None:
    assert not concentrated(*under(**counts))


def test_of_two_objectives_one_may_have_most() -> None:
    two = {"grow": "Grow", "people": "Keep people"}
    assert not concentrated(*under(grow=11, people=1), objectives=two)


def test_goals_count_for_the_objective_above_their_parent_goals() -> None:
    goals = under(grow=2, green=2, people=2)
    below = [Goal(f"low-{n}", f"low {n}", (f"grow-{n % 2}",)) for n in range(8)]
    (found,) = concentrated(*goals, *below)
    assert "10 of 14 goals" in found.message


def test_a_goal_counts_once_though_it_serves_two() -> None:
    both = [Goal(f"both-{n}", f"both {n}", ("grow", "green")) for n in range(6)]
    (found,) = concentrated(*both, *under(grow=4, people=2))
    assert "of 12 goals" in found.message


def test_orphans_do_not_count() -> None:
    goals = under(grow=8, people=4)
    belonging = [0.05] * 6 + [0.9] * 6
    assert not list(concentration(context_of(set_of(*goals, objectives=THREE), belonging)))
