from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_library.library import KpiLibrary
from service.cascade.departments import Department, DepartmentFinder, trades
from service.domain.cascade import UnknownDepartment
from tests.fakes import FakeEmbedder

FIELD = ("healthcare",)
FINDER = DepartmentFinder(
    sorted({domain for trade in trades() for domain in trade.domains}), FakeEmbedder()
)


def domains_of(name: str) -> tuple[str, ...]:
    found = FINDER.find(name, FIELD)
    assert isinstance(found, Department)
    return found.domains


def test_every_domain_of_the_table_exists(library: KpiLibrary) -> None:
    assert {domain for trade in trades() for domain in trade.domains} <= set(library.domains)


def test_no_name_stands_twice() -> None:
    names = [name for trade in trades() for name in trade.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("HR", "people"),
        ("Human Resources department", "people"),
        ("production", "manufacturing"),
        ("R&D", "innovation"),
        ("IT", "it_service"),
        ("Customer service", "customer_success"),
        ("Regional sales team", "sales"),
        ("warehouse", "logistics"),
    ],
)
def test_names_that_people_use(name: str, first: str) -> None:
    assert domains_of(name)[0] == first


def test_a_name_of_two_departments_stands_for_both() -> None:
    assert {"sales", "marketing"} <= set(domains_of("Sales and marketing"))
    assert {"finance", "facilities"} <= set(domains_of("finance & admin"))


def test_a_line_department_works_in_the_field_of_the_objective() -> None:
    assert domains_of("operations")[0] == "healthcare"
    assert "healthcare" not in domains_of("sales")


def test_an_unknown_one_gets_the_closest_choices() -> None:
    found = FINDER.find("qqq", FIELD)
    assert isinstance(found, UnknownDepartment)
    assert len(found.nearest) == 3
    assert found.nearest[0] in found.why


@given(st.text(min_size=1, max_size=60))
def test_any_text_is_a_department_or_unknown(name: str) -> None:
    found = FINDER.find(name, FIELD)
    assert found.name == name
    assert isinstance(found, UnknownDepartment) or found.domains
