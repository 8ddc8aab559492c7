"""The file of a recording: one reply a line, in JSON."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from pydantic_core import from_json, to_json

from service.adapters.llm.json_lines import read_json_lines
from service.domain.llm import AnswerT, Call, CallRecord, Failure, Reply, Task

_MOST_TOKENS = 1_000_000_000
_MOST_SECONDS = 1_000_000.0


class RecordedReply(BaseModel):
    """A line.

    Attributes:
        key: Of the call, see ``call_key``.
        task: What for; this and the next two are for people who compare recordings.
        prompt_version: Of the prompt.
        prompt_sha256: Hash of the prompt's file.
        model: Who replied.
        reply: What it said.
        input_tokens: Read by the model in all attempts.
        output_tokens: Written by it in all attempts.
        seconds: From asking to the reply.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern="^[0-9a-f]{64}$")
    task: Task
    prompt_version: int
    prompt_sha256: str
    model: str = Field(min_length=1)
    reply: JsonValue
    input_tokens: int = Field(ge=0, le=_MOST_TOKENS)
    output_tokens: int = Field(ge=0, le=_MOST_TOKENS)
    seconds: float = Field(ge=0, le=_MOST_SECONDS)


def recorded(key: str, reply: Reply[AnswerT]) -> RecordedReply:
    """The line for a reply that was given."""
    assert reply.value is not None, "a failure is not recorded"  # noqa: S101
    record = reply.record
    return RecordedReply(
        key=key,
        task=record.task,
        prompt_version=record.prompt_version,
        prompt_sha256=record.prompt_sha256,
        model=record.model,
        reply=from_json(reply.value.model_dump_json(by_alias=True)),
        input_tokens=record.input_tokens,
        output_tokens=record.output_tokens,
        seconds=round(record.seconds, 3),
    )


def replayed(call: Call[AnswerT], line: RecordedReply) -> Reply[AnswerT]:
    """The reply of a line, at its recorded cost; what is not of the call's form is a failure."""
    try:
        value = call.answer.model_validate_json(to_json(line.reply))
    except ValidationError:
        value = None
    record = CallRecord(
        call.task,
        call.prompt_version,
        call.prompt_sha256,
        line.model,
        line.input_tokens,
        line.output_tokens,
        line.seconds,
        cached=True,
        failure=Failure.UNREADABLE if value is None else None,
    )
    return Reply(value, record)


def read_recording(file: Path) -> dict[str, RecordedReply]:
    """The replies in a file by key; of several to one call the first.

    Raises:
        UnreadableFile: The file cannot be read, or a line is damaged; says which.
    """
    replies: dict[str, RecordedReply] = {}
    for _, line in read_json_lines(file, RecordedReply):
        replies.setdefault(line.key, line)
    return replies
