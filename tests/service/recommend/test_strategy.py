"""An objective within its strategy, against an organisation's own catalogue."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from service.bootstrap import Application
from service.domain.indicator import Indicator, Source
from service.domain.recommendation import RecommendationRequest
from service.matching.relevance import KpiKind, load_relevance_model
from service.recommend.pipeline import LEAST_STRATEGY, Recommender

TODAY = date(2026, 11, 23)
OBJECTIVE = "Repair potholes sooner"
NAMES = ("Potholes repaired", "Pothole repair time", "Trees planted", "Bins emptied")
STRATEGY = (OBJECTIVE, "Plant trees", "Empty bins", "Light the streets", "Sweep the squares")


def recommender_of(application: Application) -> Recommender:
    return application.recommender_for(
        [Indicator(f"i{at}", name, "", Source.ORGANISATION) for at, name in enumerate(NAMES)]
    )


@pytest.mark.parametrize(
    ("strategy", "kind"),
    [
        ((), KpiKind.NAMED),
        (STRATEGY[: LEAST_STRATEGY - 1], KpiKind.NAMED),
        (STRATEGY, KpiKind.NAMED_IN_STRATEGY),
    ],
)
def test_score_parts_make_up_the_relevance(
    fake_application: Application, strategy: tuple[str, ...], kind: KpiKind
) -> None:
    recommender = recommender_of(fake_application)
    request = RecommendationRequest(
        OBJECTIVE, TODAY, must_include=("i0", "i2"), strategy=strategy, parent="Better roads"
    )
    answer = recommender.recommend(request)
    assert {kpi.indicator.id for kpi in answer.kpis} >= {"i0", "i2"}
    intercept = load_relevance_model(kind).intercept
    for kpi in answer.kpis:
        assert ("siblings" in kpi.score_parts) == (kind is KpiKind.NAMED_IN_STRATEGY)
        log_odds = intercept + sum(part.contribution for part in kpi.score_parts.values())
        assert kpi.relevance == pytest.approx(1 / (1 + np.exp(-log_odds)), abs=1e-3)


def test_a_kpi_of_another_objective_counts_less(fake_application: Application) -> None:
    recommender = recommender_of(fake_application)
    same = tuple(f"{text} in the city" for text in STRATEGY)
    request = RecommendationRequest(OBJECTIVE, TODAY, strategy=same)
    found = {kpi.id: relevance for kpi, relevance in recommender.rank(request)}
    rival = RecommendationRequest(OBJECTIVE, TODAY, strategy=(*same, "Bins emptied"))
    lowered = {kpi.id: relevance for kpi, relevance in recommender.rank(rival)}
    assert lowered["i3"] < found["i3"]
