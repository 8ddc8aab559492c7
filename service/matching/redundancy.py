"""Whether two KPIs tell a planner the same thing."""

from __future__ import annotations

from service.domain.indicator import Indicator
from service.matching.catalogue import Catalogue

#: Two KPIs whose documents are nearer than this are told apart by nobody.
NEAR_DUPLICATE = 0.85
#: KPIs computed from the same inputs must be this near to be of the same thing: the records of
#: two fields may both call an input "requests".
SAME_FIELD = 0.5


class Redundancy:
    """Compares the KPIs of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._inputs_of: dict[int, frozenset[tuple[str, str]]] = {}

    def between(self, first: int, second: int) -> str | None:
        """How the KPIs in two rows repeat each other, in words before the other's name.

        Computed from the same counted inputs, they move together: the share on time and the share
        late say one thing.
        """
        cosine = float(self._catalogue.documents[first] @ self._catalogue.documents[second])
        if cosine >= NEAR_DUPLICATE:
            return "It is nearly the same as"
        inputs = self._inputs(first)
        if cosine >= SAME_FIELD and inputs and inputs == self._inputs(second):
            return "By its formula it moves with"
        return None

    def _inputs(self, row: int) -> frozenset[tuple[str, str]]:
        if row not in self._inputs_of:
            self._inputs_of[row] = inputs_of(self._catalogue.indicators[row])
        return self._inputs_of[row]


def inputs_of(indicator: Indicator) -> frozenset[tuple[str, str]]:
    """Name and unit of what a library KPI is computed from, constants left out."""
    if indicator.record is None:
        return frozenset()
    variables = indicator.record.formula.variables.items()
    return frozenset((name, v.unit) for name, v in variables if v.value is None)
