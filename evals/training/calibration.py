"""Make the relevance of curated KPIs the probability that a reader finds them relevant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.loading.gold_set import RELEVANT, read_gold_set
from evals.today import TODAY
from service.matching.relevance import KpiKind
from service.recommend.pipeline import Recommender

GOLD = Path(__file__).parents[1] / "datasets" / "gold" / "train"
#: Those that a planner may see; far below, calibration is of no use to anybody.
DEPTH = 10
_LEAST = 1e-9


def calibrate(parameters: dict[str, Any], recommender: Recommender) -> None:
    """Adjust slope and intercept in place, by Platt's method (1999).

    On the production ranking, compound objectives and all, of graded objectives whose pools hold
    every KPI that is looked at.

    Args:
        parameters: Of relevance, by kind.
        recommender: Ranks by them.
    """
    gold = read_gold_set(GOLD)
    log_odds, right = [], []
    for objective in gold.objectives:
        grades = gold.grades.get(objective.id, {})
        for indicator, relevance in recommender.search(objective.text, TODAY)[:DEPTH]:
            probability = min(max(relevance, _LEAST), 1 - _LEAST)
            log_odds.append(np.log(probability / (1 - probability)))
            right.append(indicator.id in grades and grades[indicator.id].grade >= RELEVANT)
    if not 0 < sum(right) < len(right):
        return
    model = LogisticRegression(C=1e3).fit(np.array(log_odds)[:, None], right)
    slope, shift = float(model.coef_[0, 0]), float(model.intercept_[0])
    curated = parameters[KpiKind.CURATED.value]
    curated["weights"] = {n: round(w * slope, 4) for n, w in curated["weights"].items()}
    curated["intercept"] = round(curated["intercept"] * slope + shift, 4)
    least = curated["least_relevance"]
    odds = slope * np.log(least / (1 - least)) + shift
    curated["least_relevance"] = round(float(1 / (1 + np.exp(-odds))), 4)
