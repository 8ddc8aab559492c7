"""Does an objective find the indicators that its organisation chose for it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Statistic
from evals.llm_sessions import LlmSessions
from evals.loading.retrieval_set import RetrievalSet, read_retrieval_set
from evals.metrics.mean import mean
from evals.metrics.ndcg import ndcg
from evals.metrics.recall_at import recall_at
from evals.metrics.reciprocal_rank import reciprocal_rank
from evals.plain import Rank, Ranking, baselines, plain_embedder
from evals.progress import tracked
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Cell, Evaluation, Listing, Result, Run
from evals.summary import summarise
from evals.today import TODAY
from service.bootstrap import Application
from service.domain.indicator import Indicator
from service.domain.recommendation import RecommendationRequest

TASK = "retrieval"
DEPTH = 10
WORST = 10
SHOWN = 3
METHOD = (
    "The corpus is read by the production importer as an organisation's own catalogue, name and "
    "definition only. plumbline is the order of the production recommender for a request that "
    "names the organisation's strategy, which is all queries of the dataset, and the goal above "
    "the objective; plumbline_alone gets each query alone. dense is the cosine of plain MiniLM, "
    "dense_csls the same corrected for hubness by all queries (CSLS), so knows what plumbline "
    "knows but for the goal above; bm25 is the word match. nDCG has linear gain as in trec_eval; "
    "documents that a system does not return count as not found. Queries are resampled."
)

ALONE = "plumbline_alone"
METRICS: Mapping[str, Callable[[Ranking, Mapping[str, float]], float]] = {
    "ndcg@10": partial(ndcg, k=DEPTH),
    "recall@10": partial(recall_at, k=DEPTH),
    "mrr@10": partial(reciprocal_rank, k=DEPTH),
}


def run_on(folder: Path) -> Run:
    """The task on the BEIR folder.

    Raises:
        InputError: The dataset is malformed.
    """
    dataset = read_retrieval_set(folder)
    task = partial(evaluate, dataset)
    return Run(TASK, dataset.name, task, with_model=task)


def run_on_all(folder: Path) -> Run:
    """The task on all BEIR folders in a folder, each query within its own, as one dataset.

    Raises:
        InputError: A dataset is malformed.
    """
    datasets = [read_retrieval_set(path) for path in sorted(folder.iterdir()) if path.is_dir()]
    task = partial(evaluate_all, datasets, folder)
    return Run(TASK, f"{folder.parent.name}_{folder.name}", task, with_model=task)


def evaluate(
    dataset: RetrievalSet, application: Application, sessions: LlmSessions | None = None
) -> Evaluation:
    """Rank every query by every system."""
    rankings = _rankings(dataset, application, sessions)
    values = _values(dataset, rankings)
    shown = PLUMBLINE_LLM if sessions else PLUMBLINE
    left_out = (f"{dataset.left_out} queries without a relevant document were left out.",)
    return Evaluation(
        _result(dataset.name, application, values),
        METHOD,
        notes=left_out if dataset.left_out else (),
        listings=(_worst(dataset, rankings, values["ndcg@10"], shown),),
        distributions=values,
    )


def evaluate_all(
    datasets: Sequence[RetrievalSet],
    folder: Path,
    application: Application,
    sessions: LlmSessions | None = None,
) -> Evaluation:
    """Rank every query of every dataset within its own."""
    each = [_values(dataset, _rankings(dataset, application, sessions)) for dataset in datasets]
    values = {
        metric: {
            system: np.concatenate([values[metric][system] for values in each])
            for system in each[0][metric]
        }
        for metric in METRICS
    }
    name = f"{folder.parent.name}_{folder.name}"
    return Evaluation(
        _result(name, application, values),
        METHOD,
        notes=(f"{len(datasets)} organisations.",),
        distributions=values,
    )


def _rankings(
    dataset: RetrievalSet, application: Application, sessions: LlmSessions | None
) -> dict[str, dict[str, Ranking]]:
    """By system and query."""
    rankings = {}
    for name, rank in systems(dataset, application, sessions).items():
        queries = tracked(application, f"{dataset.name}: {name}", list(dataset.queries))
        rankings[name] = {query: rank(query) for query in queries}
    return rankings


_Values = Mapping[str, Mapping[str, NDArray[np.float64]]]


def _values(dataset: RetrievalSet, rankings: Mapping[str, Mapping[str, Ranking]]) -> _Values:
    """By metric and system, shape (queries,)."""
    return {
        metric: {
            system: np.array([score(ranked[q], dataset.gains[q]) for q in dataset.queries])
            for system, ranked in rankings.items()
        }
        for metric, score in METRICS.items()
    }


def _result(name: str, application: Application, values: _Values) -> Result:
    some = next(iter(values.values()))
    statistics: dict[str, dict[str, Statistic]] = {
        system: {
            metric: partial(mean, values=of_system[system]) for metric, of_system in values.items()
        }
        for system in some
    }
    queries = len(next(iter(some.values())))
    return summarise(TASK, name, application, statistics, np.zeros(queries))


def systems(
    dataset: RetrievalSet, application: Application, sessions: LlmSessions | None = None
) -> dict[str, Rank]:
    """The production recommender and what it is compared with, each from the id of a query."""
    recommender = application.recommender_for(dataset.indicators)
    strategy = tuple(dataset.queries.values())

    def full(query: str) -> RecommendationRequest:
        above = dataset.parents.get(query, "")
        text = dataset.queries[query]
        return RecommendationRequest(text, TODAY, strategy=strategy, parent=above)

    def plumbline(query: str) -> Ranking:
        return _ids(recommender.rank(full(query)))

    def alone(query: str) -> Ranking:
        return _ids(recommender.rank(RecommendationRequest(dataset.queries[query], TODAY)))

    others = baselines(dataset.indicators, plain_embedder(application), strategy)
    by_query: dict[str, Rank] = {
        name: partial(_of_text, rank, dataset.queries) for name, rank in others.items()
    }
    ours: dict[str, Rank] = {PLUMBLINE: plumbline}
    if sessions:
        ours[PLUMBLINE_LLM] = lambda query: _ids(sessions.rank(recommender, full(query)))
    return {**ours, ALONE: alone, **by_query}


def _ids(ranked: Sequence[tuple[Indicator, float]]) -> Ranking:
    return [indicator.id for indicator, _ in ranked]


def _of_text(rank: Rank, texts: Mapping[str, str], query: str) -> Ranking:
    return rank(texts[query])


def _worst(
    dataset: RetrievalSet,
    rankings: Mapping[str, Mapping[str, Ranking]],
    values: Mapping[str, NDArray[np.float64]],
    system: str,
) -> Listing:
    texts = {indicator.id: indicator.document for indicator in dataset.indicators}
    queries = list(dataset.queries)
    # Among equally bad queries, first those that plain cosine gets right.
    order = np.lexsort((-values["dense"], values[system]))[:WORST]

    def row(at: int) -> tuple[Cell, ...]:
        query = queries[at]
        gains = dataset.gains[query]
        top = rankings[system][query][:SHOWN]
        scores = f"{values[system][at]:.2f} (dense {values['dense'][at]:.2f})"
        found = tuple(f"{'relevant: ' if i in gains else ''}{texts[i]}" for i in top)
        return query, dataset.queries[query], scores, found, tuple(texts[i] for i in gains)

    return Listing(
        f"The {len(order)} worst queries by nDCG@10 of {system}",
        ("query", "objective", "nDCG@10", f"top {SHOWN}", "relevant"),
        tuple(row(int(at)) for at in order),
    )
