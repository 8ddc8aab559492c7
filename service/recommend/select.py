"""Choose a set that works together: no near-duplicates, leading beside lagging."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_library.models import Timing
from service.matching.catalogue import Catalogue
from service.recommend.rank import Ranked

#: Two KPIs whose documents are nearer than this tell a planner the same thing.
NEAR_DUPLICATE = 0.85
#: Beside the best KPI, others must be at least this relevant: fewer than k is a right answer.
COMPANION = 0.05


def select(
    ranked: Sequence[Ranked],
    catalogue: Catalogue,
    k: int,
    least_relevance: float,
) -> list[Ranked]:
    """At most ``k`` of the ranked KPIs, best first.

    The best must reach ``least_relevance``, the others ``COMPANION``; one that is nearly the same
    as a better one is left out. When all that
    remain are leading, or all lagging, the last place goes to the best of the other kind, if
    there is one.
    """
    distinct: list[Ranked] = []
    for item in ranked:
        if item.relevance < (COMPANION if distinct else least_relevance):
            break
        if not any(_near_duplicates(catalogue, item, kept) for kept in distinct):
            distinct.append(item)
    chosen = distinct[:k]
    kinds = {_timing(catalogue, item) for item in chosen} - {None}
    if k > 1 and len(chosen) == k and len(kinds) == 1:
        others = (i for i in distinct[k:] if _timing(catalogue, i) not in {None, *kinds})
        other = next(others, None)
        if other:
            chosen[-1] = other
    return chosen


def _timing(catalogue: Catalogue, item: Ranked) -> Timing | None:
    record = catalogue.indicators[item.row].record
    return record.timing if record else None


def _near_duplicates(catalogue: Catalogue, first: Ranked, second: Ranked) -> bool:
    cosine = float(catalogue.documents[first.row] @ catalogue.documents[second.row])
    return cosine >= NEAR_DUPLICATE
