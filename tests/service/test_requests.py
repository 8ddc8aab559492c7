"""Requests are checked at the edge."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from kpi_library.library import KpiLibrary
from kpi_library.models import Level, Perspective
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError
from service.requests import MAX_KPIS, MAX_OBJECTIVE, RecommendationBody
from tests.kpi_library.kpis import guard_kpi, sound_kpi

DAY = date(2026, 11, 23)
LIBRARY = KpiLibrary([sound_kpi(), guard_kpi()])
KNOWN = ("subscriber-loss", "discount-share", "own:seat-fill")


def request_of(**fields: object) -> RecommendationRequest:
    body = RecommendationBody.model_validate({"objective": "Sell more", **fields})
    return body.to_request(LIBRARY, KNOWN, DAY)


def test_a_full_request() -> None:
    found = request_of(
        objective="  Sell more  ",
        k=3,
        domain="customer_success",
        level="team",
        industry="any",
        perspective="customer",
        exclude=["discount-share"],
        must_include=["own:seat-fill"],
        tracked=["subscriber-loss"],
        data_sources=["CRM"],
        new_sources=1,
        strategy=["Sell more", "Spend less"],
        parent=" Grow ",
        today="2027-01-02",
    )
    assert found == RecommendationRequest(
        "Sell more",
        date(2027, 1, 2),
        3,
        "customer_success",
        Level.TEAM,
        "any",
        Perspective.CUSTOMER,
        ("discount-share",),
        ("own:seat-fill",),
        ("subscriber-loss",),
        ("CRM",),
        1,
        ("Sell more", "Spend less"),
        "Grow",
    )


def test_defaults() -> None:
    assert request_of() == RecommendationRequest("Sell more", DAY)


@pytest.mark.parametrize(
    ("fields", "where", "says"),
    [
        ({"domain": "mining"}, "domain", "none of customer_success"),
        ({"industry": "magic"}, "industry", "none of any"),
        ({"exclude": ["discount-shar"]}, "exclude[0]", "did you mean discount-share?"),
        ({"tracked": ["subscriber-loss", "zzz"]}, "tracked[1]", "there is no KPI 'zzz'"),
        (
            {"must_include": ["discount-share"], "exclude": ["discount-share"]},
            "must_include",
            "in exclude too",
        ),
        ({"must_include": ["discount-share", "subscriber-loss"], "k": 1}, "must_include", "room"),
        ({"new_sources": 1}, "new_sources", "needs data_sources"),
    ],
)
def test_what_there_is_not_cannot_be_asked_for(
    fields: dict[str, object], where: str, says: str
) -> None:
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        request_of(**fields)
    assert caught.value.where == where


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
