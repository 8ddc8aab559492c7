"""Whether a goal reads like a pet project: the canteen's paint, the ski weekend, the lunch bot.

A linear model over the embedding, fitted on trifles and on serious goals written for it. It knows
nothing of the strategy: a mural is a trifle at a bank and none in a programme against graffiti, so
it is one sign among others.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from service.domain.ports import Scores, Vectors

WEIGHTS_FILE = Path(__file__).with_name("trifles.json")

#: Below these log-odds a goal is no trifle, whatever means it names.
LEAST_TRIFLE = -3.0


def trifle_log_odds(vectors: Vectors, model: str) -> Scores:
    """Log-odds that goals with these unit vectors, shape (g, d), are trifles; shape (g,).

    Zeros when the weights were fitted on the embeddings of another model.
    """
    fitted_on, weights, intercept = _parameters()
    if model != fitted_on:
        return np.zeros(len(vectors), dtype=np.float32)
    odds: Scores = vectors @ weights + np.float32(intercept)
    return odds


@cache
def _parameters() -> tuple[str, Scores, float]:
    content = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    weights = np.array(content["weights"], dtype=np.float32)
    return content["model"], weights, float(content["intercept"])


def forget_parameters() -> None:
    """Read the weights again on next use, after they were fitted anew."""
    _parameters.cache_clear()
