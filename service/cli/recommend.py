"""``plumbline recommend``."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console

from kpi_library.models import Level
from service import answering, terminal
from service.adapters.importers.goal_set import dotted
from service.cli.options import AsJson, Today, day_of, open_application
from service.errors import InputError
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
    as_json: AsJson = False,
) -> None:
    """Recommend measurable KPIs for an objective."""
    day = None if today is None else day_of(today)
    body = _checked_body(objective=objective, domain=domain, level=level, k=k, today=day)
    with open_application() as plumbline:
        answer = answering.recommend_and_keep(plumbline, body)
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        terminal.show_recommendation(Console(emoji=False), answer)


def _checked_body(**values: Any) -> RecommendationBody:
    try:
        given = {name: value for name, value in values.items() if value is not None}
        return RecommendationBody.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(first["msg"], where=dotted(first["loc"])) from error
