"""Past values at the edge."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.errors import InputError
from service.history import HistoryRow, readings

TODAY = date(2026, 11, 23)


def read(*periods: str) -> list[date]:
    rows = [HistoryRow(period=period, value=1.0) for period in periods]
    return [reading.day for reading in readings(rows, TODAY)]


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2025", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-Q2", date(2026, 6, 30)),
        ("2026Q2", date(2026, 6, 30)),
        ("2026-w20", date(2026, 5, 17)),
        ("2026-05-31", date(2026, 5, 31)),
    ],
)
def test_a_period_means_its_last_day(period: str, day: date) -> None:
    assert read(period) == [day]


def test_readings_are_in_order_of_time() -> None:
    assert read("2026-03", "2026-01") == [date(2026, 1, 31), date(2026, 3, 31)]


@pytest.mark.parametrize(
    ("periods", "says"),
    [
        (("2026-13",), "not in the calendar"),
        (("2026-02-30",), "not in the calendar"),
        (("0000",), "not in the calendar"),
        (("last year",), "is no period"),
        (("2026-11",), "is not over on 2026-11-23"),
        (("2026-01", "2026-01"), "stands twice"),
        (("2026-01", "2026-Q2"), "a quarter among values by month"),
    ],
)
def test_what_cannot_be_read_is_named(periods: tuple[str, ...], says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        read(*periods)
    assert caught.value.where == f"history[{len(periods) - 1}].period"


@pytest.mark.parametrize("value", ["nan", "inf", "many"])
def test_values_are_finite_numbers(value: str) -> None:
    with pytest.raises(ValidationError):
        HistoryRow.model_validate({"period": "2026-01", "value": value})


@given(st.text(min_size=4, max_size=10))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        row = HistoryRow(period=text, value=1.0)
        readings([row], TODAY)
    except (InputError, ValidationError):
        pass
