"""Loading, caching and asking the library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpi_library.formula import evaluate
from kpi_library.library import DATA_DIRECTORY, KpiLibrary, LibraryError, load_library
from kpi_library.models import Kpi
from tests.kpi_library.kpis import driver_graph, guard_kpi, sound_kpi


def write(folder: Path, *kpis: Kpi, stem: str = "customer_success", **top: Any) -> Path:
    """One domain file with these KPIs; ``top`` changes the first one's fields."""
    rows = [kpi.model_dump(mode="json") for kpi in kpis]
    rows[0].update(top)
    folder.mkdir(exist_ok=True)
    file = folder / f"{stem}.yaml"
    file.write_text(yaml.safe_dump(rows), encoding="utf-8")
    return file


def test_the_shipped_library_is_large_and_broad(library: KpiLibrary) -> None:
    assert len(library) >= 1_000
    assert len(library.domains) >= 35
    for domain in library.domains:
        assert sum(kpi.domain == domain for kpi in library) >= 15, domain


def test_every_example_computes(library: KpiLibrary) -> None:
    wrong = [
        kpi.id
        for kpi in library
        if evaluate(kpi.formula, kpi.formula.example.inputs, kpi.unit)
        != pytest.approx(kpi.formula.example.value, rel=1e-3, abs=1e-9)
    ]
    assert wrong == []


def test_every_kpi_has_example_objectives(library: KpiLibrary) -> None:
    assert [kpi.id for kpi in library if len(set(kpi.example_objectives)) < 5] == []


def test_every_domain_file_is_loaded(library: KpiLibrary) -> None:
    assert {file.stem for file in DATA_DIRECTORY.glob("*.yaml")} == set(library.domains)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"- id: caf\xe9", "not readable as UTF-8 YAML"),
        (b"- [unclosed", "not readable as UTF-8 YAML"),
        (b"!!python/object/apply:os.system ['true']", "not readable as UTF-8 YAML"),
        (b"- !!python/name:os.system x", "not readable as UTF-8 YAML"),
        (b"id: a\nname: b", "must be a list of KPIs"),
        (b"just text", "must be a list of KPIs"),
        (b"", "must be a list of KPIs"),
        (b"- text\n- more", "entry 0"),
        (b"- id: lonely", "lonely: name: Field required"),
    ],
)
def test_a_file_that_is_no_list_of_kpis(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "broken.yaml").write_bytes(content)
    with pytest.raises(LibraryError) as raised:
        load_library(tmp_path)
    assert "broken.yaml" in str(raised.value)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"colour": "red"}, "subscriber-loss: colour: Extra inputs are not permitted"),
        ({"direction": "sideways"}, "subscriber-loss: direction: "),
        ({"example_objectives": ["one"]}, "subscriber-loss: example_objectives: "),
        ({"drivers": ["Not A Slug"]}, "subscriber-loss: drivers.0: "),
        ({"domain": "sales"}, "subscriber-loss names another domain than its file"),
    ],
)
def test_a_wrong_field_is_named_with_file_and_kpi(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    write(tmp_path, sound_kpi(), guard_kpi(), **change)
    with pytest.raises(LibraryError) as raised:
        load_library(tmp_path)
    assert str(raised.value).startswith("customer_success.yaml: ")
    assert says in str(raised.value)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"no \.yaml files"):
        load_library(tmp_path)


