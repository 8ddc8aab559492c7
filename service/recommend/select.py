"""Choose a set that works together, one KPI at a time by what it adds to those before.

Greedy choice by marginal value, as in maximal marginal relevance (Carbonell and Goldstein, 1998),
with what a scorecard needs besides relevance: each aim of the objective covered, leading beside
lagging, nothing twice, and a guard where a number can be gamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kpi_library.models import Timing
from service.domain.indicator import Source
from service.domain.recommendation import RecommendationRequest, Role
from service.matching.catalogue import Catalogue
from service.matching.redundancy import Redundancy
from service.recommend.data_collection import DataCollection
from service.recommend.rank import Ranked

#: Beside the best KPI, others must be at least this relevant: fewer than k is a right answer;
COMPANION = 0.1
#: ... and this share of the best one's relevance: beside a sure hit, what is doubtful is noise.
OF_BEST = 0.4
#: What a KPI gains that brings in the kind, leading or lagging, that the set has none of.
MIX = 0.25
#: Worth of raising the best relevance to one aim of a compound objective, beside the whole's.
FACET = 0.5
#: From this relevance to an aim on, a KPI is said to measure it.
MEASURES_FACET = 0.2
#: Sets smaller than this have no room for a guard.
GUARDED_FROM = 4
#: A guard must have this relevance to the objective at least: it should be of the same field.
LEAST_GUARD = 0.002
#: How many of those that came near are named.
NAMED_LEFT_OUT = 8


@dataclass(frozen=True)
class Choice:
    """A KPI of the set and why it is in.

    Attributes:
        item: The KPI with its relevance.
        role: What it is in for.
        reasons: What it adds, in plain words.
        facets: Positions of the aims that it measures.
        new_sources: What it needs data from that the planner does not have.
    """

    item: Ranked
    role: Role
    reasons: tuple[str, ...]
    facets: tuple[int, ...] = ()
    new_sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """The set, and what came near.

    Attributes:
        chosen: Most relevant first, a guard last.
        left_out: KPIs that came near, most relevant first, each with why it is not in.
    """

    chosen: tuple[Choice, ...] = ()
    left_out: tuple[tuple[Ranked, str], ...] = ()

    @property
    def items(self) -> tuple[Ranked, ...]:
        """The KPIs of the set, in order."""
        return tuple(choice.item for choice in self.chosen)


@dataclass
class _Set:
    """The set while it grows."""

    choices: list[Choice] = field(default_factory=list)
    timings: set[Timing] = field(default_factory=set)
    covered: list[float] = field(default_factory=list)
    sources: frozenset[str] = frozenset()


class Selector:
    """Chooses from the KPIs of one catalogue for one request."""

    def __init__(
        self,
        catalogue: Catalogue,
        redundancy: Redundancy,
        request: RecommendationRequest,
        sources: DataCollection,
        least_relevance: float,
    ) -> None:
        self._catalogue = catalogue
        self._redundancy = redundancy
        self._request = request
        self._sources = sources
        self._least_relevance = least_relevance
        rows = catalogue.row_of
        self._tracked = [rows[kpi] for kpi in request.tracked if kpi in rows]

    def select(
        self, ranked: Sequence[Ranked], asked: Sequence[Ranked], guards: Sequence[Ranked]
    ) -> Selection:
        """At most ``k`` KPIs.

        Args:
            ranked: Candidates within the planner's constraints, most relevant first.
            asked: KPIs that the planner wants in, which come first.
            guards: KPIs that guard some of the candidates, most relevant first.
        """
        facets = max((len(item.by_facet) for item in (*ranked[:1], *asked)), default=0)
        grown = _Set(covered=[0.0] * facets)
        for item in asked[: self._request.k]:
            self._add(grown, item, Role.ASKED, ("You asked for it.",))
        best = next((item for item in ranked if not self._generated(item)), None)
        kept = [*self._tracked, *self._rows(grown)]
        rivals = {
            item.row: item
            for item in ranked
            if item.row not in kept and self._good_enough(item, best)
        }
        why_not: dict[int, str] = {}
        while rivals and len(grown.choices) < self._request.k:
            why_not |= self._ruled_out(grown, rivals.values(), kept)
            rivals = {row: item for row, item in rivals.items() if row not in why_not}
            if rivals:
                best = max(rivals.values(), key=lambda item: self._worth(grown, item))
                self._add(grown, best, Role.MEASURE, self._adds(grown, best))
                del rivals[best.row]
                kept = [best.row]
        self._guard(grown, guards)
        return Selection(self._in_order(grown), self._left_out(grown, ranked, why_not))

    def _good_enough(self, item: Ranked, best: Ranked | None) -> bool:
        """Whether a KPI may join, beside the best that somebody vouches for.

        A generated one does not raise the bar for the others.
        """
        if best and best.relevance < self._least_relevance and not self._generated(item):
            return False
        floor = max(COMPANION, OF_BEST * best.relevance) if best else COMPANION
        return item is best or item.relevance >= floor

    def _ruled_out(
        self, grown: _Set, rivals: Iterable[Ranked], kept: Sequence[int]
    ) -> dict[int, str]:
        """Rows that cannot join the set any more, each with why.

        Args:
            grown: The set.
            rivals: Who might join it.
            kept: Rows that the rivals have not been compared with yet.
        """
        found = {}
        for item in rivals:
            reason = self._repeats(item, kept) or self._beyond_budget(grown, item)
            if reason:
                found[item.row] = reason
        return found

    def _repeats(self, item: Ranked, kept: Iterable[int]) -> str | None:
        for row in kept:
            if repeats := self._redundancy.between(item.row, row):
                return f"{repeats} {self._catalogue.indicators[row].name}."
        return None

    def _beyond_budget(self, grown: _Set, item: Ranked) -> str | None:
        budget = self._request.new_sources
        needed = self._sources.new_sources(self._catalogue.indicators[item.row])
        if budget is None or len(needed | grown.sources) <= budget:
            return None
        return f"It needs data from {', '.join(sorted(needed))}, which is beyond the budget."

    def _worth(self, grown: _Set, item: Ranked) -> float:
        """What a KPI adds to the set."""
        worth = item.relevance
        timing = self._timing(item)
        if grown.choices and timing and timing not in grown.timings:
            worth *= 1 + MIX
        gains = (max(0.0, f - c) for f, c in zip(item.by_facet, grown.covered, strict=True))
        return worth + FACET * sum(gains)

    def _adds(self, grown: _Set, item: Ranked) -> tuple[str, ...]:
        """The same in words."""
        reasons = ["It is the most relevant." if not grown.choices else "It adds a further view."]
        timing = self._timing(item)
        if grown.choices and timing and timing not in grown.timings:
            reasons = [f"It is {timing}, as none before it is."]
        for at in self._facets(item):
            if grown.covered[at] < MEASURES_FACET:
                reasons.append(f"It is the first to measure part {at + 1} of the objective.")
        return tuple(reasons)

    def _add(self, grown: _Set, item: Ranked, role: Role, reasons: tuple[str, ...]) -> None:
        needed = self._sources.new_sources(self._catalogue.indicators[item.row])
        grown.choices.append(Choice(item, role, reasons, self._facets(item), tuple(sorted(needed))))
        timing = self._timing(item)
        if timing:
            grown.timings.add(timing)
        grown.covered = [max(pair) for pair in zip(grown.covered, item.by_facet, strict=True)]
        grown.sources |= needed

    def _guard(self, grown: _Set, guards: Sequence[Ranked]) -> None:
        """Give the last place to a guard, when no KPI of the set has one in it."""
        if len(grown.choices) < GUARDED_FROM - 1 or self._request.k < GUARDED_FROM:
            return
        measured = {self._id(choice.item): choice for choice in grown.choices}
        if any(guard in measured for choice in grown.choices for guard in self._guards(choice)):
            return
        for item in guards:
            guarded = [c for c in grown.choices if self._id(item) in self._guards(c)]
            if item.relevance < LEAST_GUARD or not guarded:
                continue
            if self._ruled_out(grown, [item], [*self._tracked, *self._rows(grown)]):
                continue
            if len(grown.choices) == self._request.k:
                last = grown.choices[-1]
                if last.role is Role.ASKED or last is guarded[0]:
                    return
                grown.choices.pop()
            name = self._catalogue.indicators[guarded[0].item.row].name
            self._add(grown, item, Role.GUARD, (f"It shows when {name} is gamed.",))
            return

    def _in_order(self, grown: _Set) -> tuple[Choice, ...]:
        places = {Role.ASKED: 0, Role.MEASURE: 1, Role.GUARD: 2}
        return tuple(
            sorted(grown.choices, key=lambda c: (places[c.role], -c.item.relevance, c.item.row))
        )

    def _left_out(
        self, grown: _Set, ranked: Sequence[Ranked], why_not: dict[int, str]
    ) -> tuple[tuple[Ranked, str], ...]:
        chosen = self._rows(grown)
        full = len(grown.choices) == self._request.k
        more = "The others add more to the set." if full else "It is not relevant enough."
        near = [item for item in ranked if item.row not in chosen][:NAMED_LEFT_OUT]
        return tuple((item, why_not.get(item.row, more)) for item in near)

    def _rows(self, grown: _Set) -> list[int]:
        return [choice.item.row for choice in grown.choices]

    def _facets(self, item: Ranked) -> tuple[int, ...]:
        return tuple(at for at, value in enumerate(item.by_facet) if value >= MEASURES_FACET)

    def _generated(self, item: Ranked) -> bool:
        return self._catalogue.indicators[item.row].source is Source.GENERATED

    def _timing(self, item: Ranked) -> Timing | None:
        record = self._catalogue.indicators[item.row].record
        return record.timing if record else None

    def _guards(self, choice: Choice) -> tuple[str, ...]:
        record = self._catalogue.indicators[choice.item.row].record
        return record.counter_metrics if record else ()

    def _id(self, item: Ranked) -> str:
        """The library's id, under which guards are named."""
        indicator = self._catalogue.indicators[item.row]
        return indicator.record.id if indicator.record else indicator.id
