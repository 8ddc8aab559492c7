"""One objective's way to its KPIs; read ``recommend`` from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi
from service.domain.indicator import Indicator
from service.domain.ports import Embedder, Rows, Scores, Vectors
from service.domain.recommendation import (
    LeftOut,
    Recommendation,
    RecommendationRequest,
    RecommendedKpi,
)
from service.llm.generated_kpi import GeneratedKpi
from service.llm.session import LlmSession
from service.llm.tailor import tailored
from service.matching.catalogue import Catalogue
from service.matching.redundancy import Redundancy
from service.matching.relevance import RelevanceModels
from service.matching.surroundings import Strategy, Surroundings, strategy_against
from service.recommend.abstain import Abstainer, signs_of
from service.recommend.additions import Additions, Proposer, missing
from service.recommend.advice import NO_ADVICE, Advice, AdvisedRanker
from service.recommend.constraints import barred_rows, eligible_rows
from service.recommend.data_collection import DataCollection
from service.recommend.feedback import (
    ALL_REJECTED,
    MOVED,
    STRENGTH,
    FeedbackReader,
    Sway,
    effects,
    moved,
    shifted,
)
from service.recommend.query import Query, query_for
from service.recommend.rank import Ranked, score_parts, shift_part
from service.recommend.reasons import reasons_for
from service.recommend.retrieve import Matches, Retriever
from service.recommend.select import Choice, Selection, Selector
from service.recommend.targets.target import set_target
from service.recommend.votes import BOUND
from service.recommend.warnings import warnings_on
from service.understanding.content import content_of
from service.understanding.objective import read_objective

#: How many of the best KPIs vote on the domains that an objective speaks of.
DOMAIN_VOTERS = 8
#: A strategy of fewer objectives says too little of what every KPI is near to.
LEAST_STRATEGY = 5
KEPT_STRATEGIES = 8
NOTHING_WITHIN = "No KPI within your constraints fits well enough. Loosen them."
#: The guards of this many of the best KPIs may be chosen.
GUARDED = 12
#: The data sources of this many are compared with the planner's at once.
COLLECTED = 40


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
        self._ranker = AdvisedRanker(catalogue, embedder, retriever, relevance)
        self._abstainer = abstainer
        base = Additions(catalogue, Redundancy(catalogue))
        self._proposer = Proposer(base, relevance, embedder)
        # A strategy comes with one request after the other.
        self._strategy = lru_cache(maxsize=KEPT_STRATEGIES)(self._read_strategy)
        self._feedback = FeedbackReader(catalogue, embedder)

    def recommend(
        self, request: RecommendationRequest, llm: LlmSession | None = None
    ) -> Recommendation:
        """Answer a request; the same request gets the same answer.

        Args:
            request: The objective and the planner's constraints.
            llm: A language model to ask as well; without one, and whenever it fails, the answer
                is the embedded one.

        Raises:
            Abandoned: Nobody waits for the answer any more.
        """
        matches = self._match(request)
        query = matches.query
        embedded = self._ranker.rank(matches)
        sway = self._feedback.read(request.feedback, query.objective, query.vector, request.today)
        known = [*embedded, *self._heed(sway, matches, embedded)]
        advice = NO_ADVICE
        if llm and not self._abstainer.is_settled(query.objective, query.vector, known):
            advice = self._ranker.advice(request, matches, embedded, llm, sway.raised)
        ranked = embedded
        # Votes on KPIs within a constraint say nothing on those beyond.
        if advice is not NO_ADVICE and eligible_rows(self.catalogue, request) is None:
            ranked = self._ranker.rank(matches, advice=advice)
        reason = self._abstainer.reason(
            query.objective,
            query.vector,
            known,
            [*ranked, *self._heed(sway, matches, ranked, advice)],
            advice.opinion,
        )
        without = chosen = Selection()
        offer = self._proposer.base
        if not reason:
            without, chosen = self._select(request, matches, ranked, sway, advice, offer)
        if llm and not self._abstainer.no_objective(
            query.objective, query.vector, known, advice.opinion
        ):
            offer = self._lacking(llm, request, query, ranked, chosen)
        if offer:
            row_of = offer.catalogue.row_of
            sway = self._feedback.read(
                request.feedback, query.objective, query.vector, request.today, row_of
            )
            without, chosen = self._select(request, matches, ranked, sway, advice, offer)
        if not chosen.chosen and not reason:
            reason = ALL_REJECTED if without.chosen else NOTHING_WITHIN
        heard = effects(sway, without.items, chosen.items)
        kpis = tuple(
            self._present(place, choice, query, request, sway, offer.catalogue)
            for place, choice in enumerate(chosen.chosen, start=1)
        )
        return Recommendation(
            objective=query.objective,
            likely_domains=() if reason else self._domains(ranked),
            kpis=tailored(llm, request, kpis, self._embedder) if llm else kpis,
            abstained=not chosen.chosen,
            reason=None if chosen.chosen else reason,
            warnings=(
                *warnings_on(query.objective),
                *([reason] if reason and chosen.chosen else []),
                *([MOVED] if heard else []),
            ),
            library_version=self.library.version,
            model=self._embedder.model,
            facets=query.facets,
            left_out=tuple(
                LeftOut(offer.catalogue.indicators[item.row], round(item.relevance, 4), why)
                for item, why in chosen.left_out
            ),
            llm=llm.use if llm else None,
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
        return self.rank(RecommendationRequest(text, today, domain=domain))

    def rank(
        self, request: RecommendationRequest, llm: LlmSession | None = None
    ) -> list[tuple[Indicator, float]]:
        """All candidates within the constraints with their relevance, most relevant first.

        Args:
            request: The objective and the constraints.
            llm: A language model that votes, as it does in ``recommend``.
        """
        matches = self._match(request)
        advice = NO_ADVICE
        if llm:
            advice = self._ranker.advice(request, matches, self._ranker.rank(matches), llm)
        ranked = self._ranker.rank(matches, eligible_rows(self.catalogue, request), advice)
        return [(self.catalogue.indicators[item.row], item.relevance) for item in ranked]

    def signs(self, text: str, today: date) -> Scores:
        """What speaks for a text being an objective, see ``signs_of``; for training."""
        matches = self._match(RecommendationRequest(text, today))
        objective, vector = matches.query.objective, matches.query.vector
        return signs_of(objective, vector, self._ranker.rank(matches), self._abstainer.vocabulary)

    def _match(self, request: RecommendationRequest) -> Matches:
        objective = read_objective(request.objective, request.today)
        surroundings = Surroundings(
            self._strategy(request.strategy, request.today),
            self._vectors((request.parent,), request.today)[0] if request.parent else None,
        )
        query = query_for(objective, self._embedder, request.today, surroundings)
        return self._retriever.match(query)

    def _read_strategy(self, strategy: tuple[str, ...], today: date) -> Strategy | None:
        if len(strategy) < LEAST_STRATEGY:
            return None
        return strategy_against(self.catalogue, self._vectors(strategy, today))

    def _vectors(self, texts: tuple[str, ...], today: date) -> Vectors:
        return self._embedder.embed([content_of(read_objective(text, today)) for text in texts])

    def _lacking(
        self,
        llm: LlmSession,
        request: RecommendationRequest,
        query: Query,
        ranked: list[Ranked],
        chosen: Selection,
    ) -> Additions:
        """What joins the catalogue because the set lacks it; within a domain nothing does, since
        a generated KPI is of none."""
        wanted = missing(chosen.chosen, len(query.facets), request.k)
        if not wanted or request.domain or llm.unfinished:
            return self._proposer.base
        return self._proposer.propose(llm, request, query, ranked, wanted)

    def _select(
        self,
        request: RecommendationRequest,
        matches: Matches,
        ranked: list[Ranked],
        sway: Sway,
        advice: Advice,
        offer: Additions,
    ) -> tuple[Selection, Selection]:
        """The set without feedback, and with it."""
        eligible = eligible_rows(self.catalogue, request)
        if eligible is not None:
            ranked = self._ranker.rank(matches, eligible, advice)
        barred = barred_rows(self.catalogue, request)
        if offer:
            ranked = self._with(offer, matches, ranked, eligible, advice)
        ranked = [item for item in ranked if item.row not in barred]
        asked = self._ranker.rank(matches, self.catalogue.rows_of(request.must_include), advice)
        # A guard measures another KPI; how well it serves the objective is not voted on.
        guards = self._guard_rows(ranked[:GUARDED], offer.catalogue)
        if eligible is not None:
            guards = np.intersect1d(guards, eligible)
        guarding = [i for i in self._ranker.rank(matches, guards) if i.row not in barred]
        sources = DataCollection(request.data_sources, self._embedder)
        sources.prepare(offer.catalogue.indicators[item.row] for item in ranked[:COLLECTED])
        least = self._abstainer.least_relevance
        selector = Selector(offer.catalogue, offer.redundancy, request, sources, least)
        without = selector.select(ranked, asked, guarding)
        if not sway.voices:
            return without, without
        heeded = self._heed(sway, matches, ranked, advice, barred, joined=eligible is None)
        return without, selector.select(heeded, shifted(asked, sway), moved(guarding, sway))

    def _with(
        self,
        offer: Additions,
        matches: Matches,
        ranked: list[Ranked],
        eligible: Rows | None,
        advice: Advice,
    ) -> list[Ranked]:
        """The ranking with what joins it, most relevant first."""
        raised = np.setdiff1d(offer.known, [item.row for item in ranked]).astype(np.intp)
        if eligible is not None:
            raised = np.intersect1d(raised, eligible)
        found = self._ranker.rank(matches, raised, advice)
        return sorted([*ranked, *found, *offer.ranked], key=lambda item: -item.relevance)

    def _heed(
        self,
        sway: Sway,
        matches: Matches,
        ranked: list[Ranked],
        advice: Advice = NO_ADVICE,
        barred: frozenset[int] = frozenset(),
        joined: bool = True,
    ) -> list[Ranked]:
        """The ranking after feedback; accepted KPIs that no search found join it."""
        if not sway.voices:
            return ranked
        known = {item.row for item in ranked} | barred
        joining = [row for row in sway.raised if row not in known] if joined else []
        found = self._ranker.rank(matches, np.array(joining, dtype=np.intp), advice)
        return moved([*ranked, *found], sway)

    def _guard_rows(self, guarded: Sequence[Ranked], catalogue: Catalogue) -> Rows:
        records = (catalogue.indicators[item.row].record for item in guarded)
        return self.catalogue.rows_of(
            guard for record in records if record for guard in record.counter_metrics
        )

    def _domains(self, ranked: Sequence[Ranked]) -> tuple[str, ...]:
        votes: dict[str, float] = {}
        for item in ranked[:DOMAIN_VOTERS]:
            record = self.catalogue.indicators[item.row].record
            if record:
                votes[record.domain] = votes.get(record.domain, 0.0) + item.relevance
        return tuple(sorted(votes, key=lambda domain: -votes[domain])[:3])

    def _present(
        self,
        place: int,
        choice: Choice,
        query: Query,
        request: RecommendationRequest,
        sway: Sway,
        catalogue: Catalogue,
    ) -> RecommendedKpi:
        item = choice.item
        indicator = catalogue.indicators[item.row]
        model = self._relevance.of(
            bool(catalogue.curated[item.row]), query.surroundings.strategy is not None
        )
        return RecommendedKpi(
            rank=place,
            indicator=indicator,
            relevance=round(item.relevance, 4),
            score_parts=score_parts(model, item.features)
            | shift_part("feedback", item.shift, STRENGTH)
            | shift_part("rewording", item.reworded, BOUND)
            | shift_part("language_model", item.vote, BOUND),
            reasons=reasons_for(item.row, catalogue, query.vector),
            target=set_target(query.objective, indicator, request.today, request.history),
            counter_metrics=self._guards_of(indicator.record),
            role=choice.role,
            chosen_for=choice.reasons,
            facets=tuple(query.facets[at] for at in choice.facets),
            new_sources=choice.new_sources,
            edited=sway.wordings.get(item.row),
        )

    def _guards_of(self, record: Kpi | None) -> tuple[tuple[str, str], ...]:
        guards = record.counter_metrics if record else ()
        named = [record.guard] if isinstance(record, GeneratedKpi) and record.guard else []
        return (*((guard, self.library[guard].name) for guard in guards), *(("", n) for n in named))
