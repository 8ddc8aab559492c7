"""What kind of quantity a measure is."""

from __future__ import annotations

import pytest

from kpi_library.formula import UNITS
from service.matching.measure_kind import Kind, kind_of_unit, kinds_of

ANY = frozenset(Kind)


@pytest.mark.parametrize(
    ("name", "unit", "formula", "kinds"),
    [
        ("Churn", "%", "", "share"),
        ("Churn", "Percentage", "", "share"),
        ("Resolution", "business days", "", "duration"),
        ("Revenue", "USD", "", "money"),
        ("Spend", "€ million", "", "money"),
        ("Heads", "#", "", "count"),
        ("Mood", "score (1-5)", "", "score"),
        ("Churn", "", "lost / all * 100", "share"),
        ("Churn", "", "lost / all x 100", "share"),
        ("Share of women", "", "", "share"),
        ("Number of incidents", "", "", "count"),
        ("Time to hire", "", "", "duration"),
        ("Mean time to repair", "", "", "duration"),
        ("Response time", "", "", "duration"),
        ("On-time delivery", "", "", "share count"),
        ("Injury rate", "", "", "share count physical"),
        ("Cost per hire", "", "", "money share"),
        ("Satisfaction", "", "", "score share"),
        ("Backlog", "", "", ""),
        ("Timetable", "", "", ""),
        ("Percentage share", "smiles", "", "share"),
    ],
)
def test_kinds_of_an_own_kpi(name: str, unit: str, formula: str, kinds: str) -> None:
    expected = frozenset(Kind(kind) for kind in kinds.split()) or ANY
    assert kinds_of(name, unit, formula) == expected


def test_the_unit_says_more_than_the_name() -> None:
    assert kinds_of("Cost ratio", "hours", "") == {Kind.DURATION}


@pytest.mark.parametrize(
    ("unit", "kinds"),
    [
        ("percent", "share"), ("hour", "duration"), ("currency/hour", "money"), ("count", "count"),
        ("score", "score"), ("ratio", "share count"), ("kilowatt_hour", "physical count"),
        ("no unit", "share count duration money score physical"),
    ],
)  # fmt: skip
def test_kinds_of_library_units(unit: str, kinds: str) -> None:
    assert kind_of_unit(unit) == frozenset(Kind(kind) for kind in kinds.split())


def test_every_unit_has_a_kind() -> None:
    assert all(kind_of_unit(unit) for unit in UNITS)
