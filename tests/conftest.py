"""Applications that several folders of tests share; what is slow to make is made once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from kpi_library.library import KpiLibrary, load_library
from service.bootstrap import Application
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.small_library import small_library

# What a developer has set for a service of theirs, such as a language model, is not for tests.
for name in [name for name in os.environ if name.startswith("PLUMBLINE_")]:
    del os.environ[name]

# A machine that has much else to do is no bug, so no test fails for its time.
settings.register_profile("thorough", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=15)
settings.load_profile("thorough")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the real model on the whole library, which takes minutes to prepare."""
    for item in items:
        if {"data_dir", "real_application"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("real")


@pytest.fixture(scope="session")
def library() -> KpiLibrary:
    """The shipped library."""
    return load_library()


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the exported model, the parsed library and its vectors.

    The workers of pytest-xdist share it: the first one that asks makes it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "plumbline"
    with FileLock(shared / "plumbline.lock"):
        if not (folder / "complete").is_file():
            with Application(Settings(data_dir=folder)) as application:
                assert len(application.library_catalogue)
            (folder / "complete").touch()
    return folder


@pytest.fixture(scope="session")
def real_application(data_dir: Path) -> Iterator[Application]:
    """The production application on the real model; its data folder belongs to all workers.

    One thread, because the threads of two workers would wait for each other on two cores.
    """
    with Application(Settings(data_dir=data_dir, threads=1)) as opened:
        yield opened


@pytest.fixture(scope="session")
def fake_application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The production application without model, on a data folder of its own."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), library_dir=small_library())
    with Application(settings, replaced_embedder=FakeEmbedder()) as opened:
        yield opened
