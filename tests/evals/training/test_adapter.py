"""Training the adapter: a few steps on a small library, with real weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.loading.retrieval_set import RetrievalSet
from evals.training.pairs import BATCH, LibraryPairs, OrganisationPairs
from kpi_library.library import load_library
from service.adapters.embedding.model_files import DEFAULT_MODEL, find_model
from service.domain.indicator import Indicator, Source

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


def test_batches_hold_each_kpi_once_and_its_own_texts(small_library: Path) -> None:
    library = load_library(small_library)
    owners = {text: kpi.id for kpi in library for text in kpi.example_objectives}
    texts = {
        kpi.id: {f"{kpi.name}. {kpi.definition}", kpi.name, *kpi.aliases, *kpi.example_objectives}
        for kpi in library
    }
    pairs = LibraryPairs(library, 0)
    for _ in range(20):
        batch = pairs.batch()
        kpis = [owners[objective] for objective in batch.objectives]
        assert len(set(kpis)) == len(kpis) > 20
        assert all(p in texts[kpi] for kpi, p in zip(kpis, batch.partners, strict=True))
        assert all(o != p for o, p in zip(batch.objectives, batch.partners, strict=True))
        assert not batch.also_right.any()


def test_what_fits_too_is_no_negative() -> None:
    indicators = tuple(Indicator(f"i{n}", f"Name {n}", "", Source.ORGANISATION) for n in range(9))
    organisations = [
        RetrievalSet(
            f"o{number}",
            indicators,
            {f"q{n}": f"Objective {n} of {number}" for n in range(40)},
            # Two objectives in three share their indicator with others.
            {f"q{n}": {f"i{n % 9}": 1.0} for n in range(40)},
            {},
            0,
        )
        for number in range(2)
    ]
    pairs = OrganisationPairs(organisations, LibraryPairs(load_library(), 0), 0)
    batch = pairs.batch()
    own = 36
    assert len(batch.objectives) == len(batch.partners) == BATCH
    for row in range(own):
        for column in range(own):
            words = batch.objectives[row].split(), batch.objectives[column].split()
            same = words[0][3] == words[1][3] and int(words[0][1]) % 9 == int(words[1][1]) % 9
            assert batch.also_right[row, column] == (row != column and same)
    assert not batch.also_right[own:].any()


@pytest.mark.real
def test_a_few_steps_change_the_vectors_and_can_be_merged(
    small_library: Path, tmp_path: Path
) -> None:
    # Imported here because they bring torch, for which every worker would wait on collection.
    from evals.training.adapter import train_adapter
    from service.adapters.embedding.torch_model import load_torch_model

    model = find_model(DEFAULT_MODEL, adapted=False)
    done: list[tuple[int, int]] = []
    library = load_library(small_library)
    train_adapter(library, [], model, tmp_path, 0.2, lambda *at: done.append(at))
    assert done[-1][0] == done[-1][1]
    assert {file.name for file in tmp_path.iterdir()} == {
        "adapter_config.json", "adapter_model.safetensors"
    }  # fmt: skip
    text = ["Win more tenders"]
    plain = load_torch_model(model.directory, None).encode(text, normalize_embeddings=True)
    adapted = load_torch_model(model.directory, tmp_path).encode(text, normalize_embeddings=True)
    assert float(np.sum(plain * adapted)) > 0.5
    assert not np.allclose(plain, adapted, rtol=0, atol=1e-6)
