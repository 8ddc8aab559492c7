"""Points on the line to a target."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_library.models import Cadence
from service.domain.objective import Quantity
from service.recommend.targets.milestones import MOST, milestones

TODAY = date(2026, 11, 23)


def days(deadline: date, cadence: Cadence) -> list[str]:
    return [str(point.day) for point in milestones(TODAY, deadline, cadence, None, None)]


def test_the_rhythm_is_the_kpis_own() -> None:
    assert days(date(2027, 6, 30), Cadence.QUARTERLY) == [
        "2026-12-31", "2027-03-31", "2027-06-30"
    ]  # fmt: skip
    assert days(date(2027, 2, 10), Cadence.MONTHLY) == [
        "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-10"
    ]  # fmt: skip
    assert days(date(2028, 12, 31), Cadence.YEARLY) == ["2026-12-31", "2027-12-31", "2028-12-31"]


def test_a_long_way_is_coarsened() -> None:
    assert len(days(date(2029, 12, 31), Cadence.MONTHLY)) == 7
    assert len(days(date(2060, 12, 31), Cadence.MONTHLY)) <= MOST


def test_a_deadline_in_the_past_has_none() -> None:
    assert days(TODAY, Cadence.MONTHLY) == []


def test_values_lie_on_the_line_and_counts_are_whole() -> None:
    found = milestones(
        TODAY, date(2027, 5, 23), Cadence.MONTHLY, Quantity(100, "count"), Quantity(50, "count")
    )
    values = [point.value for point in found]
    assert values == sorted(values, key=lambda value: -(value or 0))
    assert all(value == int(value) for value in values if value is not None)
    assert values[-1] == 50


@given(
    ahead=st.integers(1, 40_000),
    cadence=st.sampled_from(list(Cadence)),
    start=st.floats(-1e6, 1e6),
    end=st.floats(-1e6, 1e6),
)
def test_they_rise_to_the_deadline(ahead: int, cadence: Cadence, start: float, end: float) -> None:
    deadline = TODAY + timedelta(days=ahead)
    found = milestones(
        TODAY, deadline, cadence, Quantity(start, "percent"), Quantity(end, "percent")
    )
    assert 1 <= len(found) <= MOST
    assert [point.day for point in found] == sorted({point.day for point in found})
    assert found[-1].day == deadline
    assert found[-1].value == pytest.approx(end)
