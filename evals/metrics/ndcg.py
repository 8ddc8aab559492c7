"""Normalised discounted cumulative gain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], gains: Mapping[str, float], k: int = 10) -> float:
    """nDCG@k with linear gain and discount log2(rank + 1).

    The definition of Järvelin and Kekäläinen (2002) as computed by trec_eval's ``ndcg_cut``,
    which BEIR uses through pytrec_eval.

    Args:
        ranking: Document ids, best first.
        gains: Gain of every relevant document; the others have none.
        k: Depth.

    Returns:
        In [0, 1]; 0 when nothing is relevant.
    """
    ideal = _discounted(sorted(gains.values(), reverse=True)[:k])
    return _discounted([gains.get(document, 0.0) for document in ranking[:k]]) / (ideal or 1.0)


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
