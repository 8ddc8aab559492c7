"""A number is carried down only where arithmetic lets it."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_library.library import KpiLibrary
from kpi_library.models import Aggregation
from service.cascade.carry import ask, carry
from service.domain.cascade import CarriedTarget, Part
from service.domain.indicator import from_library
from service.domain.objective import TargetKind, TargetQuantity
from service.domain.recommendation import Target

END = date(2027, 12, 31)
PERCENT = TargetQuantity(30.0, "percent", TargetKind.CHANGE)
LEVEL = TargetQuantity(75.0, "percent", TargetKind.ABSOLUTE)


def carried(
    library: KpiLibrary, aggregation: Aggregation, value: TargetQuantity | None, *holders: str
) -> CarriedTarget:
    kpi = library["active-customer-count"].model_copy(update={"aggregation": aggregation})
    target = Target("Raise Active customer count by 30%.", value, None, END, ("baseline",))
    return carry(Part(from_library(kpi), 0.9, "words", target), holders, None)


def test_who_holds_it_whole_has_the_number(library: KpiLibrary) -> None:
    found = carried(library, Aggregation.RECOMPUTE, PERCENT, "sales")
    assert found.target.value == PERCENT
    assert found.target.deadline == END
    assert found.target.sentence == "Raise the active customer count by 30%."


@pytest.mark.parametrize(
    ("aggregation", "value", "carries", "said"),
    [
        (Aggregation.SUM, PERCENT, True, "same percentage"),
        (Aggregation.SUM, LEVEL, False, "must add up"),
        (Aggregation.RATIO_OF_SUMS, PERCENT, True, "keeps its share"),
        (Aggregation.RATIO_OF_SUMS, LEVEL, True, "reaches the number"),
        (Aggregation.WEIGHTED_MEAN, LEVEL, True, "reaches the number"),
        (Aggregation.RECOMPUTE, PERCENT, False, "does not follow"),
        (Aggregation.MAX, PERCENT, False, "does not follow"),
    ],
)
def test_what_two_hold(
    library: KpiLibrary, aggregation: Aggregation, value: TargetQuantity, carries: bool, said: str
) -> None:
    found = carried(library, aggregation, value, "north", "south")
    assert (found.target.value == value) is carries
    assert ("target" in found.target.needs) is not carries
    assert said in found.arithmetic
    assert found.target.deadline == END


def test_a_driver_gets_no_number(library: KpiLibrary) -> None:
    driver, parent = (from_library(library[i]) for i in ("win-rate", "new-customers-won"))
    found = ask(driver, parent, END)
    assert found.target.value is None
    assert found.target.needs == ("baseline", "target")
    assert found.target.sentence == (
        "Raise the win rate from [baseline] to [target] by 31 December 2027."
    )
    assert ask(driver, parent, None).target.needs == ("baseline", "target", "deadline")
