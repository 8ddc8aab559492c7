"""Which objectives say too little to be searched with as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.objective import Objective
from service.recommend.rank import Ranked
from service.understanding.empty_words import without_empty_words

#: A KPI of this relevance answers an objective's own words; with none, other words may.
ANSWERED = 0.5


def is_vague(objective: Objective, ranked: Sequence[Ranked]) -> bool:
    """Whether an objective names no subject, is partly strategy-speak, or has no KPI that fits.

    Args:
        objective: As read.
        ranked: The KPIs for its own words, most relevant first.
    """
    return (
        not objective.subject
        or without_empty_words(objective.text) != objective.text
        or not ranked
        or ranked[0].relevance < ANSWERED
    )
