"""Judging answers, and measuring the judge by readers' grades."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from evals.llm_sessions import sessions_of
from evals.model_files import System
from evals.results import Evaluation, Run
from evals.tasks import judge
from service.bootstrap import Application
from service.domain.llm import Call, Failure, Task
from service.errors import InputError
from tests.evals.asking import AskingApplication, Rule
from tests.fakes import FakeEmbedder, FakeLanguageModel
from tests.service.recommend.test_feedback import RENEW

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

OBJECTIVES = (RENEW, "Fix more potholes", "Keep employees longer", "Win more deals")


@pytest.fixture
def asking(application: Application) -> Iterator[AskingApplication]:
    with AskingApplication(application.settings, replaced_embedder=FakeEmbedder()) as opened:
        yield opened


@pytest.fixture
def names(application: Application) -> list[str]:
    return [kpi.id for kpi in application.library][:6]


@pytest.fixture
def gold(tmp_path: Path, names: list[str]) -> Path:
    """Objectives for each of which the same three KPIs are first choice and three are not."""
    folder = tmp_path / "gold" / "test"
    folder.mkdir(parents=True)
    objectives = [
        {"_id": str(at), "domain": "sales", "text": text, "facets": ["one"]}
        for at, text in enumerate(OBJECTIVES)
    ]
    grades = [
        {"objective": str(at), "kpi": kpi, "grade": 3 if place < 3 else 1}
        for at in range(len(OBJECTIVES))
        for place, kpi in enumerate(names)
    ]
    for name, rows in (("objectives", objectives), ("grades", grades)):
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def measured(
    run: Run, application: AskingApplication, rule: Rule
) -> tuple[Evaluation, FakeLanguageModel]:
    application.replaced_language_model = model = FakeLanguageModel(rule)
    assert run.with_model
    return run.with_model(application, sessions_of(application)), model


def reader(application: AskingApplication, names: list[str], silent: str = "") -> Rule:
    """Passes the sets of first choices, and prefers the answer of nobody in particular."""
    best = application.library[names[0]].name

    def rule(call: Call[Any]) -> Mapping[str, Any]:
        if call.task is Task.JUDGE_POINTWISE:
            good = f"1 | {best} (" in call.user and call.user.count(" | ") == 3
            return {"reason": "So.", "passed": good, "score": 5 if good else 2}
        if call.task is Task.JUDGE_PAIRWISE:
            return {"reason": "So.", "winner": "tie"}
        if call.task is Task.RERANK:
            return {"silent": call.user == silent}
        return {"agreed": True}

    return rule


def value(evaluation: Evaluation, system: str, metric: str) -> float:
    return evaluation.result.systems[system][metric].value


def test_a_judge_that_reads_like_the_readers_agrees_with_them(
    gold: Path, asking: AskingApplication, names: list[str]
) -> None:
    run = judge.run_on(gold, System.PLUMBLINE)
    evaluation, _ = measured(run, asking, reader(asking, names))
    assert list(evaluation.result.systems) == ["plumbline", "judge"]
    for metric in ("gold_auroc", "gold_kappa", "gold_order"):
        assert value(evaluation, "judge", metric) == 1
    assert value(evaluation, "plumbline", "passed") == 0
    assert 1 <= value(evaluation, "plumbline", "score") <= 2
    assert any(note.startswith("The judge asked fake:model") for note in evaluation.notes)


def test_a_judge_that_passes_everything_agrees_by_chance_alone(
    gold: Path, asking: AskingApplication
) -> None:
    def rule(call: Call[Any]) -> Mapping[str, Any]:
        return {"reason": "Fine.", "passed": True, "score": 5}

    evaluation, _ = measured(judge.run_on(gold, System.PLUMBLINE), asking, rule)
    assert value(evaluation, "judge", "gold_auroc") == 0.5
    assert value(evaluation, "judge", "gold_kappa") == 0
    assert value(evaluation, "judge", "gold_order") == 0.5


def test_two_systems_are_judged_apart_and_against_each_other(
    gold: Path, asking: AskingApplication, names: list[str]
) -> None:
    run = judge.run_on(gold, System.PLUMBLINE_LLM, System.PLUMBLINE)
    evaluation, model = measured(run, asking, reader(asking, names, silent=RENEW))
    systems = evaluation.result.systems
    assert list(systems) == ["plumbline+llm", "plumbline", "judge"]
    assert set(evaluation.result.differences or {}) >= {"passed", "score"}
    # Silent on one objective that plumbline answers, and as good on the other three.
    answered = [call for call in model.calls if call.task is Task.JUDGE_PAIRWISE]
    abstained = [row for row in OBJECTIVES if not any(row in call.user for call in answered)]
    assert RENEW in abstained
    assert value(evaluation, "plumbline+llm", "win_rate") == (0.5 * 3 + 0) / 4
    assert evaluation.listings[1].title == "Where plumbline is preferred"
    assert [row[:2] for row in evaluation.listings[1].rows] == [(RENEW, "nothing")]


def test_in_both_orders_the_second_call_is_made(
    gold: Path, asking: AskingApplication, names: list[str]
) -> None:
    def pairs(both_orders: bool) -> int:
        run = judge.run_on(gold, System.PLUMBLINE_LLM, System.PLUMBLINE, both_orders)
        _, model = measured(run, asking, reader(asking, names))
        return sum(call.task is Task.JUDGE_PAIRWISE for call in model.calls)

    assert pairs(both_orders=True) == 2 * pairs(both_orders=False) > 0


def test_what_the_judge_does_not_answer_is_left_out(
    gold: Path, asking: AskingApplication, names: list[str]
) -> None:
    willing = reader(asking, names)

    def rule(call: Call[Any]) -> Mapping[str, Any] | Failure:
        return Failure.TIMEOUT if RENEW in call.user else willing(call)

    evaluation, _ = measured(judge.run_on(gold, System.PLUMBLINE), asking, rule)
    assert value(evaluation, "judge", "gold_auroc") == 1
    assert any("timeout 3" in note for note in evaluation.notes)


def test_all_scores_of_a_judge_rest_on_the_model(
    gold: Path, asking: AskingApplication, names: list[str]
) -> None:
    run = judge.run_on(gold, System.PLUMBLINE)
    evaluation, _ = measured(run, asking, reader(asking, names))
    assert evaluation.resting_on_model == {"plumbline", "judge"}


def test_a_system_is_not_compared_with_itself(gold: Path) -> None:
    with pytest.raises(InputError, match="name another"):
        judge.run_on(gold, System.PLUMBLINE, System.PLUMBLINE)


def test_without_a_model_there_is_no_judge(gold: Path, application: Application) -> None:
    with pytest.raises(InputError, match="PLUMBLINE_LLM"):
        judge.run_on(gold, System.PLUMBLINE).evaluate(application)
