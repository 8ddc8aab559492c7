"""The two files of an OpenAI batch: requests that go out, answers that come in.

Source: https://platform.openai.com/docs/guides/batch; vLLM's ``run-batch`` has the same form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from service.adapters.llm.json_lines import read_json_lines
from service.adapters.llm.json_schema import strict_schema
from service.domain.llm import Call, Failure
from service.errors import UnreadableFile

_MOST_TOKENS = 1_000_000_000
#: How many times the tokens of a reply are allowed; only what is written is paid for.
_ROOM = 4
_OK, _TOO_MANY, _FIRST_SERVER_ERROR = 200, 429, 500
#: A request that the provider did not come to is as good as not sent.
_OF_ERROR_CODE = {
    "batch_expired": Failure.NOT_RECORDED,
    "batch_cancelled": Failure.NOT_RECORDED,
    "request_timeout": Failure.TIMEOUT,
}


@dataclass(frozen=True)
class BatchAnswer:
    """What a batch says of a call.

    Attributes:
        content: The model's text; None when the call failed.
        failure: Why it failed; None when it did not.
        input_tokens: Read by the model; 0 when the file does not say.
        output_tokens: Written by it, likewise.
    """

    content: str | None
    failure: Failure | None
    input_tokens: int = 0
    output_tokens: int = 0


class _Foreign(BaseModel):
    """A form of the provider's, to which it may add."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Message(_Foreign):
    content: str | None = None
    refusal: str | None = None


class _Choice(_Foreign):
    message: _Message
    finish_reason: str | None = None


class _Usage(_Foreign):
    prompt_tokens: int = Field(ge=0, le=_MOST_TOKENS)
    completion_tokens: int = Field(ge=0, le=_MOST_TOKENS)


class _Completion(_Foreign):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


class _Response(_Foreign):
    status_code: int = Field(ge=100, le=599)
    body: JsonValue = None


class _Error(_Foreign):
    code: str | int | None = None


class _Line(_Foreign):
    custom_id: str = Field(min_length=1, max_length=200)
    response: _Response | None = None
    error: _Error | None = None


def request_line(key: str, call: Call[Any], model: str) -> str:
    """The line that asks for a reply, with its line end.

    A batch cannot be negotiated: a model that thinks gets the tokens for it, and no temperature,
    which some refuse. A reply that was read is kept, so a run repeats without either.

    Args:
        key: Of the call; comes back with the answer.
        call: The question.
        model: As the provider calls it.
    """
    body = {
        "model": model,
        "messages": [
            {"role": "system", "content": call.system},
            {"role": "user", "content": call.user},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": call.task.value,
                "strict": True,
                "schema": strict_schema(call.answer),
            },
        },
        "max_completion_tokens": call.max_output_tokens * _ROOM,
    }
    line = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body}
    return json.dumps(line) + "\n"


def read_answers(files: Iterable[Path]) -> dict[str, BatchAnswer]:
    """What batches say, by key of the call: the first success, else the last failure.

    Raises:
        UnreadableFile: A file cannot be read, or a line is no line of a batch's output; says which.
    """
    answers: dict[str, BatchAnswer] = {}
    for file in files:
        for place, line in read_json_lines(file, _Line):
            known = answers.get(line.custom_id)
            if known is None or known.failure:
                answers[line.custom_id] = _answer(line, place)
    return answers


def _answer(line: _Line, place: str) -> BatchAnswer:
    if line.error:
        failure = _OF_ERROR_CODE.get(str(line.error.code), Failure.SERVER_ERROR)
        return BatchAnswer(None, failure)
    if line.response is None:
        raise UnreadableFile("has neither a response nor an error; delete the line", where=place)
    if line.response.status_code != _OK:
        return BatchAnswer(None, _of_status(line.response.status_code))
    try:
        completion = _Completion.model_validate(line.response.body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        at = ".".join(map(str, ("response.body", *first["loc"])))
        reason = f"is no chat completion ({at}: {first['msg']}); delete the line, or mend it"
        raise UnreadableFile(reason, where=place) from error
    usage = completion.usage or _Usage(prompt_tokens=0, completion_tokens=0)
    choice = completion.choices[0]
    why = _of_choice(choice)
    content = None if why else choice.message.content
    return BatchAnswer(content, why, usage.prompt_tokens, usage.completion_tokens)


def _of_choice(choice: _Choice) -> Failure | None:
    if choice.message.refusal or choice.finish_reason == "content_filter":
        return Failure.REFUSED
    if choice.finish_reason == "length":
        return Failure.TOO_LONG
    return None if choice.message.content else Failure.UNREADABLE


def _of_status(status: int) -> Failure:
    if status == _TOO_MANY:
        return Failure.RATE_LIMITED
    return Failure.SERVER_ERROR if status >= _FIRST_SERVER_ERROR else Failure.REJECTED
