"""Which texts of a set are nearest to each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from service.audit.blocks import blocks
from service.domain.ports import Rows, Scores, Vectors

#: A goal is compared with this many of its nearest: in a set of look-alikes, every pair of them
#: would be more than anybody reads.
MOST_PARTNERS = 25


class Pairs(NamedTuple):
    """Pairs of rows, each once and the lower row first, with their cosine; shapes (pairs,)."""

    first: Rows
    second: Rows
    cosine: Scores


def nearest_pairs(vectors: Vectors) -> Pairs:
    """The pairs of each row with its ``MOST_PARTNERS`` nearest.

    Args:
        vectors: Unit vectors, shape (n, d).
    """
    count = len(vectors)
    partners = min(MOST_PARTNERS + 1, count)  # a row is its own nearest
    found = []
    for rows in blocks(count, count):
        similarities = vectors[rows] @ vectors.T
        columns = np.argpartition(-similarities, partners - 1, axis=1)[:, :partners]
        here = np.repeat(rows, partners)
        there = columns.ravel()
        found.append((np.minimum(here, there) * count + np.maximum(here, there))[here != there])
    first, second = np.divmod(np.unique(np.concatenate(found)), count)
    cosine = np.einsum("ij,ij->i", vectors[first], vectors[second])
    return Pairs(first, second, cosine)
