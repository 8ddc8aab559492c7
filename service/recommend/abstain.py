"""Know when not to answer: the text is no objective, or no KPI serves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.domain.ports import Vectors
from service.matching.relevance import load_parameters
from service.recommend.rank import Ranked
from service.recommend.vocabulary import Vocabulary


@dataclass(frozen=True)
class Abstainer:
    """A logistic model on the text's own vector, and a floor for the best KPI.

    Attributes:
        weights: Shape (d,): how much each direction of the embedding speaks for an objective;
            None when no model was fitted on these embeddings.
        intercept: Log-odds at the origin.
        least_objective: Below this probability the text is taken for no objective.
        least_relevance: Below this relevance a KPI is not offered.
        vocabulary: Without a single one of these words, a text is keys hit at random.
    """

    weights: Vectors | None
    intercept: float
    least_objective: float
    least_relevance: float
    vocabulary: Vocabulary

    def objective_probability(self, vector: Vectors) -> float:
        """Probability that a text with this unit vector, shape (d,), is an objective."""
        if self.weights is None:
            return 1.0
        log_odds = float(vector @ self.weights) + self.intercept
        return float(1 / (1 + np.exp(-log_odds)))

    def reason(self, text: str, vector: Vectors, ranked: Sequence[Ranked]) -> str | None:
        """Why no KPI should be offered, or None when some should."""
        if not self.vocabulary.knows_any(text):
            return (
                "No word of the text is known here. Say in an English sentence what is to change."
            )
        probability = self.objective_probability(vector)
        if probability < self.least_objective:
            return (
                "This does not read like an objective "
                f"(probability {probability:.2f}, below {self.least_objective:.2f}). "
                "Say what is to change, for whom, and by when."
            )
        best = max((item.relevance for item in ranked), default=0.0)
        if best < self.least_relevance:
            return (
                "No KPI of the catalogue fits well enough "
                f"(best relevance {best:.2f}, below {self.least_relevance:.2f})."
            )
        return None


def load_abstainer(model: str, least_relevance: float, vocabulary: Vocabulary) -> Abstainer:
    """The fitted model of what reads like an objective.

    It holds for vectors of the embedding model that it was fitted on. With another ``model``
    every text passes as an objective, and only the floor for the best KPI remains.
    """
    parameters = load_parameters()
    if parameters["model"] != model:
        return Abstainer(None, 0.0, 0.0, least_relevance, vocabulary)
    fitted = parameters["objective"]
    return Abstainer(
        np.array(fitted["weights"], dtype=np.float32),
        fitted["intercept"],
        fitted["least_probability"],
        least_relevance,
        vocabulary,
    )
