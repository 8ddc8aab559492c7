"""Answers as other programs read them."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from pydantic import BaseModel, ValidationError

from kpi_library.library import KpiLibrary
from service.answers.audit import (
    AuditAnswer,
    FindingAnswer,
    LinkAnswer,
    ScoreAnswer,
    ScorePartAnswer,
)
from service.answers.base import SCHEMA_VERSION
from service.answers.cascade import CascadeAnswer
from service.answers.kpi import KpiSummary
from service.answers.objective import ObjectiveAnswer
from service.answers.recommendation import RecommendationAnswer, RecommendedKpiAnswer
from service.bootstrap import Application
from service.domain.audit import Finding, Link, Score, ScorePart
from service.domain.goal_set import Goal
from service.domain.indicator import Indicator, Source, from_library, from_own
from service.domain.objective import Objective, Quantity, TargetQuantity
from service.domain.own_kpi import OwnKpi
from service.domain.recommendation import Recommendation, RecommendationRequest, RecommendedKpi
from tests.service.audit.sets import TODAY, set_of

GOALS = (
    Goal("cut", "Cut the sales team by 20%", ("grow",), "Finance"),
    Goal("hire", "Grow the sales team by 15%", ("grow",), "People"),
    Goal("vague", "Grow revenue", ("grow",)),
)


@pytest.fixture(scope="module")
def recommendation(fake_application: Application) -> Recommendation:
    request = RecommendationRequest("Reduce customer churn from 14% to 9% by 2028", TODAY)
    found = fake_application.recommender.recommend(request)
    assert found.kpis
    return found


def test_a_recommendation_survives_the_way_through_json(recommendation: Recommendation) -> None:
    answer = RecommendationAnswer.of(recommendation)
    assert RecommendationAnswer.model_validate_json(answer.model_dump_json()) == answer
    assert answer.schema_version == SCHEMA_VERSION
    assert answer.id is None


def test_a_recommendation_tells_all_of_the_domains(recommendation: Recommendation) -> None:
    answer = RecommendationAnswer.of(recommendation)
    objective = recommendation.objective
    assert answer.objective.text == objective.text
    assert answer.objective.baseline is not None
    assert objective.baseline == Quantity(**answer.objective.baseline.model_dump())
    assert answer.objective.target is not None
    assert objective.target == TargetQuantity(**answer.objective.target.model_dump())
    for item, told in zip(recommendation.kpis, answer.recommendations, strict=True):
        record = item.indicator.record
        assert record is not None
        assert (told.rank, told.id, told.relevance) == (item.rank, record.id, item.relevance)
        assert (told.formula, told.unit, told.gaming) == (
            record.formula,
            record.unit,
            record.gaming,
        )
        assert told.data_sources == list(record.data_sources)
        assert told.target.sentence == item.target.sentence
        assert told.target.needs == list(item.target.needs)
        assert set(told.score_parts) == set(item.score_parts)
        assert [(g.id, g.name) for g in told.counter_metrics] == list(item.counter_metrics)
        assert [(r.record, r.field, r.quote) for r in told.reasons] == [
            (r.record, r.field, r.quote) for r in item.reasons
        ]


def test_an_organisations_own_kpi_has_null_where_only_a_record_knows(
    recommendation: Recommendation,
) -> None:
    item = recommendation.kpis[0]
    own = Indicator("own", "Loaves sold", "Loaves", Source.ORGANISATION)
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    told = RecommendedKpiAnswer.of(RecommendedKpi(**(values | {"indicator": own})))
    assert (told.source, told.definition) == (Source.ORGANISATION, "Loaves")
    assert told.data_sources == []
    for field in ("formula", "unit", "direction", "timing", "stage", "perspective", "domain"):
        assert getattr(told, field) is None
    assert (told.target_guidance, told.gaming) == (None, None)


def test_an_abstention_has_a_reason_and_no_kpis(fake_application: Application) -> None:
    found = fake_application.recommender.recommend(RecommendationRequest("xqzv", TODAY))
    answer = RecommendationAnswer.of(found)
    assert answer.abstained
    assert answer.reason
    assert answer.recommendations == []


def test_an_audit_survives_the_way_through_json(fake_application: Application) -> None:
    audit = fake_application.auditor.audit(set_of(*GOALS), TODAY)
    answer = AuditAnswer.of(audit)
    assert AuditAnswer.model_validate_json(answer.model_dump_json()) == answer
    assert answer.to_audit(audit.goal_set) == audit
    assert (answer.organisation, answer.objectives, answer.goals) == ("Bakery", 2, 3)
    assert answer.today == TODAY
    told = {finding.id: finding for finding in answer.findings}
    for finding in audit.findings:
        entry = told[finding.id]
        assert (entry.rule, entry.severity, entry.fix) == (
            finding.rule, finding.severity, finding.fix
        )  # fmt: skip
        assert [(e.source, e.quote) for e in entry.evidence] == [
            (e.source, e.quote) for e in finding.evidence
        ]
    missing = {f.rule: f.missing for f in answer.findings}
    assert missing["not_measurable"]
    assert missing["conflict"] is None


def test_an_audit_from_before_there_was_a_score_is_read(fake_application: Application) -> None:
    audit = fake_application.auditor.audit(set_of(*GOALS), TODAY)
    content = AuditAnswer.of(audit).model_dump(mode="json")
    assert 0 < content.pop("score")["value"] < 100
    assert AuditAnswer.model_validate(content).score is None


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (Finding, FindingAnswer),
        (Link, LinkAnswer),
        (Objective, ObjectiveAnswer),
        (Score, ScoreAnswer),
        (ScorePart, ScorePartAnswer),
    ],
)
def test_no_field_of_the_domain_is_left_out(kind: type, answer: type[BaseModel]) -> None:
    assert {field.name for field in fields(kind)} == set(answer.model_fields)


@pytest.mark.parametrize(
    "model", [RecommendationAnswer, AuditAnswer, CascadeAnswer, KpiSummary, FindingAnswer]
)
def test_answers_are_frozen_and_closed(model: type[BaseModel]) -> None:
    assert model.model_config.get("frozen")
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        model.model_validate({"colour": "red"})


def test_a_probability_outside_0_and_1_is_refused(recommendation: Recommendation) -> None:
    content = json.loads(RecommendationAnswer.of(recommendation).model_dump_json())
    content["recommendations"][0]["relevance"] = 1.2
    with pytest.raises(ValidationError, match="relevance"):
        RecommendationAnswer.model_validate(content)


def test_a_summary_names_the_kpi(library: KpiLibrary) -> None:
    kpi = next(iter(library))
    summary = KpiSummary.of(from_library(kpi), 0.25)
    assert (summary.id, summary.name, summary.domain) == (kpi.id, kpi.name, kpi.domain)
    assert (summary.source, summary.unit, summary.relevance) == ("library", kpi.unit, 0.25)
    assert KpiSummary.of(from_library(kpi)).relevance is None


def test_a_summary_of_an_own_kpi_says_whose_it_is() -> None:
    summary = KpiSummary.of(from_own(OwnKpi("K1", "Whale sightings", unit="#")))
    assert (summary.id, summary.source) == ("own:K1", "organisation")
    assert (summary.unit, summary.domain) == ("#", None)
