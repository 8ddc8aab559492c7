"""What each provider is set up with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from service.adapters.llm import providers
from service.adapters.llm.providers import PROVIDERS, chat_model
from service.errors import InputError

NO_KEY, KEY = SecretStr(""), SecretStr("sk-precious")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Arguments that LangChain was given."""
    found: dict[str, Any] = {}

    def init(model: str, **arguments: Any) -> SimpleNamespace:
        found.update(arguments, model=model)
        return SimpleNamespace()

    monkeypatch.setattr(providers, "init_chat_model", init)
    return found


@pytest.mark.parametrize("name", sorted(PROVIDERS.keys() - {"azure_openai"}))
def test_one_request_to_an_address_that_no_environment_changes(
    asked: dict[str, Any], name: str
) -> None:
    chat_model(f"{name}:a:b", "", KEY, 30)
    assert (asked["model"], asked["max_retries"], asked["timeout"]) == ("a:b", 0, 30)
    assert asked["api_key"] is KEY
    if name.startswith("bedrock"):
        assert asked["model_provider"] == "bedrock_converse"
        assert "base_url" not in asked  # depends on the region
    else:
        assert asked["base_url"].startswith("https://")


def test_an_own_server_gets_no_key_of_the_environment(asked: dict[str, Any]) -> None:
    chat_model("openai:m", "http://localhost/v1", NO_KEY, 30)
    assert asked["base_url"] == "http://localhost/v1"
    assert asked["api_key"].get_secret_value() == "none"
    assert asked["use_responses_api"] is False


def test_the_providers_own_address_may_use_its_own_variable(asked: dict[str, Any]) -> None:
    chat_model("anthropic:m", "", NO_KEY, 30)
    assert "api_key" not in asked


def test_azure(asked: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"^PLUMBLINE_LLM_BASE_URL: give the endpoint"):
        chat_model("azure_openai:m", "", KEY, 30)
    chat_model("azure_openai:m", "https://x.openai.azure.com", KEY, 30)
    assert asked["azure_endpoint"] == "https://x.openai.azure.com"
    assert (asked["azure_deployment"], asked["api_version"]) == ("m", "2024-10-21")
    assert "base_url" not in asked


def test_an_unknown_provider() -> None:
    with pytest.raises(InputError, match=r"^PLUMBLINE_LLM: no provider 'ollama'; .*OpenAI"):
        chat_model("ollama:m", "", NO_KEY, 30)


@pytest.mark.parametrize(
    ("name", "extra"),
    [("anthropic", "anthropic"), ("google_genai", "google"), ("bedrock", "bedrock")],
)
def test_a_missing_package_is_named_by_its_extra(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    def init(model: str, **arguments: Any) -> SimpleNamespace:
        raise ImportError("no such module")

    monkeypatch.setattr(providers, "init_chat_model", init)
    with pytest.raises(InputError, match=rf"pip install 'plumbline-kpi\[{extra}\]'"):
        chat_model(f"{name}:m", "", KEY, 30)


def test_a_missing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(InputError, match="PLUMBLINE_LLM_API_KEY"):
        chat_model("openai:m", "", NO_KEY, 30)


def test_the_key_is_not_in_what_is_said_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def init(model: str, **arguments: Any) -> SimpleNamespace:
        raise ValueError("bad argument sk-precious")

    monkeypatch.setattr(providers, "init_chat_model", init)
    with pytest.raises(InputError, match=r"bad argument \*\*\*") as refused:
        chat_model("openai:m", "", KEY, 30)
    assert refused.value.__cause__ is None


def test_bedrock_is_not_sent_through_a_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    made = SimpleNamespace(endpoint_url="https://gateway.example/bedrock")
    monkeypatch.setattr(providers, "init_chat_model", lambda *_, **__: made)
    with pytest.raises(InputError, match=r"LANGSMITH_GATEWAY .*https://gateway\.example"):
        chat_model("bedrock:m", "", KEY, 30)
    chat_model("bedrock:m", "https://gateway.example", KEY, 30)
