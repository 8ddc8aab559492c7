"""``plumbline recommend``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kpi_library.models import Level, Perspective
from service import answering, terminal
from service.adapters.importers.goal_set import read_goal_set
from service.adapters.llm.from_files import LlmFiles
from service.cli.history import read_history
from service.cli.llm_files import Record, Replay
from service.cli.options import (
    AsJson,
    Organisation,
    Today,
    check_writable,
    checked_body,
    day_of,
    open_application,
)
from service.requests import RecommendationBody

LEVELS = "|".join(Level)
PERSPECTIVES = "|".join(Perspective)
Texts = list[str] | None


def recommend(
    objective: Annotated[str, typer.Argument(help="What you want to reach, in your own words.")],
    domain: Annotated[str | None, typer.Option(help="Only KPIs of this domain.")] = None,
    level: Annotated[
        str | None, typer.Option(metavar=LEVELS, help="Only KPIs that this level can own.")
    ] = None,
    k: Annotated[int, typer.Option("-k", help="At most how many KPIs.")] = 6,
    industry: Annotated[str | None, typer.Option(help="Only KPIs of this industry.")] = None,
    perspective: Annotated[
        str | None, typer.Option(metavar=PERSPECTIVES, help="Only KPIs of this perspective.")
    ] = None,
    exclude: Annotated[
        Texts, typer.Option(metavar="KPI", help="Must not be in the answer; repeatable.")
    ] = None,
    must_include: Annotated[
        Texts, typer.Option(metavar="KPI", help="Must be in the answer; repeatable.")
    ] = None,
    tracked: Annotated[
        Texts, typer.Option(metavar="KPI", help="You have it already; repeatable.")
    ] = None,
    data_source: Annotated[
        Texts, typer.Option(help="You can read data from it; repeatable.")
    ] = None,
    new_sources: Annotated[
        int | None, typer.Option(help="At most how many data sources beyond yours.")
    ] = None,
    strategy: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Goal set whose objectives this one stands among."),
    ] = None,
    parent: Annotated[str | None, typer.Option(help="The goal above the objective.")] = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="CSV of past values: period, value[, kpi].")
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Also why each is in the set, and what is not."),
    ] = False,
    today: Today = None,
    organisation: Organisation = "",
    record: Record = None,
    replay: Replay = None,
    as_json: AsJson = False,
) -> None:
    """Recommend measurable KPIs for an objective."""
    day = None if today is None else day_of(today)
    body = checked_body(
        RecommendationBody,
        objective=objective,
        domain=domain,
        level=level,
        k=k,
        industry=industry,
        perspective=perspective,
        exclude=exclude,
        must_include=must_include,
        tracked=tracked,
        data_sources=data_source,
        new_sources=new_sources,
        strategy=[o.text for o in read_goal_set(strategy).objectives] if strategy else None,
        parent=parent,
        history=read_history(history) if history else None,
        today=day,
        organisation=organisation,
    )
    if record:
        check_writable(record)
    with open_application(llm_files=LlmFiles(record, replay)) as plumbline:
        llm = plumbline.llm_session(body.organisation)
        answer = answering.recommend_and_keep(plumbline, body, llm)
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        terminal.show_recommendation(Console(emoji=False), answer, explain)
