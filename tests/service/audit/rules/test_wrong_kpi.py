"""Measures of something else."""

from __future__ import annotations

import time

import pytest

from service.audit.rules.wrong_kpi import goal_and_measure, wrong_kpi
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

WANTED = "Improve staff wellbeing"


def wrong(text: str, kpi: str = "") -> list[Finding]:
    return list(wrong_kpi(context_of(set_of(Goal("g", text, ("people",), kpi=kpi)))))


def test_a_measure_in_the_text() -> None:
    (found,) = wrong(f"{WANTED}, measured by revenue per employee")
    assert (found.rule, found.goals, found.objectives) == ("wrong_kpi", ("g",), ())
    assert found.severity is Severity.MEDIUM
    assert "“revenue per employee” does not measure “Improve staff wellbeing”" in found.message
    assert [(e.source, e.quote) for e in found.evidence][1] == ("goals.g", "revenue per employee")


def test_a_measure_in_a_field_of_its_own() -> None:
    (found,) = wrong(f"{WANTED} by June 2027", "Revenue per employee")
    assert [(e.source, e.quote) for e in found.evidence][1] == (
        "goals.g.kpi",
        "Revenue per employee",
    )


@pytest.mark.parametrize(
    ("text", "kpi"),
    [
        pytest.param(f"{WANTED}, measured by the staff wellbeing index", "", id="its own"),
        pytest.param(f"{WANTED} by June 2027", "Staff wellbeing score", id="its own, in the field"),
        pytest.param(f"{WANTED} from 61 to 70 by June 2027", "", id="none is named apart"),
        pytest.param("Track the fleet by satellite", "", id="no measure"),
    ],
)
def test_no_finding(text: str, kpi: str) -> None:
    assert not wrong(text, kpi)


def test_an_orphan_is_left_to_its_own_finding() -> None:
    goal = Goal("g", f"{WANTED}, measured by revenue per employee", ("people",))
    assert not list(wrong_kpi(context_of(set_of(goal), [0.05])))


def test_each_goal_is_held_against_its_own_measure() -> None:
    goals = (
        Goal("bread", "Sell more rye bread", ("grow",), kpi="Rye bread sold"),
        Goal("plain", "Open until nine", ("grow",)),
        Goal("staff", WANTED, ("people",), kpi="Loaves sold"),
        Goal("well", WANTED, ("people",), kpi="Staff wellbeing"),
    )
    assert [found.goals for found in wrong_kpi(context_of(set_of(*goals)))] == [("staff",)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (f"{WANTED}, measured by sick days", "sick days"),
        (f"{WANTED} as measured by sick days.", "sick days"),
        (f"{WANTED} (KPI: sick days)", "sick days"),
        (f"{WANTED} - metric: sick days", "sick days"),
        (f"{WANTED}; judged in terms of sick days", "sick days"),
        (WANTED, None),
        ("KPI", None),
        ("Measured by weight", None),
    ],
)
def test_the_measure_is_told_from_what_is_wanted(text: str, measure: str | None) -> None:
    assert goal_and_measure(text, "") == ((WANTED, measure) if measure else None)


def test_the_field_comes_before_the_text() -> None:
    assert goal_and_measure(f"{WANTED}, measured by sick days", "Smiles") == (WANTED, "Smiles")


def test_texts_of_the_greatest_length_are_read_at_once() -> None:
    start = time.perf_counter()
    for text in ("x" + " " * 1_998 + "y", "-" * 2_000, ", " * 1_000) * 4:
        assert goal_and_measure(text, "") is None
    assert time.perf_counter() - start < 4  # a second each, when every run is tried at all its ends
