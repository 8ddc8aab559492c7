"""An objective that asks for several things, taken apart: one clause, one thing."""

from __future__ import annotations

import re

from service.domain.objective import Objective
from service.understanding.facets import facets_of

_WITH_PREPOSITION = re.compile(
    r"(?:by|before|until|till|in|within|on|at|over|during|for|next|this|no later)\b", re.IGNORECASE
)


def clauses_of(objective: Objective) -> tuple[str, ...]:
    """The things that an objective asks for, in its own words and order; itself when one.

    A clause without a date inherits the last one of the text.
    """
    facets = facets_of(objective.text)
    return tuple(dated(facet, objective.deadline_text) for facet in facets) or (objective.text,)


def dated(clause: str, deadline: str | None) -> str:
    """A clause with the date that stands elsewhere in its text."""
    if not deadline or deadline in clause:
        return clause
    preposition = "" if _WITH_PREPOSITION.match(deadline) else "by "
    return f"{clause} {preposition}{deadline}"
