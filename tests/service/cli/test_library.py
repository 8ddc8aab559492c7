"""``plumbline library``: what it prints, keeps and writes, and how it ends."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kpi_library.library import DATA_DIRECTORY, KpiLibrary, load_library
from kpi_library.validation import DEFAULT_RULES
from service.adapters.exporters.formats import ExportFormat
from service.adapters.store.database import Store
from service.answers.recommendation import RecommendationAnswer
from service.domain.own_kpi import OwnKpi
from tests.service.cli.running import TODAY, Run, assert_one_line


class TestLibraryValidate:
    def test_the_shipped_library(self, run: Run, library: KpiLibrary) -> None:
        ended = run("library", "validate")
        assert ended.code == 0
        expected = f"{len(DEFAULT_RULES)} rules ran on {len(library)} KPIs: no issues."
        assert expected in ended.out

    def test_a_broken_library(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "library"
        shutil.copytree(DATA_DIRECTORY, folder)
        file = folder / "sales.yaml"
        kpis = yaml.safe_load(file.read_text("utf-8"))
        kpis[0]["counter_metrics"] = ["there-is-no-such-kpi"]
        file.write_text(yaml.safe_dump(kpis), "utf-8")
        ended = run("library", "validate", folder)
        assert ended.code == 1
        assert "there-is-no-such-kpi" in ended.out
        assert kpis[0]["id"] in ended.out

    @pytest.mark.parametrize("content", [None, "- [", "- {id: x}", "just words"])
    def test_no_library(self, run: Run, tmp_path: Path, content: str | None) -> None:
        folder = tmp_path / "library"
        if content is not None:
            folder.mkdir()
            (folder / "sales.yaml").write_text(content, "utf-8")
        assert_one_line(run("library", "validate", folder), str(folder))


class TestFormat:
    def test_lays_out_and_sorts(self, run: Run, tmp_path: Path, library: KpiLibrary) -> None:
        file = tmp_path / "sales.yaml"
        kpis = yaml.safe_load((DATA_DIRECTORY / "sales.yaml").read_text("utf-8"))
        file.write_text(yaml.safe_dump(kpis[::-1], sort_keys=False), "utf-8")
        assert "sales.yaml" in run("library", "format", tmp_path).out
        assert file.read_text("utf-8") == (DATA_DIRECTORY / "sales.yaml").read_text("utf-8")
        assert run("library", "format", tmp_path).out == ""
        assert {kpi.id for kpi in load_library(tmp_path)} == {k["id"] for k in kpis}


CSV = """\
Ref;KPI Name;Description;Unit;Good is;Formula;Remark
K1;Logo churn;Customers lost in the month as a share of those at its start;%;lower;lost / at start;x
K2;Whale sightings;Whales seen from the boat per trip;#;higher;;
"""


@pytest.fixture
def own(tmp_path: Path, home: Path) -> Iterator[Path]:
    """A catalogue file; what was kept of it is forgotten afterwards."""
    file = tmp_path / "own.csv"
    file.write_text(CSV, "utf-8")
    yield file
    with Store(home / "plumbline.sqlite3") as store:
        store.keep_own_kpis([], "", replace=True)


def kept_kpis(home: Path) -> dict[str, OwnKpi]:
    with Store(home / "plumbline.sqlite3") as store:
        return {kpi.id: kpi for kpi in store.own_kpis()}


class TestImport:
    def test_a_dry_run_shows_everything_and_keeps_nothing(
        self, run: Run, own: Path, home: Path
    ) -> None:
        ended = run("library", "import", own)
        assert ended.code == 0
        for shown in (
            "name from KPI Name", "kept without meaning: Remark", "delimiter: semicolon",
            "same as customer-churn-rate", "Nothing is kept yet",
        ):  # fmt: skip
            assert shown in ended.out
        assert kept_kpis(home) == {}

    def test_what_was_kept_is_recommended_with_its_source(
        self, run: Run, own: Path, home: Path
    ) -> None:
        assert run("library", "import", own, "--apply").code == 0
        kept = kept_kpis(home)
        assert kept["K1"].same_as == "customer-churn-rate"
        assert kept["K2"].same_as is None
        assert kept["K1"].other == {"Remark": "x"}
        answer = RecommendationAnswer.model_validate_json(
            run("recommend", "See more whales on every trip", "--json", *TODAY).out
        )
        first = answer.recommendations[0]
        assert (first.id, first.source, first.unit) == ("own:K2", "organisation", "#")
        answer = RecommendationAnswer.model_validate_json(
            run("recommend", "Stop losing customers", "--json", *TODAY).out
        )
        found = {item.id: item for item in answer.recommendations}
        assert "customer-churn-rate" not in found
        churn = found["own:K1"]
        assert churn.same_as == "customer-churn-rate"
        assert churn.own_formula == "lost / at start"
        assert churn.gaming

    def test_the_same_file_again_changes_nothing(self, run: Run, own: Path, home: Path) -> None:
        run("library", "import", own, "--apply", "--not-same", "K1")
        once = kept_kpis(home)
        assert once["K1"].same_as is None
        run("library", "import", own, "--apply")
        assert kept_kpis(home) == once

    def test_decisions_prevail(self, run: Run, own: Path, home: Path) -> None:
        run("library", "import", own, "--apply", "--same", "K2=visitor-dwell-time")
        assert kept_kpis(home)["K2"].same_as == "visitor-dwell-time"

    def test_replace_forgets_the_others(self, run: Run, own: Path, home: Path) -> None:
        run("library", "import", own, "--apply")
        own.write_text("\n".join(CSV.splitlines()[:2]), "utf-8")
        run("library", "import", own, "--apply")
        assert set(kept_kpis(home)) == {"K1", "K2"}
        run("library", "import", own, "--apply", "--replace")
        assert set(kept_kpis(home)) == {"K1"}

    def test_a_refused_row_keeps_all_out_unless_it_is_skipped(
        self, run: Run, own: Path, home: Path
    ) -> None:
        own.write_text(CSV + "K3;;no name;%;;;\n", "utf-8")
        ended = run("library", "import", own, "--apply")
        assert ended.code == 2
        assert "line 4: name: column 'KPI Name' is empty" in ended.out
        assert "--skip-refused" in ended.err
        assert kept_kpis(home) == {}
        assert run("library", "import", own, "--apply", "--skip-refused").code == 0
        assert set(kept_kpis(home)) == {"K1", "K2"}

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--map", "colour=Remark"), "colour"),
            (("--map", "name=Nowhere"), "Nowhere"),
            (("--map", "name"), "LEFT=RIGHT"),
            (("--map", "name="), "--map name=COLUMN"),
            (("--sheet", "One"), "One"),
            (("--same", "K9=sales-revenue"), "K9"),
            (("--same", "K1=no-such-kpi"), "no-such-kpi"),
            (("--not-same", "K9"), "K9"),
        ],
    )
    def test_bad_options(self, run: Run, own: Path, arguments: tuple[str, ...], said: str) -> None:
        ended = run("library", "import", own, *arguments)
        assert_one_line(ended, said)

    def test_a_mapped_column(self, run: Run, own: Path) -> None:
        assert "definition from Remark" in run(
            "library", "import", own, "--map", "definition=Remark"
        ).out  # fmt: skip

    @pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"\0\0"])
    def test_no_catalogue(self, run: Run, own: Path, content: bytes) -> None:
        own.write_bytes(content)
        assert_one_line(run("library", "import", own), "own.csv")


class TestExport:
    @pytest.mark.parametrize("format_", list(ExportFormat))
    def test_to_a_file(
        self, run: Run, tmp_path: Path, library: KpiLibrary, format_: ExportFormat
    ) -> None:
        out = tmp_path / "kpis"
        ended = run("library", "export", "--format", format_.value, "--out", out)
        assert ended.code == 0
        assert f"{len(library)} KPIs written" in ended.out
        assert out.stat().st_size > 100_000

    def test_domain_and_source(self, run: Run, own: Path, tmp_path: Path) -> None:
        run("library", "import", own, "--apply")
        out = tmp_path / "kpis.json"

        def ids(*arguments: str) -> set[str]:
            run("library", "export", "--format", "json", "--out", out, *arguments)
            return {kpi["id"] for kpi in json.loads(out.read_text("utf-8"))["kpis"]}

        assert ids("--source", "organisation") == {"K1", "K2"}
        sales = ids("--domain", "sales")
        assert "win-rate" in sales
        assert "customer-churn-rate" not in ids("--source", "library")

    def test_bad_input(self, run: Run, tmp_path: Path) -> None:
        arguments = ("library", "export", "--format", "csv")
        assert_one_line(run(*arguments, "--domain", "astrology"), "astrology")
        assert_one_line(run(*arguments, "--out", tmp_path), "folder")
