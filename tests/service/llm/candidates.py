"""Candidates as the catalogue of an organisation has them."""

from __future__ import annotations

from service.domain.indicator import Indicator, Source


def own(name: str, definition: str = "") -> Indicator:
    """An organisation's own KPI."""
    return Indicator(f"own:{name}", name, definition, Source.ORGANISATION)
