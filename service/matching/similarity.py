"""Similarities of texts to what is known of KPIs."""

from __future__ import annotations

import numpy as np

from service.domain.ports import Rows, Scores, Vectors

#: Reference objectives that stand in for a text, and how sharply the nearest prevail.
EXPANSION_NEIGHBOURS = 8
EXPANSION_SHARPNESS = 10.0


def best_of(vectors: Vectors, parts: Vectors, owners: Rows, kpis: int) -> Scores:
    """Highest cosine of each text to a part of each KPI, such as a name or an example.

    Args:
        vectors: Unit vectors of the texts, shape (t, d).
        parts: Unit vectors of the parts, shape (p, d).
        owners: KPI that each part belongs to, ascending, shape (p,).
        kpis: Number of KPIs; one without parts gets 0.

    Returns:
        Shape (t, kpis).
    """
    best = np.zeros((len(vectors), kpis), dtype=np.float32)
    if len(parts):
        similarities = vectors @ parts.T
        starts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
        best[:, owners[starts]] = np.maximum.reduceat(similarities, starts, axis=1)
    return best


def nearness_to_parts(
    vectors: Vectors, parts: Vectors, owners: Rows, kpis: int, left_out: Rows | None = None
) -> tuple[Scores, Scores, Scores]:
    """Highest, second highest and mean cosine of each text to the parts of each KPI.

    One lucky hit says less than several near ones. A KPI with a single part has no second one,
    and one without parts has 0 throughout.

    Args:
        vectors: Unit vectors of the texts, shape (t, d).
        parts: Unit vectors of the parts, shape (p, d).
        owners: KPI that each part belongs to, ascending, shape (p,).
        kpis: Number of KPIs.
        left_out: For each text the part that must not count, shape (t,): a text that is itself
            an example, when a ranker is trained.

    Returns:
        Three arrays of shape (t, kpis).
    """
    best, second, mean = (np.zeros((len(vectors), kpis), dtype=np.float32) for _ in range(3))
    if not len(parts):
        return best, second, mean
    similarities = vectors @ parts.T
    starts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    having, sizes = owners[starts], np.diff(np.append(starts, len(owners)))
    counts = np.tile(sizes.astype(np.float32), (len(vectors), 1))
    if left_out is not None:
        each = np.arange(len(vectors))
        similarities[each, left_out] = 0.0
        counts[each, np.searchsorted(starts, left_out, side="right") - 1] -= 1.0
    mean[:, having] = np.add.reduceat(similarities, starts, axis=1) / np.maximum(counts, 1.0)
    if left_out is not None:
        similarities[each, left_out] = -np.inf
    highest = np.maximum.reduceat(similarities, starts, axis=1)
    best[:, having] = np.where(counts > 0, highest, 0.0)
    similarities[similarities == np.repeat(highest, sizes, axis=1)] = -np.inf
    following = np.maximum.reduceat(similarities, starts, axis=1)
    second[:, having] = np.where(np.isfinite(following), following, 0.0)
    return best, second, mean


def parts_of(owners: Rows, kpis: Rows) -> tuple[Rows, Rows]:
    """The parts that belong to some KPIs, so that the others need not be compared.

    Args:
        owners: KPI that each part belongs to, ascending, shape (p,).
        kpis: The KPIs wanted, shape (k,).

    Returns:
        Rows of their parts, and for each the position of its KPI in ``kpis``, ascending.
    """
    starts = np.searchsorted(owners, kpis)
    counts = np.searchsorted(owners, kpis, side="right") - starts
    positions = np.repeat(np.arange(len(kpis)), counts)
    before = np.cumsum(counts) - counts
    return np.arange(len(positions)) + (starts - before)[positions], positions


def expand(vectors: Vectors, bank: Vectors, excluded: np.ndarray | None = None) -> Vectors:
    """Each text as a blend of the reference objectives nearest to it, shape (t, d).

    An odd wording is replaced by how planners usually put the same wish, which is nearer to
    the words of KPIs: expansion by nearest neighbours in a bank of queries.

    Args:
        vectors: Unit vectors of the texts, shape (t, d).
        bank: Unit vectors of the reference objectives, shape (b, d).
        excluded: True where a bank row must not serve a text, shape (t, b).
    """
    if not len(bank):
        return vectors
    similarities = vectors @ bank.T
    if excluded is not None:
        similarities[excluded] = -1.0
    count = min(EXPANSION_NEIGHBOURS, len(bank))
    nearest = np.argpartition(-similarities, count - 1, axis=1)[:, :count]
    nearest.sort(axis=1)  # a fixed order of summation keeps results identical between runs
    weights = np.exp(EXPANSION_SHARPNESS * np.take_along_axis(similarities, nearest, axis=1))
    blend = np.einsum("tk,tkd->td", weights, bank[nearest])
    expanded: Vectors = blend / np.linalg.norm(blend, axis=1, keepdims=True)
    return expanded
