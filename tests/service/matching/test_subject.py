"""Whether a KPI is named after a subject."""

from __future__ import annotations

import pytest

from service.domain.indicator import Indicator, Source, from_library
from service.matching.subject import SubjectMatcher, measures
from tests.kpi_library.kpis import sound_kpi

KPI = from_library(sound_kpi(name="Customer churn rate", aliases=["Attrition of subscribers"]))


@pytest.mark.parametrize(
    ("subject", "overlap"),
    [
        ("customer churn", 1.0),
        ("Customers' churn rates", 1.0),
        ("subscriber attrition", 1.0),
        ("churn", 0.5),
        ("churn of enterprise customers", 2 / 3),
        ("potholes", 0.0),
        ("the rate", 0.0),
        ("", 0.0),
    ],
)
def test_overlap_with_the_best_name(subject: str, overlap: float) -> None:
    other = Indicator("own", "Bins emptied", "", Source.ORGANISATION)
    assert SubjectMatcher([other, KPI]).match(subject).tolist() == pytest.approx([0.0, overlap])


def test_the_same_subject_measures_and_half_of_it_does_not() -> None:
    assert measures(KPI, "customer churn")
    assert not measures(KPI, "churn")
    assert not measures(KPI, "")


def test_a_ratio_measures_a_ratio_alone() -> None:
    ratio = from_library(sound_kpi(name="Revenue per employee", aliases=["Turnover per employee"]))
    assert measures(ratio, "turnover per employee")
    assert not measures(ratio, "employee turnover")
    assert not measures(KPI, "churn per customer")
