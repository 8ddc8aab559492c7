"""No organisation uses more tokens in a day than it may, however it asks."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.adapters.llm.budgeted_model import BudgetedModel
from service.domain.llm import Call, Failure, Reply
from service.llm.session import tokens_in
from tests.service.adapters.llm.asking import FakeModel, Order, a_call, soon

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

#: What is reserved for a call: its text, and the hundred tokens that the reply may have.
RESERVED = tokens_in("Order the candidates." + "Sell more bread") + 100
SPENT = 50


def ask(model: BudgetedModel, organisation: str = "baker") -> Failure | None:
    return model.ask(a_call(), soon(), organisation).record.failure


def counted(file: Path) -> list[int]:
    connection = sqlite3.connect(file)
    rows = connection.execute("SELECT tokens FROM spending ORDER BY day, tokens").fetchall()
    connection.close()
    return [tokens for (tokens,) in rows]


def test_what_was_spent_counts_and_not_what_was_reserved(tmp_path: Path) -> None:
    file, inner = tmp_path / "not" / "yet" / "t.sqlite3", FakeModel()
    model = BudgetedModel(inner, file, RESERVED + 2 * SPENT)
    assert model.name == "openai:tiny-1"
    assert [ask(model) for _ in range(4)] == [None, None, None, Failure.OVER_BUDGET]
    assert len(inner.asked) == 3
    assert counted(file) == [3 * SPENT]


def test_a_refused_call_says_what_it_was(tmp_path: Path) -> None:
    reply = BudgetedModel(FakeModel(), tmp_path / "t.sqlite3", 1).ask(a_call(), soon(), "")
    assert reply.value is None
    record = reply.record
    assert (record.model, record.prompt_version) == ("openai:tiny-1", 3)
    assert (record.attempts, record.input_tokens, record.cached) == (0, 0, False)


def test_a_restart_does_not_forget(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"
    assert ask(BudgetedModel(FakeModel(), file, RESERVED)) is None
    assert ask(BudgetedModel(FakeModel(), file, RESERVED)) is Failure.OVER_BUDGET


def test_each_organisation_and_each_day_has_its_own(tmp_path: Path) -> None:
    days = [date(2026, 12, 31)]
    model = BudgetedModel(FakeModel(), tmp_path / "t.sqlite3", RESERVED, lambda: days[-1])
    assert [ask(model), ask(model)] == [None, Failure.OVER_BUDGET]
    assert [ask(model, "butcher"), ask(model, "\ud800")] == [None, None]
    days.append(date(2027, 1, 1))
    assert [ask(model), ask(model)] == [None, Failure.OVER_BUDGET]


def test_no_more_than_two_days_are_kept(tmp_path: Path) -> None:
    file, days = tmp_path / "t.sqlite3", [date(2027, 1, 1)]
    model = BudgetedModel(FakeModel(), file, 10_000, lambda: days[-1])
    for day in range(2, 12):
        ask(model)
        ask(model, "butcher")
        days.append(date(2027, 1, day))
    assert counted(file) == [SPENT] * 4


def test_a_call_that_ends_after_midnight_is_on_the_day_it_began(tmp_path: Path) -> None:
    days = [date(2027, 1, 1)]

    def past_midnight(call: Call[Any]) -> Order:
        days.append(date(2027, 1, 2))
        return Order(ids=[])

    file = tmp_path / "t.sqlite3"
    model = BudgetedModel(FakeModel(past_midnight), file, RESERVED, lambda: days[-1])
    assert [ask(model), ask(model)] == [None, None]
    assert counted(file) == [SPENT, SPENT]


def test_without_a_limit_nothing_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"
    assert ask(BudgetedModel(FakeModel(tokens=(10**9, 0)), file, 0)) is None
    assert not file.exists()


@pytest.mark.parametrize(
    ("failure", "tokens", "count"),
    [
        (Failure.RATE_LIMITED, (0, 0), 0),
        (Failure.UNREADABLE, (40, 10), SPENT),
        (Failure.TIMEOUT, (0, 0), RESERVED),  # it may have been written to the end
        (Failure.TIMEOUT, (40, 10), SPENT),
    ],
)
def test_a_failure_counts_as_far_as_it_cost(
    tmp_path: Path, failure: Failure, tokens: tuple[int, int], count: int
) -> None:
    file = tmp_path / "t.sqlite3"
    model = BudgetedModel(FakeModel(lambda call: failure, tokens), file, 10_000)
    assert ask(model) is failure
    assert counted(file) == [count]


def test_more_than_was_reserved_counts_too(tmp_path: Path) -> None:
    model = BudgetedModel(FakeModel(tokens=(5000, 0)), tmp_path / "t.sqlite3", 2000)
    assert [ask(model), ask(model)] == [None, Failure.OVER_BUDGET]


@pytest.mark.parametrize("models", [1, 4])
def test_calls_side_by_side_do_not_go_over(tmp_path: Path, models: int) -> None:
    file, limit = tmp_path / "t.sqlite3", 5 * RESERVED
    inner = FakeModel(tokens=(RESERVED - 10, 10), pause_s=0.02)
    layers = [BudgetedModel(inner, file, limit) for _ in range(models)]

    def one(number: int) -> Reply[Order]:
        return layers[number % models].ask(a_call(), soon(), "baker")

    with ThreadPoolExecutor(16) as pool:
        failures = Counter(reply.record.failure for reply in pool.map(one, range(40)))
    assert failures == {None: 5, Failure.OVER_BUDGET: 35}
    assert counted(file) == [limit]


PROCESS = """
import sys
from pathlib import Path
from service.adapters.llm.budgeted_model import BudgetedModel
from tests.service.adapters.llm.asking import FakeModel, a_call, soon
reserved = int(sys.argv[2])
model = BudgetedModel(FakeModel(tokens=(reserved, 0), pause_s=0.01), Path(sys.argv[1]), 10 * reserved)
print(sum(model.ask(a_call(), soon(), "baker").value is not None for _ in range(10)))
"""


def test_processes_side_by_side_do_not_go_over(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(file), str(RESERVED)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    ended = [one.communicate() for one in running]
    assert [errors for _, errors in ended] == ["", "", ""]
    assert sum(int(answered) for answered, _ in ended) == 10
    assert counted(file) == [10 * RESERVED]


def test_a_damaged_ledger_is_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "t.sqlite3"
    file.write_bytes(b"a letter to my aunt. " * 500)
    model = BudgetedModel(FakeModel(), file, 10_000)
    assert ask(model) is Failure.OVER_BUDGET
    assert ask(model) is None
    assert counted(file) == [SPENT]
    assert "set aside" in caplog.text


def test_without_a_ledger_nothing_is_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, inner = tmp_path / "t.sqlite3", FakeModel()
    file.mkdir()
    assert ask(BudgetedModel(inner, file, 10_000)) is Failure.OVER_BUDGET
    assert inner.asked == []
    assert "the ledger of tokens cannot be used, asking nothing" in caplog.text


def test_when_correcting_fails_what_was_reserved_stays_counted(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"

    def ledger_lost(call: Call[Any]) -> Order:
        file.rename(tmp_path / "moved.sqlite3")
        file.mkdir()
        return Order(ids=[])

    reply = BudgetedModel(FakeModel(ledger_lost), file, 10_000).ask(a_call(), soon(), "")
    assert reply.value == Order(ids=[])
    assert counted(tmp_path / "moved.sqlite3") == [RESERVED]
