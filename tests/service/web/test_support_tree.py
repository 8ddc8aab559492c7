from __future__ import annotations

from collections.abc import Iterable

from service.answers.audit import LinkAnswer
from service.answers.audit_index import AuditIndex
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.web.support_tree import MAX_DEPTH, MAX_HANGING, Hanging, support_tree
from tests.service.hospital_audit import AUDIT, GOAL_SET

Shape = dict[str, "Shape"]


def shape(places: Iterable[Hanging]) -> Shape:
    return {place.goal.id: shape(place.below) for place in places}


def everyone(places: Iterable[Hanging]) -> list[Hanging]:
    return [found for place in places for found in (place, *everyone(place.below))]


def index(goals: tuple[Goal, ...], links: list[LinkAnswer], objectives: int = 1) -> AuditIndex:
    above = tuple(StrategicObjective(f"o{n}", "Grow") for n in range(objectives))
    return AuditIndex(AUDIT.model_copy(update={"links": links}), GoalSet("", above, goals))


def link(goal: str, objective: str = "o0", score: float = 0.8, *via: str) -> LinkAnswer:
    return LinkAnswer(goal=goal, objective=objective, score=score, via=list(via), because="")


def test_goals_stand_under_the_goals_that_carry_them() -> None:
    tree = support_tree(AuditIndex(AUDIT, GOAL_SET))
    access, safety = tree.branches[0], tree.branches[1]
    assert list(shape(access.hanging))[:3] == ["or-hours", "preassess", "saturday"]
    assert shape(access.hanging)["or-hours"] == {"first-case": {}, "turnaround": {}}
    assert shape(safety.hanging)["falls"] == {"rounding": {}}
    assert [branch.count for branch in tree.branches] == [12, 6, 6, 4, 0]
    assert [place.goal.id for place in tree.adrift] == ["portal", "gala", "synergy"]


def test_a_parent_that_supports_something_else_does_not_carry() -> None:
    goals = (Goal("a", "A"), Goal("b", "B", ("a",)))
    tree = support_tree(index(goals, [link("a", "o1"), link("b", "o0")], objectives=2))
    assert shape(tree.branches[0].hanging) == {"b": {}}


def test_an_anchor_is_given_once() -> None:
    goals = (Goal("a", "A"),)
    tree = support_tree(index(goals, [link("a", "o0"), link("a", "o1")], objectives=2))
    anchors = [place.anchor for branch in tree.branches for place in branch.hanging]
    assert anchors == [tree.anchors["a"], ""]


def test_a_chain_of_thousands_is_bent_straight() -> None:
    goals = tuple(Goal(f"g{n}", "A", (f"g{n - 1}",) if n else ()) for n in range(MAX_HANGING))
    links = [link(goal.id, "o0", 0.8, *goal.parents) for goal in goals]
    tree = support_tree(index(goals, links))
    assert len(everyone(tree.branches[0].hanging)) == MAX_HANGING

    def depth(places: tuple[Hanging, ...]) -> int:
        return 1 + max(depth(place.below) for place in places) if places else 0

    assert depth(tree.branches[0].hanging) == MAX_DEPTH


def test_of_a_large_set_the_likeliest_are_kept() -> None:
    goals = tuple(Goal(f"g{n}", "A") for n in range(MAX_HANGING * 2))
    links = [link(goal.id, "o0", n / 10_000) for n, goal in enumerate(goals[:-700])]
    tree = support_tree(index(goals, links))
    (branch,) = tree.branches
    assert branch.hanging[0].goal.id == goals[-701].id
    assert len(branch.hanging) == MAX_HANGING // 2
    assert branch.left_out == len(links) - MAX_HANGING // 2
    assert (len(tree.adrift), tree.adrift_left_out) == (600, 100)
