"""Retrieval end to end on a fake embedder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evals.loading.retrieval_set import read_retrieval_set
from evals.plain import baselines, plain_embedder
from evals.results import Evaluation
from evals.tasks import retrieval
from service.bootstrap import Application


@pytest.fixture
def evaluation(beir: Path, application: Application) -> Evaluation:
    return retrieval.run_on(beir).evaluate(application)


def test_every_system_has_every_metric(evaluation: Evaluation) -> None:
    result = evaluation.result
    assert (result.task, result.dataset, result.n) == ("retrieval", "small", 3)
    assert list(result.systems) == ["plumbline", "plumbline_alone", "dense", "bm25", "dense_csls"]
    for measured in result.systems.values():
        assert list(measured) == ["ndcg@10", "recall@10", "mrr@10"]
        for estimate in measured.values():
            assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
    assert result.model == "fake@000000000000"


def test_shared_words_are_found(evaluation: Evaluation) -> None:
    assert evaluation.result.systems["dense"]["recall@10"].value == 1
    # "Answer tickets within hours" shares no word with "... a ticket is answered" but "ticket".
    assert evaluation.result.systems["bm25"]["mrr@10"].value == 1


def test_left_out_queries_are_said(evaluation: Evaluation) -> None:
    assert evaluation.notes == ("1 queries without a relevant document were left out.",)


def test_worst_queries_show_their_texts_in_full(evaluation: Evaluation) -> None:
    (listing,) = evaluation.listings
    assert len(listing.rows) == 3
    by_query = {row[0]: row for row in listing.rows}
    assert by_query["q0"][1] == "Keep customers from leaving: lower customer churn"
    assert by_query["q0"][4] == ("Customer churn rate. Share of customers who leave",)
    assert len(by_query["q0"][3]) == 3


def test_word_match_returns_no_document_without_a_shared_word(
    beir: Path, application: Application
) -> None:
    indicators = read_retrieval_set(beir).indicators
    bm25 = baselines(indicators, plain_embedder(application))["bm25"]
    assert bm25("Fewer potholes") == ["k2"]
    assert bm25("zzz") == []


def test_the_same_run_gives_the_same_result(beir: Path, application: Application) -> None:
    first, second = (retrieval.run_on(beir).evaluate(application).result for _ in range(2))
    assert first == second


def test_a_folder_of_datasets_is_one(beir: Path, tmp_path: Path, application: Application) -> None:
    for name in ("one", "two"):
        shutil.copytree(beir, tmp_path / "organisations" / "test" / name)
    run = retrieval.run_on_all(tmp_path / "organisations" / "test")
    result = run.evaluate(application).result
    assert (result.dataset, result.n) == (run.dataset, 6) == ("organisations_test", 6)
    alone = retrieval.run_on(beir).evaluate(application).result
    for metric, estimate in result.systems["plumbline"].items():
        assert estimate.value == pytest.approx(alone.systems["plumbline"][metric].value)
