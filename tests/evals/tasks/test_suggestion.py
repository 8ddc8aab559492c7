"""Whole answers on a small gold set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.report.page import write_page
from evals.results import Evaluation
from evals.tasks import suggestion
from service.bootstrap import Application
from tests.service.recommend.test_feedback import RENEW

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

FIRST, DOMAIN = "contract-renewal-rate", "customer_success"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One objective with its first choice, nothing else judged, and one text that is none."""
    folder = tmp_path / "gold" / "test"
    folder.mkdir(parents=True)
    objectives = [
        {"_id": "known", "domain": DOMAIN, "text": RENEW, "facets": ["renewal"]},
        {"_id": "noise", "domain": DOMAIN, "text": "Hi there & <b>bye</b>", "facets": ["x"]},
    ]
    grades = [{"objective": "known", "kpi": FIRST, "grade": 3, "facets": [0]}]
    for name, rows in (("objectives", objectives), ("grades", grades)):
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def evaluation(gold: Path, application: Application) -> Evaluation:
    return suggestion.run_on(gold).evaluate(application)


def test_every_system_is_scored_on_every_part(evaluation: Evaluation) -> None:
    systems = evaluation.result.systems
    assert (evaluation.result.dataset, evaluation.result.n) == ("gold_test", 2)
    assert list(systems) == ["plumbline", "dense", "bm25", "random"]
    assert systems["random"].keys() == {"ndcg@10", *suggestion_parts(), "overall", "judged"}
    assert systems["plumbline"].keys() - systems["dense"].keys() == {
        "brier",
        "calibration_error",
        "ndcg_to_bm25",
        "ndcg_to_dense",
    }
    assert all(systems[name]["honesty"].value == 1 for name in ("dense", "bm25", "random"))


def suggestion_parts() -> set[str]:
    names = "relevance facets balance distinct guarded measurability honesty"
    return set(names.split())


def test_the_own_kpi_is_found_and_abstention_is_worth_its_honesty(evaluation: Evaluation) -> None:
    overall = evaluation.distributions["overall"]["plumbline"]
    assert evaluation.distributions["ndcg@10"]["plumbline"].tolist() == [1.0, 0.0]
    assert evaluation.distributions["ndcg@10"]["random"][0] < 1
    assert overall[0] > overall[1] == pytest.approx(0.075)


def test_an_answer_without_kpis_says_nothing_of_what_was_judged(evaluation: Evaluation) -> None:
    size = len(evaluation.listings[0].rows[1][3])
    assert evaluation.result.systems["plumbline"]["judged"].value == pytest.approx(1 / size)
    assert "(1 abstained)" in evaluation.notes[0]
    assert "targets hold a number" in evaluation.notes[1]


def test_random_answers_are_the_same_every_time(
    gold: Path, application: Application, evaluation: Evaluation
) -> None:
    again = suggestion.run_on(gold).evaluate(application)
    assert again.result == evaluation.result


def test_the_worst_are_listed_in_full(evaluation: Evaluation, tmp_path: Path) -> None:
    worst, better = evaluation.listings[0].rows
    assert worst[3] == "nothing"
    assert "relevance 0." in better[3][0]
    assert "grade" in better[3][0]
    assert "Because: " in better[3][0]
    write_page([evaluation], tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "stated relevance" in page
    assert "<b>bye" not in page
