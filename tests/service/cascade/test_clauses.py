from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cascade.clauses import clauses_of
from service.understanding.facets import MOST
from service.understanding.objective import read_objective

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "Increase sales by 20% and cut costs by 10% by 2028",
            ("Increase sales by 20% by 2028", "cut costs by 10% by 2028"),
        ),
        (
            "Grow revenue and reduce churn before the start of next year",
            (
                "Grow revenue before the start of next year",
                "reduce churn before the start of next year",
            ),
        ),
        (
            "Make our streets safer and cleaner by 2028",
            ("Make our streets safer by 2028", "Make our streets cleaner by 2028"),
        ),
        (
            "Increase output by 50% while maintaining the unit cost",
            ("Increase output by 50%", "maintaining the unit cost"),
        ),
        ("Recruit, train and retain nurses", ("Recruit, train and retain nurses",)),
        ("Improve quality and safety", ("Improve quality and safety",)),
        ("Increase sales and marketing spend", ("Increase sales and marketing spend",)),
    ],
)
def test_clauses(text: str, clauses: tuple[str, ...]) -> None:
    assert clauses_of(read_objective(text, TODAY)) == clauses


@given(st.text(max_size=200))
def test_any_text_has_clauses(text: str) -> None:
    assert 1 <= len(clauses_of(read_objective(text, TODAY))) <= MOST
