"""Names of KPIs are found by their words, as a plain search would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.audit.kpi_names import KpiNames
from service.understanding.words import content_words

WORDS = st.sampled_from(["patient", "falls", "ward", "sales", "team", "growth"])
TEXTS = st.lists(WORDS, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [("Fewer patient falls", True), ("Falls of patients", True), ("Fewer falls", False)],
)
def test_all_words_of_a_name_must_be_there(text: str, found: bool) -> None:
    assert KpiNames(["Patient falls", "Falls"]).any_in(content_words(text)) is found


@given(st.lists(TEXTS, max_size=8), TEXTS)
def test_as_a_plain_search_would(names: list[str], text: str) -> None:
    words = content_words(text)
    known = [content_words(name) for name in names]
    expected = any(len(name) > 1 and name <= words for name in known)
    assert KpiNames(names).any_in(words) is expected
