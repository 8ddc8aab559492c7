from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.audit.findings import finding
from service.audit.score import PARTS, score
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

GOOD = Goal("a", "Grow online revenue by 20% by June 2027", ("grow",))
STAYS = Goal("b", "Reduce employee turnover to 9% by June 2027", ("people",))
FOREIGN = Goal("z", "Repaint 40 canteens by June 2027")


def parts_of(
    *goals: Goal,
    belonging: Sequence[float] | None = None,
    choice: Sequence[Sequence[float]] | None = None,
    found: Sequence[tuple[str, tuple[str, ...]]] = (),
) -> dict[str, float]:
    context = context_of(set_of(*goals), belonging, choice)
    findings: list[Finding] = [
        finding(context, rule, Severity.HIGH, 1.0, ids, [], "wrong", "mend it")
        for rule, ids in found
    ]
    scored = score(context, findings)
    assert sum(part.weight for part in scored.parts) == pytest.approx(1, abs=1e-3)
    expected = 100 * sum(part.weight * part.value for part in scored.parts)
    assert scored.value == pytest.approx(expected, abs=0.1)
    return {part.name: part.value for part in scored.parts} | {"score": scored.value}


def test_a_set_without_fault_has_a_hundred() -> None:
    assert parts_of(GOOD, STAYS, belonging=[0.97, 0.95]) == pytest.approx(
        dict.fromkeys(PARTS, 1.0) | {"score": 100.0}, abs=0.01
    )


def test_a_goal_counts_by_its_probability_not_by_a_threshold() -> None:
    below, above = (
        parts_of(GOOD, STAYS, FOREIGN, belonging=[0.95, 0.95, p])["score"] for p in (0.49, 0.51)
    )
    assert 0 < above - below < 1
    assert parts_of(GOOD, FOREIGN, belonging=[0.95, 0.1])["linked"] == 0.5


def test_surer_than_sure_does_not_count() -> None:
    assert parts_of(GOOD, belonging=[0.85])["linked"] == parts_of(GOOD, belonging=[1.0])["linked"]


def test_an_objective_that_no_goal_serves_counts() -> None:
    assert parts_of(GOOD)["served"] == pytest.approx(0.5, abs=0.01)


def test_many_faint_goals_do_not_serve() -> None:
    faint = [Goal(f"g{n}", f"Grow sale number {n} by 5%") for n in range(50)]
    assert parts_of(*faint, choice=[[0.95, 0.05]] * 50)["served"] == 0.5


def test_a_wrong_parent_counts_as_far_as_it_is_wrong() -> None:
    values = [
        parts_of(GOOD, choice=[[chosen, 1 - chosen]])["placement"] for chosen in (0.6, 0.4, 0.05)
    ]
    assert values == sorted(values, reverse=True)
    assert values[0] == 1.0
    assert values[2] < 0.3


def test_the_objective_above_the_declared_goal_is_the_declared_one() -> None:
    below = Goal("c", "Grow revenue in shops by 5% by June 2027", ("a",))
    assert parts_of(GOOD, below, choice=[[0.9, 0.1], [0.9, 0.1]])["placement"] == 1.0
    assert parts_of(GOOD, below, choice=[[0.9, 0.1], [0.02, 0.98]])["placement"] < 0.7


def test_without_declared_parents_placement_is_left_out() -> None:
    parts = parts_of(Goal("a", "Grow online revenue by 20% by June 2027"))
    assert "placement" not in parts
    assert parts["score"] > 80


def test_goals_in_a_severe_conflict_are_not_in_harmony() -> None:
    parts = parts_of(GOOD, STAYS, FOREIGN, found=[("conflict", ("a", "b"))])
    assert parts["harmony"] == pytest.approx(1 / 3, abs=1e-3)
    assert parts_of(GOOD, STAYS, found=[("wrong_parent", ("a",))])["harmony"] == 1


@pytest.mark.parametrize(
    ("goal", "named"),
    [
        (Goal("a", "Reduce employee turnover to 9% by June 2027"), 1),
        (Goal("a", "Reduce employee turnover to 9%"), 2 / 3),
        (Goal("a", "Reduce employee turnover to 9%", due=date(2027, 6, 30)), 1),
        (Goal("a", "Reduce employee turnover to 9%", ("grow",)), 1),  # by 2028, it says
        (Goal("a", "Reduce employee turnover"), 1 / 3),
        (Goal("a", "Be nicer to everybody around us"), 0),
    ],
)
def test_measurability_is_how_much_is_named(goal: Goal, named: float) -> None:
    values = parts_of(goal, choice=[[0.0, 1.0]])
    assert values["measurability"] == pytest.approx(named, abs=1e-3)


def test_the_same_goal_counts_once() -> None:
    copies = [Goal(f"c{n}", FOREIGN.text) for n in range(9)]
    probabilities = [0.95] + [0.1] * 9
    assert parts_of(GOOD, *copies, belonging=probabilities)["linked"] == 0.5
    said = [("duplicate", ("b", "z"))]
    assert parts_of(GOOD, STAYS, FOREIGN, belonging=[0.95, 0.1, 0.1], found=said)["linked"] == 0.5
    alone = [("copy_of_parent", ("z",))]
    assert parts_of(GOOD, FOREIGN, belonging=[0.95, 0.1], found=alone)["linked"] == 0.5


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8))
def test_it_is_a_percentage_and_moves_little_with_little(drawn: list[tuple[float, float]]) -> None:
    goals = [Goal(f"g{n}", f"Grow sale number {n} by 5%", ("grow",)) for n in range(len(drawn))]

    def value(shift: float) -> float:
        belonging = [min(p + shift, 1.0) for p, _ in drawn]
        return parts_of(*goals, belonging=belonging, choice=[[c, 1.001 - c] for _, c in drawn])[
            "score"
        ]

    assert 0 <= value(0) <= 100
    assert value(0.001) == pytest.approx(value(0), abs=1)
