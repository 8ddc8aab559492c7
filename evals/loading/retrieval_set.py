"""Retrieval data in the layout of BEIR (Thakur et al., 2021)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.loading.catalogue import read_indicators
from evals.loading.rows import read_lines, read_rows
from service.domain.indicator import Indicator
from service.errors import InputError


class QueryMetadata(BaseModel):
    """What else a line of ``queries.jsonl`` says."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    parent_goal: str | None = None


class QueryRow(BaseModel):
    """A line of ``queries.jsonl``."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(alias="_id", min_length=1)
    text: str = Field(min_length=1)
    metadata: QueryMetadata = QueryMetadata()


@dataclass(frozen=True)
class RetrievalSet:
    """Objectives, indicators, and which indicators serve which objective.

    Attributes:
        name: Of the folder.
        indicators: The corpus.
        queries: Text of every query that has a relevant indicator.
        gains: Gain, above 0, of every relevant indicator, by query and indicator.
        parents: Goal above each query that has one.
        left_out: How many queries have no relevant indicator.
    """

    name: str
    indicators: tuple[Indicator, ...]
    queries: Mapping[str, str]
    gains: Mapping[str, Mapping[str, float]]
    parents: Mapping[str, str]
    left_out: int


def read_retrieval_set(folder: Path) -> RetrievalSet:
    """The dataset in a folder with ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``.

    Raises:
        InputError: A file is missing or malformed, an id stands twice or is unknown, or no
            query has a relevant document.
    """
    indicators = read_indicators(folder / "corpus.jsonl")
    queries = _read_queries(folder / "queries.jsonl")
    qrels = folder / "qrels" / "test.tsv"
    gains = _read_gains(qrels, queries.keys(), {indicator.id for indicator in indicators})
    if not gains:
        raise InputError("no query has a relevant document", where=str(qrels))
    return RetrievalSet(
        folder.resolve().name,
        indicators,
        {query: row.text for query, row in queries.items() if query in gains},
        gains,
        {query: above for query, row in queries.items() if (above := row.metadata.parent_goal)},
        len(queries) - len(gains),
    )


def _read_queries(path: Path) -> dict[str, QueryRow]:
    queries: dict[str, QueryRow] = {}
    for place, row in read_rows(path, QueryRow):
        if row.id in queries:
            raise InputError(f"_id {row.id!r} stands twice", where=place)
        queries[row.id] = row
    return queries


def _read_gains(
    path: Path, queries: Collection[str], indicators: set[str]
) -> dict[str, dict[str, float]]:
    gains: dict[str, dict[str, float]] = {}
    for number, (place, line) in enumerate(read_lines(path)):
        cells = line.split("\t")
        if number == 0 and cells[-1].strip() == "score":
            continue
        if len(cells) != 3:
            raise InputError(
                f"has {len(cells)} columns, not query-id, corpus-id, score", where=place
            )
        query, document, score = (cell.strip() for cell in cells)
        if query not in queries:
            raise InputError(f"query {query!r} is not in queries.jsonl", where=place)
        if document not in indicators:
            raise InputError(f"document {document!r} is not in corpus.jsonl", where=place)
        try:
            gain = int(score)
        except ValueError as error:
            raise InputError(f"score {score!r} is not a whole number", where=place) from error
        if gain > 0:
            gains.setdefault(query, {})[document] = float(gain)
    return gains
