"""Which texts of a set are nearest to each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from service.audit.blocks import blocks
from service.domain.ports import Rows, Scores, Vectors

#: A goal is compared with this many of its nearest: in a set of look-alikes, every pair of them
#: would be more than anybody reads.
MOST_PARTNERS = 25


class Nearest(NamedTuple):
    """The nearest of each of n rows, nearest first; shapes (n, partners)."""

    rows: Rows
    cosine: Scores


class Pairs(NamedTuple):
    """Pairs of rows, each once and the lower row first, with their cosine; shapes (pairs,)."""

    first: Rows
    second: Rows
    cosine: Scores


def nearest(vectors: Vectors, among: Rows | None = None) -> Nearest:
    """The ``MOST_PARTNERS`` nearest of each row, itself left out.

    Args:
        vectors: Unit vectors, shape (n, d).
        among: Only these rows are looked at as partners; None for all.

    Returns:
        With fewer columns in a small set. Where a row is among its own partners, the last column
        holds it with a cosine of minus infinity.
    """
    count = len(vectors)
    columns = np.arange(count) if among is None else among
    others = vectors if among is None else vectors[among]
    own = np.full(count, -1, dtype=np.intp)
    own[columns] = np.arange(len(columns))
    partners = min(MOST_PARTNERS, len(columns))
    rows, cosine = (np.empty((count, partners), dtype=kind) for kind in (np.intp, np.float32))
    if not partners:
        return Nearest(rows, cosine)
    for block in blocks(count, len(columns)):
        similarities = vectors[block] @ others.T
        itself = np.flatnonzero(own[block] >= 0)
        similarities[itself, own[block][itself]] = -np.inf
        best = np.argpartition(similarities, -partners, axis=1)[:, -partners:]
        found = np.take_along_axis(similarities, best, axis=1)
        order = np.argsort(-found, axis=1, kind="stable")
        rows[block] = columns[np.take_along_axis(best, order, axis=1)]
        cosine[block] = np.take_along_axis(found, order, axis=1)
    return Nearest(rows, cosine)


def pairs_of(found: Nearest) -> Pairs:
    """The pairs of each row with its nearest.

    Args:
        found: Of all rows among all.
    """
    count, partners = found.rows.shape
    here = np.repeat(np.arange(count), partners)
    there, cosine = found.rows.ravel(), found.cosine.ravel()
    other = here != there
    here, there, cosine = here[other], there[other], cosine[other]
    ends = np.minimum(here, there) * count + np.maximum(here, there)
    once, at = np.unique(ends, return_index=True)
    first, second = np.divmod(once, count)
    return Pairs(first, second, cosine[at])
