"""Whether a KPI is named after a subject."""

from __future__ import annotations

import numpy as np
import pytest

from service.domain.indicator import Indicator, Source, from_library
from service.matching.subject import MEASURES, SubjectMatcher, named_after
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
def test_named_after(subject: str, overlap: float) -> None:
    assert named_after(KPI, subject) == pytest.approx(overlap)


def test_the_same_subject_measures_and_half_of_it_does_not() -> None:
    assert named_after(KPI, "churn") < MEASURES <= named_after(KPI, "customer churn")


def test_matcher_agrees_with_named_after_for_every_row() -> None:
    others = [Indicator("own", "Potholes repaired", "", Source.ORGANISATION), KPI]
    matcher = SubjectMatcher(others)
    for subject in ("potholes and churn", "customer churn", "anything else", ""):
        found = matcher.match(subject)
        assert found.tolist() == pytest.approx([named_after(o, subject) for o in others])
        assert found.dtype == np.float32
