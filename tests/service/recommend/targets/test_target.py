"""Targets from the objective's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.indicator import Indicator, Source, from_library
from service.domain.objective import Quantity, TargetKind, TargetQuantity
from service.domain.recommendation import Ambition, BaselineSource, Reading, Target
from service.recommend.targets.target import set_target
from service.understanding.objective import read_objective
from tests.kpi_library.kpis import sound_kpi

TODAY = date(2026, 11, 23)


def target(text: str, **changes: Any) -> Target:
    """What the text sets as target for "Customer churn", changed."""
    kpi = sound_kpi(**{"name": "Customer churn", "aliases": [], **changes})
    return set_target(read_objective(text, TODAY), from_library(kpi), TODAY)


def test_a_relative_change() -> None:
    found = target("Reduce customer churn by 10% by June 2027")
    assert found.sentence == "Lower Customer churn from [baseline] by 10% by 30 June 2027."
    assert found.value == TargetQuantity(10.0, "percent", TargetKind.CHANGE)
    assert (found.baseline, found.reach, found.arithmetic) == (None, None, ())
    assert found.deadline == date(2027, 6, 30)
    assert found.needs == ("baseline",)
    assert [point.value for point in found.milestones] == [None] * len(found.milestones)
    assert found.milestones[-1].share == 1.0


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
        ("Cut customer churn by a third", "percent", "by 33.33% by"),
        ("Cut customer churn by 2 percentage points", "percent", "by 2 percentage points by"),
        ("Cut customer churn by 1 percentage point", "percent", "by 1 percentage point by"),
    ],
)
def test_numbers_are_written_out(text: str, unit: str, goal: str) -> None:
    assert goal in target(text, unit=unit).sentence


def test_an_own_kpi_takes_a_relative_change_alone() -> None:
    own = Indicator("own", "Potholes repaired", "", Source.ORGANISATION)
    relative = set_target(read_objective("Raise potholes repaired by 10%", TODAY), own, TODAY)
    assert relative.sentence == "Raise Potholes repaired from [baseline] by 10% by [deadline]."
    absolute = set_target(read_objective("Raise potholes repaired to 500", TODAY), own, TODAY)
    assert absolute.value is None
    unspoken = set_target(read_objective("Better roads", TODAY), own, TODAY)
    assert "500" not in unspoken.sentence


@pytest.mark.parametrize(
    ("text", "reach", "arithmetic"),
    [
        ("Reduce customer churn from 10% by 20%", 8.0, "10 × (1 − 20%) = 8%"),
        ("Increase customer churn from 10% by 5 percentage points", 15.0, "10 + 5 = 15%"),
        ("Halve customer churn from 10%", 5.0, "10 × 0.5 = 5%"),
        (
            "Reduce customer churn from 8% to 6%",
            6.0,
            "6% − 8% = −2 percentage points, −25% of 8%",
        ),
    ],
)
def test_what_follows_is_shown(text: str, reach: float, arithmetic: str) -> None:
    found = target(text)
    assert found.reach == Quantity(reach, "percent")
    assert found.arithmetic == (arithmetic,)


def test_a_number_is_not_taken_by_a_ratio_of_the_same_words() -> None:
    text = "Reduce employee turnover from 20% by 25%"
    ratio = target(text, name="Revenue per employee", aliases=["Turnover per employee"])
    assert (ratio.value, ratio.baseline) == (None, None)
    assert target(text, name="Employee turnover rate").value is not None
    per_head = target("Raise turnover per employee by 5%", name="Turnover per employee")
    assert per_head.value is not None


@pytest.mark.parametrize("fall", ["201%", "9 percentage points"])
def test_nothing_falls_below_zero(fall: str) -> None:
    found = target(f"Reduce customer churn from 8% by {fall} by June 2027")
    assert (found.reach, found.arithmetic) == (None, ())
    assert found.notes == (f"A fall by {fall} would lead below zero; check the number.",)
    assert all(point.value is None for point in found.milestones)


def test_a_percentage_of_a_percentage_is_said_to_be_one() -> None:
    (note,) = target("Reduce customer churn from 10% by 20%").notes
    assert "not as percentage points" in note


def test_times_are_converted_and_the_sentence_keeps_the_planners_words() -> None:
    found = target("Reduce customer churn from 1 day to 2 hours by June 2027", unit="minute")
    assert "from 1 day to 2 hours by" in found.sentence
    assert found.reach == Quantity(120.0, "minute")
    assert found.arithmetic[0] == "1 day = 1 × 1,440 = 1,440 minutes"
    assert found.arithmetic[1] == "2 hours = 2 × 60 = 120 minutes"
    assert found.milestones[-1].value == 120.0


def test_a_level_is_held() -> None:
    found = target("Keep customer churn at 5% until June 2027")
    assert found.sentence == "Hold Customer churn at or below 5% until 30 June 2027."
    assert found.milestones == ()
    unknown = target("Maintain customer churn through June 2027")
    assert unknown.sentence.startswith("Hold Customer churn at or below [baseline] until")
    assert unknown.needs[0] == "baseline"


class TestHistory:
    """Readings of the planner's own."""

    readings = tuple(
        Reading(f"2026-{month:02}", date(2026, month, 28), 12.0 - month / 2)
        for month in range(1, 11)
    )

    def with_history(self, text: str, *readings: Reading, **changes: Any) -> Target:
        kpi = sound_kpi(**{"name": "Customer churn", "aliases": [], **changes})
        history = readings or self.readings
        return set_target(read_objective(text, TODAY), from_library(kpi), TODAY, history)

    def test_the_last_reading_is_the_baseline(self) -> None:
        found = self.with_history("Reduce customer churn by 10% by June 2027")
        assert found.baseline == Quantity(7.0, "percent")
        assert found.baseline_source is BaselineSource.HISTORY
        assert found.reach == Quantity(6.3, "percent")
        assert "your reading of 2026-10, 7%" in found.notes[0]
        assert found.needs == ()

    @pytest.mark.parametrize(
        ("goal", "ambition"),
        [
            ("to 9%", Ambition.MET),
            ("to 6.9%", Ambition.BELOW_TREND),
            ("to 3%", Ambition.WITHIN_TREND),
            ("to 0.1%", Ambition.FAR_BEYOND),
        ],
    )
    def test_how_ambitious_the_target_is(self, goal: str, ambition: Ambition) -> None:
        noisy = tuple(
            replace(reading, value=reading.value + (0.1 if at % 2 else -0.1))
            for at, reading in enumerate(self.readings)
        )
        found = self.with_history(f"Reduce customer churn {goal} by 30 June 2027", *noisy)
        assert found.outlook is not None
        assert found.outlook.ambition is ambition
        assert found.outlook.low < found.outlook.forecast < found.outlook.high
        assert "10 readings from 2026-01 to 2026-10" in found.outlook.says

    def test_the_objectives_own_baseline_prevails_and_the_gap_is_said(self) -> None:
        found = self.with_history("Reduce customer churn from 9% to 6% by June 2027")
        assert found.baseline == Quantity(9.0, "percent")
        assert found.baseline_source is BaselineSource.OBJECTIVE
        assert "the objective's number was taken" in found.notes[0]

    def test_readings_are_compared_in_the_kpis_unit(self) -> None:
        read = Reading("2026-10", date(2026, 10, 31), 120.0)
        text = "Reduce customer churn from 2 hours to 1 hour by June 2027"
        assert self.with_history(text, read, unit="minute").notes == ()
        other = replace(read, value=90.0)
        (note,) = self.with_history(text, other, unit="minute").notes
        assert "starts from 120 minutes, your reading of 2026-10 is 90 minutes" in note

    def test_too_few_readings_give_no_trend(self) -> None:
        found = self.with_history("Reduce customer churn by 10% by June 2027", *self.readings[:3])
        assert found.outlook is None
        assert found.baseline is not None

    def test_readings_of_another_kpi_are_not_taken(self) -> None:
        other = replace(self.readings[0], kpi="discount-share")
        assert self.with_history("Reduce customer churn by 10%", other).baseline is None
        own = replace(self.readings[0], kpi="subscriber-loss")
        assert self.with_history("Grow sales by 10%", own).baseline == Quantity(11.5, "percent")


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
    # Operands were given, or follow from a step before, or are what a unit is made of.
    for step in found.arithmetic:
        left, _, right = step.partition(" = ")
        assert set(numbers(left)) <= {*allowed, 1.0, 60.0, 24.0, 1440.0}, step
        allowed += numbers(right)
    if found.reach:
        assert (
            found.reach.value in [found.value and found.value.value, *allowed] or found.arithmetic
        )
