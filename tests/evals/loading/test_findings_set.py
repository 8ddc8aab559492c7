"""Folders of labelled goal sets, good and malformed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evals.loading.findings_set import read_findings_set
from service.errors import InputError

GOAL_SET = """\
organisation: Zoo
today: 2026-11-23
strategy:
  objectives:
    - {id: animals, text: Happy animals}
goals:
  - {id: feed, owner: Care, text: Feed 3 times a day, parent: animals}
  - {id: paint, text: Repaint the gate, parent: feed}
expected:
  - {rule: orphan, goals: [paint]}
traps:
  - {rule: orphan, goals: [feed], why: it plainly serves}
"""


def write(folder: Path, text: str) -> Path:
    (folder / "zoo.yaml").write_text(text, encoding="utf-8")
    return folder


def test_labels_beside_a_production_goal_set(tmp_path: Path) -> None:
    (labelled,) = read_findings_set(write(tmp_path, GOAL_SET))
    assert labelled.today == date(2026, 11, 23)
    assert labelled.expected[0].goals == ["paint"]
    assert [goal.parents for goal in labelled.goal_set().goals] == [("animals",), ("feed",)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("goals: [paint]", "goals: [pint]", r"zoo\.yaml: a label names the unknown id 'pint'"),
        ("parent: feed", "parent: fed", r"zoo\.yaml: goals\[1\]\.parent: 'fed' is not the id"),
        ("today: 2026-11-23", "today: soon", r"zoo\.yaml: today: "),
        ("traps:", "trap:", r"zoo\.yaml: trap: "),
        ("{id: feed,", "{id: feed", r"zoo\.yaml, line 7: is not YAML"),
        ("organisation: Zoo\n", "organisation: [\n", r"zoo\.yaml, line \d+: is not YAML"),
    ],
)
def test_malformed_file_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        read_findings_set(write(tmp_path, GOAL_SET.replace(old, new)))


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no YAML file"):
        read_findings_set(tmp_path)
