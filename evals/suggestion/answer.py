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
    """

    kpis: tuple[Kpi, ...]
    targets: tuple[Target, ...] = ()


def suggestion_of(recommendation: Recommendation) -> Suggestion:
    """The production answer; gold is of the library, so KPIs without a record do not count."""
    known = [kpi for kpi in recommendation.kpis if kpi.indicator.record]
    return Suggestion(
        tuple(kpi.indicator.record for kpi in known if kpi.indicator.record),
        tuple(kpi.target for kpi in known),
    )
