"""An organisation's own KPIs on a real SQLite file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpi_library.models import Direction
from service.adapters.store.database import Store
from service.domain.own_kpi import OwnKpi
from service.errors import StoreUnavailable
from tests.service.adapters.store.versions import set_back

FULL = OwnKpi(
    "K1", "Churn", "Who leaves", "a / b", "%", Direction.LOWER, "Ann", "Sales", "monthly",
    ("CRM",), ("Loss",), {"Remark": "«x»"}, "customer-churn-rate",
)  # fmt: skip
BARE = OwnKpi("A", "Whales")


def test_they_come_back_as_they_were_kept_by_id(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        assert store.own_kpis() == ()
        store.keep_own_kpis([FULL, BARE], "k.csv")
    with Store(tmp_path / "s.sqlite3") as store:
        assert store.own_kpis() == (BARE, FULL)


def test_a_known_id_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        store.keep_own_kpis([FULL, BARE], "k.csv")
        newer = replace(FULL, name="Attrition", same_as=None)
        store.keep_own_kpis([newer], "k.csv")
        assert store.own_kpis() == (BARE, newer)
        store.keep_own_kpis([newer], "k.csv", replace=True)
        assert store.own_kpis() == (newer,)
        store.keep_own_kpis([], "k.csv", replace=True)
        assert store.own_kpis() == ()


def test_all_or_none(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        store.keep_own_kpis([BARE], "k.csv")
        with pytest.raises(StoreUnavailable):
            store.keep_own_kpis([FULL, BARE, BARE], "k.csv", replace=True)
        assert store.own_kpis() == (BARE,)


def test_a_store_of_the_first_version_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    with Store(file):
        pass
    set_back(file, "0001")
    with Store(file) as store:
        store.keep_own_kpis([FULL], "k.csv")
        assert store.own_kpis() == (FULL,)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    file.write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreUnavailable):
        Store(file)
