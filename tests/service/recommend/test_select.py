"""A set that works together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from service.domain.recommendation import RecommendationRequest, Role
from service.matching.catalogue import Catalogue
from service.matching.redundancy import NEAR_DUPLICATE, SAME_FIELD, Redundancy
from service.matching.relevance import FEATURES
from service.recommend.data_collection import DataCollection
from service.recommend.rank import Ranked
from service.recommend.select import COMPANION, LEAST_GUARD, OF_BEST, Selection, Selector
from tests.fakes import FakeEmbedder
from tests.service.recommend.catalogues import catalogue_of

NOTHING = np.zeros(len(FEATURES), dtype=np.float32)


def items(*relevances: float, by_facet: tuple[tuple[float, ...], ...] = ()) -> list[Ranked]:
    facets = by_facet or ((),) * len(relevances)
    return [
        Ranked(row, relevance, NOTHING, facets[row]) for row, relevance in enumerate(relevances)
    ]


def choose(
    catalogue: Catalogue,
    ranked: list[Ranked],
    k: int = 6,
    least: float = 0.1,
    asked: tuple[Ranked, ...] = (),
    guards: tuple[Ranked, ...] = (),
    **constraints: object,
) -> Selection:
    request = replace(
        RecommendationRequest("Any", date(2026, 11, 23), k),
        **constraints,  # type: ignore[arg-type]
    )
    sources = DataCollection(request.data_sources, FakeEmbedder())
    selector = Selector(catalogue, Redundancy(catalogue), request, sources, least)
    return selector.select(ranked, asked, guards)


def rows(selection: Selection) -> list[int]:
    return [choice.item.row for choice in selection.chosen]


def varied(timings: str, cosine: float = 0.0) -> Catalogue:
    """KPIs that share no inputs."""
    built = catalogue_of(timings, cosine)
    indicators = []
    for at, indicator in enumerate(built.indicators):
        assert indicator.record
        formula = indicator.record.formula
        variables = {f"input_{at}_{name}": v for name, v in formula.variables.items()}
        record = indicator.record.model_copy(
            update={"formula": formula.model_copy(update={"variables": variables})}
        )
        indicators.append(replace(indicator, record=record))
    return replace(built, indicators=tuple(indicators))


@pytest.mark.parametrize("k", [1, 2, 3, 20])
def test_at_most_k_in_order(k: int) -> None:
    assert rows(choose(varied("ddd"), items(0.9, 0.8, 0.7), k)) == [0, 1, 2][:k]


def test_the_best_must_reach_the_floor() -> None:
    assert rows(choose(varied("dg"), items(0.29, 0.2), least=0.3)) == []
    assert rows(choose(varied("d"), items(0.31), least=0.3)) == [0]
    assert rows(choose(varied("d"), [], least=0.3)) == []


def test_companions_must_reach_theirs() -> None:
    found = choose(varied("dgd"), items(2 * COMPANION, COMPANION, COMPANION / 2), least=0.01)
    assert rows(found) == [0, 1]
    assert found.left_out[0][1] == "It is not relevant enough."


def test_beside_a_sure_hit_what_is_doubtful_is_left_out() -> None:
    found = choose(varied("dgd"), items(0.9, 0.9 * OF_BEST, 0.9 * OF_BEST - 0.01))
    assert rows(found) == [0, 1]


def test_asked_ones_alone_cover_parts() -> None:
    asked = (Ranked(0, 0.01, NOTHING, (0.5, 0.0)),)
    found = choose(varied("d"), [], asked=asked)
    assert [choice.facets for choice in found.chosen] == [(0,)]


def test_near_duplicates_of_a_better_one_are_left_out() -> None:
    near, far = NEAR_DUPLICATE + 0.01, NEAR_DUPLICATE - 0.01
    found = choose(varied("dgd", near), items(0.9, 0.8, 0.7))
    assert rows(found) == [0, 2]
    assert found.left_out[0][1].startswith("It is nearly the same as ")
    assert rows(choose(varied("dgd", far), items(0.9, 0.8, 0.7))) == [0, 1, 2]


def test_those_that_move_together_by_formula_are_left_out() -> None:
    near, far = SAME_FIELD + 0.01, SAME_FIELD - 0.01
    found = choose(catalogue_of("dgd", near), items(0.9, 0.8, 0.7))
    assert rows(found) == [0, 2]
    assert found.left_out[0][1].startswith("By its formula it moves with ")
    assert rows(choose(catalogue_of("dgd", far), items(0.9, 0.8, 0.7))) == [0, 1, 2]


def test_the_other_kind_gains_on_its_rivals() -> None:
    found = choose(varied("dddgg"), items(0.5, 0.49, 0.48, 0.45, 0.44), 2)
    assert rows(found) == [0, 3]
    assert found.chosen[1].reasons == ("It is lagging, as none before it is.",)
    assert rows(choose(varied("dddgg"), items(0.9, 0.8, 0.7, 0.2, 0.1), 2)) == [0, 1]


def test_each_part_of_a_compound_objective_is_covered() -> None:
    by_facet = ((0.8, 0.0), (0.7, 0.0), (0.0, 0.5))
    found = choose(varied("ddd"), items(0.8, 0.7, 0.5, by_facet=by_facet), 2)
    assert rows(found) == [0, 2]
    assert [choice.facets for choice in found.chosen] == [(0,), (1,)]
    assert found.chosen[1].reasons[-1] == "It is the first to measure part 2 of the objective."


def test_what_is_asked_for_comes_first_whatever_its_relevance() -> None:
    poor = Ranked(2, 0.001, NOTHING)
    found = choose(varied("ddd"), items(0.9, 0.8), 2, asked=(poor,))
    assert rows(found) == [2, 0]
    assert [choice.role for choice in found.chosen] == [Role.ASKED, Role.MEASURE]


def test_what_repeats_a_tracked_kpi_is_not_offered() -> None:
    catalogue = varied("dgd", NEAR_DUPLICATE + 0.01)
    ranked = [Ranked(1, 0.9, NOTHING), Ranked(2, 0.8, NOTHING)]
    found = choose(catalogue, ranked, tracked=("kpi-0",))
    assert rows(found) == [2]


class TestGuard:
    """One KPI that shows when another is gamed."""

    catalogue = varied("ddddd")

    def guarded(self) -> Catalogue:
        first = self.catalogue.indicators[0]
        assert first.record
        record = first.record.model_copy(update={"counter_metrics": ("kpi-4",)})
        rest = self.catalogue.indicators[1:]
        return replace(self.catalogue, indicators=(replace(first, record=record), *rest))

    def test_it_takes_the_last_place(self) -> None:
        guard = Ranked(4, LEAST_GUARD, NOTHING)
        found = choose(self.guarded(), items(0.9, 0.8, 0.7, 0.6), 4, guards=(guard,))
        assert rows(found) == [0, 1, 2, 4]
        assert found.chosen[-1].role is Role.GUARD
        assert found.left_out[0][0].row == 3

    def test_none_is_added_where_one_is_in(self) -> None:
        ranked = [*items(0.9, 0.8, 0.7), Ranked(4, 0.6, NOTHING)]
        found = choose(self.guarded(), ranked, 4, guards=(Ranked(4, 0.6, NOTHING),))
        assert {choice.role for choice in found.chosen} == {Role.MEASURE}

    def test_none_of_another_field_or_in_a_small_set(self) -> None:
        far = Ranked(4, LEAST_GUARD / 2, NOTHING)
        guard = Ranked(4, 0.6, NOTHING)
        assert rows(choose(self.guarded(), items(0.9, 0.8, 0.7), 4, guards=(far,))) == [0, 1, 2]
        assert rows(choose(self.guarded(), items(0.9, 0.8), 3, guards=(guard,))) == [0, 1]


class TestDataCollection:
    """What the planner can read data from."""

    def test_new_sources_are_those_that_were_not_named(self) -> None:
        indicator = catalogue_of("d", data_sources=["billing system", "panel survey"]).indicators[0]
        named = DataCollection(("Billing",), FakeEmbedder())
        assert named.new_sources(indicator) == {"panel survey"}
        assert DataCollection((), FakeEmbedder()).new_sources(indicator) == frozenset()

    def test_the_set_stays_within_the_budget(self) -> None:
        catalogue = varied("ddd")
        ranked = items(0.9, 0.8, 0.7)
        found = choose(catalogue, ranked, data_sources=("diary",), new_sources=0)
        assert rows(found) == []
        assert "beyond the budget" in found.left_out[0][1]
        # All need the same source, so that one more is enough for all.
        one_more = choose(catalogue, ranked, data_sources=("diary",), new_sources=1)
        assert rows(one_more) == [0, 1, 2]
        assert one_more.chosen[0].new_sources == ("billing system",)
