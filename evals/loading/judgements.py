"""Graded judgements of library KPIs for objectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.loading.retrieval_set import QueryRow
from evals.loading.rows import read_lines, read_rows
from service.errors import InputError


@dataclass(frozen=True)
class Judgements:
    """Objectives and what was judged of KPIs for them.

    Attributes:
        objectives: Text by id.
        grades: By objective and KPI id: 3 first choice, 2 useful, 1 on the topic, 0 neither.
    """

    objectives: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def read_judgements(folder: Path) -> Judgements:
    """The judgements in a folder with ``queries.jsonl`` and ``qrels.tsv``.

    Raises:
        InputError: A file is missing or malformed.
    """
    objectives = {row.id: row.text for _, row in read_rows(folder / "queries.jsonl", QueryRow)}
    grades: dict[str, dict[str, int]] = {}
    for place, line in read_lines(folder / "qrels.tsv"):
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] not in objectives or cells[2] not in ("0", "1", "2", "3"):
            raise InputError("is not objective id, KPI id, grade from 0 to 3", where=place)
        grades.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return Judgements(objectives, grades)
