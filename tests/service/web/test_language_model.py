"""What a page says of a language model, without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.bootstrap import Application
from service.domain.llm import Call, Failure
from tests.fakes import FakeLanguageModel, Said
from tests.service.api.serving import fake_application, serving
from tests.service.api.test_recommendation_stream import another_first
from tests.service.recommend.test_feedback import RENEW
from tests.service.web.markup import Page

ALONE = "no language model, no outside network"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Application:
    return fake_application(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def visitor(application: Application) -> Iterator[TestClient]:
    with serving(application) as opened:
        yield opened


def shown(visitor: TestClient, **asked: str) -> Page:
    page = Page(visitor.get("/", params=asked).text)
    page.assert_harmless()
    return page


def test_without_a_model_nothing_is_sent(visitor: TestClient) -> None:
    page = shown(visitor, objective=RENEW)
    assert ALONE in page.text
    assert page.all("form")[0]["data-model"] == ""
    assert "with the language model" not in page.text


def test_with_a_model_the_page_names_it(
    visitor: TestClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "replaced_language_model", FakeLanguageModel(another_first))
    page = shown(visitor, objective=RENEW)
    assert ALONE not in page.text
    assert "go to the language model fake:model" in page.text
    assert page.all("form")[0]["data-model"] == "fake:model"
    assert "with the language model fake:model" in page.text
    assert "The language model's vote" in page.text
    assert "did not answer" not in page.text


def test_a_degraded_answer_says_so(
    visitor: TestClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = FakeLanguageModel(lambda _: Failure.TIMEOUT)
    monkeypatch.setattr(application, "replaced_language_model", failing)
    page = shown(visitor, objective=RENEW)
    assert "the language model did not answer; this answer was made without it" in page.text
    assert page.all("article")
    assert "with the language model" not in page.text


def test_an_answer_in_part_says_so(
    visitor: TestClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def say(call: Call[Any]) -> Said:
        calls.append(call)
        return Failure.TIMEOUT if len(calls) == 1 else another_first(call)

    monkeypatch.setattr(application, "replaced_language_model", FakeLanguageModel(say))
    assert "the language model answered only in part" in shown(visitor, objective=RENEW).text
