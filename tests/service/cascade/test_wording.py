from __future__ import annotations

import pytest

from kpi_library.library import KpiLibrary
from service.cascade.wording import act, happens
from service.domain.indicator import from_library
from service.domain.objective import Movement


@pytest.mark.parametrize(
    ("name", "acted", "happened"),
    [
        ("Customer churn rate", "Cut the customer churn rate", "the customer churn rate falls"),
        (
            "New customers won",
            "Raise the number of new customers won",
            "the number of new customers won rises",
        ),
        (
            "Training hours per employee",
            "Raise training hours per employee",
            "training hours per employee rise",
        ),
        ("Time to fill", "Cut time to fill", "time to fill falls"),
        (
            "HR service ratio",
            "Bring the HR service ratio into its range",
            "the HR service ratio comes into its range",
        ),
        ("Brand awareness", "Raise brand awareness", "brand awareness rises"),
        ("Days sales outstanding", "Cut days sales outstanding", "days sales outstanding falls"),
        (
            "Women in leadership share",
            "Bring the women in leadership share into its range",
            "the women in leadership share comes into its range",
        ),
    ],
)
def test_sentences(library: KpiLibrary, name: str, acted: str, happened: str) -> None:
    kpi = library.find(name)
    assert kpi is not None
    assert act(from_library(kpi)) == acted
    assert happens(from_library(kpi)) == happened


def test_the_planners_movement_comes_first(library: KpiLibrary) -> None:
    kpi = from_library(library["customer-churn-rate"])
    assert act(kpi, Movement.MAINTAIN) == "Hold the customer churn rate"


def test_no_name_keeps_its_capital(library: KpiLibrary) -> None:
    for kpi in library:
        said = happens(from_library(kpi))
        first = said.removeprefix("the ").removeprefix("number of ").split()[0]
        assert first[0].islower() or first[0].isdigit() or sum(map(str.isupper, first)) > 1, said
