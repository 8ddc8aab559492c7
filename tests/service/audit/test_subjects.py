"""How far two subjects are one thing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from service.audit.subjects import Subjects
from service.domain.ports import Progress, Vectors
from tests.fakes import FakeEmbedder


class OneSense(FakeEmbedder):
    """Takes every text for the same one, and remembers which it saw."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        self.seen += texts
        return super().embed(["the same"] * len(texts), on_progress)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("sales team", "sales team"),
        ("the sales team", "Sales teams"),
        ("churn of customers", "customer churn"),
    ],
)
def test_the_same_words_need_no_embedding(first: str, second: str) -> None:
    embedder = OneSense()
    assert Subjects(embedder).likeness(first, second) == 1
    assert not embedder.seen


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("sales", "sales team"),
        ("team costs", "sales team"),
        ("cost of the sales team", "sales team"),
        ("", "sales team"),
        ("sales team", ""),
        ("", ""),
    ],
)
def test_what_shares_a_word_but_not_the_head_is_another_thing(first: str, second: str) -> None:
    assert Subjects(OneSense()).likeness(first, second) == 0
    assert Subjects(OneSense()).likeness(second, first) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("sales team", "commercial headcount"),
        ("stock of flour", "average stock of flour"),
        ("support tickets in Berlin", "open tickets"),
    ],
)
def test_otherwise_meaning_decides(first: str, second: str) -> None:
    assert Subjects(OneSense()).likeness(first, second) == pytest.approx(1)


def test_meaning_is_the_cosine() -> None:
    subjects = Subjects(FakeEmbedder())
    assert subjects.likeness("rye bread", "canteen walls") < 0.5


def test_a_subject_is_embedded_once() -> None:
    embedder = OneSense()
    subjects = Subjects(embedder)
    subjects.embed(["sales team", "commercial headcount", "sales team"])
    subjects.embed(["sales team"])
    subjects.likeness("sales team", "commercial headcount")
    assert sorted(embedder.seen) == ["commercial headcount", "sales team"]


@pytest.mark.parametrize("odd", ["🎯", "42", "of", "   ", "مبيعات", "x" * 2_000])
def test_odd_subjects(odd: str) -> None:
    subjects = Subjects(FakeEmbedder())
    assert subjects.likeness(odd, "sales team") < 0.9
    assert subjects.likeness(odd, odd) == pytest.approx(1)


@pytest.mark.parametrize(("first", "second"), [("IT", "HR"), ("مبيعات", "تكاليف"), ("42", "🎯")])
def test_two_subjects_without_a_word_to_compare_are_not_one(first: str, second: str) -> None:
    assert Subjects(FakeEmbedder()).likeness(first, second) < 0.9
