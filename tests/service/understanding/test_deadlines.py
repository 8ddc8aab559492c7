"""Dates and periods to their last day, read on Monday 2026-11-23."""

from __future__ import annotations

import pytest

from tests.service.understanding.reading import read, rows

DEADLINES = """
by 2030 | 2030-12-31
before 2030 | 2029-12-31
before the start of next year | 2026-12-31
before the end of next year | 2027-12-31
by the end of this year | 2026-12-31
by the end of next quarter | 2027-03-31
by the end of the month | 2026-11-30
by the end of next week | 2026-12-06
this quarter | 2026-12-31
next quarter | 2027-03-31
this week | 2026-11-29
by year end | 2026-12-31
by year-end 2027 | 2027-12-31
by EOY | 2026-12-31
by end of Q3 | 2027-09-30
in Q4 2027 | 2027-12-31
by Q3/2027 | 2027-09-30
by 2027 Q1 | 2027-03-31
in H1 2027 | 2027-06-30
by the second half of 2027 | 2027-12-31
by the third quarter of next year | 2027-09-30
by June | 2027-06-30
by November | 2026-11-30
by June 2027 | 2027-06-30
by end of June | 2027-06-30
by June 30 | 2027-06-30
by 30 June 2027 | 2027-06-30
by June 30th, 2027 | 2027-06-30
by the 30th of June 2027 | 2027-06-30
by 2027-06-30 | 2027-06-30
by 30/06/2027 | 2027-06-30
by 03/04/2027 | 2027-04-03
by 06/30/2027 | 2027-06-30
by 30.06.2027 | 2027-06-30
by 06/2027 | 2027-06-30
within 18 months | 2028-05-23
in the next two years | 2028-11-23
over the next 6 weeks | 2027-01-04
in 90 days | 2027-02-21
within a year | 2027-11-23
over the coming year | 2027-11-23
by the end of the decade | 2029-12-31
by mid-2027 | 2027-06-30
by early 2027 | 2027-03-31
by late 2027 | 2027-12-31
by summer 2027 | 2027-08-31
by the summer | 2027-08-31
by February 2028 | 2028-02-29
by February 2027 | 2027-02-28
from 2025 to 2030 | 2030-12-31
between 2025 and 2030 | 2030-12-31
over 2025-2030 | 2030-12-31
by tomorrow | 2026-11-24
by Friday | 2026-11-27
no later than 1 May 2027 | 2027-05-01
on or before 1 May 2027 | 2027-05-01
by Christmas | 2026-12-25
every year |
once a month |
per quarter |
weekly |
by FY27 |
by 2027/28 |
compared with 2019 |
since 2019 |
in 2019 |
from 2015 levels |
year on year |
over last year |
"""


@pytest.mark.parametrize("row", rows(DEADLINES), ids=lambda row: row[0])
@pytest.mark.parametrize("stem", ["Increase recycling {}", "Cut complaints by 10% {}"])
def test_deadline(stem: str, row: tuple[str, ...]) -> None:
    assert str(read(stem.format(row[0])).deadline or "") == row[1]


@pytest.mark.parametrize(
    "text",
    [
        "Implement the Agenda 2030",
        "Train 2000 teachers",
        "Reach 2,030 members",
        "Answer calls within two hours",
        "Increase the share of graduates employed within six months of graduation",
        "Get 90% of invoices paid within 30 days",
        "Implement the outcomes of the 2018 Summit",
        "Grow membership to 2050 members",
        "Walk for 20 minutes every day",
        "Improve the end of line testing",
    ],
)
def test_not_a_deadline(text: str) -> None:
    assert read(text).deadline is None
