"""Settings in, wired application out."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from threadpoolctl import threadpool_info

from service.adapters.embedding.onnx_embedder import OnnxEmbedder
from service.adapters.llm.attempt import Attempt
from service.adapters.store.database import AnswerKind
from service.bootstrap import Application
from service.domain.goal_set import Goal
from service.domain.indicator import Indicator, Source
from service.domain.llm import Task
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.service.adapters.embedding.test_recalling_embedder import CountingEmbedder
from tests.service.adapters.llm.calls import CALL, UPRIGHT, Scripted
from tests.service.audit.sets import TODAY, set_of
from tests.small_library import small_library

REQUEST = RecommendationRequest("Reduce customer churn by 10% by 2028", TODAY)


def application(folder: Path) -> Application:
    return Application(
        Settings(data_dir=folder, library_dir=small_library()), replaced_embedder=FakeEmbedder()
    )


def test_nothing_is_made_before_it_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with application(folder):
        pass
    assert not folder.exists()


def test_parts_are_made_once(fake_application: Application) -> None:
    assert fake_application.recommender is fake_application.recommender
    assert fake_application.auditor is fake_application.auditor
    assert isinstance(fake_application.embedder, FakeEmbedder)


def test_the_default_embedder_is_the_exported_model(real_application: Application) -> None:
    assert isinstance(real_application.embedder, OnnxEmbedder)
    assert real_application.embedder.model.startswith("all-MiniLM-L6-v2@")


def test_warm_up_makes_all_that_an_answer_needs(tmp_path: Path) -> None:
    with application(tmp_path) as opened:
        opened.warm_up()
        assert {"recommender", "auditor", "store", "library_catalogue"} <= set(vars(opened))
        assert opened.settings.database.is_file()


def test_a_second_application_on_the_folder_answers_the_same(fake_application: Application) -> None:
    expected = fake_application.recommender.recommend(REQUEST)
    with application(fake_application.settings.data_dir) as second:
        assert second.recommender.recommend(REQUEST) == expected


def test_closing_gives_up_the_index_folder(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for _ in range(2):
        with application(tmp_path) as opened:
            assert opened.recommender.recommend(REQUEST).kpis
    assert "belongs to another process" not in caplog.text
    with application(tmp_path) as first, application(tmp_path) as second:
        assert first.recommender.recommend(REQUEST) == second.recommender.recommend(REQUEST)
    assert "belongs to another process" in caplog.text


def test_blas_threads_are_limited_while_it_is_open_and_restored(tmp_path: Path) -> None:
    def threads() -> list[int]:
        return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]

    before = threads()
    with application(tmp_path):
        assert set(threads()) <= {1}
    assert threads() == before


def test_an_organisations_own_catalogue(fake_application: Application) -> None:
    own = [
        Indicator("a", "Customer churn", "Customers who leave", Source.ORGANISATION),
        Indicator("b", "Loaves sold", "Loaves sold in shops", Source.ORGANISATION),
    ]
    recommender = fake_application.recommender_for(own)
    found = [indicator.id for indicator, _ in recommender.search("customer churn", TODAY)]
    assert found[0] == "a"


@pytest.mark.parametrize("content", [None, "just words", "- {id: x}"])
def test_a_folder_without_library_is_named(tmp_path: Path, content: str | None) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    if content is not None:
        (folder / "sales.yaml").write_text(content)
    settings = Settings(data_dir=tmp_path / "data", library_dir=folder)
    with (
        Application(settings, replaced_embedder=FakeEmbedder()) as opened,
        pytest.raises(InputError) as error,
    ):
        _ = opened.library
    assert error.value.where == str(folder)


def test_long_work_is_shown_by_name(tmp_path: Path) -> None:
    shown: dict[str, list[tuple[int, int]]] = {}

    def progress(work: str):  # type: ignore[no-untyped-def]
        steps = shown.setdefault(work, [])
        return lambda done, total: steps.append((done, total))

    settings = Settings(data_dir=tmp_path, library_dir=small_library())
    with Application(settings, replaced_embedder=FakeEmbedder(), progress=progress) as opened:
        assert opened.recommender
    assert set(shown) == {"Embedding the KPI library", "Building the vector index"}
    for steps in shown.values():
        done, total = steps[-1]
        assert done == total > 0


def test_the_store_keeps_answers_between_applications(tmp_path: Path) -> None:
    with application(tmp_path) as opened:
        kept = opened.store.add(AnswerKind.AUDIT, {"a": 1}, {"b": 2}, "v", "m")
    with application(tmp_path) as opened:
        assert opened.store.get(AnswerKind.AUDIT, kept.id).answer == {"b": 2}


def test_a_single_command_searches_in_memory_once_the_index_is_sound(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, library_dir=small_library())
    request = RecommendationRequest("Reduce customer churn by 10%", date(2026, 11, 23))
    with Application(settings, replaced_embedder=FakeEmbedder(), one_shot=True) as first:
        built = first.recommender.recommend(request)
    database = next(settings.index_dir.rglob("chroma.sqlite3"))
    before = database.stat().st_mtime_ns
    with Application(settings, replaced_embedder=FakeEmbedder(), one_shot=True) as second:
        assert second.recommender.recommend(request) == built
    assert database.stat().st_mtime_ns == before
    for file in database.parent.rglob("*"):
        if file.is_file():
            os.truncate(file, 0)
    with Application(settings, replaced_embedder=FakeEmbedder(), one_shot=True) as third:
        assert third.recommender.recommend(request) == built
    assert database.stat().st_size > 0


def test_audits_recall_texts_unless_that_is_switched_off(tmp_path: Path) -> None:
    goal_set = set_of(Goal("a", "Sell more bread"), Goal("b", "Hire bakers"))
    audits = []
    for cached_texts, again in ((0, False), (10, False), (10, True)):
        settings = Settings(
            data_dir=tmp_path, library_dir=small_library(), cached_texts=cached_texts
        )
        counting = CountingEmbedder()
        with Application(settings, replaced_embedder=counting) as application:
            _ = application.auditor
            counting.asked.clear()
            audits.append(application.auditor.audit(goal_set, TODAY))
        assert ("Sell more bread" in counting.asked) is not again
        assert settings.text_cache.exists() is (cached_texts > 0)
    assert audits[0] == audits[1] == audits[2]


class TestLanguageModel:
    def test_there_is_none_unless_it_is_configured(
        self, fake_application: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
        assert fake_application.language_model is None
        assert fake_application.llm_session("us") is None

    def test_a_session_has_what_is_configured(self, tmp_path: Path) -> None:
        settings = Settings(
            data_dir=tmp_path,
            llm_deadline_s=3,
            llm_tokens=10_000,
            llm_tasks=frozenset({Task.UNDERSTAND}),
            llm_price_input=1,
            llm_price_output=2,
        )
        model = Scripted(Attempt(UPRIGHT))
        with Application(settings, replaced_language_model=model) as opened:
            session = opened.llm_session("us")
            assert session
            assert session.ask(CALL) == UPRIGHT
            assert session.does(Task.JUDGE_PAIRWISE)
            assert not session.does(Task.RERANK)
            assert session.use.cost == pytest.approx(120 / 1_000_000)
            assert opened.llm_session("us", seconds=0) is not session

    def test_a_fault_of_the_configuration_is_told_before_any_answer(self, tmp_path: Path) -> None:
        settings = Settings(data_dir=tmp_path, library_dir=small_library(), llm="elsewhere:m")
        with (
            Application(settings, replaced_embedder=FakeEmbedder()) as opened,
            pytest.raises(InputError, match="no provider 'elsewhere'"),
        ):
            opened.warm_up()
