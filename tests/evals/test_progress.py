"""Long work, one after the other or side by side."""

from __future__ import annotations

import threading
import time

import pytest

from evals.progress import each
from service.bootstrap import Application


def test_results_stand_in_the_order_of_the_items(application: Application) -> None:
    def slower_first(item: int) -> int:
        time.sleep(0.02 * (5 - item))
        return item * item

    for side_by_side in (1, 4):
        assert each(application, "work", slower_first, range(5), side_by_side) == [0, 1, 4, 9, 16]


def test_what_waits_waits_together(application: Application) -> None:
    together = threading.Barrier(3, timeout=10)

    def wait(item: int) -> int:
        together.wait()
        return item

    assert each(application, "work", wait, range(3), 3) == [0, 1, 2]


def test_the_first_error_ends_it(application: Application) -> None:
    begun: list[int] = []

    def fail(item: int) -> int:
        begun.append(item)
        time.sleep(0.01)
        if item == 1:
            raise RuntimeError("no more")
        return item

    with pytest.raises(RuntimeError, match="no more"):
        each(application, "work", fail, range(1_000), 2)
    assert len(begun) < 100
