"""Finding models and refusing altered ones."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from huggingface_hub import constants

from service.adapters.embedding.model_files import (
    ADAPTER,
    DEFAULT_MODEL,
    DEFAULT_WEIGHTS_SHA256,
    ModelFiles,
    find_model,
)
from service.adapters.embedding.onnx_embedder import OnnxEmbedder
from service.errors import ModelUnavailable


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default model's folder with one bit of the weights flipped."""
    folder = tmp_path_factory.mktemp("altered")
    source = find_model(DEFAULT_MODEL).directory
    for file in source.iterdir():
        if file.is_file() and file.name != "model.safetensors":
            (folder / file.name).write_bytes(file.read_bytes())
    weights = bytearray((source / "model.safetensors").read_bytes())
    weights[len(weights) // 2] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    return folder


def test_the_default_model_is_the_published_one() -> None:
    files = find_model(DEFAULT_MODEL, adapted=False)
    files.verify()
    assert files.sha256 == DEFAULT_WEIGHTS_SHA256
    assert files.hash == DEFAULT_WEIGHTS_SHA256[:12]


def test_the_adapter_is_small_and_part_of_the_name() -> None:
    files = find_model(DEFAULT_MODEL)
    files.verify()
    assert files.adapter == ADAPTER
    assert files.hash != find_model(DEFAULT_MODEL, adapted=False).hash
    assert sum(file.stat().st_size for file in ADAPTER.iterdir()) < 2_000_000
    configuration = json.loads((ADAPTER / "adapter_config.json").read_text("utf-8"))
    assert configuration["base_model_name_or_path"] == DEFAULT_MODEL


def test_another_adapter_is_another_model(tmp_path: Path) -> None:
    files = find_model(DEFAULT_MODEL)
    for file in ADAPTER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert replace(files, adapter=tmp_path).hash == files.hash
    weights = bytearray((tmp_path / "adapter_model.safetensors").read_bytes())
    weights[-1] ^= 1
    (tmp_path / "adapter_model.safetensors").write_bytes(weights)
    assert replace(files, adapter=tmp_path).hash != files.hash


def test_altered_weights_are_refused_with_both_hashes(altered: Path, tmp_path: Path) -> None:
    files = ModelFiles(DEFAULT_MODEL, altered, DEFAULT_WEIGHTS_SHA256)
    with pytest.raises(ModelUnavailable) as raised:
        OnnxEmbedder(files, tmp_path)
    actual = hashlib.sha256((altered / "model.safetensors").read_bytes()).hexdigest()
    assert actual in str(raised.value)
    assert DEFAULT_WEIGHTS_SHA256 in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_named_by_its_own_weights(altered: Path) -> None:
    files = find_model(str(altered))
    files.verify()
    assert files.name == altered.name
    assert files.sha256 != DEFAULT_WEIGHTS_SHA256


def test_a_folder_without_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="no weights"):
        find_model(str(tmp_path))


@pytest.mark.parametrize("name", ["no-such-organisation/no-such-model", "a/b/c", "not a name!"])
def test_a_name_that_nobody_knows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelUnavailable) as raised:
        find_model(name)
    assert f"PLUMBLINE_EMBEDDING_MODEL={name!r} is neither {DEFAULT_MODEL!r}" in str(raised.value)


def test_an_unknown_name_in_a_process_without_network(tmp_path: Path) -> None:
    code = (
        "from service.adapters.embedding.model_files import find_model\n"
        "from service.errors import ModelUnavailable\n"
        "try: find_model('no-such-organisation/no-such-model')\n"
        "except ModelUnavailable as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "nor a model that the hub serves" in done.stdout
