"""Training the adapter: a few steps on a small library, with real weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.training.adapter import _Pairs, train_adapter
from kpi_library.library import load_library
from service.adapters.embedding.model_files import DEFAULT_MODEL, find_model


def test_batches_hold_each_kpi_once_and_its_own_texts(small_library: Path) -> None:
    library = load_library(small_library)
    owners = {text: kpi.id for kpi in library for text in kpi.example_objectives}
    texts = {
        kpi.id: {f"{kpi.name}. {kpi.definition}", kpi.name, *kpi.aliases, *kpi.example_objectives}
        for kpi in library
    }
    pairs = _Pairs(library)
    for _ in range(20):
        batch = list(pairs.batch())
        kpis = [owners[objective] for objective, _ in batch]
        assert len(set(kpis)) == len(kpis) > 20
        assert all(partner in texts[kpi] for kpi, (_, partner) in zip(kpis, batch, strict=True))
        assert all(objective != partner for objective, partner in batch)


@pytest.mark.real
def test_a_few_steps_change_the_vectors_and_can_be_merged(
    small_library: Path, tmp_path: Path
) -> None:
    # Imported here because it brings torch, for which every worker would wait on collection.
    from service.adapters.embedding.torch_model import load_torch_model

    model = find_model(DEFAULT_MODEL, adapted=False)
    done: list[tuple[int, int]] = []
    library = load_library(small_library)
    train_adapter(library, model, tmp_path, 0.2, lambda *at: done.append(at))
    assert done[-1][0] == done[-1][1]
    assert {file.name for file in tmp_path.iterdir()} == {
        "adapter_config.json", "adapter_model.safetensors"
    }  # fmt: skip
    text = ["Win more tenders"]
    plain = load_torch_model(model.directory, None).encode(text, normalize_embeddings=True)
    adapted = load_torch_model(model.directory, tmp_path).encode(text, normalize_embeddings=True)
    assert float(np.sum(plain * adapted)) > 0.5
    assert not np.allclose(plain, adapted, rtol=0, atol=1e-6)
