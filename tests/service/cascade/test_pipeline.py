from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from kpi_library.models import Level
from service.bootstrap import Application
from service.domain.cascade import Cascade, CascadedKpi, CascadeRequest, UnitGoal, WrittenGoal

TODAY = date(2026, 11, 26)
OBJECTIVE = "Reduce the customer churn rate from 8% to 5% by Q4 2027"
DEPARTMENTS = ("Customer service", "sales", "HR", "qqq")


@pytest.fixture(scope="module")
def answer(fake_application: Application) -> Cascade:
    written = (WrittenGoal("g", "Customer service", "Cut the complaint rate"),)
    return fake_application.cascader.cascade(
        CascadeRequest(OBJECTIVE, TODAY, DEPARTMENTS, Level.PERSON, written)
    )


def everything(units: tuple[UnitGoal, ...]) -> Iterator[UnitGoal]:
    for unit in units:
        yield unit
        yield from everything(unit.children)


def kpis(answer: Cascade) -> Iterator[CascadedKpi]:
    for unit in everything(answer.units):
        yield from unit.kpis


def test_the_parent_is_what_the_objective_names(answer: Cascade) -> None:
    assert answer.parts[0].indicator.id == "customer-churn-rate"
    assert "Customer service" in answer.parts[0].carried_by


def test_known_departments_answer_and_others_are_named(answer: Cascade) -> None:
    assert [unit.unit for unit in answer.units] == ["Customer service", "sales", "HR"]
    assert [unknown.name for unknown in answer.unknown] == ["qqq"]
    for unit in everything(answer.units):
        assert bool(unit.kpis) is (unit.nothing is None) is (unit.objective is not None)


def test_every_step_cites_the_driver_graph(answer: Cascade, fake_application: Application) -> None:
    library = fake_application.library
    steps = 0
    for kpi in kpis(answer):
        for reason in kpi.reasons:
            if reason.field.startswith("drivers["):
                steps += 1
                place = int(reason.field.removeprefix("drivers[").removesuffix("]"))
                assert library[reason.record].drivers[place] == reason.quote
    assert steps


def test_kpis_fit_level_and_domains(answer: Cascade) -> None:
    for unit in everything(answer.units):
        for kpi in unit.kpis:
            assert kpi.indicator.record is not None
            assert unit.level in kpi.indicator.record.levels
            assert kpi.indicator.record.domain in unit.domains


def test_a_kpi_has_one_holder(answer: Cascade) -> None:
    held = [kpi.indicator.id for unit in answer.units for kpi in unit.kpis]
    assert len(held) == len(set(held))


def test_only_the_parents_own_kpi_has_its_number(answer: Cascade) -> None:
    numbers = [kpi for kpi in kpis(answer) if kpi.target.target.value is not None]
    assert numbers
    assert all(len(kpi.path) == 1 for kpi in numbers)
    assert {kpi.target.target.deadline for kpi in kpis(answer)} == {date(2027, 12, 31)}


def test_departments_of_one_trade_share(fake_application: Application) -> None:
    names = ("sales north", "sales south")
    answer = fake_application.cascader.cascade(
        CascadeRequest("Increase the win rate by 10% by 2028", TODAY, names)
    )
    north, south = answer.units
    assert north.kpis
    assert [k.indicator.id for k in north.kpis] == [k.indicator.id for k in south.kpis]
    held = next(kpi for kpi in north.kpis if kpi.indicator.id == "win-rate")
    assert held.target.target.value is not None
    assert "sales north and sales south" in held.target.arithmetic
    assert not answer.tensions


def test_tensions_cite_a_guard(answer: Cascade, fake_application: Application) -> None:
    for tension in answer.tensions:
        record = fake_application.library[tension.reason.record]
        assert tension.reason.quote in record.counter_metrics
        assert record.gaming in tension.message


def test_a_written_goal_is_put_beside_its_kpi(answer: Cascade) -> None:
    (comparison,) = answer.units[0].comparisons
    assert comparison.close_to is not None
    assert comparison.close_to.id == "complaint-rate"


def test_it_abstains_with_the_recommenders_reason(fake_application: Application) -> None:
    answer = fake_application.cascader.cascade(CascadeRequest("1234 5678", TODAY, ("sales",)))
    assert answer.abstained
    assert answer.reason
    assert not answer.parts
    assert not answer.units


def test_no_known_department_is_an_answer(fake_application: Application) -> None:
    answer = fake_application.cascader.cascade(CascadeRequest(OBJECTIVE, TODAY, ("qqq",)))
    assert answer.abstained
    assert answer.unknown
    assert not answer.units
    assert not answer.gaps


def test_the_same_request_gets_the_same_answer(fake_application: Application) -> None:
    request = CascadeRequest(OBJECTIVE, TODAY, DEPARTMENTS)
    assert fake_application.cascader.cascade(request) == fake_application.cascader.cascade(request)


def test_departments_tell_which_returns_are_meant(real_application: Application) -> None:
    answer = real_application.cascader.cascade(
        CascadeRequest("Reduce returns by a third next year", TODAY, ("buying", "warehouse"))
    )
    parts = {part.indicator.id for part in answer.parts}
    assert "customer-return-rate" in parts
    assert not parts & {"excess-investment-return", "return-on-equity"}
    buying, warehouse = answer.units
    assert "customer-return-rate" in {kpi.indicator.id for kpi in buying.kpis}
    assert warehouse.objective == (
        "Cut the transit damage rate, so that the customer return rate falls."
    )
