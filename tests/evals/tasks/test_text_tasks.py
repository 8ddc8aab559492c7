"""The tasks on single texts: measurability, understanding, abstention, coverage."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from evals.tasks import abstention, coverage, measurability, understanding
from service.bootstrap import Application
from service.domain.own_kpi import OwnKpi
from service.errors import InputError
from service.matching.equivalence import FEATURES, Match, load_parameters


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_measurability(tmp_path: Path, application: Application) -> None:
    file = write(
        tmp_path / "goals.jsonl",
        {"text": "Walk 30 minutes a day by 2027", "measurable": True},
        {"text": "Get fitter", "measurable": False},
        {"text": "Prepare for 2030", "measurable": False},
    )
    result = measurability.run_on(file).evaluate(application).result
    assert list(result.systems) == ["plumbline", "has_number", "always"]
    assert result.systems["always"]["precision"].value == pytest.approx(1 / 3)
    assert result.systems["has_number"]["precision"].value == 0.5
    assert result.systems["plumbline"]["recall"].value == 1
    assert result.n == 3


def test_understanding(tmp_path: Path, application: Application) -> None:
    silent = {"direction": None, "baseline": None, "target": None, "deadline": None}
    file = write(
        tmp_path / "objectives.jsonl",
        {
            "text": "Increase sales by 30% by the end of next year",
            "direction": "increase",
            "baseline": None,
            "target": {"value": 30.2, "unit": "percent", "kind": "change"},
            "deadline": "2031-12-31",
        },
        {"text": "Reduce waste by 5%", **silent, "direction": "increase"},
    )
    result = understanding.run_on(file, date(2030, 5, 1)).evaluate(application).result
    read = {slot: estimate.value for slot, estimate in result.systems["plumbline"].items()}
    assert read == {"direction": 0.5, "baseline": 1, "target": 0.5, "deadline": 1}
    nothing = {slot: estimate.value for slot, estimate in result.systems["says_nothing"].items()}
    assert nothing == {"direction": 0, "baseline": 1, "target": 0.5, "deadline": 0.5}


def test_understanding_lists_what_was_read_otherwise(
    tmp_path: Path, application: Application
) -> None:
    row = {"text": "Reduce waste", "direction": "increase", "baseline": None, "target": None}
    file = write(tmp_path / "o.jsonl", {**row, "deadline": None})
    (listing,) = understanding.run_on(file).evaluate(application).listings
    assert listing.rows == (("Reduce waste", "direction", "increase", "decrease"),)


def test_abstention(tmp_path: Path, application: Application) -> None:
    objectives, others = tmp_path / "objectives_x.txt", tmp_path / "others_x.txt"
    objectives.write_text("Raise customer retention\nReduce employee turnover\n", encoding="utf-8")
    others.write_text("123\n!?\n\n", encoding="utf-8")
    evaluation = abstention.run_on(objectives, others).evaluate(application)
    assert (evaluation.result.dataset, evaluation.result.n) == ("others_x", 4)
    measured = evaluation.result.systems["plumbline"]
    assert measured["others_abstained"].value == 1
    assert measured["objectives_abstained"].value in {0, 0.5, 1}


def test_coverage(
    tmp_path: Path, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = next(iter(application.library))
    least = load_parameters()["least_probability"]

    def match(kpis: tuple[OwnKpi, ...], *_: object) -> list[Match]:
        nothing = np.zeros(len(FEATURES), dtype=np.float32)
        probabilities = (least, least - 0.01)
        return [Match(k, known, p, nothing) for k, p in zip(kpis, probabilities, strict=True)]

    monkeypatch.setattr(coverage, "match", match)
    rows: list[dict[str, object]] = [{"name": known.name.upper()}, {"name": "Otters groomed"}]
    evaluation = coverage.run_on(write(tmp_path / "zoo.jsonl", *rows)).evaluate(application)
    values = {s: m["coverage"].value for s, m in evaluation.result.systems.items()}
    assert values == {"plumbline": 0.5, "same_name": 0.5}
    matched, others = evaluation.listings
    assert [row[0] for row in matched.rows] == [known.name.upper()]
    assert [row[0] for row in others.rows] == ["Otters groomed"]


def test_a_malformed_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"zoo\.jsonl: no column is the name"):
        coverage.run_on(write(tmp_path / "zoo.jsonl", {"colour": "x"}))
    with pytest.raises(InputError, match=r"zoo\.jsonl, line 2: "):
        coverage.run_on(write(tmp_path / "zoo.jsonl", {"name": "x"}, {"name": ""}))
