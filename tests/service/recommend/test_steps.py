"""Retrieve, rank, select, reasons and abstain, each on small cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kpi_library.models import Level, Perspective
from service.adapters.index.exact_index import ExactIndex
from service.adapters.index.lexical_index import LexicalIndex
from service.domain.indicator import Indicator, Source, from_library
from service.domain.objective import Objective
from service.domain.ports import Vectors
from service.domain.recommendation import RecommendationRequest
from service.matching.catalogue import Catalogue, build_catalogue
from service.matching.relevance import (
    FEATURES,
    KpiKind,
    RelevanceModel,
    RelevanceModels,
    load_parameters,
)
from service.recommend.abstain import Abstainer, load_abstainer, signs_of
from service.recommend.constraints import barred_rows, eligible_rows
from service.recommend.form import FORM
from service.recommend.query import Query
from service.recommend.rank import Ranked, rank, score_parts
from service.recommend.reasons import FAR, NEAR, reasons_for
from service.recommend.retrieve import (
    BEST_WORDS,
    NEAREST_VECTORS,
    Candidates,
    Retriever,
    word_match,
)
from service.recommend.vocabulary import Vocabulary
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import sound_kpi
from tests.service.recommend.catalogues import catalogue_of

TODAY = date(2026, 11, 23)
OWN = Indicator("own", "Potholes repaired", "Holes filled per road", Source.ORGANISATION)
BARE = Indicator("bare", "Turtles hatched", "", Source.ORGANISATION)


def request(**changes: object) -> RecommendationRequest:
    return replace(RecommendationRequest("Any objective", TODAY), **changes)  # type: ignore[arg-type]


def ranked(*relevances: float) -> list[Ranked]:
    nothing = np.zeros(len(FEATURES), dtype=np.float32)
    return [Ranked(row, relevance, nothing) for row, relevance in enumerate(relevances)]


def query(vector: Vectors, text: str = "Any", subject: str = "") -> Query:
    objective = Objective(text, subject=subject)
    return Query(objective, (), (objective,), (text,), vector[None, :])


def same_for_all(model: RelevanceModel) -> RelevanceModels:
    return RelevanceModels(dict.fromkeys(KpiKind, model))


def rows(chosen: Sequence[Ranked]) -> list[int]:
    return [item.row for item in chosen]


class TestConstraints:
    """Which KPIs the planner allows."""

    def test_nothing_asked_allows_all(self) -> None:
        assert eligible_rows(catalogue_of("dg"), request()) is None

    def test_domain_and_level(self) -> None:
        catalogue = catalogue_of("dg", levels=["team"])
        for asked, allowed in (
            (request(level=Level.TEAM), [0, 1]),
            (request(level=Level.COMPANY), []),
            (request(domain="customer_success"), [0, 1]),
            (request(domain="sales"), []),
            (request(domain="customer_success", level=Level.COMPANY), []),
            (request(industry="mining"), [0, 1]),
            (request(perspective=Perspective.CUSTOMER), [0, 1]),
            (request(perspective=Perspective.FINANCIAL), []),
        ):
            rows_allowed = eligible_rows(catalogue, asked)
            assert rows_allowed is not None
            assert rows_allowed.tolist() == allowed

    def test_an_industry_is_its_own_or_any(self) -> None:
        catalogue = catalogue_of("d", industries=["retail"])
        allowed = eligible_rows(catalogue, request(industry="retail"))
        refused = eligible_rows(catalogue, request(industry="mining"))
        assert allowed is not None
        assert refused is not None
        assert allowed.tolist() == [0]
        assert not len(refused)

    def test_excluded_and_tracked_ones_are_barred(self) -> None:
        barred = barred_rows(catalogue_of("dgd"), request(exclude=("kpi-2",), tracked=("kpi-0",)))
        assert barred == {0, 2}

    def test_an_own_kpi_meets_no_constraint(self) -> None:
        catalogue = build_catalogue([OWN], FakeEmbedder())
        for asked in (request(domain="sales"), request(level=Level.TEAM)):
            rows_allowed = eligible_rows(catalogue, asked)
            assert rows_allowed is not None
            assert not len(rows_allowed)


class TestRank:
    """Order by log-odds, and what they are made of."""

    catalogue = build_catalogue([from_library(sound_kpi()), OWN, BARE], FakeEmbedder())

    def test_order_relevance_and_rows(self) -> None:
        weights = np.zeros(len(FEATURES), dtype=np.float32)
        weights[FEATURES.index("words")] = 2.0
        models = same_for_all(RelevanceModel(weights, -1.0, 0.1))
        words = np.array([0.2, 0.9], dtype=np.float32)
        candidates = Candidates(np.array([0, 2]), words[None, :], words[None, :])
        found = rank(self.catalogue, models, query(self.catalogue.documents[0]), candidates)
        assert rows(found) == [2, 0]
        odds = [2 * 0.9 - 1, 2 * 0.2 - 1]
        assert [item.relevance for item in found] == pytest.approx(
            [1 / (1 + np.exp(-value)) for value in odds]
        )

    def test_equal_ones_keep_the_order_of_the_catalogue(self) -> None:
        models = same_for_all(RelevanceModel(np.zeros(len(FEATURES), dtype=np.float32), 0.0, 0.1))
        nothing = np.zeros((1, 3), dtype=np.float32)
        candidates = Candidates(np.arange(3), nothing, nothing)
        found = rank(self.catalogue, models, query(self.catalogue.documents[0]), candidates)
        assert rows(found) == [0, 1, 2]
        assert {item.relevance for item in found} == {0.5}

    def test_each_kpi_is_weighed_by_the_model_of_its_kind(self) -> None:
        words = np.eye(len(FEATURES), dtype=np.float32)[FEATURES.index("words")]
        meaning = np.eye(len(FEATURES), dtype=np.float32)[FEATURES.index("meaning")]
        models = RelevanceModels(
            {
                KpiKind.CURATED: RelevanceModel(words, 0.0, 0.1),
                KpiKind.NAMED: RelevanceModel(meaning, 1.0, 0.1),
            }
        )
        halves, nothing = np.full((1, 3), 0.5, np.float32), np.zeros((1, 3), np.float32)
        candidates = Candidates(np.arange(3), halves, nothing)
        vector = self.catalogue.documents[1]
        found = rank(self.catalogue, models, query(vector), candidates)
        by_row = {item.row: item.relevance for item in found}
        odds = [0.5, 1.0 + 1.0, 1.0 + float(vector @ self.catalogue.documents[2])]
        assert [by_row[row] for row in range(3)] == pytest.approx(
            [1 / (1 + np.exp(-value)) for value in odds], abs=1e-5
        )

    def test_a_compound_objective_counts_by_the_part_that_a_kpi_serves_best(self) -> None:
        weights = np.zeros(len(FEATURES), dtype=np.float32)
        weights[FEATURES.index("words")] = 2.0
        models = same_for_all(RelevanceModel(weights, -1.0, 0.1))
        words = np.array([[0.5, 0.1], [0.2, 0.9], [0.0, 0.3]], dtype=np.float32)
        candidates = Candidates(np.array([0, 2]), words, np.zeros_like(words))
        plain = query(self.catalogue.documents[0])
        compound = replace(
            plain,
            facets=("one", "two"),
            parts=plain.parts * 3,
            texts=plain.texts * 3,
            vectors=np.repeat(plain.vectors, 3, axis=0),
        )
        first, second = rank(self.catalogue, models, compound, candidates)
        assert (first.row, second.row) == (2, 0)
        assert first.relevance == pytest.approx(1 / (1 + np.exp(-0.8)))
        assert first.features[FEATURES.index("words")] == pytest.approx(0.9)
        expected = [1 / (1 + np.exp(-(2 * word - 1))) for word in (0.2, 0.0)]
        assert second.by_facet == pytest.approx(expected)

    def test_score_parts_are_value_times_weight_of_what_is_used(self) -> None:
        weights = np.arange(len(FEATURES), dtype=np.float32)
        features = np.full(len(FEATURES), 0.5, dtype=np.float32)
        parts = score_parts(RelevanceModel(weights, 1.0, 0.1), features)
        assert list(parts) == list(FEATURES[1:])
        for weight, part in enumerate(parts.values(), start=1):
            assert (part.value, part.weight, part.contribution) == (0.5, weight, 0.5 * weight)


class TestRetrieve:
    """Nearest vectors and best words, joined."""

    def retriever(self, indicators: list[Indicator]) -> tuple[Retriever, Catalogue]:
        catalogue = build_catalogue(indicators, FakeEmbedder())
        words = LexicalIndex([indicator.document for indicator in indicators])
        return Retriever(catalogue, ExactIndex(catalogue.vectors), words), catalogue

    def test_rows_are_of_kpis_ascending_and_once(self) -> None:
        retriever, catalogue = self.retriever([from_library(sound_kpi()), OWN, BARE])
        found = retriever.candidates(retriever.match(query(catalogue.documents[2], "turtles")))
        assert found.rows.tolist() == [0, 1, 2]
        assert found.word_match.tolist() == [[0, 0, 1]]
        assert found.subject_match.tolist() == [[0, 0, 0]]

    def test_a_far_kpi_comes_in_by_its_words(self) -> None:
        near = [Indicator(f"near-{n}", f"Near {n}", "", Source.ORGANISATION) for n in range(100)]
        retriever, catalogue = self.retriever([*near, BARE])
        near_all = FakeEmbedder().embed(["Near"])[0]
        by_meaning = retriever.candidates(retriever.match(query(near_all, "zebra")))
        by_words = retriever.candidates(
            retriever.match(query(near_all, "hatched", "hatched turtles"))
        )
        assert 100 not in by_meaning.rows
        assert by_words.rows[-1] == 100
        assert by_words.word_match[0, -1] == 1.0
        assert by_words.subject_match[0, -1] == 1.0
        assert len(catalogue) == 101

    def test_no_more_by_words_than_the_best(self) -> None:
        many = [Indicator(f"k{n}", f"Zebra {n}", "", Source.ORGANISATION) for n in range(200)]
        retriever, _ = self.retriever(many)
        far = np.zeros(FakeEmbedder.dimensions, dtype=np.float32)
        found = retriever.candidates(retriever.match(query(far, "zebra crossing")))
        assert NEAREST_VECTORS <= len(found.rows) <= NEAREST_VECTORS + BEST_WORDS

    def test_word_match_is_a_share_of_the_best(self) -> None:
        scores = np.array([[1.0, 4.0, 0.0], [0.0, 0.0, 0.0]], dtype=np.float32)
        assert word_match(scores).tolist() == [[0.25, 1.0, 0.0], [0.0, 0.0, 0.0]]


class TestReasons:
    """Quotations of the record."""

    catalogue = build_catalogue([OWN, from_library(sound_kpi()), BARE], FakeEmbedder())

    def test_the_nearest_example_is_quoted_before_the_definition(self) -> None:
        vector = FakeEmbedder().embed(["Stop the exodus"])[0]
        (only,) = reasons_for(1, self.catalogue, vector)
        assert (only.record, only.field) == ("subscriber-loss", "example_objectives[3]")
        assert only.quote == "Stop the exodus of clients"

    def test_a_near_definition_is_quoted(self) -> None:
        reasons = reasons_for(1, self.catalogue, self.catalogue.documents[1])
        assert (reasons[-1].claim, reasons[-1].field) == (NEAR, "definition")
        assert reasons[-1].quote == sound_kpi().definition

    def test_what_is_far_is_said_to_be(self) -> None:
        vector = np.zeros(FakeEmbedder.dimensions, dtype=np.float32)
        (only,) = reasons_for(1, self.catalogue, vector)
        assert (only.claim, only.field) == (FAR, "definition")

    def test_an_own_kpi_is_quoted_with_what_it_has(self) -> None:
        vector = FakeEmbedder().embed(["Stop the exodus"])[0]
        (own,) = reasons_for(0, self.catalogue, vector)
        (bare,) = reasons_for(2, self.catalogue, vector)
        assert (own.record, own.field, own.quote) == ("own", "definition", OWN.definition)
        assert (bare.record, bare.field, bare.quote) == ("bare", "name", BARE.name)


class TestAbstain:
    """When not to answer."""

    words = Vocabulary(["Reduce customer churn"])
    # The first direction of the embedding speaks for an objective; form and catalogue do not count.
    weights = np.array([4.0, 0.0] + [0.0] * (len(FORM) + 2), dtype=np.float32)
    abstainer = Abstainer(weights, -2.0, 0.3, 0.2, words)
    objective = np.array([1.0, 0.0], dtype=np.float32)
    other = np.array([0.0, 1.0], dtype=np.float32)

    def reason(self, text: str, vector: Vectors, items: list[Ranked]) -> str:
        return self.abstainer.reason(Objective(text), vector, items) or ""

    def test_probability(self) -> None:
        read = Objective("Reduce churn")
        probable = self.abstainer.objective_probability(read, self.objective, ranked(0.5))
        assert probable == pytest.approx(0.8808, 1e-3)
        improbable = self.abstainer.objective_probability(read, self.other, ranked(0.5))
        assert improbable == pytest.approx(0.1192, 1e-3)

    def test_signs_are_vector_form_and_what_the_catalogue_has(self) -> None:
        signs = signs_of(Objective("Reduce churn"), self.other, ranked(0.5, 0.5), self.words)
        assert signs.shape == self.weights.shape
        assert signs[:2].tolist() == [0, 1]
        assert signs[-2:].tolist() == [0, 0]
        nothing = signs_of(Objective("Reduce churn"), self.other, [], self.words)
        assert nothing[-2:].tolist() == [-1, -1]

    def test_answers_an_objective_that_a_kpi_serves(self) -> None:
        assert not self.reason("Reduce churn", self.objective, ranked(0.2))

    @pytest.mark.parametrize("text", ["", "12 %", "a b", "asdf qwer", "Größe"])
    def test_no_known_word(self, text: str) -> None:
        assert "No word" in self.reason(text, self.objective, ranked(0.9))

    def test_no_objective(self) -> None:
        assert "0.12, below 0.30" in self.reason("Reduce the sauce", self.other, ranked(0.9))

    @pytest.mark.parametrize(("relevances", "best"), [((), "0.00"), ((0.1, 0.05), "0.10")])
    def test_no_kpi(self, relevances: tuple[float, ...], best: str) -> None:
        reason = self.reason("Reduce churn", self.objective, ranked(*relevances))
        assert f"best relevance {best}, below 0.20" in reason

    def test_the_fitted_model_is_for_its_own_embeddings_alone(self) -> None:
        other = load_abstainer("other@123", 0.2, self.words)
        assert other.objective_probability(Objective("x"), self.other, []) == 1.0
        assert other.least_relevance == 0.2
        fitted = load_abstainer(load_parameters()["model"], 0.2, self.words)
        assert fitted.weights is not None
        assert fitted.weights.shape == (384 + len(FORM) + 2,)
        assert 0 < fitted.least_objective < 0.5


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("churn", True),
        ("CUSTOMERS everywhere", True),
        ("reducing", True),
        ("chur", False),
        ("12 a", False),
        ("", False),
    ],
)
def test_vocabulary(text: str, known: bool) -> None:
    assert Vocabulary(["Reduce customer churn, a"]).knows_any(text) is known
