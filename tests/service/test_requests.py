"""Requests are checked at the edge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from kpi_library.models import Level
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError
from service.requests import MAX_KPIS, MAX_OBJECTIVE, RecommendationBody

DAY = date(2026, 11, 23)
DOMAINS = ("people", "sales")


def test_a_full_request() -> None:
    body = RecommendationBody.model_validate(
        {
            "objective": "  Sell more  ",
            "k": 3,
            "domain": "sales",
            "level": "team",
            "today": "2027-01-02",
        }
    )
    expected = RecommendationRequest("Sell more", date(2027, 1, 2), 3, "sales", Level.TEAM)
    assert body.to_request(DOMAINS, DAY) == expected


def test_defaults() -> None:
    body = RecommendationBody.model_validate({"objective": "Sell more"})
    assert body.to_request(DOMAINS, DAY) == RecommendationRequest("Sell more", DAY, 6, None, None)


@pytest.mark.parametrize("length", [1, MAX_OBJECTIVE])
@pytest.mark.parametrize("k", [1, MAX_KPIS])
def test_bounds_are_inside(length: int, k: int) -> None:
    assert RecommendationBody(objective="x" * length, k=k).k == k


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("objective", ""),
        ("objective", " \n\t "),
        ("objective", "x" * (MAX_OBJECTIVE + 1)),
        ("objective", 5),
        ("objective", None),
        ("k", 0),
        ("k", -1),
        ("k", MAX_KPIS + 1),
        ("k", "3"),
        ("k", 2.5),
        ("k", True),
        ("level", "galaxy"),
        ("today", "tomorrow"),
        ("colour", "red"),
    ],
)
def test_what_is_refused_is_named(field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as error:
        RecommendationBody.model_validate({"objective": "Sell more", field: value})
    assert [entry["loc"] for entry in error.value.errors()] == [(field,)]


@pytest.mark.parametrize("domain", ["astrology", "", "Sales", " sales"])
def test_an_unknown_domain_lists_the_known_ones(domain: str) -> None:
    body = RecommendationBody(objective="Sell more", domain=domain)
    with pytest.raises(InputError, match="people, sales") as error:
        body.to_request(DOMAINS, DAY)
    assert error.value.where == "domain"
