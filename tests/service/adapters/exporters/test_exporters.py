"""The library and own KPIs in the formats of other tools."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from kpi_library.library import KpiLibrary
from kpi_library.models import Direction, Kpi
from service.adapters.exporters.dbt import metric_name
from service.adapters.exporters.formats import WRITERS, ExportFormat
from service.adapters.exporters.rows import HEADINGS
from service.adapters.exporters.stratml import NAMESPACE
from service.adapters.formula_cells import neutral, restored
from service.adapters.importers.catalogue import read_catalogue
from service.adapters.importers.tables.spreadsheet import read_spreadsheet
from service.domain.indicator import Indicator, from_library, from_own
from service.domain.own_kpi import OwnKpi
from tests.kpi_library.kpis import formula, sound_kpi

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

HOSTILE = OwnKpi(
    "=1+1", "=HYPERLINK(\"http://x\")", "  @SUM(A1)", "-1 * \"a\"", "+%", Direction.LOWER,
    "\x00<b>Ann</b> & co", "]]>",
)  # fmt: skip
SAME = OwnKpi("K1", "Logo loss", "", "lost / all", same_as="subscriber-loss")


def export(format_: ExportFormat, *indicators: Indicator) -> bytes:
    return WRITERS[format_](indicators)


def everything(library: KpiLibrary) -> list[Indicator]:
    return [*(from_library(kpi) for kpi in library), from_own(HOSTILE), from_own(SAME, sound_kpi())]


@pytest.mark.parametrize("format_", ["csv", "json", "xlsx"])
def test_what_is_exported_can_be_imported_again(
    format_: str, library: KpiLibrary, tmp_path: Path
) -> None:
    indicators = [from_library(kpi) for kpi in library][:120]
    file = tmp_path / f"kpis.{format_}"
    file.write_bytes(export(ExportFormat(format_), *indicators))
    read = read_catalogue(file)
    assert read.issues == ()
    for kpi, indicator in zip(read.kpis, indicators, strict=True):
        record = indicator.record
        assert record is not None
        assert (kpi.id, kpi.name, kpi.definition) == (record.id, record.name, record.definition)
        assert (kpi.formula, kpi.unit, kpi.direction) == (
            record.formula.expression, record.unit, record.direction
        )  # fmt: skip
        assert (kpi.aliases, kpi.data_sources) == (record.aliases, record.data_sources)
        assert (kpi.category, kpi.cadence) == (record.domain, record.cadence)


def test_no_cell_is_a_formula_for_a_spreadsheet() -> None:
    rows = list(
        csv.reader(io.StringIO(export(ExportFormat.CSV, from_own(HOSTILE)).decode("utf-8-sig")))
    )
    assert rows[0] == list(HEADINGS)
    workbook = export(ExportFormat.XLSX, from_own(HOSTILE))
    grid = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    for cells in (rows[1], grid[1]):
        for cell in cells:
            assert str(cell).lstrip()[:1] not in ("=", "+", "-", "@")
    assert rows[1][0] == "'=1+1"
    (sheet,) = read_spreadsheet(workbook, "k.xlsx")
    assert sheet.rows[0].cells["id"] == "=1+1"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=a", "'=a"),
        (" +a", "' +a"),
        ("\ta", "'\ta"),
        ("-", "'-"),
        ("a=b", "a=b"),
        ("", ""),
        ("1-2", "1-2"),
        ("'=a", "''=a"),
        ("'tis", "'tis"),
    ],
)
def test_neutral(text: str, safe: str) -> None:
    assert neutral(text) == safe
    assert restored(safe) == text


def test_an_own_kpi_with_a_library_record_shows_both() -> None:
    (row,) = csv.DictReader(
        io.StringIO(export(ExportFormat.CSV, from_own(SAME, sound_kpi())).decode("utf-8-sig"))
    )
    assert (row["id"], row["name"], row["source"], row["same as"]) == (
        "K1", "Logo loss", "organisation", "subscriber-loss"
    )  # fmt: skip
    assert (row["formula"], row["variables"]) == ("lost / all", "")
    assert row["gaming"] == sound_kpi().gaming


def test_json_holds_whole_records(library: KpiLibrary) -> None:
    kpis = json.loads(export(ExportFormat.JSON, *everything(library)))["kpis"]
    for content, kpi in zip(kpis, library, strict=False):
        assert content.pop("source") == "library"
        assert Kpi.model_validate(content) == kpi
    assert [(kpi["id"], kpi["source"]) for kpi in kpis[-2:]] == [
        ("=1+1", "organisation"), ("K1", "organisation")
    ]  # fmt: skip


#: Children in the order of the standard's schema; "?" optional, "*" any number, "+" at least one.
STRUCTURE = {
    "PerformancePlanOrReport": "Name Description? OtherInformation? StrategicPlanCore"
    " AdministrativeInformation? Submitter?",
    "StrategicPlanCore": "Organization* Vision? Mission? Value* Goal+",
    "Organization": "Name? Acronym? Identifier? Description? Stakeholder*",
    "Goal": "Name Description Identifier? SequenceIndicator? Stakeholder* OtherInformation?"
    " Objective*",
    "Objective": "Name? Description? Identifier? SequenceIndicator? Stakeholder*"
    " OtherInformation? PerformanceIndicator*",
    "PerformanceIndicator": "SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier?"
    " Relationship* MeasurementInstance* OtherInformation?",
    "Relationship": "Identifier? ReferentIdentifier* Name? Description?",
}
ATTRIBUTES = {
    "Type": {"Strategic_Plan", "Performance_Plan", "Performance_Report"},
    "ValueChainStage": {"Outcome", "Output_Processing", "Output", "Input_Processing", "Input"},
    "PerformanceIndicatorType": {"Quantitative", "Qualitative"},
    "RelationshipType": {"Broader_Than", "Peer_To", "Narrower_Than"},
}


def plain(tag: str) -> str:
    assert tag.startswith(f"{{{NAMESPACE}}}")
    return tag.partition("}")[2]


def follows(children: Sequence[str], structure: str) -> bool:
    def part(child: str) -> str:
        name = child.rstrip("?*+")
        return f"(?:{name} ){child[len(name) :]}"

    return bool(
        re.fullmatch("".join(map(part, structure.split())), "".join(f"{c} " for c in children))
    )


def test_stratml_has_the_structure_of_the_standard(library: KpiLibrary) -> None:
    root = ET.fromstring(export(ExportFormat.STRATML, *everything(library)))
    assert plain(root.tag) == "PerformancePlanOrReport"
    for element in root.iter():
        name = plain(element.tag)
        children = [plain(child.tag) for child in element]
        assert follows(children, STRUCTURE.get(name, "")), (name, children)
        for attribute, value in element.attrib.items():
            assert value in ATTRIBUTES[attribute]
    identifiers = [e.text or "" for e in root.iter(f"{{{NAMESPACE}}}Identifier")]
    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", identifier) for identifier in identifiers)
    referents = {e.text for e in root.iter(f"{{{NAMESPACE}}}ReferentIdentifier")}
    assert referents
    assert referents <= set(identifiers)
    assert len(list(root.iter(f"{{{NAMESPACE}}}PerformanceIndicator"))) == len(library) + 2


def test_dbt_metrics_name_what_they_use(library: KpiLibrary) -> None:
    metrics: list[dict[str, Any]] = yaml.safe_load(export(ExportFormat.DBT, *everything(library)))[
        "metrics"
    ]
    by_name = {metric["name"]: metric for metric in metrics}
    assert len(by_name) == len(metrics)
    for name, metric in by_name.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert {"label", "description", "type", "type_params"} <= metric.keys()
        params = metric["type_params"]
        match metric["type"]:
            case "ratio":
                assert {params["numerator"], params["denominator"]} <= by_name.keys()
            case "derived":
                aliases = {part["alias"] for part in params["metrics"]}
                used = {
                    n.id for n in ast.walk(ast.parse(params["expr"])) if isinstance(n, ast.Name)
                }
                functions = {"sum", "mean", "median", "count", "min", "max", "percentile"}
                assert used - functions == aliases
                assert {part["name"] for part in params["metrics"]} <= by_name.keys()
            case kind:
                assert kind == "simple"
                assert params["measure"]


def test_dbt_puts_constants_into_the_expression() -> None:
    formula_ = formula("a / b * k", 1000.0, a=(1.0, "count"), b=(1.0, "count"), k=(1.0, "count"))
    formula_["variables"]["k"]["value"] = 1000
    del formula_["example"]["inputs"]["k"]
    written = export(ExportFormat.DBT, from_library(sound_kpi(formula=formula_, unit="count")))
    assert yaml.safe_load(written)["metrics"][0]["type_params"]["expr"] == "a / b * 1000"


def test_dbt_metrics_can_be_imported_again(tmp_path: Path) -> None:
    file = tmp_path / "metrics.yml"
    file.write_bytes(export(ExportFormat.DBT, from_library(sound_kpi()), from_own(SAME)))
    read = read_catalogue(file)
    assert {kpi.id for kpi in read.kpis} >= {"subscriber_loss", "k1"}
    assert read.kpis[0].direction is Direction.LOWER


@pytest.mark.parametrize(("kpi_id", "name"), [("A-b.c", "a_b_c"), ("7x", "kpi_7x"), ("=", "kpi")])
def test_metric_names(kpi_id: str, name: str) -> None:
    assert metric_name(kpi_id) == name
