"""``plumbline recommend``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from kpi_library.models import Level
from service import answering, terminal
from service.cli.options import AsJson, Organisation, Today, checked_body, day_of, open_application
from service.requests import RecommendationBody

LEVELS = "|".join(Level)


def recommend(
    objective: Annotated[str, typer.Argument(help="What you want to reach, in your own words.")],
    domain: Annotated[str | None, typer.Option(help="Only KPIs of this domain.")] = None,
    level: Annotated[
        str | None, typer.Option(metavar=LEVELS, help="Only KPIs that this level can own.")
    ] = None,
    k: Annotated[int, typer.Option("-k", help="At most how many KPIs.")] = 6,
    today: Today = None,
    organisation: Organisation = "",
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
        today=day,
        organisation=organisation,
    )
    with open_application() as plumbline:
        answer = answering.recommend_and_keep(plumbline, body)
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        terminal.show_recommendation(Console(emoji=False), answer)
