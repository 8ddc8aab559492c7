"""Fit how relevant a KPI is to a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evals.loading.judgements import Judgements, read_judgements
from evals.today import TODAY
from service.adapters.index.lexical_index import LexicalIndex
from service.domain.objective import Objective
from service.domain.ports import Embedder, Rows, Scores
from service.matching.catalogue import Catalogue
from service.matching.relevance import FEATURES, Features, KpiKind, features_of
from service.matching.similarity import expand, nearness_to_parts
from service.matching.subject import SubjectMatcher
from service.recommend.retrieve import word_match
from service.understanding.content import content_of
from service.understanding.objective import read_objective

DATASET = Path(__file__).parents[1] / "datasets" / "relevance" / "train"
#: What each kind of catalogue can offer: curated KPIs have aliases and examples, others only a
#: name and a definition.
USED = {
    KpiKind.CURATED: (
        "meaning",
        "hubness",
        "names",
        "examples",
        "second_example",
        "mean_example",
        "words",
        "subject",
    ),
    KpiKind.NAMED: ("meaning", "hubness", "neighbours", "words"),
}
#: From this grade on a KPI counts as relevant: useful, not merely on the topic.
RELEVANT = 2
#: The threshold lets go this share of the KPIs that were judged relevant.
LOST = 0.1


def fit_relevance(catalogue: Catalogue, embedder: Embedder) -> dict[str, Any]:
    """Parameters for both kinds of catalogue.

    The weights of curated KPIs come from the library's example objectives, of which there are many
    times as many as of judged ones. Those of named KPIs come from the judged pairs: the adapter of
    the embedding model has seen the examples beside their own definitions, so that nearness of
    the two says less there than it does for a catalogue that it has never seen.
    Intercept and slope of both come from the judged pairs, so that the result is a probability of
    being judged relevant.
    A KPI that was not in the pool counts as not relevant, as in TREC.
    """
    judged = read_judgements(DATASET)
    features, relevant = judged_features(catalogue, embedder, judged)
    own_features, own = example_features(catalogue)
    fitted = {}
    for kind, used in USED.items():
        columns = [FEATURES.index(name) for name in used]
        if kind is KpiKind.CURATED:
            weights = _fit(own_features[:, columns], own)[0]
        else:
            weights = _fit(features[:, columns], relevant)[0]
        score = features[:, columns] @ weights
        slope, intercept = _fit(score[:, None], relevant)
        weights = weights * slope
        log_odds = features[:, columns] @ weights + intercept
        least = float(np.quantile(log_odds[relevant], LOST))
        fitted[kind.value] = {
            "weights": dict.fromkeys(FEATURES, 0.0)
            | {name: round(float(w), 4) for name, w in zip(used, weights, strict=True)},
            "intercept": round(float(intercept), 4),
            "least_relevance": round(float(1 / (1 + np.exp(-least))), 4),
        }
    return fitted


def judged_features(
    catalogue: Catalogue, embedder: Embedder, judged: Judgements
) -> tuple[Features, NDArray[np.bool_]]:
    """Features of every judged objective against every KPI, and whether it is relevant.

    Returns:
        Shapes (objectives * KPIs, features) and (objectives * KPIs,).
    """
    objectives = [read_objective(text, TODAY) for text in judged.objectives.values()]
    texts = [content_of(objective) for objective in objectives]
    words, subjects = _word_match(catalogue, texts), _subject_match(catalogue, objectives)
    features = features_of(catalogue, embedder.embed(texts), words, subjects)
    relevant = np.zeros(words.shape, dtype=bool)
    for row, objective in enumerate(judged.objectives):
        for kpi, grade in judged.grades.get(objective, {}).items():
            relevant[row, catalogue.row_of[kpi]] = grade >= RELEVANT
    return features.reshape(-1, len(FEATURES)), relevant.ravel()


def example_features(catalogue: Catalogue) -> tuple[Features, NDArray[np.bool_]]:
    """The same for some of the library's example objectives, relevant to their own KPI alone.

    One objective a KPI, now its first, now its second and so on: all of them would need gigabytes.
    An objective counts neither as example of its KPI nor in its own expansion, where its KPI's
    other examples are left out too.
    """
    chosen = _one_a_kpi(catalogue.example_owners)
    owners = catalogue.example_owners[chosen]
    texts = [text for i in catalogue.indicators for text in i.example_objectives]
    texts = [texts[row] for row in chosen]
    queries = catalogue.examples[chosen]
    words, subjects = (
        _word_match(catalogue, texts),
        _subject_match(catalogue, [read_objective(text, TODAY) for text in texts]),
    )
    features = features_of(catalogue, queries, words, subjects)
    nearness = nearness_to_parts(
        queries, catalogue.examples, catalogue.example_owners, len(catalogue), left_out=chosen
    )
    for name, values in zip(("examples", "second_example", "mean_example"), nearness, strict=True):
        features[:, :, FEATURES.index(name)] = values
    same_kpi = owners[:, None] == catalogue.example_owners[None, :]
    expanded = expand(queries, catalogue.examples, excluded=same_kpi)
    features[:, :, FEATURES.index("neighbours")] = expanded @ catalogue.documents.T
    own = owners[:, None] == np.arange(len(catalogue))[None, :]
    return features.reshape(-1, len(FEATURES)), own.ravel()


def _one_a_kpi(owners: Rows) -> Rows:
    """Rows of one example of each KPI that has some."""
    kpis, starts, counts = np.unique(owners, return_index=True, return_counts=True)
    chosen: Rows = starts + kpis % counts
    return chosen


def _word_match(catalogue: Catalogue, texts: list[str]) -> Scores:
    words = LexicalIndex([indicator.document for indicator in catalogue.indicators])
    return word_match(np.stack([words.scores(text) for text in texts]))


def _subject_match(catalogue: Catalogue, objectives: list[Objective]) -> Scores:
    matcher = SubjectMatcher(catalogue.indicators)
    return np.stack([matcher.match(objective.subject) for objective in objectives])


def _fit(
    matrix: NDArray[np.floating[Any]], labels: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    model = LogisticRegression(C=1e3, max_iter=2_000).fit(matrix, labels)
    return model.coef_[0], float(model.intercept_[0])
