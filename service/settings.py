"""Settings: the only reader of the environment."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kpi_library.library import DATA_DIRECTORY
from service.errors import InputError


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

    model_config = SettingsConfigDict(env_prefix="PLUMBLINE_", frozen=True, extra="forbid")

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
        raise InputError(first["msg"], where=name) from error
