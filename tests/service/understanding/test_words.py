"""Content words and how far two phrases share them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understanding.words import content_words, overlap

WORDS = st.frozensets(st.sampled_from(["customer", "churn", "sale", "team", "cost"]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The rate of customer churn", {"customer", "churn"}),
        ("Customers", {"customer"}),
        ("process loss", {"process", "loss"}),
        ("Total number of new sales", {"sale"}),
        ("Q4, HR & IT", set()),
        ("", set()),
    ],
)
def test_content_words(text: str, words: set[str]) -> None:
    assert content_words(text) == words


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("customer churn rate", "churn of customers", 1.0),
        ("sales team costs", "team costs", 2 / 3),
        ("sales", "waste", 0.0),
        ("", "waste", 0.0),
        ("", "", 0.0),
    ],
)
def test_overlap(first: str, second: str, share: float) -> None:
    assert overlap(content_words(first), content_words(second)) == pytest.approx(share)


@given(WORDS, WORDS)
def test_overlap_is_symmetric_and_a_share(first: frozenset[str], second: frozenset[str]) -> None:
    assert overlap(first, second) == overlap(second, first)
    assert 0.0 <= overlap(first, second) <= 1.0
    assert (overlap(first, second) == 1.0) == (first == second and bool(first))


@given(st.text())
def test_words_are_lower_case_and_whole(text: str) -> None:
    assert all(word.islower() and word.isalpha() for word in content_words(text))
