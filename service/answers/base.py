"""What all answers share."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class KeptAnswer(Answer):
    """A whole answer, which the store keeps."""

    schema_version: str = SCHEMA_VERSION
    id: str | None = Field(default=None, description="under which it is stored")
    created_at: datetime | None = None
