"""Reading graded objectives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.loading.gold_set import Grade, read_gold_set
from evals.suite import OWN
from kpi_library.library import load_library
from service.errors import InputError

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

OBJECTIVE = {"_id": "o1", "domain": "sales", "text": "Sell more", "facets": ["sell"]}
GRADE = {"objective": "o1", "kpi": "win-rate", "grade": 3, "facets": [0]}


def write(folder: Path, objectives: list[object], grades: list[object]) -> Path:
    for name, rows in (("objectives", objectives), ("grades", grades)):
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return folder


def test_objectives_and_grades(tmp_path: Path) -> None:
    gold = read_gold_set(write(tmp_path, [OBJECTIVE], [GRADE]))
    assert [o.text for o in gold.objectives] == ["Sell more"]
    assert gold.grades == {"o1": {"win-rate": Grade(3, (0,))}}


@pytest.mark.parametrize(
    ("objectives", "grades", "says"),
    [
        ([OBJECTIVE, OBJECTIVE], [GRADE], "stands twice"),
        ([OBJECTIVE], [GRADE, GRADE], "graded twice"),
        ([OBJECTIVE], [GRADE | {"objective": "o2"}], "is unknown"),
        ([OBJECTIVE], [GRADE | {"facets": [1]}], "no such facet"),
        ([OBJECTIVE], [GRADE | {"grade": 4}], "grade"),
        ([OBJECTIVE | {"facets": []}], [GRADE], "facets"),
    ],
)
def test_what_contradicts_itself_is_refused(
    tmp_path: Path, objectives: list[object], grades: list[object], says: str
) -> None:
    with pytest.raises(InputError, match=says):
        read_gold_set(write(tmp_path, objectives, grades))


@pytest.mark.parametrize("split", ["train", "test"])
def test_our_gold_is_of_the_library(split: str) -> None:
    library = load_library()
    gold = read_gold_set(OWN / "gold" / split)
    assert {o.domain for o in gold.objectives} <= set(library.domains)
    assert all(kpi in library for graded in gold.grades.values() for kpi in graded)
    assert all(len(gold.grades.get(o.id, {})) >= 10 for o in gold.objectives)


def test_the_splits_share_no_domain() -> None:
    domains = [
        {o.domain for o in read_gold_set(OWN / "gold" / split).objectives}
        for split in ("train", "test")
    ]
    assert not domains[0] & domains[1]
