"""The store on real SQLite files."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from service.adapters.store.database import (
    HEAD,
    MIGRATIONS,
    AnswerKind,
    Store,
    StoredAnswer,
)
from service.adapters.store.tables import METADATA
from service.errors import NotFound, StoreUnavailable

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

REQUEST = {"objective": "Reduce «churn» by 10 %", "k": 6, "domain": None}
ANSWER = {"kpis": [{"id": "customer-churn-rate", "relevance": 0.9}], "abstained": False}

WRITER = """
import sys
from pathlib import Path
from service.adapters.store.database import AnswerKind, Store
import alembic.command
print("ready", flush=True)
sys.stdin.readline()
with Store(Path(sys.argv[1])) as store:
    for number in range(25):
        store.add(AnswerKind.AUDIT, {"by": sys.argv[2]}, {"number": number}, "v", "m")
"""


def add(store: Store, kind: AnswerKind = AnswerKind.RECOMMENDATION) -> StoredAnswer:
    return store.add(kind, REQUEST, ANSWER, "0123456789ab", "fake@000000000000")


def test_an_answer_comes_back_as_it_was_given(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite3") as store:
        stored = add(store)
        assert store.get(AnswerKind.RECOMMENDATION, stored.id) == stored
    assert stored.request == REQUEST
    assert stored.answer == ANSWER
    assert abs(datetime.now(UTC) - stored.created_at) < timedelta(minutes=5)


def test_answers_outlive_the_store(tmp_path: Path) -> None:
    file = tmp_path / "not" / "yet" / "there" / "store.sqlite3"
    with Store(file) as store:
        first, second = add(store), add(store, AnswerKind.AUDIT)
    with Store(file) as store:
        store.ping()
        assert store.get(AnswerKind.RECOMMENDATION, first.id) == first
        assert store.get(AnswerKind.AUDIT, second.id) == second
    assert first.id != second.id


@pytest.mark.parametrize("answer_id", ["unknown", "", "' OR 1=1 --", "a" * 10_000])
def test_an_unknown_id(tmp_path: Path, answer_id: str) -> None:
    with Store(tmp_path / "store.sqlite3") as store:
        add(store)
        with pytest.raises(NotFound, match="no recommendation with id"):
            store.get(AnswerKind.RECOMMENDATION, answer_id)


def test_an_id_of_another_kind(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite3") as store:
        stored = add(store)
        with pytest.raises(NotFound):
            store.get(AnswerKind.AUDIT, stored.id)


def test_a_revised_answer_keeps_its_id_and_day(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite3") as store:
        stored, other = add(store), add(store)
        store.revise(AnswerKind.RECOMMENDATION, stored.id, {"abstained": True})
        revised = store.get(AnswerKind.RECOMMENDATION, stored.id)
        assert revised == replace(stored, answer={"abstained": True})
        assert store.get(AnswerKind.RECOMMENDATION, other.id) == other


@pytest.mark.parametrize("name", ["50% of? it#.sqlite3", "with blank", "ümläut", "a:b@c"])
def test_a_file_name_is_taken_literally(tmp_path: Path, name: str) -> None:
    with Store(tmp_path / name) as store:
        add(store)
    assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3")


def not_a_database(file: Path) -> None:
    file.write_bytes(b"This is a letter to my aunt. " * 200)


def half_a_database(file: Path) -> None:
    Store(file).__exit__()
    file.write_bytes(file.read_bytes()[:5000])


def a_folder(file: Path) -> None:
    file.mkdir()


def tables_of_another_program(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE answers (x)")
    connection.close()


def under_a_file(file: Path) -> None:
    file.parent.rmdir()
    file.parent.write_text("a file where the folder should be")


def of_a_newer_version(file: Path) -> None:
    Store(file).__exit__()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (not_a_database, "file is not a database"),
        (half_a_database, "malformed"),
        (a_folder, "unable to open"),
        (tables_of_another_program, "already exists"),
        (under_a_file, "cannot create"),
        (of_a_newer_version, "newer version"),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, spoil: Callable[[Path], None], says: str) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "store.sqlite3"
    spoil(file)
    with pytest.raises(StoreUnavailable, match=says) as raised:
        Store(file)
    assert "data" in str(raised.value) or "version" in str(raised.value)


def test_damage_while_open_is_told(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    with Store(file) as store:
        stored = add(store)
        for part in tmp_path.iterdir():
            part.write_bytes(b"garbage " * 1000)
        with pytest.raises(StoreUnavailable, match="does not answer"):
            store.ping()
        with pytest.raises(StoreUnavailable, match="cannot read"):
            store.get(AnswerKind.RECOMMENDATION, stored.id)
        with pytest.raises(StoreUnavailable, match="cannot write"):
            add(store)


READ_ONLY = """
import os, sys
from pathlib import Path
from service.adapters.store.database import AnswerKind, Store
from service.errors import StoreUnavailable
with Store(Path(sys.argv[1])) as store:  # loads every module while they can still be read
    store.add(AnswerKind.AUDIT, {}, {}, "v", "m")
if os.geteuid() == 0:  # root may write anywhere
    os.setuid(65534)
try:
    Store(Path(sys.argv[2])).add(AnswerKind.AUDIT, {}, {}, "v", "m")
except StoreUnavailable as error:
    print(error)
"""


@pytest.mark.parametrize(("exists", "says"), [(True, "readonly"), (False, "unable to open")])
def test_a_read_only_folder(tmp_path: Path, exists: bool, says: str) -> None:
    # Not below tmp_path, which pytest keeps from other users.
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "store.sqlite3"
        if exists:
            Store(file).__exit__()
            file.chmod(0o444)
        Path(name).chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(tmp_path / "writable.sqlite3"), str(file)],
            capture_output=True,
            text=True,
            check=True,
        )
        Path(name).chmod(0o755)
    assert says in done.stdout
    assert str(file) in done.stdout


def test_two_processes_start_and_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate()[1] for writer in writers] == ["", ""]
    with sqlite3.connect(file) as connection:
        rows = connection.execute(
            "SELECT json_extract(request, '$.by'), count(*) FROM answers GROUP BY 1 ORDER BY 1"
        ).fetchall()
    connection.close()
    assert rows == [("0", 25), ("1", 25)]


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    Store(file).__exit__()
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, METADATA) == []
    engine.dispose()
