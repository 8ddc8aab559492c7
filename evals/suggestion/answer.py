"""An answer as it is scored, whichever system gave it."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_library.models import Kpi
from service.domain.recommendation import Recommendation, Target


@dataclass(frozen=True)
class Suggestion:
    """KPIs offered for an objective.

    Attributes:
        kpis: Library records, best first; empty when the system abstained.
        targets: Beside each, or none when the system sets no targets.
        relevances: Beside each, or none when the system states no probability.
        reasons: Claims beside each, or none when the system gives no reasons.
    """

    kpis: tuple[Kpi, ...]
    targets: tuple[Target, ...] = ()
    relevances: tuple[float, ...] = ()
    reasons: tuple[tuple[str, ...], ...] = ()


def suggestion_of(recommendation: Recommendation) -> Suggestion:
    """The production answer; gold is of the library, so KPIs without a record do not count."""
    known = [kpi for kpi in recommendation.kpis if kpi.indicator.record]
    return Suggestion(
        tuple(kpi.indicator.record for kpi in known if kpi.indicator.record),
        tuple(kpi.target for kpi in known),
        tuple(kpi.relevance for kpi in known),
        tuple(tuple(reason.claim for reason in kpi.reasons) for kpi in known),
    )
