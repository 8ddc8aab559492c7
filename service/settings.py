"""Settings: the only reader of the environment."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from kpi_library.library import DATA_DIRECTORY
from service.domain.llm import Prices, Task
from service.errors import InputError

#: Asked for by evaluations and by ``plumbline llm check`` alone, so that no setting names them.
_ALWAYS_ON = frozenset({Task.JUDGE_POINTWISE, Task.JUDGE_PAIRWISE, Task.CHECK})
_HOUR = 3_600


class EmbeddingBackend(StrEnum):
    """What computes embeddings."""

    ONNX = "onnx"
    SENTENCE_TRANSFORMERS = "sentence-transformers"


class LogLevel(StrEnum):
    """From which weight on messages are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseSettings):
    """How this installation runs; every field is ``PLUMBLINE_<NAME>`` in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="PLUMBLINE_", frozen=True, extra="forbid", hide_input_in_errors=True
    )

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("plumbline", appauthor=False),
        description="where models, indexes and the database are kept",
    )
    library_dir: Path = Field(default=DATA_DIRECTORY, description="folder of the KPI library")
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2", description="default model, a folder, or a hub name"
    )
    embedding_backend: EmbeddingBackend = Field(
        default=EmbeddingBackend.ONNX, description="onnx or sentence-transformers"
    )
    threads: int = Field(default=0, ge=0, description="threads of one embedding; 0: all cores")
    cached_texts: int = Field(
        default=500_000,
        ge=0,
        description="texts of audits that are remembered, 2.5 kB each; 0: none",
    )
    host: str = Field(default="127.0.0.1", description="address that the server listens on")
    port: int = Field(default=8000, ge=1, le=65_535, description="port of the server")
    log_level: LogLevel = Field(
        default=LogLevel.WARNING, description="debug, info, warning or error"
    )
    llm: str = Field(
        default="", description="language model as provider:model; empty: none, nothing is sent"
    )
    llm_base_url: str = Field(
        default="", description="address of the model's server; empty: the provider's own"
    )
    llm_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="key of the model's server; empty: what the provider's library finds for its "
        "own address, and none for another",
    )
    llm_timeout_s: float = Field(
        default=30, gt=0, le=_HOUR, description="seconds that one request to the model may take"
    )
    llm_deadline_s: float = Field(
        default=20, gt=0, le=_HOUR, description="seconds that a model may add to an answer"
    )
    llm_audit_deadline_s: float = Field(
        default=120, gt=0, le=24 * _HOUR, description="seconds that a model may add to an audit"
    )
    llm_tasks: Annotated[frozenset[Task], NoDecode] = Field(
        default=frozenset(Task) - _ALWAYS_ON,
        description="what a model is asked for, divided by commas: "
        + ", ".join(task for task in Task if task not in _ALWAYS_ON),
    )
    llm_tokens: int = Field(
        default=120_000, ge=1, description="tokens read and written for one answer"
    )
    llm_daily_tokens: int = Field(
        default=0, ge=0, description="tokens of an organisation in a day; 0: no limit"
    )
    llm_concurrency: int = Field(
        default=8, ge=1, le=256, description="calls to the model at once, of all answers"
    )
    llm_price_input: float | None = Field(
        default=None, ge=0, description="price of a million tokens read; none: no cost is told"
    )
    llm_price_output: float | None = Field(
        default=None, ge=0, validate_default=True, description="price of a million tokens written"
    )
    llm_cached_replies: int = Field(
        default=10_000, ge=0, description="replies of the model that are kept; 0: none, ask again"
    )

    @field_validator("llm")
    @classmethod
    def _names_provider_and_model(cls, value: str) -> str:
        provider, _, model = value.partition(":")
        if value.strip() and not (provider.strip() and model.strip()):
            raise ValueError(
                f"{value!r} is not of the form provider:model, as in openai:gpt-5-mini"
            )
        return value.strip()

    @field_validator("llm_base_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        # Never shown when it is refused: people write keys into addresses.
        parts = urlsplit(value.strip())
        if value.strip() and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("is no address such as http://localhost:11434/v1")
        if parts.username or parts.password:
            raise ValueError("holds a password: give it as PLUMBLINE_LLM_API_KEY")
        return value.strip()

    @field_validator("llm_api_key")
    @classmethod
    def _without_line_end(cls, value: SecretStr) -> SecretStr:
        return SecretStr(value.get_secret_value().strip())

    @field_validator("llm_tasks", mode="before")
    @classmethod
    def _tasks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        named = {name.strip().lower() for name in value.split(",") if name.strip()}
        if not named:
            raise ValueError("names no task; leave PLUMBLINE_LLM empty to use no model")
        known = {task.value for task in Task}
        if unknown := sorted(named - known):
            on_offer = ", ".join(sorted(known - {task.value for task in _ALWAYS_ON}))
            raise ValueError(f"{', '.join(unknown)}: no such task; there are {on_offer}")
        return named

    @field_validator("llm_price_output")
    @classmethod
    def _both_prices_or_none(cls, value: float | None, info: ValidationInfo) -> float | None:
        if (value is None) is not (info.data.get("llm_price_input") is None):
            raise ValueError("give PLUMBLINE_LLM_PRICE_INPUT and _OUTPUT both, or none of them")
        return value

    @property
    def llm_allowed(self) -> frozenset[Task]:
        """What a model may be asked for, with what no setting names."""
        return self.llm_tasks | _ALWAYS_ON

    @property
    def llm_prices(self) -> Prices | None:
        """What a million tokens cost; None while the operator has not said."""
        if self.llm_price_input is None or self.llm_price_output is None:
            return None
        return Prices(self.llm_price_input, self.llm_price_output)

    @property
    def models_dir(self) -> Path:
        """Exported models, one folder a hash."""
        return self.data_dir / "models"

    @property
    def cache_dir(self) -> Path:
        """Parsed libraries and vectors, named by content."""
        return self.data_dir / "cache"

    @property
    def index_dir(self) -> Path:
        """Vector indexes, one folder a collection."""
        return self.data_dir / "index"

    @property
    def text_cache(self) -> Path:
        """The SQLite file with what is known of audited texts; can be deleted at any time."""
        return self.data_dir / "texts.sqlite3"

    @property
    def llm_replies(self) -> Path:
        """The SQLite file with replies of the language model; can be deleted at any time."""
        return self.data_dir / "llm_replies.sqlite3"

    @property
    def llm_ledger(self) -> Path:
        """The SQLite file with the tokens that each organisation has used today."""
        return self.data_dir / "llm_tokens.sqlite3"

    @property
    def database(self) -> Path:
        """The SQLite file with every answer."""
        return self.data_dir / "plumbline.sqlite3"


def read_settings() -> Settings:
    """Settings from the environment.

    Raises:
        InputError: A variable has a value that it cannot have.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(["PLUMBLINE", *(str(part).upper() for part in first["loc"])])
        raise InputError(first["msg"].removeprefix("Value error, "), where=name) from error
