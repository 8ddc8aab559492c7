"""What a KPI needs data from that the planner does not have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.domain.indicator import Indicator
from service.domain.ports import Embedder
from service.understanding.words import content_words

#: Two names of a source this near in meaning are one source: "CRM", "customer database".
SAME_SOURCE = 0.7


class DataCollection:
    """The planner's data sources, compared with those that KPIs name."""

    def __init__(self, available: Sequence[str], embedder: Embedder) -> None:
        self._available = embedder.embed(available) if available else None
        self._words = [content_words(source) for source in available]
        self._embedder = embedder
        self._known: dict[str, bool] = {}

    def prepare(self, indicators: Iterable[Indicator]) -> None:
        """Compare all sources of these KPIs at once, which one by one would take long."""
        if self._available is None:
            return
        sources = {s for indicator in indicators for s in indicator.data_sources}
        unknown = sorted(sources - self._known.keys())
        if not unknown:
            return
        near = self._embedder.embed(unknown) @ self._available.T
        for source, nearest in zip(unknown, near.max(axis=1), strict=True):
            self._known[source] = self._same_words(source) or bool(nearest >= SAME_SOURCE)

    def new_sources(self, indicator: Indicator) -> frozenset[str]:
        """Sources that the KPI names and the planner did not; none when they named nothing."""
        if self._available is None:
            return frozenset()
        self.prepare([indicator])
        return frozenset(s for s in indicator.data_sources if not self._known[s])

    def _same_words(self, source: str) -> bool:
        """Whether one name holds all words of the other: "billing", "billing system"."""
        words = content_words(source)
        return any(own and (own <= words or words <= own) for own in self._words if words)
