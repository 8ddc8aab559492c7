"""The bench compares two sides in one run; no time is a result."""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence

import pytest

from evals import bench
from service.bootstrap import Application
from service.domain.ports import Progress, Vectors
from tests.fakes import FakeEmbedder

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


def test_actions_are_run_in_turn_after_one_to_warm_up() -> None:
    calls: list[tuple[str, int]] = []

    def action(name: str):  # type: ignore[no-untyped-def]
        return lambda at: calls.append((name, at))

    times = bench._in_turn([action("ours"), action("raw")], [5, 6])
    assert len(times) == 2
    assert all(seconds >= 0 for seconds in times)
    assert calls == [
        ("ours", 5), ("raw", 5),
        ("ours", 5), ("raw", 5),
        ("ours", 6), ("raw", 6),
    ]  # fmt: skip


def test_the_median_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 10.0, 12.0, 20.0, 29.0])
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    assert bench._in_turn([lambda at: None], [0, 1, 2]) == [2.0]


def test_the_large_goal_set_is_sound(fake_application: Application) -> None:
    goal_set = bench._large_goal_set(fake_application, 2_000, 20)
    assert len(goal_set.goals) == 2_000
    assert len(goal_set.objectives) == 20
    ids = [entry.id for entry in goal_set.entries]
    assert len(set(ids)) == len(ids)
    assert len({goal.text for goal in goal_set.goals}) == 2_000
    assert {parent for goal in goal_set.goals for parent in goal.parents} <= set(ids)


def test_a_first_audit_recalls_nothing_and_a_second_one_what_has_not_changed(
    fake_application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ = fake_application.library_catalogue  # embedded before anything is counted
    embed, embedded = FakeEmbedder.embed, []

    def counted(
        self: FakeEmbedder, texts: Sequence[str], on_progress: Progress | None = None
    ) -> Vectors:
        embedded.append(len(texts))
        return embed(self, texts, on_progress)

    monkeypatch.setattr(FakeEmbedder, "embed", counted)
    first, second = bench.audits(fake_application, goals=300)
    for ratio in (first, second):
        assert "300 goals" in first.name
        assert ratio.seconds > 0
    assert first.value == pytest.approx(first.reference_seconds / first.seconds)
    assert second.value == pytest.approx(second.seconds / first.seconds)
    # Warm-up and three runs of the first audit and of plain embedding, and the second's warm-up.
    assert sum(count >= 300 for count in embedded) == 4 + 4 + 1


def test_what_a_cold_start_is_compared_with_can_be_imported() -> None:
    for name in bench.DEPENDENCIES.split(", "):
        assert importlib.import_module(name)
