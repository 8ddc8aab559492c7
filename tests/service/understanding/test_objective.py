"""Whole objectives of many fields, slot by slot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from kpi_library.models import Level
from service.domain.objective import Objective
from tests.service.understanding import (
    cases_business,
    cases_fourth,
    cases_fresh,
    cases_later,
    cases_public,
    cases_regressions,
    cases_rules,
    cases_third,
)
from tests.service.understanding.reading import TODAY, normal, read, rows, written

CASES = [
    row
    for table in (
        cases_business,
        cases_public,
        cases_fresh,
        cases_later,
        cases_third,
        cases_fourth,
        cases_regressions,
        cases_rules,
    )
    for row in rows(table.ROWS)
]


@pytest.mark.parametrize("row", CASES, ids=[row[0][:60] for row in CASES])
def test_slots(row: tuple[str, ...]) -> None:
    assert written(read(row[0])) == normal(row[1:])


SUBJECTS = """
Increase customer base by 30% before the start of the next year | customer base
Cut the sales team by 20% to reduce cost | sales team
Increase output by 50% while maintaining the unit cost of production and quality level | output
Grow sales team by 15% for regional coverage | sales team
Reduce the average time to answer a call from 5 minutes to 2 | average time to answer a call
Fewer potholes | potholes
Acquire 500 new customers | new customers
Carbon emissions will be reduced by 40% from 2015 levels by 2035 | carbon emissions
Ensure that waiting lists fall by 20% during 2027 | waiting lists
Cut the time from referral to treatment from 18 weeks to 12 weeks | time from referral to treatment
Deliver 20% revenue growth in 2027 | revenue growth
A 20% reduction in packaging by Christmas | packaging
Reduce cost per parcel below $5 | cost per parcel
Increase by 20% the number of startups founded by women | number of startups founded by women
Bring open bugs down to 50 | open bugs
By 2030, half of all trips are made on foot | trips
Increase EBITDA by 1.5 million euros | EBITDA
KR2: Reduce p95 latency from 800ms to 300ms | p95 latency
Exercise for 30 minutes a day | exercise
Vaccinate 95% of children under 5 by 2028 | children under 5
Achieve Double-Digit Growth In Services Revenue | services revenue
Customer satisfaction | customer satisfaction
Recruit and onboard 25 volunteers | volunteers
Deliver platform releases faster and with fewer incidents | platform releases
Serve more patients with fewer beds | patients
Ship with fewer defects | defects
"""


@pytest.mark.parametrize("row", rows(SUBJECTS), ids=lambda row: row[0][:60])
def test_subject(row: tuple[str, ...]) -> None:
    assert read(row[0]).subject == row[1]


SCOPES = """
Be the leading retainer provider in the Southwestern United States by 2030 | in the Southwestern United States
Increase bus ridership by two thirds across all districts | across all districts
Increase brand awareness among under-25s | among under-25s
Reduce delivery times for enterprise customers by 10% | for enterprise customers
More trees in low-income neighbourhoods | in low-income neighbourhoods
Increase screening uptake among women aged 50 to 70 to 80% | among women aged 50 to 70
Growth in exports of 8% by Q2 2027 |
Grow sales team by 15% for regional coverage |
Increase revenue in 2027 |
Become the market leader in electric bikes |
"""


@pytest.mark.parametrize("row", rows(SCOPES), ids=lambda row: row[0][:60])
def test_scope(row: tuple[str, ...]) -> None:
    assert read(row[0]).scope == (row[1] or None)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Reduce company-wide travel cost by 10%", Level.COMPANY),
        ("Make our organisation carbon neutral", Level.COMPANY),
        ("The sales department will raise revenue by 5%", Level.DEPARTMENT),
        ("Our team will ship weekly", Level.TEAM),
        ("Our support squad answers tickets within two hours", Level.TEAM),
        ("I will read 12 books", Level.PERSON),
        ("Lower my blood pressure", Level.PERSON),
        ("Grow sales team by 15%", None),
        ("Cut the sales team by 20%", None),
        ("Acquire companies in Spain", None),
        ("Increase revenue", None),
    ],
)
def test_level(text: str, level: Level | None) -> None:
    assert read(text).level is level


def test_words_of_the_deadline_are_kept_without_a_calendar_date() -> None:
    for text, words in (
        ("Increase revenue by 5% by the end of FY27", "by the end of FY27"),
        ("Increase revenue by 5% in fiscal 2027", "in fiscal 2027"),
        ("Close the gap by 2027/28", "by 2027/28"),
        ("Cut waste in Q3 FY28", "in Q3 FY28"),
        ("All pupils read by the end of the school year", "by the end of the school year"),
    ):
        objective = read(text)
        assert (objective.deadline, objective.deadline_text) == (None, words)


def test_nothing_is_read_from_nothing() -> None:
    for text in ("", " \n ", "...", "42", "%"):
        objective = read(text)
        assert objective.subject == ""
        assert objective == replace(
            Objective(" ".join(text.split())),
            target=objective.target,
            direction=objective.direction,
        )


def test_long_text_is_read_in_linear_time() -> None:
    for piece in ("1-2-3-", "in the end of the ", "really ", "at least about ", "by 5 to "):
        short, long = (_seconds((piece * 10_000)[:length]) for length in (1_000, 10_000))
        assert long < 40 * short, piece  # the square would be a hundred times


def _seconds(text: str) -> float:
    """The shortest of three readings."""
    taken = []
    for _ in range(3):
        started = process_time()
        read(text)
        taken.append(process_time() - started)
    return min(taken)


def test_package_imports_only_itself_the_domain_and_the_standard_library() -> None:
    folder = Path(__file__).parents[3] / "service" / "understanding"
    ours = ("service.understanding", "service.domain", "kpi_library.models")
    standard = (
        "__future__",
        "calendar",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "itertools",
        "re",
        "typing",
    )
    for path in folder.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("import ", "from ")):
                assert line.split()[1].startswith((*ours, *standard)), f"{path.name}: {line}"


def test_reading_is_quick() -> None:
    text = "Increase the share of women in leadership from 20 to 35 percent by the end of 2030"
    best = min(_time(text) for _ in range(5))
    assert best < 0.002  # 0.2 ms on an idle machine; slack for a busy one


def _time(text: str) -> float:
    started = process_time()
    for _ in range(50):
        read(text)
    return (process_time() - started) / 50


def test_today_moves_relative_deadlines() -> None:
    from service.understanding.objective import read_objective

    leap = TODAY.replace(year=2027, month=11, day=30)
    assert str(read_objective("Cut cost within 3 months", leap).deadline) == "2028-02-29"
    assert str(read_objective("Cut cost by the end of next month", leap).deadline) == "2027-12-31"
    last = TODAY.replace(month=12, day=31)
    assert str(read_objective("Cut cost this quarter", last).deadline) == "2026-12-31"
    assert str(read_objective("Cut cost next quarter", last).deadline) == "2027-03-31"
    assert str(read_objective("Cut cost by Q4", last).deadline) == "2026-12-31"
