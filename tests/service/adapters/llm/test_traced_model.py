"""What is told of a call, and what is not."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from service.adapters.llm.attempt import Attempt
from service.adapters.llm.traced_model import TracedModel
from service.domain.llm import Failure
from tests.service.adapters.llm.calls import CALL, UPRIGHT, Scripted, soon


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    return exporter


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> InMemoryMetricReader:
    found = InMemoryMetricReader()
    monkeypatch.setattr(metrics, "get_meter", MeterProvider([found]).get_meter)
    return found


def points(reader: InMemoryMetricReader) -> dict[str, list[Any]]:
    data = reader.get_metrics_data()
    assert data
    (resource,) = data.resource_metrics
    (scope,) = resource.scope_metrics
    return {metric.name: list(metric.data.data_points) for metric in scope.metrics}


def test_a_span(spans: InMemorySpanExporter) -> None:
    TracedModel(Scripted(Attempt(UPRIGHT))).ask(CALL, soon(1), "us")
    (span,) = spans.get_finished_spans()
    assert span.name == "chat small"
    assert span.attributes == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "small",
        "gen_ai.request.max_tokens": 50,
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 10,
        "plumbline.llm.task": "understand",
        "plumbline.llm.prompt_version": 1,
        "plumbline.llm.cached": False,
        "plumbline.llm.attempts": 1,
    }
    assert span.status.is_unset


def test_a_span_of_a_failed_call(spans: InMemorySpanExporter) -> None:
    TracedModel(Scripted(Failure.TIMEOUT)).ask(CALL, soon(1), "us")
    (span,) = spans.get_finished_spans()
    assert span.attributes
    assert span.attributes["error.type"] == "timeout"
    assert not span.status.is_ok


def test_metrics(reader: InMemoryMetricReader) -> None:
    model = TracedModel(Scripted(Attempt(UPRIGHT)))
    for _ in range(2):
        model.ask(CALL, soon(1), "us")
    found = points(reader)
    (duration,) = found["gen_ai.client.operation.duration"]
    assert (duration.count, duration.sum) == (2, 6.0)
    tokens = {
        point.attributes["gen_ai.token.type"]: point for point in found["gen_ai.client.token.usage"]
    }
    assert {kind: point.sum for kind, point in tokens.items()} == {"input": 200, "output": 20}
    assert duration.attributes["gen_ai.request.model"] == "small"


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("azure_openai:m", "azure.ai.openai"),
        ("google_genai:m", "gcp.gemini"),
        ("bedrock:m:0", "aws.bedrock"),
        ("anthropic:m", "anthropic"),
    ],
)
def test_providers_are_named_by_the_conventions(
    spans: InMemorySpanExporter, name: str, provider: str
) -> None:
    script = Scripted(Attempt(UPRIGHT))
    script.name = name
    TracedModel(script).ask(CALL, soon(1), "us")
    attributes = spans.get_finished_spans()[0].attributes
    assert attributes
    assert attributes["gen_ai.provider.name"] == provider
    assert attributes["gen_ai.request.model"] == name.partition(":")[2]


def test_one_line_in_the_log_and_no_text_of_the_user(
    spans: InMemorySpanExporter,
    reader: InMemoryMetricReader,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    TracedModel(Scripted(Attempt(UPRIGHT))).ask(CALL, soon(1), "us")
    (line,) = caplog.messages
    assert (
        line == "llm understand v1 by openai:small: answered, 100 + 10 tokens, 3.00 s, 1 attempts"
    )
    everything = line + str(spans.get_finished_spans()[0].to_json()) + str(points(reader))
    for text in (CALL.user, CALL.system, UPRIGHT.reason):
        assert text not in everything
