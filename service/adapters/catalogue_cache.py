"""Keep the vectors of a catalogue on disk, named by what they were computed from."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from service.domain.indicator import Indicator
from service.domain.ports import Embedder, Progress, Vectors
from service.matching.catalogue import Catalogue, build_catalogue, content_hash

logger = logging.getLogger(__name__)
_ARRAYS = (
    "documents",
    "names",
    "name_owners",
    "examples",
    "example_owners",
    "bank",
    "hubness",
)


def load_or_build(
    indicators: Sequence[Indicator],
    embedder: Embedder,
    folder: Path,
    bank: Vectors | None = None,
    on_progress: Progress | None = None,
) -> Catalogue:
    """The catalogue from its cached vectors, else embedded and cached.

    Args:
        indicators: The KPIs.
        embedder: Its model names the cache file together with the texts.
        folder: Where the cache files lie.
        bank: Reference objectives for hubness; None for the catalogue's own examples.
        on_progress: Called while texts are embedded.
    """
    banked = "" if bank is None else f"-{hashlib.sha256(bank.tobytes()).hexdigest()[:8]}"
    model = embedder.model.rpartition("@")[2]
    file = folder / f"catalogue-{content_hash(indicators)}-{model}{banked}.npz"
    try:
        with np.load(file, allow_pickle=False) as arrays:
            catalogue = Catalogue(tuple(indicators), **{name: arrays[name] for name in _ARRAYS})
        if catalogue.documents.shape == (len(indicators), embedder.dimensions):
            return catalogue
        logger.warning("%s does not fit its catalogue, embedding again", file.name)
    except FileNotFoundError:
        pass
    except Exception as error:  # zip and npy readers fail on damage in a dozen ways
        logger.warning("%s is damaged, embedding again: %s", file.name, error)
    catalogue = build_catalogue(indicators, embedder, bank, on_progress)
    folder.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(f".{os.getpid()}.partial")
    with partial.open("wb") as stream:
        np.savez(stream, **{name: getattr(catalogue, name) for name in _ARRAYS})
    partial.replace(file)
    return catalogue
