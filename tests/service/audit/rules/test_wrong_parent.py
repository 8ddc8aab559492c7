"""Goals declared under what they do not serve."""

from __future__ import annotations

import pytest

from service.audit.rules.wrong_parent import wrong_parent
from service.domain.audit import Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

TEXT = "Halve the number of bakers who leave by 2027"


def test_another_objective_is_plainly_better() -> None:
    context = context_of(set_of(Goal("stay", TEXT, ("grow",))), [0.9], [[0.02, 0.98]])
    (found,) = wrong_parent(context)
    assert (found.goals, found.objectives, found.better) == (("stay",), ("grow",), "people")
    assert found.severity is Severity.MEDIUM
    assert found.confidence == pytest.approx(0.98, abs=1e-3)
    assert [e.source for e in found.evidence] == [
        "goals.stay",
        "objectives.grow",
        "objectives.people",
    ]
    assert "49.0 times" in found.message


@pytest.mark.parametrize(
    ("parents", "belonging", "choice"),
    [
        pytest.param(("people",), 0.9, [0.02, 0.98], id="declared under the best"),
        pytest.param(("grow",), 0.9, [0.4, 0.6], id="declared under the second best"),
        pytest.param(("grow", "people"), 0.9, [0.02, 0.98], id="the best is among the declared"),
        pytest.param((), 0.9, [0.02, 0.98], id="not declared"),
        pytest.param(("grow",), 0.05, [0.02, 0.98], id="an orphan"),
    ],
)
def test_no_finding(parents: tuple[str, ...], belonging: float, choice: list[float]) -> None:
    context = context_of(set_of(Goal("stay", TEXT, parents)), [belonging], [choice])
    assert not list(wrong_parent(context))


def test_of_two_wrong_parents_the_nearer_is_named() -> None:
    objectives = {"grow": "Grow", "green": "Be green", "people": "Keep people"}
    goal_set = set_of(Goal("stay", TEXT, ("grow", "green")), objectives=objectives)
    (found,) = wrong_parent(context_of(goal_set, [0.9], [[0.01, 0.03, 0.96]]))
    assert (found.objectives, found.better) == (("green",), "people")


def test_a_parent_goal_is_no_objective_to_be_wrong_about() -> None:
    goals = Goal("sell", "Sell", ("grow",)), Goal("stay", TEXT, ("sell",))
    context = context_of(set_of(*goals), [0.9, 0.9], [[0.98, 0.02], [0.02, 0.98]])
    assert not list(wrong_parent(context))
