"""Training on a small library, never over what is committed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evals.training import calibration
from evals.training import equivalence as equivalence_training
from evals.training import objective as objective_training
from evals.training import relevance as relevance_training
from evals.training.fit import FITTED
from kpi_library.library import load_library
from service.bootstrap import Application
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.small_library import write_part

DOMAINS = ("sales", "people")


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two domains of the shipped library, without what they refer to elsewhere."""
    folder = tmp_path_factory.mktemp("library")
    write_part(DOMAINS, folder)
    return folder


@pytest.fixture(scope="session")
def judged(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Judgements of every fourth KPI: relevant to its own example, not to the next KPI's."""
    folder = tmp_path_factory.mktemp("judged")
    kpis = list(load_library(small_library))
    queries, judgements = [], []
    for number, kpi in enumerate(kpis[::4]):
        other = kpis[(kpis.index(kpi) + 7) % len(kpis)]
        queries.append(json.dumps({"_id": f"q{number}", "text": kpi.example_objectives[0]}))
        judgements += [f"q{number}\t{kpi.id}\t3", f"q{number}\t{other.id}\t0"]
    (folder / "queries.jsonl").write_text("\n".join(queries), "utf-8")
    (folder / "qrels.tsv").write_text("\n".join(judgements), "utf-8")
    return folder


@pytest.fixture(scope="session")
def labelled(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Catalogues of four organisations: each knows some KPIs by their names, others not."""
    folder = tmp_path_factory.mktemp("labelled")
    kpis = list(load_library(small_library))
    for organisation in range(4):
        rows = [
            {"name": f"Our {kpi.name}", "definition": kpi.definition, "same_as": kpi.id}
            for kpi in kpis[organisation::8]
        ]
        rows += [
            {"name": f"Zebra {number} of {organisation}", "unit": "#", "same_as": None}
            for number in range(len(rows))
        ]
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"organisation-{organisation}.jsonl").write_text(lines, "utf-8")
    return folder


@pytest.fixture(scope="session")
def organisations(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two organisations that track some KPIs, each chosen for its own example objective."""
    folder = tmp_path_factory.mktemp("organisations")
    kpis = list(load_library(small_library))
    for number in range(2):
        own = kpis[number::6][:10]
        inside = folder / f"organisation-{number}"
        (inside / "qrels").mkdir(parents=True)
        corpus = [{"_id": k.id, "title": k.name, "text": k.definition} for k in own]
        queries = [
            {"_id": f"q{at}", "text": k.example_objectives[0], "metadata": {"parent_goal": k.name}}
            for at, k in enumerate(own)
        ]
        qrels = ["query-id\tcorpus-id\tscore", *(f"q{at}\t{k.id}\t1" for at, k in enumerate(own))]
        _lines(inside / "corpus.jsonl", corpus)
        _lines(inside / "queries.jsonl", queries)
        (inside / "qrels" / "test.tsv").write_text("\n".join(qrels), "utf-8")
    return folder


@pytest.fixture(scope="session")
def gold(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every fifth KPI is the best for its own example objective."""
    folder = tmp_path_factory.mktemp("gold")
    kpis = list(load_library(small_library))[::5]
    objectives = [
        {"_id": k.id, "domain": k.domain, "text": k.example_objectives[1], "facets": [k.name]}
        for k in kpis
    ]
    _lines(folder / "objectives.jsonl", objectives)
    grades = [{"objective": k.id, "kpi": k.id, "grade": 3, "facets": [0]} for k in kpis]
    _lines(folder / "grades.jsonl", grades)
    return folder


@pytest.fixture(scope="session")
def texts(small_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some objectives of the library, and as many texts that are none."""
    folder = tmp_path_factory.mktemp("texts")
    objectives = [kpi.example_objectives[2] for kpi in load_library(small_library)]
    others = [f"What is zebra number {n}?" for n in range(len(objectives))]
    (folder / "objectives_train.txt").write_text("\n".join(objectives), "utf-8")
    (folder / "others_train.txt").write_text("\n".join(others), "utf-8")
    return folder


def _lines(file: Path, rows: list[Any]) -> None:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


@pytest.fixture
def trainee(tmp_path: Path, small_library: Path) -> Iterator[Application]:
    """An application on the small library, without model."""
    settings = Settings(data_dir=tmp_path / "data", library_dir=small_library)
    with Application(settings, replaced_embedder=FakeEmbedder()) as opened:
        yield opened


@pytest.fixture
def written(
    tmp_path: Path,
    judged: Path,
    labelled: Path,
    organisations: Path,
    gold: Path,
    texts: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Path, ...]]:
    """Where parameters are written instead of beside the code; caches are as before after it."""
    files = tuple(tmp_path / module.WEIGHTS_FILE.name for module in FITTED)
    with monkeypatch.context() as patched:
        for module, file in zip(FITTED, files, strict=True):
            patched.setattr(module, "WEIGHTS_FILE", file)
        patched.setattr(relevance_training, "JUDGED", judged)
        patched.setattr(relevance_training, "ORGANISATIONS", organisations)
        patched.setattr(calibration, "GOLD", gold)
        patched.setattr(objective_training, "TEXTS", texts)
        patched.setattr(objective_training, "ORGANISATIONS", (organisations,))
        patched.setattr(objective_training, "GOLD", gold)
        patched.setattr(equivalence_training, "DATASET", labelled)
        yield files
    for read_anew in FITTED.values():
        read_anew()
