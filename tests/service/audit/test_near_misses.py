"""Pairs that the rules let pass and a model may read."""

from __future__ import annotations

from service.audit.near_misses import (
    CONFLICTS_PER_GOAL,
    LEAST_CONFLICTS,
    conflict_near_misses,
    duplicate_near_misses,
)
from service.audit.rules.conflict import conflict
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

OPEN = Goal("open", "Open night shifts in the bakery", owner="Bakery")
QUIET = Goal("quiet", "Let neighbours sleep: no bakery noise at night", owner="City")
CAR = Goal("car", "Buy an electric car for deliveries", owner="Fleet")
CUT = Goal("cut", "Cut the sales team by 20%", owner="Finance")
GROW = Goal("grow_team", "Grow the sales team by 15%", owner="Sales")


def ids(pairs: list[tuple[Goal, Goal]]) -> list[set[str]]:
    return [{first.id, second.id} for first, second in pairs]


def test_what_shares_rare_words_and_pulls_apart_comes_first() -> None:
    context = context_of(set_of(CAR, OPEN, QUIET))
    assert ids(conflict_near_misses(context, []))[0] == {"open", "quiet"}


def test_what_a_rule_found_is_not_offered_again() -> None:
    context = context_of(set_of(CUT, GROW, CAR, objectives={"o": "Be fair"}))
    found = list(conflict(context))
    assert [set(f.goals) for f in found] == [{"cut", "grow_team"}]
    assert {"cut", "grow_team"} not in ids(conflict_near_misses(context, found))
    assert {"cut", "grow_team"} not in ids(duplicate_near_misses(context, found))


def test_a_goal_is_not_offered_with_what_it_is_declared_under() -> None:
    below = Goal("below", "Open night shifts", ("open",))
    pairs = ids(conflict_near_misses(context_of(set_of(OPEN, below, CAR)), []))
    assert {"open", "below"} not in pairs
    assert {"below", "car"} in pairs


def test_of_one_owner_no_duplicates_are_offered() -> None:
    again = Goal("again", "Open night shifts at the bakery", owner="Bakery")
    other = Goal("other", "Open night shifts at the bakery now", owner="Shops")
    nearest = ids(duplicate_near_misses(context_of(set_of(OPEN, again, other)), []))
    assert {"open", "again"} not in nearest
    assert {"open", "other"} in nearest


def test_how_many_are_offered_is_bounded() -> None:
    goals = [Goal(f"g{n}", f"Sell {n} loaves of kind {n:b}") for n in range(100)]
    few, many = context_of(set_of(*goals[:20])), context_of(set_of(*goals))
    assert len(conflict_near_misses(few, [])) == LEAST_CONFLICTS
    assert len(conflict_near_misses(many, [])) == 100 * CONFLICTS_PER_GOAL
    assert len(duplicate_near_misses(many, [])) == 10


def test_one_goal_has_no_pairs() -> None:
    context = context_of(set_of(CAR))
    assert conflict_near_misses(context, []) == duplicate_near_misses(context, []) == []
