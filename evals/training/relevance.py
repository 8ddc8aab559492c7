"""Fit how relevant a KPI is to a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evals.loading.judgements import Judgements, read_judgements
from evals.loading.retrieval_set import RetrievalSet, read_retrieval_set
from evals.today import TODAY
from service.adapters.index.lexical_index import LexicalIndex
from service.domain.objective import Objective
from service.domain.ports import Embedder, Rows, Scores
from service.matching.catalogue import Catalogue, build_catalogue
from service.matching.relevance import FEATURES, Features, KpiKind, features_of
from service.matching.similarity import expand, nearness_to_parts
from service.matching.subject import SubjectMatcher
from service.matching.surroundings import Surroundings, strategy_against
from service.recommend.retrieve import word_match
from service.understanding.content import content_of
from service.understanding.objective import read_objective

DATASETS = Path(__file__).parents[1] / "datasets"
JUDGED = DATASETS / "relevance" / "train"
ORGANISATIONS = DATASETS / "organisations" / "train"
#: What each kind of catalogue can offer: curated KPIs have aliases and examples, others only a
#: name and a definition.
CURATED = (
    "meaning",
    "hubness",
    "names",
    "examples",
    "second_example",
    "mean_example",
    "words",
    "subject",
)
OF_NAME = ("meaning", "hubness", "neighbours", "words")
#: What of these the strategy does not tell better, and what it adds.
OF_TEXT = ("meaning", "neighbours", "words")
OF_STRATEGY = ("hubness", "parent", "siblings")
USED = {
    KpiKind.CURATED: CURATED,
    KpiKind.NAMED: (*OF_NAME, "parent"),
    KpiKind.NAMED_IN_STRATEGY: (*OF_TEXT, *OF_STRATEGY),
}
#: From this grade on a KPI counts as relevant: useful, not merely on the topic.
RELEVANT = 2
#: The threshold lets go this share of the KPIs that were judged relevant.
LOST = 0.05

#: Features, shape (pairs, features), and which pairs are relevant, shape (pairs,).
_Labelled = tuple[Features, NDArray[np.bool_]]


def fit_relevance(catalogue: Catalogue, embedder: Embedder) -> dict[str, Any]:
    """Parameters for all kinds of catalogue.

    The weights of curated KPIs come from the library's example objectives, of which there are many
    times as many as of judged ones; intercept and slope come from the judged pairs, so that the
    result is a probability of being judged relevant.
    Those of named KPIs come from the judged pairs, seen by name and definition alone; what goal
    above and strategy add, and the probability, come from organisations that the embedding model
    has not been trained on. The organisations do not weigh words: their authors were asked to avoid
    shared ones, which nobody else does.
    A KPI that was not in the pool counts as not relevant, as in TREC.
    """
    judged = judged_features(catalogue, embedder, read_judgements(JUDGED))
    sets = [read_retrieval_set(folder) for folder in sorted(ORGANISATIONS.iterdir())]
    alone, together = (
        _joined([organisation_features(s, catalogue, embedder, known) for s in sets])
        for known in (False, True)
    )
    weights, _ = _fit(*_columns(example_features(catalogue), CURATED))
    curated = _calibrated(judged, dict(zip(CURATED, weights, strict=True)))
    weights, _ = _fit(*_columns(judged, OF_NAME))
    of_name = dict(zip(OF_NAME, weights, strict=True))
    of_text = {name: of_name[name] for name in OF_TEXT}
    return {
        KpiKind.CURATED.value: curated,
        KpiKind.NAMED.value: _beside(alone, of_name, ("parent",)),
        KpiKind.NAMED_IN_STRATEGY.value: _beside(together, of_text, OF_STRATEGY),
    }


def _calibrated(labelled: _Labelled, weights: Mapping[str, float]) -> dict[str, Any]:
    """Parameters that keep the weights' proportions."""
    score = _score(labelled[0], weights)
    slope, intercept = _fit(score[:, None], labelled[1])
    return _parameters(labelled, {n: w * slope[0] for n, w in weights.items()}, intercept)


def _beside(
    labelled: _Labelled, known: Mapping[str, float], added: Sequence[str]
) -> dict[str, Any]:
    """Parameters that keep the proportions of known weights, with those of added features."""
    features, relevant = labelled
    columns, _ = _columns(labelled, added)
    matrix = np.column_stack([_score(features, known), columns])
    (slope, *weights), intercept = _fit(matrix, relevant)
    together = {name: weight * slope for name, weight in known.items()}
    together |= dict(zip(added, weights, strict=True))
    return _parameters(labelled, together, intercept)


def _parameters(
    labelled: _Labelled, weights: Mapping[str, float], intercept: float
) -> dict[str, Any]:
    log_odds = _score(labelled[0], weights) + intercept
    least = float(np.quantile(log_odds[labelled[1]], LOST))
    return {
        "weights": {name: round(float(weights.get(name, 0.0)), 4) for name in FEATURES},
        "intercept": round(float(intercept), 4),
        "least_relevance": round(float(1 / (1 + np.exp(-least))), 4),
    }


def _score(features: Features, weights: Mapping[str, float]) -> NDArray[np.float64]:
    columns = [FEATURES.index(name) for name in weights]
    score: NDArray[np.float64] = features[:, columns] @ np.array(list(weights.values()))
    return score


def _columns(labelled: _Labelled, names: Sequence[str]) -> _Labelled:
    return labelled[0][:, [FEATURES.index(name) for name in names]], labelled[1]


def _joined(parts: Sequence[_Labelled]) -> _Labelled:
    features, labels = zip(*parts, strict=True)
    return np.concatenate(features), np.concatenate(labels)


def organisation_features(
    organisation: RetrievalSet, library: Catalogue, embedder: Embedder, together: bool
) -> _Labelled:
    """The same for an organisation's own catalogue.

    Args:
        organisation: Its objectives, indicators, and which were chosen.
        library: Its example objectives are the hubness bank.
        embedder: Turns texts into vectors.
        together: Whether each objective is seen within the organisation's strategy.
    """
    catalogue = build_catalogue(organisation.indicators, embedder, bank=library.examples)
    objectives = [read_objective(text, TODAY) for text in organisation.queries.values()]
    texts = [content_of(objective) for objective in objectives]
    vectors = embedder.embed(texts)
    words, subjects = _word_match(catalogue, texts), _subject_match(catalogue, objectives)
    strategy = strategy_against(catalogue, vectors) if together else None
    features, relevant = [], []
    for row, query in enumerate(organisation.queries):
        above = organisation.parents.get(query)
        parent = embedder.embed([content_of(read_objective(above, TODAY))])[0] if above else None
        features.append(
            features_of(
                catalogue,
                vectors[row : row + 1],
                words[row : row + 1],
                subjects[row : row + 1],
                surroundings=Surroundings(strategy, parent),
            )[0]
        )
        relevant.append([i.id in organisation.gains[query] for i in organisation.indicators])
    return np.concatenate(features), np.concatenate(relevant).astype(bool)


def judged_features(catalogue: Catalogue, embedder: Embedder, judged: Judgements) -> _Labelled:
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


def example_features(catalogue: Catalogue) -> _Labelled:
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
