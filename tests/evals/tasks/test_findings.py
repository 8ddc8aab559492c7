"""Findings against labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.loading.findings_set import LabelledGoalSet, read_findings_set
from evals.tasks import findings
from evals.tasks.findings import compare
from service.bootstrap import Application
from service.domain.audit import Finding, Severity

GOAL_SET = """\
organisation: Zoo
today: 2026-11-23
strategy:
  objectives:
    - {id: animals, text: Happy animals by 2028}
    - {id: visitors, text: More visitors by 2028}
goals:
  - {id: a, text: Open until nine, parent: visitors}
  - {id: b, text: Close at five, parent: animals}
  - {id: c, text: Feed three times a day, parent: visitors}
expected:
  - {rule: conflict, goals: [a, b]}
  - {rule: wrong_parent, goals: [c], objectives: [visitors], better: animals}
  - {rule: orphan, goals: [b]}
traps:
  - {rule: duplicate, goals: [a, b], why: opposite}
  - {goals: [a, c], why: nothing in common}
"""


@pytest.fixture
def labelled(tmp_path: Path) -> LabelledGoalSet:
    (tmp_path / "zoo.yaml").write_text(GOAL_SET, encoding="utf-8")
    return read_findings_set(tmp_path)[0]


def finding(
    rule: str, *goals: str, objectives: tuple[str, ...] = (), better: str | None = None
) -> Finding:
    return Finding(
        "id", rule, Severity.LOW, 0.5, goals, objectives, (), "message", "fix", (), better
    )


def test_pairs_match_in_either_order(labelled: LabelledGoalSet) -> None:
    compared = compare(labelled, [finding("conflict", "b", "a")])
    assert [expected.rule for expected, _ in compared.matched] == ["conflict"]
    assert [expected.rule for expected in compared.missed] == ["wrong_parent", "orphan"]
    assert compared.false == ()


def test_a_label_matches_once(labelled: LabelledGoalSet) -> None:
    compared = compare(labelled, [finding("orphan", "b"), finding("orphan", "b")])
    assert (len(compared.matched), len(compared.false)) == (1, 1)


def test_rule_goals_and_named_objectives_must_agree(labelled: LabelledGoalSet) -> None:
    found = [
        finding("orphan", "a"),
        finding("duplicate", "a", "c", "b"),
        finding("wrong_parent", "c", objectives=("animals",)),
    ]
    compared = compare(labelled, found)
    assert compared.matched == ()
    assert len(compared.false) == 3
    right = finding("wrong_parent", "c", objectives=("visitors",), better="animals")
    assert len(compare(labelled, [right]).matched) == 1


def test_traps(labelled: LabelledGoalSet) -> None:
    found = [finding("duplicate", "b", "a"), finding("conflict", "c", "a")]
    assert [trap.why for trap in compare(labelled, found).sprung] == [
        "opposite",
        "nothing in common",
    ]
    assert compare(labelled, [finding("conflict", "a", "b")]).sprung == ()


def test_a_rule_that_the_file_does_not_use_is_not_scored(labelled: LabelledGoalSet) -> None:
    found = [finding("owner_overloaded", "a"), finding("late", "a"), finding("uncovered")]
    assert compare(labelled, found).false == ()


def test_a_rule_that_the_file_uses_for_a_trap_alone_is_scored(labelled: LabelledGoalSet) -> None:
    compared = compare(labelled, [finding("duplicate", "b", "c")])
    assert [found.rule for found in compared.false] == ["duplicate"]
    assert compared.sprung == ()


def test_what_one_file_does_not_use_another_may(labelled: LabelledGoalSet) -> None:
    without = labelled.model_copy(update={"expected": [], "traps": []})
    found = [finding("orphan", "c"), finding("duplicate", "a", "b")]
    assert compare(without, found).false == ()
    assert len(compare(labelled, found).false) == 2


def test_production_audit(tmp_path: Path, application: Application) -> None:
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "zoo.yaml").write_text(GOAL_SET, encoding="utf-8")
    evaluation = findings.run_on(folder).evaluate(application)
    assert (evaluation.result.dataset, evaluation.result.n) == ("dev", 1)
    measured = evaluation.result.systems["plumbline"]
    assert {"orphan_precision", "orphan_recall", "orphan_f1", "traps_found"} <= set(measured)
    assert evaluation.notes[0] == "2 traps are planted."
    assert [listing.title for listing in evaluation.listings] == [
        "Found and not expected",
        "Expected and not found",
        "Traps found",
    ]


def test_counts_are_summed_over_organisations(
    labelled: LabelledGoalSet, tmp_path: Path, application: Application
) -> None:
    class Auditor:
        def audit(self, *_: object) -> object:
            found = (finding("orphan", "b"), finding("orphan", "c"), finding("duplicate", "a", "b"))
            return type("Audit", (), {"findings": found})

    with Application(application.settings, application.embedder) as other:
        other.__dict__["auditor"] = Auditor()
        evaluation = findings.evaluate([labelled, labelled], "two", other)
    values = {m: e.value for m, e in evaluation.result.systems["plumbline"].items()}
    assert values["orphan_precision"] == 0.5
    assert values["orphan_recall"] == 1
    assert values["orphan_f1"] == pytest.approx(2 / 3)
    assert values["conflict_recall"] == 0
    assert values["traps_found"] == 2
    assert "not_measurable_f1" not in values
    assert evaluation.notes[1].startswith("Nothing expected and nothing found: uncovered, ")
    assert "not_measurable" in evaluation.notes[1]
    assert "duplicate" not in evaluation.notes[1]
