"""Random unit vectors, the same on every run."""

from __future__ import annotations

import numpy as np

from service.domain.ports import Vectors


def unit_vectors(count: int, dimensions: int = 32, seed: int = 0) -> Vectors:
    """Shape (count, dimensions)."""
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
