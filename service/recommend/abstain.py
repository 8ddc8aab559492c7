"""Know when not to answer: the text is no objective, or no KPI serves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.domain.objective import Objective
from service.domain.ports import Scores, Vectors
from service.matching.relevance import load_parameters
from service.recommend.form import form_of
from service.recommend.rank import Ranked
from service.recommend.vocabulary import Vocabulary
from service.recommend.votes import BOUND

#: Log-odds by which a language model's opinion moves the probability that a text is an objective:
#: enough for what lies near the threshold, too little for what is sure.
OPINION = 1.5
#: The relevance of the best KPI, and the mean of this many, tell whether the text is about
#: anything that organisations measure.
BEST = 5
#: Log-odds of relevance are taken within these bounds.
_BOUND = 6.0


@dataclass(frozen=True)
class Abstainer:
    """A logistic model of what reads like an objective, and a floor for the best KPI.

    Attributes:
        weights: Shape (d + form + 2,), for ``signs_of``; None when no model was fitted on these
            embeddings.
        intercept: Log-odds when all signs are 0.
        least_objective: Below this probability the text is taken for no objective.
        least_relevance: Below this relevance a KPI is not offered.
        vocabulary: Without a single one of these words, a text is keys hit at random.
    """

    weights: Scores | None
    intercept: float
    least_objective: float
    least_relevance: float
    vocabulary: Vocabulary

    def objective_probability(
        self,
        objective: Objective,
        vector: Vectors,
        ranked: Sequence[Ranked],
        opinion: float = 0.0,
    ) -> float:
        """Probability that a text with this unit vector, shape (d,), is an objective.

        Args:
            objective: The text as read.
            vector: Of its content.
            ranked: KPIs by the embedded ranker alone, as in training.
            opinion: What a language model says, in [-1, 1].
        """
        if self.weights is None:
            return 1.0
        signs = signs_of(objective, vector, ranked, self.vocabulary)
        log_odds = float(signs @ self.weights) + self.intercept + OPINION * opinion
        return float(1 / (1 + np.exp(-log_odds)))

    def reason(
        self,
        objective: Objective,
        vector: Vectors,
        ranked: Sequence[Ranked],
        advised: Sequence[Ranked] | None = None,
        opinion: float = 0.0,
    ) -> str | None:
        """Why no KPI should be offered, or None when some should.

        Args:
            objective: The text as read.
            vector: Of its content, shape (d,).
            ranked: KPIs by the embedded ranker alone.
            advised: The same after a language model's votes; None without any.
            opinion: How far the model takes the text for an objective, in [-1, 1].
        """
        if reason := self.no_objective(objective, vector, ranked, opinion):
            return reason
        offered = ranked if advised is None else advised
        best = max((item.relevance for item in offered), default=0.0)
        if best < self.least_relevance:
            return (
                "No KPI of the catalogue fits well enough "
                f"(best relevance {best:.2f}, below {self.least_relevance:.2f})."
            )
        return None

    def no_objective(
        self,
        objective: Objective,
        vector: Vectors,
        ranked: Sequence[Ranked],
        opinion: float = 0.0,
    ) -> str | None:
        """Why a text is taken for no objective, or None when it is one; see ``reason``."""
        if not self.vocabulary.knows_any(objective.text):
            return (
                "No word of the text is known here. Say in an English sentence what is to change."
            )
        probability = self.objective_probability(objective, vector, ranked, opinion)
        if probability < self.least_objective:
            return (
                "This does not read like an objective "
                f"(probability {probability:.2f}, below {self.least_objective:.2f}). "
                "Say what is to change, for whom, and by when."
            )
        return None

    def is_settled(self, objective: Objective, vector: Vectors, ranked: Sequence[Ranked]) -> bool:
        """Whether it abstains whatever a language model says, so that none need be asked.

        A model moves a KPI by its rewordings and by its vote.
        """
        lifted = [item.moved(2 * BOUND) for item in ranked]
        return self.reason(objective, vector, ranked, lifted, opinion=1.0) is not None


def signs_of(
    objective: Objective, vector: Vectors, ranked: Sequence[Ranked], vocabulary: Vocabulary
) -> Scores:
    """What speaks for and against a text being an objective, shape (d + form + 2,).

    Its own vector, its form, and how relevant the best KPIs are to it.
    """
    relevance = np.array([item.relevance for item in ranked[:BEST]] or [0.0], dtype=np.float64)
    relevance = np.clip(relevance, 1e-9, 1 - 1e-9)
    log_odds = np.clip(np.log(relevance / (1 - relevance)), -_BOUND, _BOUND)
    near = np.array([log_odds[0], log_odds.mean()], dtype=np.float32) / _BOUND
    return np.concatenate([vector, form_of(objective, vocabulary), near])


def load_abstainer(model: str, least_relevance: float, vocabulary: Vocabulary) -> Abstainer:
    """The fitted model of what reads like an objective.

    It holds for vectors of the embedding model that it was fitted on. With another ``model``
    every text passes as an objective, and only the floor for the best KPI remains; so it is while
    training has not fitted it yet.
    """
    parameters = load_parameters()
    if parameters["model"] != model or "objective" not in parameters:
        return Abstainer(None, 0.0, 0.0, least_relevance, vocabulary)
    fitted = parameters["objective"]
    return Abstainer(
        np.array(fitted["weights"], dtype=np.float32),
        fitted["intercept"],
        fitted["least_probability"],
        least_relevance,
        vocabulary,
    )
