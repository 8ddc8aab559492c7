"""Held-aside objectives against the library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.tasks import held_aside
from service.bootstrap import Application
from service.errors import InputError


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_a_known_objective_is_found_and_a_wrong_label_is_not(
    tmp_path: Path, application: Application
) -> None:
    kpis = list(application.library)
    known = kpis[0].example_objectives[0]
    file = write(
        tmp_path / "own.jsonl",
        {"kpi": kpis[0].id, "text": known},
        {"kpi": kpis[-1].id, "text": known},
    )
    evaluation = held_aside.run_on(file).evaluate(application)
    assert (evaluation.result.dataset, evaluation.result.n) == ("own", 2)
    assert set(evaluation.result.systems) == {"plumbline", "dense", "bm25"}
    measured = evaluation.result.systems["plumbline"]
    assert measured["top5"].value == 0.5
    assert set(measured) == {"top1", "top5", "mrr@10", "answered5"}
    (listing,) = evaluation.listings
    assert [row[:2] for row in listing.rows] == [(known, kpis[-1].id)]


def test_an_unknown_kpi_is_named(tmp_path: Path, application: Application) -> None:
    file = write(tmp_path / "own.jsonl", {"kpi": "no-such-kpi", "text": "x"})
    with pytest.raises(InputError, match="no-such-kpi"):
        held_aside.run_on(file).evaluate(application)
