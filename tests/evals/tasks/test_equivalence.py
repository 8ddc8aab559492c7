"""Equivalence of an organisation's KPIs on labelled catalogues."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals.tasks import equivalence
from service.bootstrap import Application
from service.domain.own_kpi import OwnKpi
from service.matching.equivalence import FEATURES, Match, load_parameters


def test_precision_and_recall(
    tmp_path: Path, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = application.library
    labels = [first.id, first.id, second.id, None, None]
    found = [(first, 1.0), (second, 1.0), (second, 0.0), (second, 1.0), (first, 0.0)]
    assert load_parameters()["least_probability"] > 0

    def match(kpis: list[OwnKpi], *_: object) -> list[Match]:
        assert all(kpi.same_as is None for kpi in kpis)
        nothing = np.zeros(len(FEATURES), dtype=np.float32)
        return [Match(k, *pair, nothing) for k, pair in zip(kpis, found, strict=True)]

    monkeypatch.setattr(equivalence, "match", match)
    rows = [{"name": f"KPI {n}", "same_as": label} for n, label in enumerate(labels)]
    rows[2]["name"] = second.name.upper()
    folder = tmp_path / "test"
    folder.mkdir()
    (folder / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    evaluation = equivalence.run_on(folder).evaluate(application)
    measured = evaluation.result.systems
    assert measured["plumbline"]["precision"].value == pytest.approx(1 / 3)
    assert measured["plumbline"]["recall"].value == pytest.approx(1 / 3)
    assert measured["same_name"]["precision"].value == 1
    assert measured["same_name"]["recall"].value == pytest.approx(1 / 3)
    (listing,) = evaluation.listings
    assert [row[0] for row in listing.rows] == ["KPI 1", second.name.upper(), "KPI 3"]
