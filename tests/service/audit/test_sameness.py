"""Whether two texts say one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.audit.sameness import same_amount, word_agreement
from service.understanding.objective import read_objective
from service.understanding.wording import read_wordings
from tests.service.audit.sets import TODAY


def agreement(first: str, second: str) -> float:
    one, other = read_wordings((first, second), TODAY)
    return word_agreement(one, other)


def amount(first: str, second: str) -> bool:
    return same_amount(read_objective(first, TODAY), read_objective(second, TODAY))


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("Sell rye bread", "Sell rye bread", 1),
        ("Sell rye bread by 10% by June 2027", "Sell rye bread by 30% by 2028", 1),
        ("Sell rye bread", "Sell white bread", 1 / 2),
        ("Sell rye bread", "Repaint the canteen", 0),
        ("42", "Sell rye bread", 0),
        ("42", "42", 0),
    ],
)
def test_the_share_of_words_that_both_have(first: str, second: str, share: float) -> None:
    assert agreement(first, second) == pytest.approx(share)


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_agreement_is_a_share_and_mutual(first: str, second: str) -> None:
    found = agreement(first, second)
    assert 0 <= found <= 1
    assert found == agreement(second, first)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Cut churn to 5%", "Bring churn down to 5%", True),
        ("Cut churn to 5%", "Cut churn to 8%", False),
        ("Cut churn to 5%", "Cut churn", True),
        ("Cut churn", "Cut churn", True),
        ("Grow sales by $5m", "Grow sales by 12%", True),
    ],
)
def test_one_number_or_none_to_compare(first: str, second: str, same: bool) -> None:
    assert amount(first, second) is same
    assert amount(second, first) is same
