"""Goal sets in the forms in which people keep them: read into our own, and written out again."""

from __future__ import annotations

from typing import Annotated, Any, Self

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from service.adapters.exporters.goal_sets.formats import WRITERS, GoalSetFormat
from service.adapters.importers.goal_set import GoalSetDocument, to_goal_set
from service.adapters.importers.goal_sets.dates import DateOrder
from service.adapters.importers.goal_sets.reading import (
    ReadGoalSet,
    ReadingOptions,
    columns_said,
    read_goals,
)
from service.api.forms import UPLOAD, sent_form
from service.api.json_route import JsonRoute
from service.api.openapi import BODY_PROBLEMS, problems
from service.errors import InputError
from service.web.uploads import NamedFile

router = APIRouter(prefix="/v1/goal-sets", tags=["goal sets"], route_class=JsonRoute)

#: Ending by content type, where the request gives no name.
SUFFIXES = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/yaml": ".yaml",
    "application/x-yaml": ".yaml",
    "text/yaml": ".yaml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_BINARY = {"type": "string", "format": "binary"}
_WITH_STRATEGY = {
    "type": "object",
    "properties": {
        "file": _BINARY | {"description": "the goals"},
        "strategy": _BINARY | {"description": "the objectives, where `file` holds goals alone"},
    },
    "required": ["file"],
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            **{kind: {"schema": _BINARY} for kind in ("application/octet-stream", *SUFFIXES)},
            UPLOAD: {"schema": _WITH_STRATEGY},
        },
    }
}
#: A client that reads JSON and YAML by their media type sees a mapping or list, no string.
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            kind: {"schema": {} if kind.endswith(("json", "yaml")) else _BINARY}
            for kind in (writer.media_type.partition(";")[0] for writer in WRITERS.values())
        },
    }
}

Name = Annotated[
    str,
    Query(max_length=200, description="the file's name; its ending says what it is, else the "
          "content type does", examples=["plan.csv"]),
]  # fmt: skip
Maps = Annotated[
    list[str],
    Query(alias="map", max_length=20, description="what a column says, as field=column"),
]


class TableReading(BaseModel):
    """How a table of the file was understood."""

    name: str
    rows: int
    headings: list[str] = Field(description="all its columns, in order")
    columns: dict[str, str] | None = Field(
        description="column by field; null where none is the text of a goal"
    )
    unused: list[str] = Field(description="columns whose cells are kept in `further`")
    notes: list[str]


class RowReading(BaseModel):
    """A row that was refused, or read with a doubt."""

    place: str = Field(examples=["plan.csv, line 7"])
    message: str
    refused: bool


class GoalSetReading(BaseModel):
    """A file of goals as understood."""

    source: str = Field(description="the tool that wrote it, or its format")
    told: str = Field(description="how objectives were told from goals")
    notes: list[str]
    tables: list[TableReading]
    issues: list[RowReading]
    objectives: int
    goals: int
    refused: int
    problem: str | None = Field(description="why it makes no goal set, and how to mend that")
    document: GoalSetDocument | None = Field(
        description="the goal set without what was refused, as `/v1/audits` takes it"
    )

    @classmethod
    def of(cls, read: ReadGoalSet) -> Self:
        """From the importer."""
        document, problem = None, None
        try:
            document = read.document()
        except InputError as error:
            problem = str(error)
        return cls(
            source=read.source,
            told=read.told,
            notes=list(read.notes),
            tables=[
                TableReading(
                    name=table.name,
                    rows=table.rows,
                    headings=list(table.columns),
                    columns=table.mapped and {f.value: c for f, c in table.mapped.columns.items()},
                    unused=list(table.mapped.unused) if table.mapped else [],
                    notes=list(table.notes),
                )
                for table in read.tables
            ],
            issues=[
                RowReading(place=i.place, message=i.message, refused=i.refused) for i in read.issues
            ],
            objectives=len(read.objectives),
            goals=len(read.goals),
            refused=len(read.refused),
            problem=problem,
            document=document,
        )


@router.post(
    "/read",
    summary="Read a goal set from a file",
    responses=problems(413, 415, 422),
    openapi_extra=_BODY,
)
async def read(
    request: Request,
    name: Name = "",
    columns: Maps = [],  # noqa: B006 - FastAPI copies it
    date_order: DateOrder | None = None,
    sheet: Annotated[str | None, Query(max_length=200)] = None,
) -> GoalSetReading:
    """The goal set in our own shape, with what was recognised and every row that was refused.

    The body is the file itself, or a form with the file and another one that holds the
    strategy. Nothing is kept.
    """
    options = ReadingOptions(columns_said(columns), date_order, sheet)
    (content, named), strategy = await _files(request, name)
    found = await run_in_threadpool(read_goals, content, named, options, strategy)
    return await run_in_threadpool(GoalSetReading.of, found)


@router.post(
    "/export",
    summary="Write a goal set in another form",
    responses={**problems(*BODY_PROBLEMS), **_FILE},
    response_class=Response,
)
def export(document: GoalSetDocument, to: GoalSetFormat) -> Response:
    """The file; reading it again gives the same goal set."""
    writer = WRITERS[to]
    content = writer.write(to_goal_set(document))
    headers = {"Content-Disposition": f'attachment; filename="goals{writer.suffix}"'}
    return Response(content, media_type=writer.media_type, headers=headers)


async def _files(request: Request, name: str) -> tuple[NamedFile, NamedFile | None]:
    """The file with the goals, and the one with the strategy when there is one.

    Raises:
        InputError: The body is a form without the first, or none at all.
        HTTPException: 415, neither name nor content type says what the body is.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == UPLOAD:
        files = (await sent_form(request)).files
        if "file" not in files:
            raise InputError("is missing: send the file with the goals in it", where="file")
        content, own_name = files["file"]
        return (content, name or own_name), files.get("strategy")
    if not name and kind not in SUFFIXES:
        raise HTTPException(
            415,
            "Say what the body is: by its name, as in ?name=plan.csv, or by its Content-Type.",
            headers={"Accept-Post": ", ".join((*SUFFIXES, UPLOAD))},
        )
    return (await request.body(), name or f"goal-set{SUFFIXES[kind]}"), None
