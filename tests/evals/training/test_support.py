"""Training data of support: who hangs from what, once the labelled errors are mended."""

from __future__ import annotations

from datetime import date

from evals.loading.findings_set import ExpectedFinding, LabelledGoalSet
from evals.training.support import FOREIGN_GOALS, _supported, _with_foreign, fit_support
from service.audit.support import BELONGING_FEATURES, CHOICE_FEATURES
from service.bootstrap import Application


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
    table = _supported(entry, goal_set)
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


def test_goals_of_the_next_organisation_are_mixed_in_as_orphans() -> None:
    sets = [labelled("x", []), labelled("y", [])]
    mixed = dict(zip("xy", (foreign for _, foreign in _with_foreign(sets)), strict=True))
    assert [goal.text for goal in mixed["x"]] == ["y top", "y low", "y both", "y lost"]
    assert len(mixed["y"]) == FOREIGN_GOALS
    assert all(not goal.parents and goal.id.startswith("foreign-") for goal in mixed["y"])


def test_weights_are_named_after_the_features(fake_application: Application) -> None:
    fitted = fit_support(fake_application.auditor)
    assert tuple(fitted["choice"]) == CHOICE_FEATURES
    for kind in ("declared", "undeclared"):
        assert tuple(fitted["belonging"][kind]["weights"]) == BELONGING_FEATURES
    assert fitted["belonging"]["undeclared"]["weights"]["siblings"] == 0
