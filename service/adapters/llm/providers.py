"""The providers of language models: what each needs to be set up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr, ValidationError

from service.errors import InputError

_AZURE_VERSION = "2024-10-21"


@dataclass(frozen=True)
class Provider:
    """How LangChain is asked for a provider's models.

    Attributes:
        langchain: Its name there.
        extra: Of ours, which brings its package.
        base_url: Its own address. It is always given: without it the libraries take one from the
            environment, such as LangSmith's gateway, and the text of users would go there.
        max_tokens: Name of the argument that bounds a reply.
    """

    langchain: str
    extra: str
    base_url: str = ""
    max_tokens: str = "max_tokens"

    @property
    def speaks_openai(self) -> bool:
        """Whether its requests are those of OpenAI's library."""
        return self.langchain in {"openai", "azure_openai"}


_BEDROCK = Provider("bedrock_converse", "bedrock")
PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        "openai": Provider("openai", "openai", "https://api.openai.com/v1"),
        "anthropic": Provider("anthropic", "anthropic", "https://api.anthropic.com"),
        "google_genai": Provider(
            "google_genai",
            "google",
            "https://generativelanguage.googleapis.com",
            "max_output_tokens",
        ),
        "azure_openai": Provider("azure_openai", "azure"),
        "bedrock": _BEDROCK,
        "bedrock_converse": _BEDROCK,
    }
)


def provider_of(llm: str) -> Provider:
    """The provider of ``provider:model``.

    Raises:
        InputError: There is none of this name.
    """
    name = llm.partition(":")[0]
    if name not in PROVIDERS:
        raise InputError(
            f"no provider {name!r}; there are {', '.join(PROVIDERS)}. A server that speaks the "
            "protocol of OpenAI (Ollama, vLLM, llama.cpp) is openai, with PLUMBLINE_LLM_BASE_URL",
            where="PLUMBLINE_LLM",
        )
    return PROVIDERS[name]


def chat_model(llm: str, base_url: str, api_key: SecretStr, timeout_s: float) -> BaseChatModel:
    """The model, set up so that it makes one request and asks nobody else.

    Args:
        llm: ``provider:model``.
        base_url: Of the server; empty for the provider's own.
        api_key: Of the server; empty for what the provider's library finds in the environment,
            which goes to the provider's own address alone.
        timeout_s: Seconds without a byte after which a request is given up.

    Raises:
        InputError: The provider is unknown, its package missing, or it lacks a setting.
    """
    provider = provider_of(llm)
    model = llm.partition(":")[2]
    arguments = _arguments(provider, model, base_url, api_key, timeout_s)
    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider.langchain, **arguments)
    except ImportError as error:
        raise InputError(
            f"needs a package that is missing: pip install 'plumbline-kpi[{provider.extra}]'",
            where="PLUMBLINE_LLM",
        ) from error
    except Exception as error:
        # Without its cause: what a library prints of its arguments may hold the key.
        raise InputError(_reason(error, api_key), where="PLUMBLINE_LLM") from None
    diverted = None if base_url else getattr(made, "endpoint_url", None)
    if diverted:  # Bedrock's own depends on the region, and cannot be given as the others' are
        raise InputError(
            f"LANGSMITH_GATEWAY in the environment sends it to {diverted}: take it out, "
            "or set PLUMBLINE_LLM_BASE_URL",
            where="PLUMBLINE_LLM",
        )
    return made


def _arguments(
    provider: Provider, model: str, base_url: str, api_key: SecretStr, timeout_s: float
) -> dict[str, Any]:
    arguments: dict[str, Any] = {"max_retries": 0, "timeout": timeout_s}
    if api_key.get_secret_value():
        arguments["api_key"] = api_key
    elif base_url and provider is not _BEDROCK:
        # A local server needs none, and must not see the one of OpenAI that lies around.
        arguments["api_key"] = SecretStr("none")
    address = base_url or provider.base_url
    if provider.langchain == "azure_openai":
        if not base_url:
            raise InputError(
                "give the endpoint, such as https://NAME.openai.azure.com",
                where="PLUMBLINE_LLM_BASE_URL",
            )
        arguments |= {"azure_endpoint": address, "azure_deployment": model}
        arguments["api_version"] = _AZURE_VERSION
    elif address:
        arguments["base_url"] = address
    if provider.langchain == "google_genai":
        arguments["vertexai"] = False  # or GOOGLE_GENAI_USE_VERTEXAI in the environment decides
    if provider is _BEDROCK:
        arguments["timeout"] = max(1, round(timeout_s))
    if provider.speaks_openai:
        arguments |= _of_openai(provider, base_url, timeout_s)
    return arguments


def _of_openai(provider: Provider, base_url: str, timeout_s: float) -> dict[str, Any]:
    # Imported here because the package is there with an extra alone.
    try:
        from service.adapters.llm.bounded_client import BoundedClient
    except ImportError:
        return {}  # LangChain says so in a moment
    arguments: dict[str, Any] = {
        "http_async_client": BoundedClient(timeout=timeout_s),
        # Beside a client of our own, OPENAI_PROXY is an error; HTTPS_PROXY still counts.
        "openai_proxy": None,
    }
    if provider.langchain == "openai" and base_url:
        arguments["use_responses_api"] = False  # which other servers do not have
    return arguments


def _reason(error: Exception, api_key: SecretStr) -> str:
    text = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
    key = api_key.get_secret_value()
    shown = text.replace(key, "***") if key else text
    return f"cannot be set up: {shown} (a key is given as PLUMBLINE_LLM_API_KEY)"
