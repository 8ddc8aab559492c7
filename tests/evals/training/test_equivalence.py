"""Fitting when two KPIs are the same measure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.loading.equivalence_set import read_equivalence_set
from evals.training import equivalence as training
from evals.training.equivalence import _threshold, fit_equivalence, labelled_pairs
from service.bootstrap import Application
from service.errors import InputError
from service.matching.equivalence import FEATURES
from tests.fakes import FakeEmbedder


def test_pairs_carry_the_labels(trainee: Application, labelled: Path) -> None:
    dataset = read_equivalence_set(labelled)
    catalogue = trainee.library_catalogue
    features, same = labelled_pairs(dataset, catalogue, FakeEmbedder())
    assert features.shape == (*same.shape, len(FEATURES))
    known = np.array([kpi.same_as is not None for kpi in dataset.kpis])
    assert same[known].any(axis=1).all()
    assert not same[~known].any()


def test_the_fit_tells_known_from_unknown(
    trainee: Application, labelled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "DATASET", labelled)
    fitted = fit_equivalence(trainee.library_catalogue, FakeEmbedder())
    assert set(fitted["weights"]) == set(FEATURES)
    assert fitted["weights"]["document"] > 0
    assert 0 < fitted["least_probability"] < 1
    assert fit_equivalence(trainee.library_catalogue, FakeEmbedder()) == fitted


def test_the_threshold_is_the_lowest_with_enough_precision() -> None:
    probabilities = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
    right = np.array([True, True, True, False, True, False])
    assert _threshold(probabilities, right) == 0.5
    assert _threshold(probabilities, ~right) == 0.99


@pytest.mark.parametrize("line", ["{}", '{"name": "a"}', '{"name": "", "same_as": null}', "["])
def test_a_malformed_line_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "o.jsonl").write_text(line, "utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_equivalence_set(tmp_path)
