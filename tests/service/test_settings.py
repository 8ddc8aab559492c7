"""Settings come from the environment, and from nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from service.domain.llm import Prices, Task
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
    "llm": ("openai:llama3:8b", "openai:llama3:8b"),
    "llm_base_url": ("http://localhost:11434/v1", "http://localhost:11434/v1"),
    "llm_api_key": ("sk-x\n", SecretStr("sk-x")),
    "llm_timeout_s": ("3600", 3600.0),
    "llm_deadline_s": ("5.5", 5.5),
    "llm_audit_deadline_s": ("600", 600.0),
    "llm_tasks": ("rerank, Understand", frozenset({Task.RERANK, Task.UNDERSTAND})),
    "llm_tokens": ("5000", 5000),
    "llm_daily_tokens": ("1000000", 1_000_000),
    "llm_concurrency": ("2", 2),
    "llm_price_input": ("0.25", 0.25),
    "llm_price_output": ("2", 2.0),
    "llm_cached_replies": ("0", 0),
}
#: What must be set for another setting to make sense.
BESIDE = {
    "llm_price_input": {"llm_price_output": "1"},
    "llm_price_output": {"llm_price_input": "1"},
}
BAD_VALUES = {
    "embedding_backend": "magic",
    "threads": "-1",
    "cached_texts": "-1",
    "port": "70000",
    "log_level": "loud",
    "llm": "gpt-5-mini",
    "llm_base_url": "localhost:11434",
    "llm_timeout_s": "3601",
    "llm_deadline_s": "0",
    "llm_audit_deadline_s": "-1",
    "llm_tasks": "rerank,dance",
    "llm_tokens": "0",
    "llm_daily_tokens": "-1",
    "llm_concurrency": "0",
    "llm_price_input": "-1",
    "llm_price_output": "1",
    "llm_cached_replies": "-1",
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
    for other, value in BESIDE.get(name, {}).items():
        monkeypatch.setenv(f"PLUMBLINE_{other.upper()}", value)
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


def test_no_model_is_used_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "PLUMBLINE_LLM_API_KEY"):
        monkeypatch.setenv(name, "sk-x")
    assert read_settings().llm == ""


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_LLM_API_KEY", "sk-precious")
    settings = read_settings()
    assert "precious" not in f"{settings!r} {settings} {settings.model_dump_json()}"
    monkeypatch.setenv("PLUMBLINE_LLM_PRICE_INPUT", "1")
    with pytest.raises(InputError) as refused:
        read_settings()
    assert "precious" not in f"{refused.value} {refused.value.__cause__}"


@pytest.mark.parametrize("address", ["http://me:precious@host/v1", "ftp://me:precious@host"])
def test_a_key_in_an_address_is_refused_unseen(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PLUMBLINE_LLM_BASE_URL", address)
    with pytest.raises(InputError, match="PLUMBLINE_LLM_BASE_URL") as refused:
        read_settings()
    assert "precious" not in f"{refused.value} {refused.value.__cause__}"


def test_judging_and_checking_need_no_mention() -> None:
    settings = Settings(llm_tasks=frozenset({Task.RERANK}))
    assert settings.llm_allowed == {
        Task.RERANK, Task.JUDGE_POINTWISE, Task.JUDGE_PAIRWISE, Task.CHECK
    }  # fmt: skip
    assert Settings().llm_allowed == frozenset(Task)


def test_a_misspelt_task_is_named_beside_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLUMBLINE_LLM_TASKS", "rerank,dance")
    with pytest.raises(InputError, match=r"dance: no such task; there are .*rerank") as refused:
        read_settings()
    assert "judge" not in str(refused.value)
    monkeypatch.setenv("PLUMBLINE_LLM_TASKS", " ,")
    with pytest.raises(InputError, match="names no task"):
        read_settings()


def test_prices() -> None:
    assert Settings().llm_prices is None
    assert Settings(llm_price_input=0, llm_price_output=2).llm_prices == Prices(0, 2)


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
