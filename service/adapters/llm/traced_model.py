"""Calls to the model in the logs, in traces and in metrics: how much and how long, never what."""

from __future__ import annotations

import logging

from opentelemetry import metrics, trace
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.util.types import AttributeValue

from service.domain.llm import AnswerT, Call, CallRecord, Reply
from service.domain.ports import LanguageModel

logger = logging.getLogger(__name__)

_SCOPE = "plumbline.llm"
#: As the conventions advise.
_SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
_TOKENS = [4**power for power in range(14)]


#: Providers whose name by the conventions is another.
_BY_CONVENTION = {
    "azure_openai": "azure.ai.openai",
    "bedrock": "aws.bedrock",
    "bedrock_converse": "aws.bedrock",
    "google_genai": "gcp.gemini",
}


class TracedModel:
    """A language model whose calls are seen from outside.

    Spans and metrics go wherever the process has OpenTelemetry set up to send them, and nowhere
    otherwise. No text is in them, as it is the users'.

    Source: OpenTelemetry, "Semantic conventions for generative AI client operations".

    Args:
        model: Whom to ask; the outermost, so that replies from a cache are seen too.
    """

    def __init__(self, model: LanguageModel) -> None:
        self.name = model.name
        self._model = model
        provider, _, requested = model.name.partition(":")
        self._title = f"chat {requested}"
        self._attributes: dict[str, AttributeValue] = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": _BY_CONVENTION.get(provider, provider),
            "gen_ai.request.model": requested,
        }
        self._tracer = trace.get_tracer(_SCOPE)
        meter = metrics.get_meter(_SCOPE)
        self._seconds = meter.create_histogram(
            "gen_ai.client.operation.duration",
            unit="s",
            description="Seconds from asking to the reply.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            unit="{token}",
            description="Tokens read and written.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply, or why there is none; see ``service.domain.ports.LanguageModel``."""
        with self._tracer.start_as_current_span(self._title, kind=SpanKind.CLIENT) as span:
            reply = self._model.ask(call, until, organisation)
            record = reply.record
            attributes = self._attributes | _attributes(record)
            span.set_attributes(attributes)
            span.set_attribute("gen_ai.request.max_tokens", call.max_output_tokens)
            span.set_attribute("gen_ai.usage.input_tokens", record.input_tokens)
            span.set_attribute("gen_ai.usage.output_tokens", record.output_tokens)
            span.set_attribute("plumbline.llm.attempts", record.attempts)
            if record.failure:
                span.set_status(Status(StatusCode.ERROR, record.failure))
        self._seconds.record(record.seconds, attributes)
        for kind, tokens in (("input", record.input_tokens), ("output", record.output_tokens)):
            self._tokens.record(tokens, attributes | {"gen_ai.token.type": kind})
        logger.info(
            "llm %s v%d by %s: %s, %d + %d tokens, %.2f s, %d attempts%s",
            record.task,
            record.prompt_version,
            record.model,
            record.failure or "answered",
            record.input_tokens,
            record.output_tokens,
            record.seconds,
            record.attempts,
            ", cached" if record.cached else "",
        )
        return reply


def _attributes(record: CallRecord) -> dict[str, AttributeValue]:
    attributes: dict[str, AttributeValue] = {
        "plumbline.llm.task": record.task.value,
        "plumbline.llm.prompt_version": record.prompt_version,
        "plumbline.llm.cached": record.cached,
    }
    if record.failure:
        attributes["error.type"] = record.failure.value
    return attributes
