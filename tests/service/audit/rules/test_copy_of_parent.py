"""Goals that repeat what stands above them."""

from __future__ import annotations

import pytest

from service.audit.rules.copy_of_parent import copy_of_parent
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

PARENT = "Cut customer churn in Spain from 11% to 5% by the end of 2028"


def copies(text: str, parent: str = PARENT, owner: str = "Service") -> list[Finding]:
    goal_set = set_of(Goal("g", text, ("o",), owner), objectives={"o": parent, "x": "Be green"})
    return list(copy_of_parent(context_of(goal_set)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PARENT, id="word for word"),
        pytest.param("Customer churn in Spain: from 11% to 5% by 2028", id="nearly"),
        pytest.param("Cut the customer churn in Spain", id="without the numbers"),
        pytest.param(PARENT.upper(), id="other letters"),
    ],
)
def test_the_same_again(text: str) -> None:
    (found,) = copies(text)
    assert (found.rule, found.goals, found.objectives) == ("copy_of_parent", ("g",), ("o",))
    assert found.severity is Severity.MEDIUM
    assert [(e.source, e.quote) for e in found.evidence] == [
        ("goals.g", text),
        ("objectives.o", PARENT),
    ]
    assert "Service" in found.fix


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Answer every ticket within two hours by June 2027", id="its own words"),
        pytest.param("Cut customer churn in Spain from 11% to 8% by 2027", id="its own number"),
        pytest.param("Cut customer churn in Portugal from 11% to 5% by 2028", id="its own place"),
        pytest.param("Cut customer churn in Spain from 14% to 5% by 2028", id="its own start"),
    ],
)
def test_a_contribution_of_its_own(text: str) -> None:
    assert not copies(text)


def test_a_copy_of_a_parent_goal() -> None:
    goals = Goal("top", PARENT, ("grow",)), Goal("low", PARENT, ("top",))
    (found,) = copy_of_parent(context_of(set_of(*goals)))
    assert (found.goals, found.objectives) == (("low",), ("top",))
    assert [e.source for e in found.evidence] == ["goals.low", "goals.top"]


def test_the_same_words_elsewhere_are_no_copy() -> None:
    goals = Goal("a", PARENT, ("grow",)), Goal("b", PARENT, ("people",))
    assert not list(copy_of_parent(context_of(set_of(*goals))))
    top = Goal("top", PARENT, ("grow",)), Goal("mid", "Answer tickets in an hour", ("top",))
    grandchild = Goal("low", PARENT, ("mid",))
    assert not list(copy_of_parent(context_of(set_of(*top, grandchild))))


def test_each_parent_is_looked_at() -> None:
    objectives = {"o": PARENT, "x": "Be green"}
    goal_set = set_of(Goal("g", PARENT, ("x", "o")), objectives=objectives)
    assert [found.objectives for found in copy_of_parent(context_of(goal_set))] == [("o",)]


def test_without_owner_the_goal_is_named() -> None:
    assert "what g contributes" in copies(PARENT, owner="")[0].fix
