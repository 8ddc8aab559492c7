"""The prompts of a recommendation exactly as they are sent."""

from __future__ import annotations

from typing import Any

from syrupy.assertion import SnapshotAssertion

from service.domain.indicator import from_library
from service.domain.llm import Call
from service.llm.rerank import rerank
from service.llm.understand import understand
from tests.fakes import FakeLanguageModel
from tests.kpi_library.kpis import sound_kpi
from tests.service.llm.candidates import own
from tests.service.llm.test_understand import reply


def as_sent(call: Call[Any]) -> str:
    """All that the model reads."""
    return f"{call.system}\n\n=== user ===\n\n{call.user}"


def test_rerank(snapshot: SnapshotAssertion) -> None:
    model = FakeLanguageModel(lambda _: {"graded": []})
    candidates = [from_library(sound_kpi()), own("Turtles hatched"), own("Churn", "Customers lost")]
    rerank(model.session(tokens=3_000), "Reduce churn by <5%", candidates, "Grow the business")
    assert as_sent(model.calls[0]) == snapshot


def test_understand(snapshot: SnapshotAssertion) -> None:
    model = FakeLanguageModel(lambda _: reply())
    understand(model.session(), "Delight our customers")
    assert as_sent(model.calls[0]) == snapshot
