"""One objective's way to its KPIs; read ``recommend`` from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from kpi_library.library import KpiLibrary
from service.domain.indicator import Indicator
from service.domain.objective import Objective
from service.domain.ports import Embedder, Rows, Vectors
from service.domain.recommendation import (
    Recommendation,
    RecommendationRequest,
    RecommendedKpi,
)
from service.matching.catalogue import Catalogue
from service.matching.relevance import RelevanceModels
from service.recommend.abstain import Abstainer
from service.recommend.constraints import eligible_rows
from service.recommend.feedback import (
    ALL_REJECTED,
    MOVED,
    FeedbackReader,
    Sway,
    effects,
    moved,
    shift_part,
)
from service.recommend.rank import Ranked, rank, score_parts
from service.recommend.reasons import reasons_for
from service.recommend.retrieve import Retriever
from service.recommend.select import select
from service.recommend.target import set_target
from service.recommend.warnings import warnings_on
from service.understanding.content import content_of
from service.understanding.objective import read_objective

#: How many of the best KPIs vote on the domains that an objective speaks of.
DOMAIN_VOTERS = 8
NOTHING_WITHIN = "No KPI within your constraints fits well enough. Loosen domain or level."


class Recommender:
    """Recommends KPIs of one catalogue."""

    def __init__(
        self,
        library: KpiLibrary,
        catalogue: Catalogue,
        embedder: Embedder,
        retriever: Retriever,
        relevance: RelevanceModels,
        abstainer: Abstainer,
    ) -> None:
        self.library = library
        self.catalogue = catalogue
        self._embedder = embedder
        self._retriever = retriever
        self._relevance = relevance
        self._abstainer = abstainer
        self._feedback = FeedbackReader(catalogue, embedder)

    def recommend(self, request: RecommendationRequest) -> Recommendation:
        """Answer a request; the same request gets the same answer."""
        objective = read_objective(request.objective, request.today)
        vector = self._embed(objective)
        ranked = self._rank(objective, vector)
        sway = self._feedback.read(request.feedback, objective, vector, request.today)
        heeded = self._heed(sway, objective, vector, ranked)
        reason = self._abstainer.reason(objective.text, vector, [*ranked, *heeded])
        without, chosen = (
            ([], []) if reason else self._choose(request, objective, vector, ranked, sway)
        )
        if not reason and not chosen:
            reason = ALL_REJECTED if without else NOTHING_WITHIN
        heard = effects(sway, without, chosen)
        return Recommendation(
            objective=objective,
            likely_domains=() if reason else self._domains(ranked),
            kpis=tuple(
                self._present(place, item, objective, vector, sway)
                for place, item in enumerate(chosen, start=1)
            ),
            abstained=not chosen,
            reason=reason,
            warnings=(*warnings_on(objective), *([MOVED] if heard else [])),
            library_version=self.library.version,
            model=self._embedder.model,
            feedback=heard,
        )

    def search(
        self, text: str, today: date, domain: str | None = None
    ) -> list[tuple[Indicator, float]]:
        """KPIs for search words with their relevance, most relevant first.

        Args:
            text: What to look for.
            today: The day from which dates in it count.
            domain: Only KPIs of this domain, all of them.
        """
        objective = read_objective(text, today)
        request = RecommendationRequest(text, today, domain=domain)
        eligible = eligible_rows(self.catalogue, request)
        ranked = self._rank(objective, self._embed(objective), eligible)
        return [(self.catalogue.indicators[item.row], item.relevance) for item in ranked]

    def _embed(self, objective: Objective) -> Vectors:
        vector: Vectors = self._embedder.embed([content_of(objective)])[0]
        return vector

    def _rank(
        self, objective: Objective, vector: Vectors, eligible: Rows | None = None
    ) -> list[Ranked]:
        candidates = self._retriever.candidates(objective, vector, eligible)
        return rank(self.catalogue, self._relevance, vector, candidates)

    def _choose(
        self,
        request: RecommendationRequest,
        objective: Objective,
        vector: Vectors,
        ranked: list[Ranked],
        sway: Sway,
    ) -> tuple[list[Ranked], list[Ranked]]:
        """The KPIs without feedback, and with it."""
        eligible = eligible_rows(self.catalogue, request)
        if eligible is not None:
            ranked = self._rank(objective, vector, eligible)
        least = self._abstainer.least_relevance
        without = select(ranked, self.catalogue, request.k, least)
        if not sway.voices:
            return without, without
        heeded = self._heed(sway, objective, vector, ranked, eligible)
        return without, select(heeded, self.catalogue, request.k, least)

    def _heed(
        self,
        sway: Sway,
        objective: Objective,
        vector: Vectors,
        ranked: list[Ranked],
        eligible: Rows | None = None,
    ) -> list[Ranked]:
        """The ranking after feedback; accepted KPIs that no search found join it."""
        if not sway.voices:
            return ranked
        found = {item.row for item in ranked}
        joining = [row for row in sway.raised if row not in found and eligible is None]
        if joining:
            rows = np.array(joining, dtype=np.intp)
            ranked = [*ranked, *self._rank(objective, vector, rows)]
        return moved(ranked, sway)

    def _domains(self, ranked: Sequence[Ranked]) -> tuple[str, ...]:
        votes: dict[str, float] = {}
        for item in ranked[:DOMAIN_VOTERS]:
            record = self.catalogue.indicators[item.row].record
            if record:
                votes[record.domain] = votes.get(record.domain, 0.0) + item.relevance
        return tuple(sorted(votes, key=lambda domain: -votes[domain])[:3])

    def _present(
        self, place: int, item: Ranked, objective: Objective, vector: Vectors, sway: Sway
    ) -> RecommendedKpi:
        indicator = self.catalogue.indicators[item.row]
        guards = indicator.record.counter_metrics if indicator.record else ()
        return RecommendedKpi(
            rank=place,
            indicator=indicator,
            relevance=round(item.relevance, 4),
            score_parts=score_parts(
                self._relevance.of(bool(self.catalogue.curated[item.row])), item.features
            )
            | shift_part(item.shift),
            reasons=reasons_for(item.row, self.catalogue, vector),
            target=set_target(objective, indicator),
            counter_metrics=tuple((guard, self.library[guard].name) for guard in guards),
            edited=sway.wordings.get(item.row),
        )
