"""Whole audits: on a goal set with known defects, and what holds for any set."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.adapters.importers.goal_set import read_goal_set
from service.bootstrap import Application
from service.domain.audit import Audit, Finding, Severity
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from tests.service.audit.sets import TODAY, set_of

BREWERY = Path(__file__).with_name("brewery.yaml")
TEXTS = (
    "Grow the sales team by 15%",
    "Cut the sales team by 20%",
    "Reduce customer churn by 10% by June 2027",
    "Reduce customer churn by 10% by the end of June 2027",
    "Repaint the canteen",
    "Be a great place to work",
    "Increase customer base",
    "Launch the portal by May 2027",
)


@pytest.fixture(scope="module")
def brewery() -> GoalSet:
    return read_goal_set(BREWERY)


@pytest.fixture(scope="module")
def audited(real_application: Application, brewery: GoalSet) -> Audit:
    return real_application.auditor.audit(brewery, TODAY)


def by_goals(audit: Audit) -> dict[frozenset[str], Finding]:
    return {frozenset(finding.goals): finding for finding in audit.findings}


def test_the_brewerys_defects_are_found_and_nothing_else(audited: Audit) -> None:
    assert {(finding.rule, frozenset(finding.goals)) for finding in audited.findings} == {
        ("orphan", frozenset({"chairs"})),
        ("not_measurable", frozenset({"vague"})),
        ("conflict", frozenset({"reps", "savings"})),
    }
    assert audited.warnings == ()


def test_the_chairs_are_the_clearest_orphan(
    real_application: Application, brewery: GoalSet
) -> None:
    belonging = real_application.auditor.support(brewery, TODAY).belonging
    assert brewery.goals[int(np.argmin(belonging))].id == "chairs"
    others = np.delete(belonging, int(np.argmin(belonging)))
    assert float(others.min()) - float(belonging.min()) > 0.3


def test_the_vague_goal_is_rewritten_with_its_numbers_open(audited: Audit) -> None:
    vague = by_goals(audited)[frozenset({"vague"})]
    assert vague.missing == ("target", "deadline")
    assert "Increase customer base from [baseline] to [target] by [deadline]" in vague.fix
    assert not any(character.isdigit() for character in vague.fix)


def test_all_but_the_orphan_hang_from_the_strategy(audited: Audit, brewery: GoalSet) -> None:
    assert {link.goal for link in audited.links} == {g.id for g in brewery.goals} - {"chairs"}
    assert all(0 <= link.score <= 1 and link.because for link in audited.links)


def test_the_most_urgent_comes_first(audited: Audit) -> None:
    order = [Severity.HIGH, Severity.MEDIUM, Severity.LOW]
    keys = [(order.index(found.severity), -found.confidence) for found in audited.findings]
    assert keys == sorted(keys)
    assert len(keys) == 3


def test_the_same_set_twice_gets_the_identical_audit(
    real_application: Application, brewery: GoalSet, audited: Audit
) -> None:
    assert real_application.auditor.audit(brewery, TODAY) == audited


def test_the_audit_names_what_it_rests_on(real_application: Application, audited: Audit) -> None:
    assert audited.library_version == real_application.library.version
    assert audited.model == real_application.embedder.model
    assert audited.today == TODAY


def test_the_order_of_goals_does_not_matter(
    real_application: Application, brewery: GoalSet, audited: Audit
) -> None:
    moved = real_application.auditor.audit(
        replace(brewery, goals=tuple(reversed(brewery.goals))), TODAY
    )
    assert {found.id for found in moved.findings} == {found.id for found in audited.findings}
    assert {(e.goal, e.objective, e.via) for e in moved.links} == {
        (e.goal, e.objective, e.via) for e in audited.links
    }


def test_rewording_one_goal_changes_the_ids_of_its_findings_alone(
    real_application: Application, brewery: GoalSet, audited: Audit
) -> None:
    goals = tuple(
        replace(goal, text="Expand our sales team by 12% by mid 2027")
        if goal.id == "reps"
        else goal
        for goal in brewery.goals
    )
    reworded = by_goals(real_application.auditor.audit(replace(brewery, goals=goals), TODAY))
    before = by_goals(audited)
    assert set(reworded) == set(before)
    pair = frozenset({"reps", "savings"})
    assert {key for key in before if before[key].id != reworded[key].id} == {pair}


def test_other_languages_are_warned_of(fake_application: Application) -> None:
    goals = Goal("ok", "Grow sales"), Goal("de", "Die Zufriedenheit der Kunden mit uns steigern")
    audit = fake_application.auditor.audit(set_of(*goals), TODAY)
    assert audit.warnings == ("Not English, so findings on them may miss the point: de",)


def test_of_many_foreign_texts_ten_are_named(fake_application: Application) -> None:
    goals = [Goal(f"g{n}", f"Die Zahl der Kunden mit {n} Verträgen") for n in range(12)]
    (warning,) = fake_application.auditor.audit(set_of(*goals), TODAY).warnings
    assert warning.endswith("g8, g9, ...")


def test_progress_counts_every_text_once(fake_application: Application) -> None:
    seen: list[tuple[int, int]] = []
    goal_set = set_of(Goal("a", "Sell more bread"), Goal("b", "Bake more bread"))
    fake_application.auditor.audit(goal_set, TODAY, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4, 4)


def test_one_goal_under_one_objective(fake_application: Application) -> None:
    goal_set = GoalSet("", (StrategicObjective("o", "Sell bread"),), (Goal("g", "Sell bread"),))
    audit = fake_application.auditor.audit(goal_set, TODAY)
    assert [link.objective for link in audit.links] == ["o"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(TEXTS), st.sets(st.sampled_from(["grow", "people"]))),
        min_size=1,
        max_size=9,
    ),
    st.integers(0, 2**16),
)
def test_any_set_in_any_order_has_the_same_findings(
    fake_application: Application, drawn: list[tuple[str, set[str]]], seed: int
) -> None:
    goals = [Goal(f"g{n}", text, tuple(sorted(up))) for n, (text, up) in enumerate(drawn)]
    audit = fake_application.auditor.audit
    first = audit(set_of(*goals), TODAY)
    assert audit(set_of(*goals), TODAY) == first
    shuffled = random.Random(seed).sample(goals, len(goals))
    again = audit(set_of(*shuffled), TODAY)
    assert {found.id for found in again.findings} == {found.id for found in first.findings}
    assert len({found.id for found in first.findings}) == len(first.findings)
    known = {goal.id for goal in goals} | {"grow", "people"}
    assert {i for f in first.findings for i in (*f.goals, *f.objectives)} <= known
