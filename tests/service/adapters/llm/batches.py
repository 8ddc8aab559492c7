"""A provider that answers batches, as far as its files go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def completion(content: str | None, finish_reason: str = "stop", refusal: str | None = None) -> Any:
    """The response of a call that went well."""
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1711475054,
        "model": "tiny-1-2026-01-01",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": refusal},
                "logprobs": None,
                "finish_reason": finish_reason,
            }
        ],
        "usage": {"prompt_tokens": 30, "completion_tokens": 7, "total_tokens": 37},
        "system_fingerprint": None,
    }
    return {"status_code": 200, "request_id": "req-1", "body": body}


def answer_line(custom_id: str, response: Any = None, error: Any = None) -> str:
    line = {"id": "batch_req_1", "custom_id": custom_id, "response": response, "error": error}
    return json.dumps(line) + "\n"


def run_batch(requests: Path, answers: Path, reply: Callable[[str], Any]) -> list[Any]:
    """Answer the requests in a file, last first, as no order is promised; returns them.

    Args:
        requests: What Plumbline wrote.
        answers: Where the answers go.
        reply: The response to a user's text.
    """
    asked = [json.loads(line) for line in requests.read_text().splitlines()]
    answers.write_text(
        "".join(
            answer_line(one["custom_id"], reply(one["body"]["messages"][1]["content"]))
            for one in reversed(asked)
        )
    )
    return asked
