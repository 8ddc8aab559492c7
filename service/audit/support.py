"""How probably a goal supports an objective, from the texts of the whole set.

Two questions are asked apart, because what answers one misleads the other. *Belonging*: does
the goal serve this strategy at all? There are two ways not to: it *fits* another organisation, or
it is not *serious*, a pet project, whatever words it wraps itself in. Each is a logistic model,
and a goal that belongs passes both. *Choice*: if it does, which objective? A conditional logit
(McFadden, 1974) over how near it is to each, compared with the others. All are fitted on goal
sets written for it; the weights stand in ``support.json`` beside this module, and ``make train``
writes them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from service.audit.signs import BELONGING_SIGNS, CHOICE_SIGNS, Signs
from service.domain.ports import Scores
from service.matching.relevance import sigmoid

WEIGHTS_FILE = Path(__file__).with_name("support.json")

#: What a goal that belongs passes.
QUESTIONS = ("fits", "serious")


@dataclass(frozen=True)
class Support:
    """What was asked of g goals and o objectives.

    Attributes:
        belonging: Probability that the goal serves the strategy at all, shape (g,).
        choice: Probability of each objective, given that it does; rows sum to 1, shape (g, o).
    """

    belonging: Scores
    choice: Scores

    @property
    def probability(self) -> Scores:
        """Probability that each goal supports each objective, shape (g, o)."""
        return self.belonging[:, None] * self.choice


def support(signs: Iterable[Signs]) -> Support:
    """Answer both questions from the signs of one set, which come in blocks of goals."""
    belonging, choice = zip(*(_weigh(block) for block in signs), strict=True)
    return Support(np.concatenate(belonging), np.concatenate(choice))


def _weigh(signs: Signs) -> tuple[Scores, Scores]:
    fitted = _parameters()
    utility = signs.choice @ _vector(fitted["choice"], CHOICE_SIGNS)
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    kind = fitted["belonging"]["declared" if signs.declares else "undeclared"]
    belonging = np.ones(len(utility), dtype=np.float32)
    for question in QUESTIONS:
        weights, intercept = kind[question]["weights"], kind[question]["intercept"]
        log_odds = signs.belonging @ _vector(weights, BELONGING_SIGNS) + np.float32(intercept)
        belonging *= sigmoid(log_odds)
    return belonging, odds / odds.sum(axis=1, keepdims=True)


def _vector(weights: Mapping[str, float], names: tuple[str, ...]) -> Scores:
    return np.array([weights[name] for name in names], dtype=np.float32)


@cache
def _parameters() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    return content


def forget_parameters() -> None:
    """Read the weights again on next use, after they were fitted anew."""
    _parameters.cache_clear()
