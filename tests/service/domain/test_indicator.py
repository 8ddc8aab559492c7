"""What ranking sees of a KPI."""

from __future__ import annotations

from service.domain.indicator import Indicator, Source, from_library
from tests.kpi_library.kpis import sound_kpi


def test_a_library_record_brings_names_and_examples() -> None:
    kpi = sound_kpi()
    indicator = from_library(kpi)
    assert indicator.record is kpi
    assert indicator.source is Source.LIBRARY
    assert indicator.names == (kpi.name, *kpi.aliases)
    assert indicator.example_objectives == kpi.example_objectives
    assert indicator.document == f"{kpi.name}. {kpi.definition}"


def test_an_organisations_own_kpi_may_have_a_name_alone() -> None:
    indicator = Indicator("own", "Loaves sold", "", Source.ORGANISATION)
    assert indicator.document == "Loaves sold"
    assert indicator.names == ("Loaves sold",)
    assert indicator.example_objectives == ()
