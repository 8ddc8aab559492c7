"""What a call is known by in caches, recordings and batches."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from service.domain.llm import Call


def call_key(call: Call[Any], model: str) -> str:
    """Hash of all that a reply depends on: 64 hex digits.

    Args:
        call: The question.
        model: Name of the model that is asked.
    """
    answer: type[BaseModel] = call.answer
    parts = [
        model,
        call.task,
        call.prompt_sha256,
        call.system,
        call.user,
        _form(answer),
        call.max_output_tokens,
    ]
    # As JSON, so that no text can be shifted from one part into the next.
    return sha256(json.dumps(parts).encode()).hexdigest()


@lru_cache(maxsize=128)
def _form(answer: type[BaseModel]) -> str:
    return json.dumps(answer.model_json_schema(), sort_keys=True)
