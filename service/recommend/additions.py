"""What joins the catalogue for one objective that it serves badly: KPIs that a model proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.indicator import from_generated
from service.domain.own_kpi import OwnKpi
from service.domain.ports import Embedder, Rows
from service.domain.recommendation import RecommendationRequest
from service.llm.generate import MOST, generate
from service.llm.generated_kpi import GeneratedKpi
from service.llm.session import LlmSession
from service.matching.catalogue import Catalogue, build_catalogue, joined
from service.matching.equivalence import same_measures
from service.matching.redundancy import NEAR_DUPLICATE, Redundancy
from service.matching.relevance import RelevanceModels
from service.matching.surroundings import strategy_against
from service.recommend.constraints import fits
from service.recommend.query import Query
from service.recommend.rank import Ranked, rank
from service.recommend.retrieve import Candidates
from service.recommend.select import Choice

#: So many KPIs that truly serve an objective are enough. How many a set holds is the sum of its
#: relevances, as they are probabilities. A scorecard has five to eight; a model that votes for few
#: leaves sets of one or two.
ENOUGH = 4.0
#: This many of the best KPIs are shown to the model.
KNOWN = 25
KNOWN_ALREADY = "generated KPI that is known"


@dataclass(frozen=True)
class Additions:
    """A catalogue with what joins it for one objective.

    Attributes:
        catalogue: The KPIs of the recommender in the rows that they have there, then the new ones.
        redundancy: Of this catalogue.
        ranked: The new ones.
        known: Rows of KPIs that the model proposed and the catalogue has.
    """

    catalogue: Catalogue
    redundancy: Redundancy
    ranked: tuple[Ranked, ...] = ()
    known: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ranked or self.known)


def missing(chosen: Sequence[Choice], facets: int, k: int) -> int:
    """How many KPIs a set lacks: so that it holds enough that serve, and all facets are measured.

    Args:
        chosen: The set.
        facets: Number of parts of the objective; 0 for one of one piece.
        k: The most that the planner wants.
    """
    expected = sum(choice.item.relevance for choice in chosen)
    measured = {facet for choice in chosen for facet in choice.facets}
    return min(MOST, max(round(min(ENOUGH, k) - expected), facets - len(measured), 0))


@dataclass(frozen=True)
class Proposer:
    """Has a model propose KPIs that one catalogue lacks.

    Attributes:
        base: The catalogue without additions.
        relevance: What weighs the features.
        embedder: The model of the catalogue's vectors.
    """

    base: Additions
    relevance: RelevanceModels
    embedder: Embedder

    def propose(
        self,
        llm: LlmSession,
        request: RecommendationRequest,
        query: Query,
        ranked: Sequence[Ranked],
        wanted: int,
    ) -> Additions:
        """The catalogue with what a model proposes; as it was when nothing comes of it.

        Args:
            llm: Whom to ask.
            request: With the planner's constraints, which hold for proposals too.
            query: The objective.
            ranked: What the catalogue has for it, most relevant first.
            wanted: At most how many.
        """
        catalogue = self.base.catalogue
        best = [catalogue.indicators[item.row] for item in ranked[:KNOWN]]
        proposed = generate(llm, query.objective.text, best, wanted, request.parent)
        fitting = [kpi for kpi in proposed if fits(kpi, request)]
        llm.reject("generated KPI beyond the constraints", len(proposed) - len(fitting))
        if not fitting:
            return self.base
        few = build_catalogue(
            [from_generated(kpi) for kpi in fitting], self.embedder, catalogue.bank
        )
        whole = joined(catalogue, few)
        redundancy = Redundancy(whole)
        same = same_measures([_as_own(kpi) for kpi in fitting], catalogue, self.embedder)
        rows = range(len(catalogue), len(whole))
        known = {
            row: found
            for row, equal in zip(rows, same, strict=True)
            if (found := self._known(row, equal, whole, redundancy, ranked)) is not None
        }
        llm.reject(KNOWN_ALREADY, len(known))
        new = np.array([row for row in rows if row not in known], dtype=np.intp)
        return Additions(
            whole,
            redundancy,
            _rank(query, whole, new, self.relevance) if len(new) else (),
            tuple(dict.fromkeys(known.values())),
        )

    def _known(
        self,
        row: int,
        equal: int | None,
        whole: Catalogue,
        redundancy: Redundancy,
        ranked: Sequence[Ranked],
    ) -> int | None:
        """The KPI that the one in ``row`` equals or repeats, if any.

        What repeats a KPI that stands to be chosen counts too: it must not come first and keep
        the one out that somebody vouches for.
        """
        if equal is not None:
            return equal
        near = self.base.catalogue.documents @ whole.documents[row]
        if near.max() >= NEAR_DUPLICATE:
            return int(near.argmax())
        return next((item.row for item in ranked if redundancy.between(row, item.row)), None)


def _as_own(kpi: GeneratedKpi) -> OwnKpi:
    """As an import would bring it."""
    return OwnKpi(kpi.id, kpi.name, kpi.definition, kpi.formula.expression, kpi.unit, kpi.direction)


def _rank(
    query: Query, catalogue: Catalogue, rows: Rows, relevance: RelevanceModels
) -> tuple[Ranked, ...]:
    """By the ranker of all others.

    Words that a proposal shares with the objective count nothing: who wrote it had read it.
    """
    strategy = query.surroundings.strategy
    if strategy:
        around = replace(query.surroundings, strategy=strategy_against(catalogue, strategy.vectors))
        query = replace(query, surroundings=around)
    no_words = np.zeros((len(query.vectors), len(rows)), dtype=np.float32)
    return tuple(rank(catalogue, relevance, query, Candidates(rows, no_words, no_words)))
