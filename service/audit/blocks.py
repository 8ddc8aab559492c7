"""Rows in blocks: a product with every other row fits into memory, whatever their number."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from service.domain.ports import Rows

#: Cells of one product: 64 MB as float32.
CELLS = 2**24


def blocks(rows: int, columns: int) -> Iterator[Rows]:
    """The numbers of ``rows`` rows in blocks that have at most ``CELLS`` cells, or one row."""
    size = max(1, CELLS // max(1, columns))
    for start in range(0, rows, size):
        yield np.arange(start, min(start + size, rows))
