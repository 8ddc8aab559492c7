"""Training data of relevance: labels where they belong, and no text that tells on itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evals.loading.judgements import read_judgements
from evals.training.objective import fit_objective
from evals.training.relevance import (
    RELEVANT,
    USED,
    example_features,
    fit_relevance,
    judged_features,
)
from service.bootstrap import Application
from service.matching.relevance import FEATURES
from service.recommend.form import FORM
from tests.fakes import FakeEmbedder


def test_judged_pairs_are_labelled_by_their_grade(trainee: Application, judged: Path) -> None:
    judgements, catalogue = read_judgements(judged), trainee.library_catalogue
    features, relevant = judged_features(catalogue, FakeEmbedder(), judgements)
    pairs = len(judgements.objectives) * len(catalogue)
    assert features.shape == (pairs, len(FEATURES))
    assert np.isfinite(features).all()
    labels = relevant.reshape(len(judgements.objectives), len(catalogue))
    expected = {
        (objective, kpi)
        for objective, grades in judgements.grades.items()
        for kpi, grade in grades.items()
        if grade >= RELEVANT
    }
    ids = list(judgements.objectives)
    found = {
        (ids[row], catalogue.indicators[column].id) for row, column in np.argwhere(labels).tolist()
    }
    assert found == expected


def test_an_example_does_not_count_as_its_own_example(trainee: Application) -> None:
    catalogue = trainee.library_catalogue
    features, own = example_features(catalogue)
    shape = (len(catalogue), len(catalogue))
    assert own.sum() == len(catalogue)
    column = features.reshape(*shape, len(FEATURES))[:, :, FEATURES.index("examples")]
    assert column[own.reshape(shape)].max() < 0.999


def test_only_used_features_get_weight(
    trainee: Application, written: tuple[Path, Path, Path]
) -> None:
    fitted = fit_relevance(trainee.library_catalogue, FakeEmbedder())
    for kind, used in USED.items():
        weights = fitted[kind.value]["weights"]
        assert {name for name, weight in weights.items() if weight} <= set(used)
        assert 0 < fitted[kind.value]["least_relevance"] < 1


def test_the_model_of_objectives_fits_the_embedder(
    trainee: Application, written: tuple[Path, Path, Path]
) -> None:
    fitted = fit_objective(trainee.library_recommender)
    assert len(fitted["weights"]) == FakeEmbedder.dimensions + len(FORM) + 2
    assert 0 < fitted["least_probability"] < 1
