"""Which goals are compared at all."""

from __future__ import annotations

import pytest

from service.audit.nearest import MOST_PARTNERS
from service.audit.pairs import near_pairs, other_scope, related_by_parent
from service.domain.goal_set import Goal
from service.domain.objective import Objective
from tests.service.audit.sets import context_of, set_of


def test_each_near_pair_once_with_its_cosine() -> None:
    goals = Goal("a", "sell rye bread"), Goal("b", "sell bread rye"), Goal("c", "repaint walls")
    found = list(near_pairs(context_of(set_of(*goals)), 0.5))
    assert [(first.id, second.id) for first, second, _ in found] == [("a", "b")]
    assert found[0][2] == pytest.approx(1.0, abs=1e-5)
    every = {
        (first.id, second.id) for first, second, _ in near_pairs(context_of(set_of(*goals)), -1.0)
    }
    assert every == {("a", "b"), ("a", "c"), ("b", "c")}


def test_of_goals_with_one_text_one_is_compared() -> None:
    goals = Goal("b", "sell rye bread"), Goal("a", "Sell rye bread"), Goal("c", "sell bread rye")
    found = near_pairs(context_of(set_of(*goals)), 0.5)
    assert [{first.id, second.id} for first, second, _ in found] == [{"a", "c"}]


def test_look_alikes_do_not_make_every_pair() -> None:
    count = 120
    goals = [Goal(f"g{n:03}", f"sell more rye bread in shop number{n}") for n in range(count)]
    found = [(a.id, b.id) for a, b, _ in near_pairs(context_of(set_of(*goals)), 0.1)]
    assert len(set(found)) == len(found)
    assert count * MOST_PARTNERS / 2 <= len(found) <= count * MOST_PARTNERS


def test_related_at_any_height_and_either_way() -> None:
    goals = Goal("a", "x", ("grow",)), Goal("b", "y", ("a",)), Goal("c", "z", ("b",))
    context = context_of(set_of(*goals))
    assert related_by_parent(context, goals[0], goals[2])
    assert related_by_parent(context, goals[2], goals[0])
    siblings = context_of(set_of(Goal("a", "x", ("grow",)), Goal("b", "y", ("grow",))))
    assert not related_by_parent(siblings, *siblings.goal_set.goals)


@pytest.mark.parametrize(
    ("first", "second", "other"),
    [
        ("in Berlin", "in Hamburg", True),
        ("in Berlin", "across Berlin shops", False),
        ("in Berlin", None, False),
        (None, None, False),
    ],
)
def test_scope(first: str | None, second: str | None, other: bool) -> None:
    assert other_scope(Objective("x", scope=first), Objective("y", scope=second)) is other
