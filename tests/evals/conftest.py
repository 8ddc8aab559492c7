"""An application without model, and a small BEIR dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.bootstrap import Application
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.small_library import small_library

CORPUS = {
    "k0": ("Customer churn rate", "Share of customers who leave"),
    "k1": ("Meals served", "Meals handed out in canteens"),
    "k2": ("Potholes repaired", ""),
    "k3": ("Response time", "Hours until a ticket is answered"),
}
QUERIES = {
    "q0": "Keep customers from leaving: lower customer churn",
    "q1": "Fewer potholes",
    "q2": "Answer tickets within hours",
    "q3": "Be loved",
}
QRELS = (("q0", "k0", 1), ("q1", "k2", 2), ("q2", "k3", 1), ("q3", "k1", 0))


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The production application on a fake embedder."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), library_dir=small_library())
    with Application(settings, replaced_embedder=FakeEmbedder()) as opened:
        yield opened


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """A BEIR folder with four documents; q3 has no relevant one."""
    folder = tmp_path / "small"
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": i, "title": t, "text": d} for i, (t, d) in CORPUS.items()]
    queries = [{"_id": i, "text": t, "metadata": {}} for i, t in QUERIES.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    lines = ["query-id\tcorpus-id\tscore", *(f"{q}\t{d}\t{s}" for q, d, s in QRELS)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