def test_the_domain_is_the_file_name(tmp_path: Path) -> None:
    rows = [sound_kpi().model_dump(mode="json", exclude={"domain"})]
    (tmp_path / "sales.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    assert [kpi.domain for kpi in load_library(tmp_path)] == ["sales"]


class TestCache:
    """A parsed copy beside the files."""

    def test_the_second_load_reads_the_cache_and_is_equal(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path / "data", sound_kpi(), guard_kpi())
        first = load_library(tmp_path / "data", cache=tmp_path / "cache")
        monkeypatch.setattr(yaml, "load", None)  # parsing again would fail
        second = load_library(tmp_path / "data", cache=tmp_path / "cache")
        assert list(second) == list(first)
        assert second.version == first.version

    @pytest.mark.parametrize(
        "damage", [b"", b"not json", b"[]x", b"[{}]", b'[{"id": "half', b"\xff\xfe"]
    )
    def test_a_damaged_cache_file_is_rebuilt(self, tmp_path: Path, damage: bytes) -> None:
        write(tmp_path / "data", sound_kpi(), guard_kpi())
        expected = load_library(tmp_path / "data", cache=tmp_path / "cache")
        (cached,) = (tmp_path / "cache").iterdir()
        sound = cached.read_bytes()
        cached.write_bytes(damage)
        assert list(load_library(tmp_path / "data", cache=tmp_path / "cache")) == list(expected)
        assert cached.read_bytes() == sound

    def test_a_changed_file_is_noticed(self, tmp_path: Path) -> None:
        write(tmp_path / "data", sound_kpi(), guard_kpi())
        before = load_library(tmp_path / "data", cache=tmp_path / "cache")
        write(tmp_path / "data", sound_kpi(), guard_kpi(), name="Another name")
        after = load_library(tmp_path / "data", cache=tmp_path / "cache")
        assert after["subscriber-loss"].name == "Another name"
        assert after.version != before.version

    def test_a_removed_file_is_noticed(self, tmp_path: Path) -> None:
        write(tmp_path / "data", sound_kpi())
        other = write(tmp_path / "data", guard_kpi(domain="sales"), stem="sales")
        assert len(load_library(tmp_path / "data", cache=tmp_path / "cache")) == 2
        other.unlink()
        assert len(load_library(tmp_path / "data", cache=tmp_path / "cache")) == 1

    def test_without_cache_nothing_is_written(self, tmp_path: Path) -> None:
        write(tmp_path / "data", sound_kpi())
        load_library(tmp_path / "data")
        assert [path.name for path in tmp_path.rglob("*")] == ["data", "customer_success.yaml"]


class TestVersion:
    """The hash of the content."""

    def test_is_independent_of_order(self) -> None:
        assert (
            KpiLibrary([sound_kpi(), guard_kpi()]).version
            == KpiLibrary([guard_kpi(), sound_kpi()]).version
        )

    def test_is_independent_of_file_layout(self, tmp_path: Path) -> None:
        file = write(tmp_path, sound_kpi(), guard_kpi())
        plain = load_library(tmp_path).version
        rows = yaml.safe_load(file.read_text("utf-8"))
        file.write_text("# a comment\n" + json.dumps(rows[::-1], indent=4), encoding="utf-8")
        assert load_library(tmp_path).version == plain

    def test_changes_with_any_word(self) -> None:
        changed = sound_kpi(gaming="Accounts are moved to a free plan, and nobody is told of it.")
        assert KpiLibrary([changed]).version != KpiLibrary([sound_kpi()]).version

    def test_is_twelve_hex_digits(self) -> None:
        assert len(bytes.fromhex(KpiLibrary([sound_kpi()]).version)) == 6


@pytest.mark.parametrize(
    "name",
    ["subscriber-loss", "Subscriber loss", "SUBSCRIBER LOSS", " attrition OF subscribers\n"],
)
def test_find_by_id_name_or_alias(name: str) -> None:
    found = KpiLibrary([guard_kpi(), sound_kpi()]).find(name)
    assert found is not None
    assert found.id == "subscriber-loss"


def test_find_nothing() -> None:
    assert KpiLibrary([sound_kpi()]).find("subscriber") is None


def test_every_name_and_alias_of_the_shipped_library_finds_its_kpi(library: KpiLibrary) -> None:
    for kpi in library:
        for name in (kpi.id, kpi.name.upper(), *kpi.aliases):
            found = library.find(name)
            assert found is not None
            assert found.id == kpi.id, name


def test_asking_for_ids() -> None:
    library = KpiLibrary([sound_kpi(), guard_kpi()])
    assert "subscriber-loss" in library
    assert "nobody" not in library
    assert library["discount-share"].name == "Discount share"
    with pytest.raises(KeyError):
        library["nobody"]


def test_driven_by_is_the_reverse_of_drivers() -> None:
    graph = driver_graph(top="left right", left="base", right="base", base="")
    assert graph.driven_by == {
        "top": (),
        "left": ("top",),
        "right": ("top",),
        "base": ("left", "right"),
    }


def test_driven_by_of_the_shipped_library(library: KpiLibrary) -> None:
    upward = {(driver, kpi.id) for kpi in library for driver in kpi.drivers}
    reverse = {(driver, kpi) for driver, driven in library.driven_by.items() for kpi in driven}
    assert reverse == upward
    assert len(upward) >= 100


def test_driven_by_leaves_unknown_drivers_out() -> None:
    assert driver_graph(top="nobody").driven_by == {"top": ()}
