"""Dismissals on a real SQLite file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.adapters.store import dismissals as module
from service.adapters.store.database import Store
from service.domain.audit import Dismissal
from service.domain.dismissal import DismissedFinding
from service.errors import InputError, NotFound
from tests.service.adapters.store.versions import set_back

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
KNOWN = DismissedFinding(
    "Bakery", "f1", "orphan", "“x” serves nothing", Dismissal("Ours", "Ann", NOW)
)
LATER = replace(KNOWN, finding="f2", dismissal=Dismissal("Old", "", NOW + timedelta(days=1)))
FOREIGN = replace(KNOWN, organisation="")


def test_they_come_back_by_organisation_and_oldest_first(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        for one in (LATER, KNOWN, FOREIGN):
            store.dismissals.keep(one)
    with Store(tmp_path / "s.sqlite3") as store:
        assert store.dismissals.of("Bakery") == (KNOWN, LATER)
        assert store.dismissals.of("") == (FOREIGN,)
        assert store.dismissals.of("bakery") == ()
        assert len(store.dismissals.of(None)) == 3


def test_the_newer_reason_takes_the_place_of_the_older(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        store.dismissals.keep(KNOWN)
        newer = replace(KNOWN, dismissal=Dismissal("Theirs", "Bob", NOW))
        store.dismissals.keep(newer)
        assert store.dismissals.of("Bakery") == (newer,)


def test_what_is_restored_is_gone_once(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        for one in (KNOWN, LATER, FOREIGN):
            store.dismissals.keep(one)
        store.dismissals.remove("f1", "Bakery")
        assert store.dismissals.of(None) == (FOREIGN, LATER)
        with pytest.raises(NotFound, match="no dismissed finding with id 'f1'"):
            store.dismissals.remove("f1", "Bakery")
        store.dismissals.remove("f1", None)
        assert store.dismissals.of(None) == (LATER,)


def test_an_organisation_cannot_fill_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_DISMISSALS", 1)
    with Store(tmp_path / "s.sqlite3") as store:
        store.dismissals.keep(KNOWN)
        store.dismissals.keep(KNOWN)
        store.dismissals.keep(FOREIGN)
        with pytest.raises(InputError, match="organisation: has dismissed 1 findings"):
            store.dismissals.keep(LATER)
        assert store.dismissals.of("Bakery") == (KNOWN,)


def test_a_store_of_the_fourth_version_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    with Store(file):
        pass
    set_back(file, "0004")
    with Store(file) as store:
        store.dismissals.keep(KNOWN)
        assert store.dismissals.of("Bakery") == (KNOWN,)
