"""Fit everything and write it beside the code that reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.training.calibration import calibrate
from evals.training.confidence import fit_confidence
from evals.training.equivalence import fit_equivalence
from evals.training.objective import fit_objective
from evals.training.relevance import fit_relevance
from evals.training.support import fit_support
from evals.training.trifles import fit_trifles
from service.audit import confidence, support, trifles
from service.bootstrap import Application
from service.matching import equivalence, relevance


def fit(application: Application) -> None:
    """Write the parameters of relevance, abstention, equivalence and support.

    What reads like an objective, and support, are fitted on the relevance that was fitted before.
    """
    catalogue, embedder = application.library_catalogue, application.embedder
    fitted_on = {"model": embedder.model, "library_version": application.library.version}
    parameters = {"relevance": fit_relevance(catalogue, embedder)}
    _write_relevance(fitted_on | parameters)
    with Application(application.settings, application.replaced_embedder) as uncalibrated:
        calibrate(parameters["relevance"], uncalibrated.library_recommender)
    _write_relevance(fitted_on | parameters)
    parameters["objective"] = fit_objective(application.library_recommender)
    _write_relevance(fitted_on | parameters)
    _write(equivalence.WEIGHTS_FILE, fitted_on | fit_equivalence(catalogue, embedder))
    equivalence.load_parameters.cache_clear()
    _write(trifles.WEIGHTS_FILE, fitted_on | fit_trifles(application.library, embedder))
    trifles.forget_parameters()
    _write(support.WEIGHTS_FILE, fitted_on | fit_support(application.auditor))
    support.forget_parameters()
    _write(confidence.WEIGHTS_FILE, fitted_on | fit_confidence(application.auditor))
    confidence.forget_parameters()


def _write_relevance(parameters: dict[str, Any]) -> None:
    _write(relevance.WEIGHTS_FILE, parameters)
    relevance.load_parameters.cache_clear()


def _write(file: Path, parameters: dict[str, Any]) -> None:
    file.write_text(json.dumps(parameters, indent=1) + "\n", encoding="utf-8")
