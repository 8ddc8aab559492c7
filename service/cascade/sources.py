"""What a cascade asks of the rest of Plumbline."""

from __future__ import annotations

from typing import Protocol

from service.domain.recommendation import Recommendation, RecommendationRequest


class Adviser(Protocol):
    """Recommends KPIs for an objective, or abstains."""

    def recommend(self, request: RecommendationRequest) -> Recommendation:
        """Answer a request; the same request gets the same answer."""
