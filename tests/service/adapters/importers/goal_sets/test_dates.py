from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.adapters.importers.goal_sets.dates import DateOrder, Days, days_of


def of(*cells: str, order: DateOrder | None = None) -> Days:
    return days_of([(f"line {n}", cell) for n, cell in enumerate(cells, start=2)], order)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-06-30", date(2027, 6, 30)),
        ("2027/6/30", date(2027, 6, 30)),
        ("2027-06-30T00:00:00.000Z", date(2027, 6, 30)),
        ("2027-06-30 14:05:00", date(2027, 6, 30)),
        ("30.6.2027", date(2027, 6, 30)),
        ("30.06.27", date(2027, 6, 30)),
        ("31/12/2027", date(2027, 12, 31)),
        ("12/31/2027", date(2027, 12, 31)),
        ("4/4/2027", date(2027, 4, 4)),
        ("30 June 2027", date(2027, 6, 30)),
        ("30-Jun-27", date(2027, 6, 30)),
        ("June 30, 2027", date(2027, 6, 30)),
        ("Jun 30th 2027", date(2027, 6, 30)),
        ("Wed, 30 June 2027", date(2027, 6, 30)),
        ("Wednesday 30 June 2027", date(2027, 6, 30)),
        ("June 2027", date(2027, 6, 30)),
        ("Q2 2027", date(2027, 6, 30)),
        ("2027 Q2", date(2027, 6, 30)),
        ("Q2'27", date(2027, 6, 30)),
        ("H1 2027", date(2027, 6, 30)),
        ("2027", date(2027, 12, 31)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    assert of().read(text).last == day


def test_a_period_has_a_first_day() -> None:
    assert of().read("Q2 2027").first == date(2027, 4, 1)


@pytest.mark.parametrize(
    "text",
    ["soon", "31.6.2027", "13/13/2027", "2027-13-01", "FY27", "Q5 2027", "1/2/3", "", "9999999",
     "0001-01-01", "99/99/9999", "Foo 2027"],
)  # fmt: skip
def test_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"no d|could be"):
        of().read(text)


def test_two_days_are_possible() -> None:
    with pytest.raises(ValueError, match="could be two days"):
        of("1/2/2027").read("1/2/2027")
    assert of("1/2/2027").note == "dates: nothing tells day from month"


@pytest.mark.parametrize(
    ("shown", "order", "day"),
    [
        ("31/1/2027", DateOrder.DMY, date(2027, 2, 1)),
        ("1/31/2027", DateOrder.MDY, date(2027, 1, 2)),
    ],
)
def test_one_decides_for_all(shown: str, order: DateOrder, day: date) -> None:
    days = of("1/2/2027", shown)
    assert days.order is order
    assert days.note == f"dates: read as {order}, as {shown!r} in line 3 shows"
    assert days.read("1/2/2027").last == day


def test_where_both_orders_stand_none_is_guessed() -> None:
    days = of("31/1/2027", "1/31/2027", "1/2/2027")
    assert days.read("31/1/2027").last == days.read("1/31/2027").last == date(2027, 1, 31)
    with pytest.raises(ValueError, match="could be two days"):
        days.read("1/2/2027")


def test_as_told() -> None:
    assert of(order=DateOrder.MDY).read("1.2.2027").last == date(2027, 1, 2)
    assert of(order=DateOrder.YMD).read("27/02/01").last == date(2027, 2, 1)
    with pytest.raises(ValueError, match="order ymd"):
        of(order=DateOrder.YMD).read("1/2/2027")
    with pytest.raises(ValueError, match="no day of the calendar read mdy"):
        of(order=DateOrder.MDY).read("31/1/2027")


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)), st.sampled_from(["-", "/", "."]))
def test_every_day_in_every_order(day: date, sign: str) -> None:
    for order, pattern in (
        (DateOrder.DMY, "%d %m %Y"),
        (DateOrder.MDY, "%m %d %Y"),
        (DateOrder.YMD, "%Y %m %d"),
    ):
        assert of(order=order).read(day.strftime(pattern).replace(" ", sign)).last == day


@given(st.text(max_size=20))
def test_any_text(text: str) -> None:
    with suppress(ValueError):
        assert of(text).read(text).first <= of(text).read(text).last
