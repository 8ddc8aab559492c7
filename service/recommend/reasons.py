"""Why a KPI is in an answer: every reason names the record and field that it rests on."""

from __future__ import annotations

import numpy as np

from service.domain.indicator import Source
from service.domain.ports import Vectors
from service.domain.recommendation import Reason
from service.matching.catalogue import Catalogue

#: An example objective this near to the planner's words is worth quoting.
NEAR_EXAMPLE = 0.45
#: A definition this near to them speaks of the same thing.
NEAR_DOCUMENT = 0.35
NEAR = "What it measures is near to what you want."
PROPOSED = "A language model proposed it for this objective; check it before you adopt it."
FAR = "It is the nearest that is known, without being near; see whether it fits."


def reasons_for(row: int, catalogue: Catalogue, vector: Vectors) -> tuple[Reason, ...]:
    """Reasons for the KPI in ``row``, strongest first.

    Args:
        row: In the catalogue.
        catalogue: What is quoted.
        vector: Unit vector of the objective, shape (d,).
    """
    indicator = catalogue.indicators[row]
    if indicator.source is Source.GENERATED:
        return (Reason(PROPOSED, indicator.id, "definition", indicator.definition),)
    found: list[Reason] = []
    start, stop = np.searchsorted(catalogue.example_owners, [row, row + 1])
    if stop > start:
        similarities = catalogue.examples[start:stop] @ vector
        best = int(similarities.argmax())
        if similarities[best] >= NEAR_EXAMPLE:
            found.append(
                Reason(
                    "It serves an objective like yours.",
                    indicator.holder_of("example_objectives"),
                    f"example_objectives[{best}]",
                    indicator.example_objectives[best],
                )
            )
    field = "definition" if indicator.definition else "name"
    near = float(catalogue.documents[row] @ vector) >= NEAR_DOCUMENT
    if near or not found:
        claim = NEAR if near else FAR
        found.append(Reason(claim, indicator.holder_of(field), field, getattr(indicator, field)))
    return tuple(found)
