"""The same result set twice."""

from __future__ import annotations

import pytest

from service.audit.rules.duplicate import duplicate
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

TEXT = "Reduce customer churn by 10% by June 2027"


def duplicates(first: str, second: str, parent: str = "grow") -> list[Finding]:
    goals = Goal("a", first, ("grow",), "Sales"), Goal("b", second, (parent,), "Service")
    return list(duplicate(context_of(set_of(*goals))))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TEXT, id="the same words"),
        pytest.param("Cut customer churn 10% by the end of June 2027", id="reworded"),
        pytest.param("Reduce customer churn by 10% by August 2027", id="deadlines near"),
        pytest.param("Reduce customer churn by 10%", id="one without deadline"),
    ],
)
def test_the_same_result(other: str) -> None:
    (found,) = duplicates(TEXT, other)
    assert (found.goals, found.severity) == (("a", "b"), Severity.MEDIUM)
    assert "Sales or Service" in found.fix
    assert [e.quote for e in found.evidence] == [TEXT, other]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Reduce customer churn by 12% by June 2027", id="other number"),
        pytest.param("Reduce customer churn by 10 points by June 2027", id="other unit"),
        pytest.param("Reduce customer churn by June 2027", id="one without number"),
        pytest.param("Increase customer churn by 10% by June 2027", id="other direction"),
        pytest.param("Reduce customer churn by 10% by June 2029", id="deadlines far apart"),
        pytest.param("Reduce machine downtime by 10% by June 2027", id="other subject"),
    ],
)
def test_another_result(other: str) -> None:
    assert not duplicates(TEXT, other)


def test_another_scope_is_another_result() -> None:
    assert not duplicates("Reduce churn in Berlin by 10%", "Reduce churn in Hamburg by 10%")
    assert duplicates("Reduce churn in Berlin by 10%", "Reduce churn in Berlin by 10%")


def test_parent_and_child_may_share_their_result() -> None:
    assert not duplicates(TEXT, TEXT, parent="a")


def test_without_numbers_the_words_must_nearly_agree() -> None:
    assert duplicates("Reduce customer churn", "Reduce the customer churn")
    assert not duplicates("Reduce customer churn", "Reduce churn among all our premium customers")


def test_goals_with_one_text_are_one_finding() -> None:
    goals = [Goal(f"g{n}", TEXT, ("grow",), f"Team {n % 2}") for n in range(4)]
    (found,) = duplicate(context_of(set_of(*goals)))
    assert found.goals == ("g0", "g1", "g2", "g3")
    assert found.confidence == 1.0
    assert "4 times" in found.message
    assert found.message.count(TEXT) == 1
    (again,) = duplicate(context_of(set_of(*reversed(goals))))
    assert again.id == found.id


def test_letter_case_and_blanks_make_no_difference() -> None:
    (found,) = duplicates(TEXT, f"  {TEXT.upper()} ".replace(" ", "  "))
    assert found.confidence == 1.0


def test_of_goals_with_one_text_a_child_of_the_first_is_left_out() -> None:
    goals = Goal("a", TEXT, ("grow",)), Goal("b", TEXT, ("a",)), Goal("c", TEXT, ("people",))
    assert [found.goals for found in duplicate(context_of(set_of(*goals)))] == [("a", "c")]


def test_goals_without_owner_are_named_by_id() -> None:
    (found,) = duplicate(context_of(set_of(Goal("a", TEXT), Goal("b", TEXT))))
    assert "owned by a or b" in found.fix
