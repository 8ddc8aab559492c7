"""``plumbline kpi``: look into the library and the organisation's own catalogue."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from kpi_library.driver_tree import board_outcomes, tree, ways_up
from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi
from service import terminal
from service.cli.options import AsJson, open_application
from service.errors import InputError, NotFound
from service.requests import MAX_OBJECTIVE

kpi_app = typer.Typer(help="Look into the KPI library.", no_args_is_help=True)


@kpi_app.command("search")
def search(
    words: Annotated[str, typer.Argument(help="What to look for.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most how many.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find KPIs of the library by meaning and words."""
    if not words.strip() or len(words) > MAX_OBJECTIVE:
        raise InputError(f"give 1 to {MAX_OBJECTIVE:,} characters to look for", where="WORDS")
    with open_application() as plumbline:
        found = plumbline.recommender.search(words, date.today())[:limit]
    terminal.show_search(Console(emoji=False), found, as_json)


@kpi_app.command("show")
def show(
    kpi: Annotated[str, typer.Argument(help="Id, name or alias of a KPI.")],
    as_json: AsJson = False,
) -> None:
    """Show everything that the library says of a KPI."""
    with open_application() as plumbline:
        library = plumbline.library
    found = _found(library, kpi)
    if as_json:
        print(found.model_dump_json(indent=2))
    else:
        terminal.show_kpi(Console(emoji=False), library, found)


@kpi_app.command("tree")
def show_tree(
    kpi: Annotated[str | None, typer.Argument(help="Id, name or alias; all roots without.")] = None,
) -> None:
    """Show what drives a KPI, down to the last driver, and which outcomes it moves itself."""
    with open_application() as plumbline:
        library = plumbline.library
    console = Console(emoji=False)
    if kpi is None:
        terminal.show_roots(console, [library[root] for root in board_outcomes(library)])
        return
    found = _found(library, kpi)
    terminal.show_tree(
        console,
        tree(library, found.id),
        [[library[step] for step in way] for way in ways_up(library, found.id)],
    )


def _found(library: KpiLibrary, name: str) -> Kpi:
    found = library.find(name)
    if found is None:
        raise NotFound(f"no KPI {name!r} in the library; try `plumbline kpi search {name!r}`")
    return found
