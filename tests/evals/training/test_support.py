"""Training data of support: who hangs from what, once the labelled errors are mended."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from evals.loading.findings_set import ExpectedFinding, LabelledGoalSet
from evals.loading.retrieval_set import RetrievalSet
from evals.training import support as training
from evals.training.support import FOREIGN_GOALS, fit_support, labelled_sets, placed, supports
from service.audit.signs import BELONGING_SIGNS, CHOICE_SIGNS, NEED_DECLARATIONS
from service.audit.support import QUESTIONS
from service.bootstrap import Application

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


def labelled(name: str, expected: list[ExpectedFinding]) -> LabelledGoalSet:
    goals = [
        {"id": "top", "text": f"{name} top", "parent": "a"},
        {"id": "low", "text": f"{name} low", "parent": "top"},
        {"id": "both", "text": f"{name} both", "parent": ["a", "b"]},
        {"id": "lost", "text": f"{name} lost", "parent": "a"},
        {"id": "free", "text": f"{name} free"},
    ]
    objectives = [{"id": i, "text": i} for i in ("a", "b")]
    return LabelledGoalSet.model_validate(
        {
            "organisation": name,
            "today": date(2026, 1, 1),
            "strategy": {"objectives": objectives},
            "goals": goals,
            "expected": [entry.model_dump() for entry in expected],
        }
    )


def supported(*expected: ExpectedFinding) -> dict[str, list[str]]:
    entry = labelled("x", list(expected))
    goal_set = entry.goal_set()
    table, _ = supports(entry)
    return {
        goal.id: [o.id for o, yes in zip(goal_set.objectives, row, strict=True) if yes]
        for goal, row in zip(goal_set.goals, table, strict=True)
    }


def test_declared_parents_are_labels() -> None:
    assert supported() == {
        "top": ["a"],
        "low": ["a"],
        "both": ["a", "b"],
        "lost": ["a"],
        "free": [],
    }


def test_labelled_errors_are_mended() -> None:
    found = supported(
        ExpectedFinding(rule="orphan", goals=["lost"]),
        ExpectedFinding(rule="wrong_parent", goals=["top"], objectives=["a"], better="b"),
    )
    assert found == {"top": ["b"], "low": ["b"], "both": ["a", "b"], "lost": [], "free": []}


def test_a_better_parent_may_be_a_goal() -> None:
    moved = ExpectedFinding(rule="wrong_parent", goals=["low"], objectives=["top"], better="both")
    assert supported(moved)["low"] == ["a", "b"]


def test_other_labels_move_nothing() -> None:
    skipped = ExpectedFinding(rule="level_skipped", goals=["lost"], objectives=["a"], better="both")
    assert supported(skipped) == supported()


def test_of_a_goal_without_parent_only_an_orphan_is_known() -> None:
    _, known = supports(labelled("x", []))
    assert known.tolist() == [True, True, True, True, False]
    _, known = supports(labelled("x", [ExpectedFinding(rule="orphan", goals=["free"])]))
    assert known.all()


def test_goals_of_the_next_organisation_are_mixed_in_as_orphans() -> None:
    x, y = labelled_sets([labelled("x", []), labelled("y", [])])
    for mixed, other in ((x, "y"), (y, "x")):
        goals = mixed.goal_set.goals
        assert len(goals) == len(mixed.supported) == len(mixed.known) == len(mixed.foreign)
        foreign = [
            goal for goal, is_foreign in zip(goals, mixed.foreign, strict=True) if is_foreign
        ]
        assert [goal.text for goal in foreign] == [
            f"{other} {name}" for name in ("top", "low", "both", "lost", "free")
        ][:FOREIGN_GOALS]
        assert all(goal.id.startswith("foreign-") for goal in foreign)
        assert not mixed.supported[mixed.foreign].any()
        assert mixed.known[mixed.foreign].all()
        assert {bool(goal.parents) for goal in foreign} == {True, False}
        ids = {objective.id for objective in mixed.goal_set.objectives}
        assert {parent for goal in foreign for parent in goal.parents} <= ids


def retrieval_set(count: int) -> RetrievalSet:
    above = {f"q{n}": f"Above {n % 3}" for n in range(count)}
    texts = {query: f"Below {query}" for query in above} | {"alone": "Under nothing"}
    return RetrievalSet("x", (), texts, {}, above, 0)


def test_an_organisations_objectives_hang_from_the_goals_above_them() -> None:
    found = placed(retrieval_set(200))
    texts = [objective.text for objective in found.goal_set.objectives]
    assert texts == ["Above 0", "Above 1", "Above 2"]
    assert "Under nothing" not in {goal.text for goal in found.goal_set.goals}
    for row, goal in enumerate(found.goal_set.goals):
        assert [texts[at] for at in np.flatnonzero(found.supported[row])] == [
            f"Above {int(goal.text.removeprefix('Below q')) % 3}"
        ]
    declared = [goal.parents[0] for goal in found.goal_set.goals]
    right = [f"o{int(row.argmax())}" for row in found.supported]
    misplaced = np.mean([one != other for one, other in zip(declared, right, strict=True)])
    assert 0.02 < misplaced < 0.25
    assert found.known.all()
    assert not found.foreign.any()


def test_the_same_goals_are_misplaced_each_time() -> None:
    assert placed(retrieval_set(50)).goal_set == placed(retrieval_set(50)).goal_set


def test_weights_are_named_after_the_signs(
    fake_application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "ORGANISATIONS", ())
    fitted = fit_support(fake_application.auditor)
    assert tuple(fitted["choice"]) == CHOICE_SIGNS
    for kind in ("declared", "undeclared"):
        assert tuple(fitted["belonging"][kind]) == QUESTIONS
        for question in fitted["belonging"][kind].values():
            weights = question["weights"]
            assert tuple(weights) == BELONGING_SIGNS
            assert all(weights[name] >= 0 for name in BELONGING_SIGNS if name != "trifle")
            assert weights["trifle"] <= 0
        # Whether a goal fits an organisation has nothing to do with how serious it is.
        assert fitted["belonging"][kind]["fits"]["weights"]["trifle"] == 0
    for question in fitted["belonging"]["undeclared"].values():
        assert not any(question["weights"][name] for name in NEED_DECLARATIONS)
