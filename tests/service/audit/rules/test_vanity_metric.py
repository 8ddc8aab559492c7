"""Numbers that can rise while nothing gets better."""

from __future__ import annotations

import pytest

from service.audit.rules.vanity_metric import vanity_metric
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

FOLLOWERS = "Reach 20,000 followers on LinkedIn by June 2027"


def vain(text: str, above: str = "Grow revenue by 40% by 2028", kpi: str = "") -> list[Finding]:
    goal_set = set_of(Goal("g", text, ("o",), kpi=kpi), objectives={"o": above, "x": "Be green"})
    return list(vanity_metric(context_of(goal_set)))


def test_the_goal_is_quoted_and_what_it_counts_named() -> None:
    (found,) = vain(FOLLOWERS)
    assert (found.rule, found.goals, found.objectives) == ("vanity_metric", ("g",), ())
    assert found.severity is Severity.LOW
    assert "“followers”" in found.message
    assert "what o wants" in found.fix
    assert [(e.source, e.quote) for e in found.evidence] == [("goals.g", FOLLOWERS)]


@pytest.mark.parametrize(
    "text",
    [
        "Double page views of the product site by 2027",
        "Gain one million impressions in Q2 2027",
        "Get 5,000 likes on our posts",
        "Reach 100,000 downloads of the app by December 2027",
        "Bring registered accounts to 50,000",
        "Collect 40 press mentions in 2027",
        "Collect 900 raw leads in 2027",
        "Deliver 12,000 hours of training in 2027",
        "Pass 3,000 GitHub stars by June 2027",
    ],
)
def test_attention_and_effort(text: str) -> None:
    assert len(vain(text)) == 1


def test_a_measure_in_a_field_of_its_own() -> None:
    assert vain("Make the new loaf a success by June 2027", kpi="Instagram followers")
    assert not vain("Make the new loaf a success by June 2027", kpi="Loaves sold")


@pytest.mark.parametrize(
    ("text", "above"),
    [
        pytest.param("Sell 40% more rye bread", "Grow revenue", id="an outcome"),
        pytest.param("Reach 10,000 paid downloads", "Grow revenue", id="paid"),
        pytest.param("Sell 200,000 page views at $4 each", "Grow revenue", id="each earns"),
        pytest.param("Convert 4% of downloads into orders", "Grow revenue", id="held to a result"),
        pytest.param("Cut failed downloads by half", "Grow revenue", id="fewer is better"),
        pytest.param(FOLLOWERS, "Make the bakery known in every town by 2028", id="about reach"),
        pytest.param(FOLLOWERS, "Raise brand awareness by 2028", id="about awareness"),
        pytest.param("Like for like sales up 4%", "Grow revenue", id="another like"),
    ],
)
def test_no_finding(text: str, above: str) -> None:
    assert not vain(text, above)


def test_a_parent_goal_about_reach_is_served_by_reach() -> None:
    goals = (
        Goal("top", "Raise brand awareness by 2028", ("grow",)),
        Goal("low", FOLLOWERS, ("top",)),
    )
    assert not list(vanity_metric(context_of(set_of(*goals))))


def test_an_undeclared_goal_is_held_against_what_it_supports() -> None:
    objectives = {"known": "Raise brand awareness by 2028", "grow": "Grow revenue by 2028"}
    goal_set = set_of(Goal("g", FOLLOWERS), objectives=objectives)
    assert not list(vanity_metric(context_of(goal_set, [0.9], [[0.99, 0.01]])))
    assert list(vanity_metric(context_of(goal_set, [0.9], [[0.01, 0.99]])))


def test_an_orphan_is_left_to_its_own_finding() -> None:
    goal_set = set_of(Goal("g", FOLLOWERS, ("grow",)))
    assert not list(vanity_metric(context_of(goal_set, [0.05])))
