"""Fit everything and write it beside the code that reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import ModuleType
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

#: The modules that read what is fitted here, each with what makes it read anew. Only their
#: ``WEIGHTS_FILE`` is ever written, so that a test can keep them all aside.
FITTED: Mapping[ModuleType, Callable[[], None]] = {
    relevance: relevance.load_parameters.cache_clear,
    equivalence: equivalence.load_parameters.cache_clear,
    trifles: trifles.forget_parameters,
    support: support.forget_parameters,
    confidence: confidence.forget_parameters,
}


def fit(application: Application) -> None:
    """Write all parameters; what is fitted on others comes after them.

    What reads like an objective, and support, are fitted on the relevance that was fitted before,
    support on trifles, and confidence on the findings that all of them lead to.
    """
    catalogue, embedder = application.library_catalogue, application.embedder
    fitted_on = {"model": embedder.model, "library_version": application.library.version}
    parameters = {"relevance": fit_relevance(catalogue, embedder)}
    _write(relevance, fitted_on | parameters)
    with Application(application.settings, application.replaced_embedder) as uncalibrated:
        calibrate(parameters["relevance"], uncalibrated.library_recommender)
    _write(relevance, fitted_on | parameters)
    parameters["objective"] = fit_objective(application.library_recommender)
    _write(relevance, fitted_on | parameters)
    _write(equivalence, fitted_on | fit_equivalence(catalogue, embedder))
    _write(trifles, fitted_on | fit_trifles(application.library, embedder))
    _write(support, fitted_on | fit_support(application.auditor))
    _write(confidence, fitted_on | fit_confidence(application.auditor))


def _write(module: ModuleType, parameters: dict[str, Any]) -> None:
    read_anew = FITTED[module]
    module.WEIGHTS_FILE.write_text(json.dumps(parameters, indent=1) + "\n", encoding="utf-8")
    read_anew()
