"""Correct similarities for hubs: documents that are near to everything.

Cross-domain similarity local scaling, CSLS (Conneau et al., 2018, "Word translation without
parallel data"), with the reference side taken from a bank of queries, as in query-bank
normalisation (Bogolin et al., 2022).
"""

from __future__ import annotations

import numpy as np

from service.domain.ports import Rows, Scores, Vectors

#: Share of the bank that counts as near. The paper's 10 neighbours are right for banks of some
#: hundred queries; in a bank of thousands the nearest 10 only say what a document is about.
NEAR_SHARE = 0.05
LEAST_NEIGHBOURS = 10
_BLOCK = 1_024


def hubness(documents: Vectors, bank: Vectors, excluded: Rows | None = None) -> Scores:
    """Mean cosine of each document to its nearest neighbours in the bank.

    Args:
        documents: Unit vectors, shape (n, d).
        bank: Unit vectors of reference queries, shape (m, d).
        excluded: For each bank row the document row that it may not count for, or -1;
            shape (m,). A KPI's own example objectives say nothing of its hubness.

    Returns:
        Shape (n,); zeros when the bank is empty.
    """
    result = np.zeros(len(documents), dtype=np.float32)
    if not len(bank):
        return result
    nearest = min(len(bank), max(LEAST_NEIGHBOURS, round(NEAR_SHARE * len(bank))))
    for start in range(0, len(documents), _BLOCK):
        block = documents[start : start + _BLOCK]
        similarities = block @ bank.T
        if excluded is not None:
            own = excluded[None, :] == np.arange(start, start + len(block))[:, None]
            similarities[own] = -1.0
        top = np.partition(similarities, -nearest, axis=1)[:, -nearest:]
        result[start : start + len(block)] = top.mean(axis=1)
    return result
