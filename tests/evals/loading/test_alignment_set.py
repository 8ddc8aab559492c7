"""Alignment files, good and malformed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.loading.alignment_set import read_alignment_set
from service.errors import InputError


def organisation() -> dict[str, Any]:
    return {
        "organisation": "Zoo",
        "objectives": [{"id": "a", "text": "Happy animals"}, {"id": "b", "text": "More visitors"}],
        "goals": [
            {"id": "g", "text": "Feed", "declared_parent_id": "a", "true_parent_id": "a"},
            {"id": "h", "text": "Sell", "declared_parent_id": "a", "true_parent_id": "b"},
            {"id": "i", "text": "Fly", "declared_parent_id": None, "true_parent_id": None},
        ],
    }


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_kinds_of_goals(tmp_path: Path) -> None:
    (read,) = read_alignment_set(write(tmp_path / "zoo.jsonl", organisation()))
    assert [goal.foreign for goal in read.goals] == [False, False, True]
    assert [goal.swapped for goal in read.goals] == [False, True, False]
    assert [goal.parents for goal in read.goal_set(declared=True).goals] == [
        ("objective:a",),
        ("objective:a",),
        (),
    ]
    assert [goal.parents for goal in read.goal_set(declared=False).goals] == [(), (), ()]


def test_an_unknown_parent_is_named(tmp_path: Path) -> None:
    bad = organisation()
    bad["goals"][1]["true_parent_id"] = "zz"
    file = write(tmp_path / "zoo.jsonl", organisation(), bad)
    with pytest.raises(InputError, match=r"zoo\.jsonl, line 2: parent 'zz' of goal 'h'"):
        read_alignment_set(file)


def test_an_id_twice_is_named(tmp_path: Path) -> None:
    bad = organisation()
    bad["goals"][1]["id"] = "g"
    with pytest.raises(InputError, match="line 1: goal id 'g' stands twice"):
        read_alignment_set(write(tmp_path / "zoo.jsonl", bad))


def test_goals_and_objectives_may_be_numbered_alike(tmp_path: Path) -> None:
    alike = organisation()
    alike["goals"][1]["id"] = "a"
    (read,) = read_alignment_set(write(tmp_path / "zoo.jsonl", alike))
    goal_set = read.goal_set(declared=True)
    ids = [objective.id for objective in goal_set.objectives]
    ids += [goal.id for goal in goal_set.goals]
    assert len(set(ids)) == len(ids)


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    bad = organisation()
    del bad["goals"][0]["true_parent_id"]
    with pytest.raises(InputError, match=r"line 1: goals\[0\].true_parent_id: Field required"):
        read_alignment_set(write(tmp_path / "zoo.jsonl", bad))


def test_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds nothing"):
        read_alignment_set(write(tmp_path / "zoo.jsonl"))
