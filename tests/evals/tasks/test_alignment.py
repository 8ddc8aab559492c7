"""Alignment metrics on an auditor whose scores are known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from evals.results import Evaluation
from evals.tasks import alignment
from service.audit.support import Support
from service.bootstrap import Application
from service.domain.audit import Audit, Finding, Link, Severity
from service.domain.goal_set import GoalSet
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.small_library import small_library

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

ROWS = [
    # id, declared, true, support of a and b
    ("right", "a", "a", (0.9, 0.1)),
    ("swapped", "b", "a", (0.8, 0.3)),
    ("hard", "b", "b", (0.6, 0.5)),
    ("foreign", None, None, (0.55, 0.2)),
    ("alien", None, None, (0.1, 0.7)),
]


@dataclass
class KnownAuditor:
    """Answers with the scores of ``ROWS`` and two findings a rule, one of them wrong, and four links."""

    def support(self, goal_set: GoalSet, today: date) -> Support:
        choice = np.array([row[3] for row in ROWS], dtype=np.float32)
        if any(goal.parents for goal in goal_set.goals):
            choice[2] = (0.1, 0.9)  # what the others declare tells the hard one
        return Support(choice.max(axis=1), choice)

    def audit(self, goal_set: GoalSet, today: date) -> Audit:
        declared = bool(goal_set.goals[1].parents)
        reports = [
            ("orphan", "foreign"),
            ("orphan", "right" if declared else "alien"),
            ("wrong_parent", "swapped"),
            ("wrong_parent", "hard"),
            ("not_measurable", "alien"),
        ]
        found = tuple(
            Finding("f", rule, Severity.LOW, 0.5, (f"goal:{goal}",), (), (), "message", "fix")
            for rule, goal in reports
        )
        accepted = (("right", "a"), ("right", "b"), ("swapped", "b"), ("alien", "b"))
        links = tuple(Link(f"goal:{goal}", f"objective:{o}", 0.5) for goal, o in accepted)
        return Audit(goal_set, today, links, found, (), "library", "model")


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    content = {
        "organisation": "Zoo",
        "objectives": [{"id": "a", "text": "Happy animals"}, {"id": "b", "text": "More visitors"}],
        "goals": [
            {"id": i, "text": i, "declared_parent_id": declared, "true_parent_id": true}
            for i, declared, true, _ in ROWS
        ],
    }
    file = tmp_path / "zoo.jsonl"
    file.write_text(json.dumps(content), encoding="utf-8")
    with Application(
        Settings(data_dir=tmp_path, library_dir=small_library()), replaced_embedder=FakeEmbedder()
    ) as application:
        application.__dict__["auditor"] = KnownAuditor()
        return alignment.run_on(file).evaluate(application)


def test_hand_computed(evaluation: Evaluation) -> None:
    measured = evaluation.result.systems["plumbline"]
    values = {metric: estimate.value for metric, estimate in measured.items()}
    assert values == pytest.approx(
        {
            "parent@1": 2 / 3,
            # best links 0.9, 0.8, 0.6 of own goals against 0.55, 0.7: five of six pairs
            "foreign_auroc": 5 / 6,
            # margins -0.8 and 0.1 of right goals against 0.5 of the swapped one
            "wrong_parent_auroc": 1.0,
            # of four links, one leads to the true parent of one of three own goals
            "precision": 1 / 4,
            "recall": 1 / 3,
            "orphan_precision": 1 / 2,
            "orphan_recall": 1 / 2,
            "orphan_undeclared_precision": 1.0,
            "orphan_undeclared_recall": 1.0,
            "wrong_parent_precision": 1 / 2,
            "wrong_parent_recall": 1.0,
        }
    )


def test_what_others_declare_counts_in_a_system_of_its_own(evaluation: Evaluation) -> None:
    measured = evaluation.result.systems["plumbline_siblings"]
    assert {metric: estimate.value for metric, estimate in measured.items()} == {
        "parent@1": 1.0,
        "wrong_parent_auroc": 1.0,
    }


def test_cosine_has_no_thresholds(evaluation: Evaluation) -> None:
    assert list(evaluation.result.systems["dense"]) == [
        "parent@1",
        "foreign_auroc",
        "wrong_parent_auroc",
    ]


def test_n_counts_goals_and_strata_keep_the_auroc_defined(evaluation: Evaluation) -> None:
    assert evaluation.result.n == 5
    interval = evaluation.result.systems["plumbline"]["foreign_auroc"]
    assert 0 < interval.low <= 5 / 6 <= interval.high <= 1
