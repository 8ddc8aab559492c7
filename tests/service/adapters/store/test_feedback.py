"""Feedback on a real SQLite file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.adapters.store import feedback as module
from service.adapters.store.database import Store
from service.domain.feedback import Feedback, Verdict, Wording
from service.errors import InputError, NotFound
from tests.service.adapters.store.versions import set_back

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
PLAIN = Feedback("a", "", "Reduce «churn» by 10 %", "customer-churn-rate", Verdict.ACCEPT, NOW)
EDIT = replace(
    PLAIN, id="b", verdict=Verdict.EDIT, reason="Ours", created_at=NOW - timedelta(days=1),
    edit=Wording("Members lost", "Who left", "Lose fewer"),
)  # fmt: skip
FOREIGN = replace(PLAIN, id="c", organisation="Bakery", verdict=Verdict.REJECT)


def test_it_comes_back_as_it_was_given_by_organisation_and_oldest_first(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        for one in (PLAIN, EDIT, FOREIGN):
            store.feedback.keep(one)
    with Store(tmp_path / "s.sqlite3") as store:
        assert store.feedback.of("") == (EDIT, PLAIN)
        assert store.feedback.of("Bakery") == (FOREIGN,)
        assert store.feedback.of("bakery") == ()


def test_what_is_removed_is_gone_once(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        store.feedback.keep(PLAIN)
        store.feedback.keep(FOREIGN)
        store.feedback.remove("a")
        assert store.feedback.of("") == ()
        assert store.feedback.of("Bakery") == (FOREIGN,)
        with pytest.raises(NotFound, match="no feedback with id 'a'"):
            store.feedback.remove("a")


def test_an_organisation_cannot_fill_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_FEEDBACK", 1)
    with Store(tmp_path / "s.sqlite3") as store:
        store.feedback.keep(PLAIN)
        store.feedback.keep(FOREIGN)
        with pytest.raises(InputError, match="organisation: has given 1 verdicts"):
            store.feedback.keep(EDIT)
        assert store.feedback.of("") == (PLAIN,)


def test_a_store_of_the_second_version_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    with Store(file):
        pass
    set_back(file, "0002")
    with Store(file) as store:
        store.feedback.keep(EDIT)
        assert store.feedback.of("") == (EDIT,)
