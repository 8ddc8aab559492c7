"""Targets from the objective's own words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.indicator import Indicator, Source, from_library
from service.domain.objective import Quantity, TargetKind, TargetQuantity
from service.domain.recommendation import Target
from service.recommend.target import set_target
from service.understanding.objective import read_objective
from tests.kpi_library.kpis import sound_kpi

TODAY = date(2026, 11, 23)


def target(text: str, **changes: Any) -> Target:
    """What the text sets as target for "Customer churn", changed."""
    kpi = sound_kpi(**{"name": "Customer churn", "aliases": [], **changes})
    return set_target(read_objective(text, TODAY), from_library(kpi))


def test_a_relative_change() -> None:
    found = target("Reduce customer churn by 10% by June 2027")
    assert found == Target(
        "Lower Customer churn from [baseline] by 10% by 30 June 2027.",
        TargetQuantity(10.0, "percent", TargetKind.CHANGE),
        None,
        date(2027, 6, 30),
        ("baseline",),
    )


def test_from_and_to() -> None:
    found = target("Reduce customer churn from 5% to 3.5%")
    assert found.sentence == "Lower Customer churn from 5% to 3.5% by [deadline]."
    assert found.baseline == Quantity(5.0, "percent")
    assert found.value == TargetQuantity(3.5, "percent", TargetKind.ABSOLUTE)
    assert found.needs == ("deadline",)


def test_nothing_is_known() -> None:
    found = target("Reduce customer churn")
    assert found.sentence == "Lower Customer churn from [baseline] to [target] by [deadline]."
    assert (found.value, found.baseline, found.deadline) == (None, None, None)
    assert found.needs == ("baseline", "target", "deadline")


def test_the_number_belongs_to_another_kpi() -> None:
    found = target("Grow sales revenue by 10% by June 2027")
    assert found.sentence == "Lower Customer churn from [baseline] to [target] by 30 June 2027."
    assert found.needs == ("baseline", "target")


def test_a_number_in_another_unit_is_not_taken() -> None:
    found = target("Reduce customer churn to 3 days")
    assert found.value is None
    assert "3" not in found.sentence


def test_a_baseline_is_kept_when_the_target_is_missing_or_no_reading() -> None:
    for text in ("Reduce customer churn from 5%", "Reduce customer churn from 5% to 3 days"):
        found = target(text)
        assert found.value is None
        assert found.baseline == Quantity(5.0, "percent")
        assert "baseline" not in found.needs


def test_a_kpi_of_another_subject_takes_no_number() -> None:
    found = target("Reduce employee churn from 5% to 3%")
    assert (found.value, found.baseline) == (None, None)


def test_the_direction_is_the_planners_own() -> None:
    assert target("Increase customer churn by 5%").sentence.startswith("Raise ")
    assert target("Improve customer churn by 5%").sentence.startswith("Lower ")
    assert target("Raise revenue by 5%").sentence.startswith("Lower ")
    steady = target("Watch the weather", direction="on_target", direction_limits="both")
    assert steady.sentence.startswith("Bring ")


@pytest.mark.parametrize(
    ("text", "unit", "goal"),
    [
        ("Grow customer churn to $1,234,567.5", "currency", "to USD 1,234,567.5 by"),
        ("Grow customer churn to $2.5 million", "currency", "to USD 2,500,000 by"),
        ("Grow customer churn to $2 trillion", "currency", "to USD 2,000,000,000,000 by"),
        ("Grow customer churn to 12,345,678", "count", "to 12,345,678 by"),
        ("Reduce customer churn to 1 day", "day", "to 1 day by"),
        ("Reduce customer churn to 2.5 hours", "day", "to 2.5 hours by"),
        ("Double customer churn", "percent", "to 2 times that by"),
        ("Halve customer churn", "percent", "to 0.5 times that by"),
        ("Cut customer churn by a third", "percent", "by 33.3333% by"),
        ("Cut customer churn by 2 percentage points", "percent", "by 2 percentage points by"),
        ("Cut customer churn by 1 percentage point", "percent", "by 1 percentage point by"),
    ],
)
def test_numbers_are_written_out(text: str, unit: str, goal: str) -> None:
    assert goal in target(text, unit=unit).sentence


def test_an_own_kpi_takes_a_relative_change_alone() -> None:
    own = Indicator("own", "Potholes repaired", "", Source.ORGANISATION)
    relative = set_target(read_objective("Raise potholes repaired by 10%", TODAY), own)
    assert relative.sentence == "Raise Potholes repaired from [baseline] by 10% by [deadline]."
    absolute = set_target(read_objective("Raise potholes repaired to 500", TODAY), own)
    assert absolute.value is None
    unspoken = set_target(read_objective("Better roads", TODAY), own)
    assert "500" not in unspoken.sentence


def numbers(text: str) -> list[float]:
    """Numbers written in digits, thousands separators aside."""
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


@settings(max_examples=200)
@given(
    verb=st.sampled_from(["Reduce", "Increase", "Cut", "Raise", "Keep", "Bring"]),
    baseline=st.none() | st.decimals(0, 99_999, places=2),
    number=st.decimals(0, 9_999_999, places=2),
    preposition=st.sampled_from(["by", "to", "below", "above", "at"]),
    written=st.sampled_from(["{:f}%", "${:,f}", "{:,f} days", "{:f} percentage points", "{:f}"]),
    deadline=st.sampled_from(["", " by 2028", " by Q3 2027", " within 18 months", " next year"]),
    unit=st.sampled_from(["percent", "currency", "day", "count", "ratio"]),
)
def test_no_number_is_invented(
    verb: str,
    baseline: float | None,
    number: float,
    preposition: str,
    written: str,
    deadline: str,
    unit: str,
) -> None:
    start = "" if baseline is None else f" from {written.format(baseline)}"
    text = f"{verb} customer churn{start} {preposition} {written.format(number)}{deadline}"
    found = target(text, unit=unit)
    allowed = numbers(text)
    if found.deadline:
        allowed += [found.deadline.day, found.deadline.year]
    assert set(numbers(found.sentence)) <= set(allowed), text
