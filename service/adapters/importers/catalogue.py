"""Read an organisation's own KPI catalogue: JSON Lines with a name and, if known, a definition.

Each line is an object with ``name`` (or ``title``) and optionally ``definition`` (or ``text``)
and ``id`` (or ``_id``). Other keys are ignored: catalogues carry much that is not for us.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from service.adapters.importers.text_file import read_text
from service.domain.indicator import Indicator, Source
from service.errors import InputError, UnreadableFile

MAX_DEFINITION = 5_000
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class CatalogueRow(BaseModel):
    """One line of a catalogue file."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: _Name = Field(validation_alias=AliasChoices("name", "title"))
    definition: str | None = Field(
        default=None, validation_alias=AliasChoices("definition", "text"), max_length=100_000
    )
    id: _Name | None = Field(default=None, validation_alias=AliasChoices("id", "_id"))


def read_catalogue(path: Path) -> tuple[Indicator, ...]:
    """The catalogue's KPIs in file order; a line without id gets ``row-<number>``.

    Raises:
        UnreadableFile: The file is not UTF-8 JSON Lines.
        InputError: A line lacks a name, or an id stands twice; says which line.
    """
    indicators: dict[str, Indicator] = {}
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        row = _parse(line, where)
        indicator_id = row.id or f"row-{number}"
        if indicator_id in indicators:
            raise InputError(f"id {indicator_id!r} stands twice", where=where)
        definition = (row.definition or "").strip()[:MAX_DEFINITION]
        indicators[indicator_id] = Indicator(
            indicator_id, row.name, definition, Source.ORGANISATION
        )
    if not indicators:
        raise InputError("holds no KPI", where=path.name)
    return tuple(indicators.values())


def _parse(line: str, where: str) -> CatalogueRow:
    try:
        content = json.loads(line, parse_int=str)  # an id may be written as a number
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFile(f"is not JSON: {error}", where=where) from error
    if not isinstance(content, dict):
        raise InputError("must be an object with a name", where=where)
    try:
        return CatalogueRow.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{field}: {first['msg']}", where=where) from error
