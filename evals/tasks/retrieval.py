"""Does an objective find the indicators that its organisation chose for it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Statistic
from evals.loading.retrieval_set import RetrievalSet, read_retrieval_set
from evals.metrics.mean import mean
from evals.metrics.ndcg import ndcg
from evals.metrics.recall_at import recall_at
from evals.metrics.reciprocal_rank import reciprocal_rank
from evals.plain import plain_embedder
from evals.progress import tracked
from evals.results import PLUMBLINE, Cell, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from service.adapters.index.lexical_index import LexicalIndex
from service.bootstrap import Application
from service.domain.indicator import Indicator
from service.domain.ports import Embedder

TASK = "retrieval"
DEPTH = 10
WORST = 10
SHOWN = 3
METHOD = (
    "The corpus is read by the production importer as an organisation's own catalogue, name and "
    "definition only. Every query is ranked alone: plumbline is the order of the production "
    "recommender, dense the cosine of plain MiniLM, bm25 the word match. nDCG has linear "
    "gain as in trec_eval; documents that a system does not return count as not found. "
    "Queries are resampled."
)

Ranking = Sequence[str]
Rank = Callable[[str], Ranking]
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
    return Run(TASK, dataset.name, partial(evaluate, dataset))


def evaluate(dataset: RetrievalSet, application: Application) -> Evaluation:
    """Rank every query by every system."""
    rankings: dict[str, dict[str, Ranking]] = {}
    for name, rank in systems(dataset, application).items():
        work = f"{dataset.name}: {name}"
        items = tracked(application, work, list(dataset.queries.items()))
        rankings[name] = {query: rank(text) for query, text in items}
    values = {
        metric: {
            system: np.array([score(ranked[q], dataset.gains[q]) for q in dataset.queries])
            for system, ranked in rankings.items()
        }
        for metric, score in METRICS.items()
    }
    statistics: dict[str, dict[str, Statistic]] = {
        system: {
            metric: partial(mean, values=of_system[system]) for metric, of_system in values.items()
        }
        for system in rankings
    }
    left_out = (f"{dataset.left_out} queries without a relevant document were left out.",)
    return Evaluation(
        summarise(TASK, dataset.name, application, statistics, np.zeros(len(dataset.queries))),
        METHOD,
        notes=left_out if dataset.left_out else (),
        listings=(_worst(dataset, rankings, values["ndcg@10"]),),
        distributions=values,
    )


def systems(dataset: RetrievalSet, application: Application) -> dict[str, Rank]:
    """From a text to indicator ids, best first, by system."""
    recommender = application.recommender_for(dataset.indicators)

    def plumbline(text: str) -> Ranking:
        return [indicator.id for indicator, _ in recommender.search(text, TODAY)]

    return {PLUMBLINE: plumbline, **baselines(dataset.indicators, plain_embedder(application))}


def baselines(indicators: Sequence[Indicator], embedder: Embedder) -> dict[str, Rank]:
    """Plain cosine and plain word match, on name and definition."""
    documents = [indicator.document for indicator in indicators]
    vectors = embedder.embed(documents)
    words = LexicalIndex(documents)

    def dense(text: str) -> Ranking:
        order = np.argsort(-(vectors @ embedder.embed([text])[0]), kind="stable")
        return [indicators[row].id for row in order]

    def bm25(text: str) -> Ranking:
        scores = words.scores(text)
        # A document without a shared word is not found; corpora are often in the order of
        # their queries, so that padding with unmatched documents would reward file order.
        order = (row for row in np.argsort(-scores, kind="stable") if scores[row] > 0)
        return [indicators[row].id for row in order]

    return {"dense": dense, "bm25": bm25}


def _worst(
    dataset: RetrievalSet,
    rankings: Mapping[str, Mapping[str, Ranking]],
    values: Mapping[str, NDArray[np.float64]],
) -> Listing:
    texts = {indicator.id: indicator.document for indicator in dataset.indicators}
    queries = list(dataset.queries)
    # Among equally bad queries, first those that plain cosine gets right.
    order = np.lexsort((-values["dense"], values[PLUMBLINE]))[:WORST]

    def row(at: int) -> tuple[Cell, ...]:
        query = queries[at]
        gains = dataset.gains[query]
        top = rankings[PLUMBLINE][query][:SHOWN]
        scores = f"{values[PLUMBLINE][at]:.2f} (dense {values['dense'][at]:.2f})"
        found = tuple(f"{'relevant: ' if i in gains else ''}{texts[i]}" for i in top)
        return query, dataset.queries[query], scores, found, tuple(texts[i] for i in gains)

    return Listing(
        f"The {len(order)} worst queries by nDCG@10 of {PLUMBLINE}",
        ("query", "objective", "nDCG@10", f"top {SHOWN}", "relevant"),
        tuple(row(int(at)) for at in order),
    )
