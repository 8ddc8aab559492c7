"""BM25 and the words that it sees."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.adapters.index.lexical_index import LexicalIndex, tokenize

DOCUMENTS = ["Customer churn rate", "Customers won", "Potholes repaired per road", "", "The of"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The customers' complaints", ["customer", "complaint"]),
        ("Deliveries in 24 hours!", ["delivery", "24", "hour"]),
        ("status basis loss bus gas", ["status", "basis", "loss", "bus", "gas"]),
        ("on-time_delivery", ["time", "delivery"]),
        ("ÉCOLES", ["école"]),
        ("of the and", []),
        ("", []),
    ],
)
def test_tokenize(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


def test_scores_by_hand() -> None:
    # Lucene's BM25: idf * tf / (tf + k1 * (1 - b + b * length / mean length)); five documents
    # of 3 (rate counts), 2, 3, 0 and 0 words; "churn" stands in the first alone.
    lengths = [len(tokenize(document)) for document in DOCUMENTS]
    idf = math.log(1 + (5 - 1 + 0.5) / (1 + 0.5))
    expected = idf / (1 + 1.2 * (1 - 0.75 + 0.75 * lengths[0] / (sum(lengths) / 5)))
    scores = LexicalIndex(DOCUMENTS).scores("lower churn")
    assert scores[0] == pytest.approx(expected, rel=1e-5)
    assert scores[1:].tolist() == [0, 0, 0, 0]


def test_plural_and_case_match() -> None:
    scores = LexicalIndex(DOCUMENTS).scores("CUSTOMER")
    assert (scores > 0).tolist() == [True, True, False, False, False]
    assert scores[1] > scores[0]


@pytest.mark.parametrize("text", ["", "the of and", "zebra", "!?", "客户"])
def test_nothing_in_common(text: str) -> None:
    assert LexicalIndex(DOCUMENTS).scores(text).tolist() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("documents", [[""], ["the", "of"]])
def test_documents_without_words(documents: list[str]) -> None:
    assert LexicalIndex(documents).scores("customer").tolist() == [0.0] * len(documents)


@given(st.text(max_size=50))
def test_any_text_is_scored(text: str) -> None:
    scores = LexicalIndex(DOCUMENTS).scores(text)
    assert scores.shape == (5,)
    assert (scores >= 0).all()
