"""Goals that pull one subject in opposite directions."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from service.audit.rules.conflict import conflict
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal, GoalSet
from service.domain.ports import Progress, Vectors
from tests.fakes import FakeEmbedder
from tests.service.audit.sets import context_of, set_of

CUT = "Cut the sales team by 20% to reduce cost"
GROW = "Grow sales team by 15% for regional coverage"
#: Without a direction that a goal could oppose.
STILL = {
    "grow": "Be the favourite bakery in town by 2028",
    "people": "Be fair to all who work here",
}


class OneSense(FakeEmbedder):
    """Takes every text for the same one: the words alone must tell them apart."""

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        return super().embed(["the same"] * len(texts), on_progress)


class Synonyms(FakeEmbedder):
    """Knows that headcount in sales is the sales team."""

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        alike = [re.sub("commercial headcount", "sales team", text) for text in texts]
        return super().embed(alike, on_progress)


def pair(first: str, second: str, **parents: tuple[str, ...]) -> GoalSet:
    return set_of(
        Goal("a", first, parents.get("a", ("grow",)), "Finance"),
        Goal("b", second, parents.get("b", ("grow",)), "Sales"),
        objectives=STILL,
    )


def conflicts(goal_set: GoalSet, embedder: FakeEmbedder | None = None) -> list[Finding]:
    return list(conflict(context_of(goal_set, embedder=embedder or OneSense())))


def test_cut_and_grow_the_same_team() -> None:
    (found,) = conflicts(pair(CUT, GROW), FakeEmbedder())
    assert found.goals == ("a", "b")
    assert found.severity is Severity.HIGH
    assert found.confidence == 1.0
    assert found.objectives == ()
    assert GROW in found.message
    assert CUT in found.message
    assert "Finance" in found.fix
    assert "Sales" in found.fix


def test_the_order_of_goals_changes_nothing_but_their_order() -> None:
    goals = Goal("a", CUT), Goal("b", GROW)
    (first,) = conflicts(set_of(*goals, objectives=STILL))
    (second,) = conflicts(set_of(*reversed(goals), objectives=STILL))
    assert first.id == second.id
    assert set(first.goals) == set(second.goals)


def test_other_words_for_the_same_subject() -> None:
    goal_set = pair(CUT, "Grow commercial headcount by 15%")
    assert [found.goals for found in conflicts(goal_set, Synonyms())] == [("a", "b")]
    assert not conflicts(goal_set, FakeEmbedder())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Grow sales by 10%", CUT, id="sales against sales team"),
        pytest.param("Cut sales costs by 10%", "Grow sales by 10%", id="sales costs against sales"),
        pytest.param("Reduce team costs", "Grow the sales team by 10%", id="costs against team"),
        pytest.param(
            "Increase opening hours in Berlin", "Reduce opening hours in Hamburg", id="other scope"
        ),
        pytest.param("Grow the sales team by 10%", "Grow sales team by 15%", id="same direction"),
        pytest.param("Grow the sales team by 10%", "Keep the sales team at 40", id="one maintains"),
        pytest.param("Grow the sales team by 10%", "Launch a sales team", id="one achieves"),
    ],
)
def test_no_conflict(first: str, second: str) -> None:
    assert not conflicts(pair(first, second))
    assert not conflicts(pair(second, first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Increase opening hours in Berlin", "Reduce opening hours in Berlin by 5%"),
        ("Increase opening hours in Berlin", "Reduce opening hours"),
        ("Raise average stock of flour", "Lower the stock of flour by 30%"),
    ],
)
def test_same_or_wider_scope_conflicts(first: str, second: str) -> None:
    assert len(conflicts(pair(first, second))) == 1


@pytest.mark.parametrize("parents", [{"a": ("b",)}, {"b": ("a",)}])
def test_a_child_that_undoes_its_parent(parents: dict[str, tuple[str, ...]]) -> None:
    assert [found.goals for found in conflicts(pair(CUT, GROW, **parents))] == [("a", "b")]


def test_a_goal_that_undoes_its_objective() -> None:
    objectives = {"grow": "Grow the sales team in every region by 2028", "people": STILL["people"]}
    goals = Goal("cut", CUT, ("grow",), "Finance"), Goal("hire", GROW, ("grow",))
    found = {(f.goals, f.objectives) for f in conflicts(set_of(*goals, objectives=objectives))}
    assert found == {(("cut",), ("grow",)), (("cut", "hire"), ())}


def test_an_objective_that_a_goal_does_not_hang_from_is_not_compared() -> None:
    objectives = {"grow": STILL["grow"], "people": "Grow the sales team in every region by 2028"}
    goal_set = set_of(Goal("cut", CUT, ("grow",)), objectives=objectives)
    context = context_of(goal_set, [0.9], [[0.99, 0.01]], OneSense())
    assert not list(conflict(context))


def test_goals_that_speak_of_different_things_are_not_compared() -> None:
    assert not conflicts(pair(CUT, "Increase flour yield by 3%"), FakeEmbedder())


def test_every_conflicting_pair_is_found_once() -> None:
    goals = Goal("a", CUT), Goal("b", GROW), Goal("c", "Expand the sales team by 5%")
    goal_set = set_of(*goals, objectives=STILL)
    found = [entry.goals for entry in conflicts(goal_set, FakeEmbedder())]
    assert sorted(found) == [("a", "b"), ("a", "c")]
