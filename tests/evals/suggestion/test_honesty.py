"""Numbers of a target that follow, and the same targets with one number changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.suggestion.honesty import honesty
from evals.suggestion.shown_arithmetic import follows
from service.domain.objective import Quantity, TargetKind, TargetQuantity
from service.domain.recommendation import Milestone, Target
from service.recommend.targets.arithmetic import converted, derive

TEXT = "Cut churn from 20% by 25% by the end of 2027"
TARGET = Target(
    "Lower Churn rate in top 10 regions from 20% by 25% by 31 December 2027.",
    TargetQuantity(25.0, "percent", TargetKind.CHANGE),
    Quantity(20.0, "percent"),
    date(2027, 12, 31),
    (),
    reach=Quantity(15.0, "percent"),
    arithmetic=("20 × (1 − 25%) = 15%",),
    milestones=(
        Milestone(date(2026, 12, 31), 0.09, 19.55),
        Milestone(date(2027, 12, 31), 1.0, 15.0),
    ),
)
NAME = "Churn rate in top 10 regions"


def test_what_follows_is_honest() -> None:
    assert honesty(TARGET, TEXT, NAME) == 1.0


@pytest.mark.parametrize(
    "changed",
    [
        replace(TARGET, sentence=TARGET.sentence.replace("25%", "24%")),
        replace(TARGET, sentence="Hold Churn rate in top 10 regions below 7% until [deadline]."),
        replace(TARGET, reach=Quantity(14.0, "percent"), milestones=()),
        replace(TARGET, arithmetic=("20 × (1 − 25%) = 14%",)),
        replace(TARGET, arithmetic=()),
        replace(TARGET, arithmetic=("20 × (1 − 25%) = 15%", "20 × (1 − 30%) = 14%")),
        replace(TARGET, notes=("Peers reach 11%.",)),
        replace(
            TARGET,
            milestones=(Milestone(date(2026, 12, 31), 0.09, 17.0), TARGET.milestones[1]),
        ),
        replace(TARGET, milestones=TARGET.milestones[:1]),
    ],
)
def test_a_number_from_nowhere_is_not(changed: Target) -> None:
    assert honesty(changed, TEXT, NAME) == 0.0


def test_milestones_may_start_from_a_converted_baseline() -> None:
    target = Target(
        "Lower Handle time from 2 hours to 90 minutes by [deadline].",
        TargetQuantity(90.0, "minute", TargetKind.ABSOLUTE),
        Quantity(2.0, "hour"),
        None,
        (),
        reach=Quantity(90.0, "minute"),
        arithmetic=(
            "2 hours = 2 × 60 = 120 minutes",
            "90 minutes − 120 minutes = −30 minutes, −25% of 120 minutes",
        ),
        milestones=(
            Milestone(date(2027, 3, 31), 0.5, 105.0),
            Milestone(date(2027, 6, 30), 1.0, 90.0),
        ),
    )
    assert honesty(target, "Cut handling from 2 hours to 90 minutes") == 1.0
    assert honesty(target, "Cut handling from 3 hours to 90 minutes") == 0.0


@pytest.mark.parametrize(
    "line",
    [
        "2 hours = 2 × 60 = 121 minutes",
        "2 hours = 2 × 61 = 122 minutes",
        "2 parsecs = 2 × 60 = 120 minutes",
        "2 + 3",
        "2 ÷ 0 = 2",
        "2 ** 9 = 512",
        "90 − 2 = +88, +98% of 90",
        "90 − 2 = −88",
        "",
    ],
)
def test_wrong_or_unreadable_arithmetic_does_not_follow(line: str) -> None:
    assert follows(line, [2.0, 9.0, 60.0, 90.0]) is None


SIZES = st.floats(1, 1e6).map(lambda value: round(value, 2))


@given(SIZES, SIZES, st.sampled_from(("percent", "ratio", "count")), st.booleans())
def test_what_production_derives_follows(start: float, size: float, unit: str, rises: bool) -> None:
    derived = derive(Quantity(start, "count"), TargetQuantity(size, unit, TargetKind.CHANGE), rises)
    for line in derived.steps:
        assert follows(line, [start, size]) is not None
        assert follows(line, [start * 3 + 7]) is None


# The first conversion reads the table of units.
@settings(deadline=None)
@given(SIZES, st.sampled_from(("minute", "hour", "day", "week", "month", "year")))
def test_what_production_converts_follows(value: float, unit: str) -> None:
    _, steps = converted(Quantity(value, unit), "hour")
    assert all(follows(line, [value]) is not None for line in steps)
