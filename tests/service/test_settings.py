"""Settings come from the environment, and from nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.errors import InputError
from service.settings import EmbeddingBackend, Settings, read_settings

ROOT = Path(__file__).parents[2]
#: Something other than the default for each field: as written, and as read.
VALUES: dict[str, tuple[str, object]] = {
    "data_dir": ("somewhere", Path("somewhere")),
    "library_dir": ("library", Path("library")),
    "embedding_model": ("a-model", "a-model"),
    "embedding_backend": ("sentence-transformers", EmbeddingBackend.SENTENCE_TRANSFORMERS),
    "threads": ("3", 3),
    "cached_texts": ("0", 0),
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": ("8123", 8123),
    "log_level": ("info", "info"),
}
BAD_VALUES = {
    "embedding_backend": "magic",
    "threads": "-1",
    "cached_texts": "-1",
    "port": "70000",
    "log_level": "loud",
}


def test_every_field_is_tried_here() -> None:
    assert set(VALUES) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        assert field.description, name


@pytest.mark.parametrize("name", VALUES)
def test_every_field_is_settable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"PLUMBLINE_{name.upper()}", raising=False)
    written, read = VALUES[name]
    assert getattr(read_settings(), name) != read
    monkeypatch.setenv(f"PLUMBLINE_{name.upper()}", written)
    assert getattr(read_settings(), name) == read


@pytest.mark.parametrize("name", VALUES)
def test_frozen(name: str) -> None:
    settings = read_settings()
    with pytest.raises(ValidationError, match="frozen"):
        setattr(settings, name, VALUES[name][1])


@pytest.mark.parametrize("name", BAD_VALUES)
def test_an_impossible_value_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PLUMBLINE_{name.upper()}", BAD_VALUES[name])
    with pytest.raises(InputError, match=f"^PLUMBLINE_{name.upper()}: "):
        read_settings()


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Settings.model_validate({"colour": "red"})


def test_everything_is_kept_below_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    places = {settings.models_dir, settings.cache_dir, settings.index_dir, settings.database}
    assert len(places) == 4
    assert {place.parent for place in places} == {tmp_path}


def _reads_environment(file: Path) -> bool:
    """Whether the module names ``os.environ`` or ``os.getenv``, under whatever import."""
    names = {"environ", "environb", "getenv", "getenvb"}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in names:
            return True
        if isinstance(node, ast.ImportFrom) and any(alias.name in names for alias in node.names):
            return True
    return False


def test_the_guard_below_sees_every_way_to_read_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    for code in ("import os\nos.environ['A']", "from os import getenv", "import os as o\no.getenv"):
        file.write_text(code)
        assert _reads_environment(file)
    file.write_text("import os\nos.path")
    assert not _reads_environment(file)


def test_no_other_module_reads_the_environment() -> None:
    files = [
        file for top in ("service", "kpi_library", "prompts") for file in (ROOT / top).rglob("*.py")
    ]
    assert len(files) > 50
    readers = {str(file.relative_to(ROOT)) for file in files if _reads_environment(file)}
    assert readers <= {"service/settings.py"}


def test_settings_alone_builds_on_the_environment() -> None:
    files = [
        file for top in ("service", "kpi_library", "prompts") for file in (ROOT / top).rglob("*.py")
    ]
    users = {
        str(file.relative_to(ROOT))
        for file in files
        if "pydantic_settings" in file.read_text("utf-8")
    }
    assert users == {"service/settings.py"}
