"""One request to a model through LangChain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatResult

from service.adapters.llm.attempt import Attempt, Form, Mode, Option
from service.adapters.llm.event_loop import EventLoop
from service.adapters.llm.faults import attempt_of
from service.adapters.llm.json_schema import strict_schema
from service.adapters.llm.providers import Provider
from service.adapters.llm.reply_text import read_object
from service.domain.llm import AnswerT, Call, Failure

#: Characters of a reply; no answer needs more.
MAX_REPLY = 256_000
#: Reasons for which providers end a reply that the model, or a filter, would not give.
_REFUSALS = {
    "content_filter", "refusal", "safety", "recitation", "blocklist", "prohibited_content", "spii",
    "guardrail_intervened", "content_filtered",
}  # fmt: skip
#: Reasons that speak of too few tokens.
_CUT_SHORT = {"length", "max_tokens", "max_output_tokens", "model_length"}


class LangChainModel:
    """Makes requests, each once, and reads the replies.

    Args:
        name: ``provider:model``.
        model: LangChain's model of it.
        provider: Whose it is.
        own_server: Whether the operator named the server's address.
        timeout_s: Seconds that one request may take.
        loop: Where requests run.
    """

    def __init__(
        self,
        name: str,
        model: BaseChatModel,
        provider: Provider,
        own_server: bool,
        timeout_s: float,
        loop: EventLoop,
    ) -> None:
        self.name = name
        self._model = model
        self._provider = provider
        # It may be older than OpenAI's protocol is today.
        self._older = own_server and provider.langchain == "openai"
        self._timeout_s = timeout_s
        self._loop = loop

    def request(self, call: Call[AnswerT], form: Form, until: float) -> Attempt[AnswerT]:
        """What came of one request, made in this form; there by ``until``."""
        seconds = min(self._timeout_s, until - monotonic())
        if seconds <= 0:
            return Attempt(None, Failure.TIMEOUT, requests=0)
        try:
            result = self._loop.run(self._ask(call, form), seconds)
            return self._read(call, result)
        except Exception as error:  # whatever a library, or a server through it, comes up with
            return attempt_of(error)

    def close(self) -> None:
        """Close the connections and end the thread in which requests run."""
        client = getattr(self._model, "http_async_client", None)
        if client is not None:
            with suppress(TimeoutError):
                self._loop.run(client.aclose(), 1)
        self._loop.close()

    async def _ask(self, call: Call[AnswerT], form: Form) -> ChatResult:
        messages = [SystemMessage(call.system), HumanMessage(call.user)]
        # What ``ainvoke`` ends in. It would consult the environment first, and hand every prompt
        # to LangSmith or to a tracer that some package has hooked in.
        return await self._model._agenerate(messages, **self._arguments(call, form))

    def _arguments(self, call: Call[AnswerT], form: Form) -> dict[str, Any]:
        most = call.max_output_tokens * form.room
        arguments: dict[str, Any] = {}
        body: dict[str, Any] = {}
        if Option.TEMPERATURE in form.options:
            arguments["temperature"] = 0
        if Option.MAX_COMPLETION_TOKENS in form.options or not self._provider.speaks_openai:
            arguments[self._provider.max_tokens] = most
        if Option.MAX_TOKENS in form.options and self._older:
            body["max_tokens"] = most
        name = call.task.value
        if form.mode is Mode.TOOL_CALL:
            function = {"name": name, "parameters": strict_schema(call.answer)}
            tool = {"type": "function", "function": function | {"description": "The answer."}}
            bound = self._model.bind_tools([tool], tool_choice=name)
            arguments |= bound.kwargs  # type: ignore[attr-defined]
        elif form.mode is Mode.JSON_SCHEMA:
            shape = {"name": name, "strict": True, "schema": strict_schema(call.answer)}
            # OpenAI's library reads a reply by itself when it sees the argument, and throws away
            # one that it cannot read, with its tokens; in the body it is passed on.
            where = body if self._provider.speaks_openai else arguments
            where["response_format"] = {"type": "json_schema", "json_schema": shape}
        return arguments | ({"extra_body": body} if body else {})

    def _read(self, call: Call[AnswerT], result: ChatResult) -> Attempt[AnswerT]:
        if not result.generations:
            return Attempt(None, Failure.UNREADABLE, complaint="the reply holds no message")
        generation = result.generations[0]
        message = generation.message
        told = (result.llm_output or {}) | (generation.generation_info or {})
        told |= message.response_metadata
        usage = message.usage_metadata if isinstance(message, AIMessage) else None
        tokens = (usage["input_tokens"], usage["output_tokens"]) if usage else (0, 0)
        text = _text(message)
        ended = _why_it_ended(told)
        if ended in _REFUSALS or message.additional_kwargs.get("refusal"):
            return Attempt(None, Failure.REFUSED, *tokens, complaint="the model declines")
        if len(text) > MAX_REPLY:
            return Attempt(None, Failure.TOO_LONG, *tokens, complaint=f"{len(text):,} characters")
        value = read_object(text, call.answer)
        if value is None:
            complaint = f"the reply is not of the form that was asked for (it ended by: {ended})"
            cut_short = ended in _CUT_SHORT
            return Attempt(
                None, Failure.UNREADABLE, *tokens, cut_short=cut_short, complaint=complaint
            )
        return Attempt(value, None, *tokens)


def _text(message: BaseMessage) -> str:
    """The arguments of a tool call, or what the model wrote."""
    if isinstance(message, AIMessage):
        if message.tool_calls:
            return json.dumps(message.tool_calls[0]["args"])
        if message.invalid_tool_calls:
            return message.invalid_tool_calls[0]["args"] or ""
    return message.text


def _why_it_ended(told: Mapping[str, Any]) -> str:
    reasons = (told.get(key) for key in ("finish_reason", "stop_reason", "stopReason"))
    return next((str(reason).lower() for reason in reasons if reason), "")
