"""Every task that a language model has a part in asks it, and is scored by what it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from evals.llm_sessions import LlmSessions, sessions_of
from evals.results import Evaluation, Run
from evals.suite import discover
from evals.tasks import abstention, alignment, feedback, findings, held_aside, retrieval, suggestion
from service.bootstrap import Application
from service.domain.llm import Call, Task
from tests.evals.asking import AskingApplication
from tests.evals.tasks.test_findings import GOAL_SET
from tests.fakes import FakeEmbedder, FakeLanguageModel
from tests.service.recommend.test_feedback import RENEW

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

FIRST, SECOND = "contract-renewal-rate", "business-review-completion-rate"
Measure = Callable[[Run], Evaluation]


def silent(call: Call[Any]) -> Mapping[str, Any]:
    return {"silent": True} if call.task is Task.RERANK else {"agreed": True}


def second_first(call: Call[Any]) -> Mapping[str, Any]:
    return {"first": SECOND} if call.task is Task.RERANK else {"agreed": True}


@pytest.fixture
def asking(application: Application) -> Iterator[AskingApplication]:
    model = FakeLanguageModel(silent)
    with AskingApplication(
        application.settings, replaced_embedder=FakeEmbedder(), replaced_language_model=model
    ) as opened:
        yield opened


def measured(run: Run, application: AskingApplication) -> tuple[Evaluation, LlmSessions]:
    assert run.with_model
    sessions = sessions_of(application)
    return run.with_model(application, sessions), sessions


def values(evaluation: Evaluation, system: str) -> dict[str, float]:
    return {name: found.value for name, found in evaluation.result.systems[system].items()}


def rows(path: Path, *content: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in content), encoding="utf-8")
    return path


def test_abstention(tmp_path: Path, asking: AskingApplication) -> None:
    objectives, others = tmp_path / "objectives_x.txt", tmp_path / "others_x.txt"
    objectives.write_text(f"{RENEW}\n")
    others.write_text("123\n")
    evaluation, sessions = measured(abstention.run_on(objectives, others), asking)
    assert values(evaluation, "plumbline")["objectives_abstained"] == 0
    assert values(evaluation, "plumbline+llm")["objectives_abstained"] == 1
    assert len(sessions.uses) == 2
    (listing,) = evaluation.listings
    assert listing.title == "Wrongly declined or answered by plumbline+llm"
    assert listing.rows == ((RENEW, "declined", "the model says so"),)


def test_retrieval_of_several_datasets(
    beir: Path, tmp_path: Path, asking: AskingApplication
) -> None:
    for name in ("one", "two"):
        shutil.copytree(beir, tmp_path / "organisations" / "test" / name)
    run = retrieval.run_on_all(tmp_path / "organisations" / "test")
    evaluation, sessions = measured(run, asking)
    assert len(sessions.uses) == 6
    assert values(evaluation, "plumbline+llm") == values(evaluation, "plumbline")


def test_suggestion_counts_an_answer_once(tmp_path: Path, asking: AskingApplication) -> None:
    folder = tmp_path / "gold" / "test"
    objective = {"_id": "o", "domain": "customer_success", "text": RENEW, "facets": ["renewal"]}
    rows(folder / "objectives.jsonl", objective)
    rows(folder / "grades.jsonl", {"objective": "o", "kpi": SECOND, "grade": 3, "facets": [0]})
    asking.replaced_language_model = model = FakeLanguageModel(second_first)
    evaluation, sessions = measured(suggestion.run_on(folder), asking)
    assert values(evaluation, "plumbline+llm")["ndcg@10"] == 1
    assert values(evaluation, "plumbline")["ndcg@10"] < 1
    ours = evaluation.result.systems["plumbline+llm"].keys()
    assert ours == evaluation.result.systems["plumbline"].keys()
    assert "ndcg_to_dense" in ours
    # The answer and its ranking, each of two stages; only the answer is counted.
    assert (len(model.calls), [len(use.calls) for use in sessions.uses]) == (4, [2])
    assert "1 worst answers by overall" in evaluation.listings[0].title


def test_held_aside(tmp_path: Path, asking: AskingApplication) -> None:
    file = rows(tmp_path / "own.jsonl", {"kpi": FIRST, "text": RENEW})
    asking.replaced_language_model = FakeLanguageModel(second_first)
    evaluation, sessions = measured(held_aside.run_on(file), asking)
    assert values(evaluation, "plumbline")["top1"] == 1
    assert values(evaluation, "plumbline+llm")["top1"] == 0
    assert values(evaluation, "plumbline+llm")["answered5"] == 1
    assert len(sessions.uses) == 1


def test_feedback(tmp_path: Path, asking: AskingApplication) -> None:
    event = {"organisation": "a", "objective": RENEW, "kpi": FIRST, "verdict": "accept"}
    asking.replaced_language_model = FakeLanguageModel(second_first)
    evaluation, sessions = measured(feedback.run_on(rows(tmp_path / "log.jsonl", event)), asking)
    assert list(evaluation.result.systems) == ["plumbline", "plumbline+llm", "no_feedback"]
    assert values(evaluation, "plumbline")["accepted_mrr"] == 1
    assert values(evaluation, "plumbline+llm")["accepted_mrr"] == 0.5
    assert len(sessions.uses) == 1


def test_findings(tmp_path: Path, asking: AskingApplication) -> None:
    (tmp_path / "zoo.yaml").write_text(GOAL_SET, encoding="utf-8")
    evaluation, sessions = measured(findings.run_on(tmp_path), asking)
    assert values(evaluation, "plumbline+llm")["orphan_recall"] == 0
    assert evaluation.notes[0] == "2 traps are planted."
    assert any(
        note.startswith("plumbline+llm: Nothing found, so that precision is set to 0")
        for note in evaluation.notes
    )
    assert len(sessions.uses) == 1


def test_alignment_counts_audits(tmp_path: Path, asking: AskingApplication) -> None:
    file = rows(
        tmp_path / "org.jsonl",
        {
            "organisation": "zoo",
            "objectives": [
                {"id": "a", "text": "Happy animals"},
                {"id": "b", "text": "More visitors"},
            ],
            "goals": [
                {
                    "id": "g",
                    "text": "Happy animals in every house",
                    "declared_parent_id": "a",
                    "true_parent_id": "a",
                },
                {
                    "id": "h",
                    "text": "Publish the annual accounts",
                    "declared_parent_id": None,
                    "true_parent_id": None,
                },
            ],
        },
    )
    evaluation, sessions = measured(alignment.run_on(file), asking)
    plain, ours = values(evaluation, "plumbline"), values(evaluation, "plumbline+llm")
    assert ours.keys() == plain.keys()
    # A silent model turns every opinion of the stand-in about.
    assert (plain["parent@1"], ours["parent@1"]) == (1, 0)
    assert ours["recall"] == 0
    # With declared parents and without; the support of single goals is not counted.
    assert [len(use.calls) for use in sessions.uses] == [2, 2]


def test_what_has_no_part_for_a_model_is_known() -> None:
    own = Path(__file__).parents[3] / "evals" / "datasets"
    without = {run.task for run in discover(own, own=own / "none") if run.with_model is None}
    assert without == {"equivalence", "understanding"}
