"""Which goals hang from which objectives."""

from __future__ import annotations

import pytest

from service.audit.thresholds import BELONGS
from service.domain.audit import Link
from service.domain.goal_set import Goal, GoalSet
from tests.service.audit.sets import context_of, set_of


def links_of(goal_set: GoalSet, goal: str, **support: object) -> dict[str, Link]:
    context = context_of(goal_set, **support)  # type: ignore[arg-type]
    return {link.objective: link for link in context.links if link.goal == goal}


def test_an_undeclared_goal_hangs_from_what_fits_best() -> None:
    found = links_of(set_of(Goal("g", "x")), "g", belonging=[0.9], choice=[[0.95, 0.05]])
    assert found == {"grow": Link("g", "grow", 0.855, (), "0 on 0")}


def test_a_goal_hangs_from_all_that_fit_about_equally() -> None:
    found = links_of(set_of(Goal("g", "x")), "g", belonging=[0.9], choice=[[0.52, 0.48]])
    assert set(found) == {"grow", "people"}


@pytest.mark.parametrize(
    ("parents", "linked"),
    [((), {"grow"}), (("people",), {"grow", "people"}), (("grow",), {"grow"})],
)
def test_a_declaration_is_believed_unless_plainly_worse(
    parents: tuple[str, ...], linked: set[str]
) -> None:
    goal_set = set_of(Goal("g", "x", parents))
    assert set(links_of(goal_set, "g", belonging=[0.9], choice=[[0.7, 0.3]])) == linked
    assert set(links_of(goal_set, "g", belonging=[0.9], choice=[[0.98, 0.02]])) == {"grow"}


@pytest.mark.parametrize("parents", [(), ("grow",)])
def test_a_goal_belongs_or_not_whatever_it_is_declared_under(parents: tuple[str, ...]) -> None:
    goal_set, choice = set_of(Goal("g", "x", parents)), [[0.9, 0.1]]
    assert not links_of(goal_set, "g", belonging=[BELONGS - 0.01], choice=choice)
    assert links_of(goal_set, "g", belonging=[BELONGS + 0.01], choice=choice)


def test_who_has_said_where_a_goal_hangs_needs_a_good_reason_to_see_it_hang_elsewhere_too() -> None:
    under = {"grow": "Grow", "green": "Be green", "people": "Keep people"}
    torn = [[0.1, 0.46, 0.44]]
    undeclared = set_of(Goal("g", "x"), objectives=under)
    declared = set_of(Goal("g", "x", ("grow",)), objectives=under)
    assert set(links_of(undeclared, "g", belonging=[0.9], choice=torn)) == {"green", "people"}
    assert set(links_of(declared, "g", belonging=[0.9], choice=torn)) == {"grow"}


def test_a_goal_under_a_parent_goal_need_not_hang_from_anything_by_itself() -> None:
    goals = Goal("top", "x", ("people",)), Goal("low", "z", ("top",))
    found = links_of(set_of(*goals), "low", choice=[[0.01, 0.99], [0.5, 0.5]])
    assert {entry: link.via for entry, link in found.items()} == {"people": ("top",)}


def test_a_goal_that_belongs_hangs_from_something_however_torn() -> None:
    goals = Goal("top", "x"), Goal("low", "z", ("top",))
    found = links_of(
        set_of(*goals), "low", belonging=[0.05, 0.9], choice=[[0.5, 0.5], [0.45, 0.55]]
    )
    assert set(found) == {"people"}


def test_several_declared_parents_all_count() -> None:
    goal_set = set_of(Goal("g", "x", ("grow", "people")))
    found = links_of(goal_set, "g", belonging=[0.9], choice=[[0.75, 0.25]])
    assert set(found) == {"grow", "people"}
    assert found["grow"].score > found["people"].score


def test_a_goal_hangs_from_what_its_parent_goal_hangs_from() -> None:
    goals = Goal("top", "x", ("people",)), Goal("mid", "y", ("top",)), Goal("low", "z", ("mid",))
    choice = [[0.01, 0.99], [0.99, 0.01], [0.99, 0.01]]
    found = links_of(set_of(*goals), "low", choice=choice)
    assert found["grow"].via == ()
    assert found["people"].via == ("mid", "top")
    assert found["people"].because == "it is declared under mid, which supports it"


def test_a_direct_link_is_kept_beside_the_one_through_the_parent() -> None:
    goals = Goal("top", "x", ("grow",)), Goal("low", "z", ("top",))
    found = links_of(set_of(*goals), "low", choice=[[0.99, 0.01], [0.99, 0.01]])
    assert [link.via for link in found.values()] == [()]


def test_a_parent_goal_does_not_rescue_an_orphan() -> None:
    goals = Goal("top", "x", ("grow",)), Goal("low", "z", ("top",))
    assert links_of(set_of(*goals), "low", belonging=[0.9, 0.05]) == {}


def test_a_goal_under_an_orphan_hangs_from_its_own_words() -> None:
    goals = Goal("top", "x"), Goal("low", "z", ("top",))
    found = links_of(set_of(*goals), "low", belonging=[0.05, 0.9])
    assert [link.via for link in found.values()] == [()]


def test_links_come_in_the_order_of_goals_whatever_is_above_what() -> None:
    goals = Goal("low", "z", ("mid",)), Goal("mid", "y", ("top",)), Goal("top", "x", ("grow",))
    context = context_of(set_of(*goals))
    assert list(dict.fromkeys(link.goal for link in context.links)) == ["low", "mid", "top"]


def test_a_very_long_chain_of_parents_is_followed() -> None:
    length = 1_500
    goals = [
        Goal(f"g{n}", f"step {n}", (f"g{n + 1}",) if n + 1 < length else ("people",))
        for n in range(length)
    ]
    choice = [[0.99, 0.01]] * (length - 1) + [[0.01, 0.99]]
    found = links_of(set_of(*goals), "g0", choice=choice)
    assert len(found["people"].via) == length - 1
