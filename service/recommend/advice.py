"""What a language model says on an objective and its candidates, and the ranking after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.ports import Embedder, Rows
from service.domain.recommendation import RecommendationRequest
from service.llm.rerank import rerank
from service.llm.session import LlmSession
from service.llm.understand import understand
from service.matching.catalogue import Catalogue
from service.matching.relevance import RelevanceModels
from service.recommend.constraints import barred_rows, eligible_rows
from service.recommend.query import reworded
from service.recommend.rank import Ranked, rank
from service.recommend.retrieve import Matches, Retriever
from service.recommend.vague import is_vague
from service.recommend.votes import NO_VOTES, Votes, opinion_of, raised, votes_of

#: This many of the best KPIs are put before a language model; with those that the planner asks
#: for or accepted before, not more than that many.
POOL, LARGEST_POOL = 60, 100


@dataclass(frozen=True)
class Advice:
    """What a language model says.

    Attributes:
        reworded: The objective with the model's words for it beside its own; None without any.
        votes: On the candidates.
        opinion: How far it takes the text for an objective, in [-1, 1].
    """

    reworded: Matches | None = None
    votes: Votes = NO_VOTES
    opinion: float = 0.0


NO_ADVICE = Advice()


class AdvisedRanker:
    """Ranks the KPIs of one catalogue, with a language model's advice or without."""

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: Embedder,
        retriever: Retriever,
        relevance: RelevanceModels,
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._retriever = retriever
        self._relevance = relevance

    def rank(
        self, matches: Matches, rows: Rows | None = None, advice: Advice = NO_ADVICE
    ) -> list[Ranked]:
        """The nearest KPIs in order, or these rows, near or not.

        A constraint far from the objective's own field would leave few of the nearest.
        """
        wider = advice.reworded
        if rows is None:
            rows = self._retriever.candidates(wider or matches).rows
        ranked = self._embedded(matches, rows)
        if wider:
            ranked = raised(ranked, self._embedded(wider, rows))
        return advice.votes.blended(ranked)

    def advice(
        self,
        request: RecommendationRequest,
        matches: Matches,
        embedded: Sequence[Ranked],
        llm: LlmSession,
        accepted: Sequence[int] = (),
    ) -> Advice:
        """Ask a language model: at most once what a vague objective means, and twice which of
        the candidates are worth adopting. What fails is left out.

        Args:
            request: With the planner's constraints, within which the candidates are.
            matches: The objective.
            embedded: KPIs for it without advice, most relevant first.
            llm: Whom to ask.
            accepted: Rows that the planner accepted before for such an objective.

        Raises:
            Abandoned: Nobody waits for the answer any more.
        """
        objective = matches.query.objective
        understood = understand(llm, objective.text) if is_vague(objective, embedded) else None
        if llm.unfinished:
            return NO_ADVICE
        wider = None
        if understood and understood.wordings:
            query = reworded(matches.query, understood.wordings, self._embedder, request.today)
            wider = self._retriever.match(query)
        pool = self._pool(request, matches, embedded, wider, accepted)
        candidates = [self._catalogue.indicators[row] for row in pool]
        ballots = rerank(llm, objective.text, candidates, request.parent)
        return Advice(wider, votes_of(pool, ballots), opinion_of(understood, ballots))

    def _pool(
        self,
        request: RecommendationRequest,
        matches: Matches,
        embedded: Sequence[Ranked],
        wider: Matches | None,
        accepted: Sequence[int],
    ) -> list[int]:
        """Rows of the KPIs that are put before the model, best first.

        Half of them by the objective's own words, whatever the model's words for it find.
        """
        barred = barred_rows(self._catalogue, request)
        eligible = eligible_rows(self._catalogue, request)

        def near(ranked: Sequence[Ranked]) -> list[int]:
            return [item.row for item in ranked if item.row not in barred]

        if eligible is not None:
            embedded = self._embedded(matches, eligible)
        best = near(embedded)[:POOL]
        if wider:
            rows = self._retriever.candidates(wider).rows if eligible is None else eligible
            others = near(self._embedded(wider, rows))
            best = list(dict.fromkeys([*best[: POOL // 2], *others]))[:POOL]
        wanted = [*self._catalogue.rows_of(request.must_include).tolist(), *accepted]
        further = [row for row in wanted if row not in barred]
        return list(dict.fromkeys([*best, *further]))[:LARGEST_POOL]

    def _embedded(self, matches: Matches, rows: Rows) -> list[Ranked]:
        if not len(rows):
            return []
        return rank(self._catalogue, self._relevance, matches.query, matches.at(rows))
