"""``plumbline library``: check the library, bring an own catalogue in, write both out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kpi_library.library import DATA_DIRECTORY, KpiLibrary, LibraryError, load_library
from kpi_library.validation import DEFAULT_RULES, IssueLevel, validate
from kpi_library.writing import to_yaml
from service import importing, terminal
from service.adapters.exporters.formats import WRITERS, ExportFormat
from service.adapters.importers.catalogue import read_catalogue
from service.cli.options import (
    EXIT_FINDING,
    Out,
    check_writable,
    no_workbook_to_terminal,
    open_application,
    pairs,
    write_bytes,
)
from service.domain.indicator import Indicator, Source
from service.errors import InputError

library_app = typer.Typer(help="Check, import and export KPIs.", no_args_is_help=True)

Directory = Annotated[Path, typer.Argument(help="Folder of a library.")]


@library_app.command("validate")
def validate_library(
    directory: Directory = DATA_DIRECTORY,
) -> None:
    """Run every curation rule on a library; exits with 1 when there is an error."""
    library = _load(directory)
    issues = validate(library)
    terminal.show_issues(Console(emoji=False), issues, rules=len(DEFAULT_RULES), kpis=len(library))
    if any(issue.level is IssueLevel.ERROR for issue in issues):
        raise typer.Exit(EXIT_FINDING)


@library_app.command("format")
def format_library(directory: Directory = DATA_DIRECTORY) -> None:
    """Write every file of a library anew: sorted, one layout."""
    library = _load(directory)
    for domain in library.domains:
        file = directory / f"{domain}.yaml"
        content = to_yaml(kpi for kpi in library if kpi.domain == domain)
        if file.read_text("utf-8") != content:
            file.write_text(content, encoding="utf-8")
            print(f"{file.name} laid out anew")


@library_app.command("import")
def import_catalogue(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, JSON, JSON Lines, YAML, dbt metrics.")],
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="What a column says; may be repeated."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="The only sheet to read.")] = None,
    same: Annotated[
        list[str] | None,
        typer.Option(metavar="OWN=LIBRARY", help="These two are one measure."),
    ] = None,
    not_same: Annotated[
        list[str] | None, typer.Option(metavar="OWN", help="This one is none of the library's.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Keep what the dry run showed.")] = False,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Keep the other rows when some are refused.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Forget own KPIs that the file does not hold.")
    ] = False,
) -> None:
    """Bring your own KPI catalogue in; a dry run unless --apply is given."""
    decisions: dict[str, str | None] = dict(pairs(same, "--same"))
    decisions |= dict.fromkeys(not_same or ())
    read = read_catalogue(file, dict(pairs(columns, "--map")), sheet)
    with open_application() as plumbline:
        progress = terminal.progress_bar("Comparing with the library")
        proposals = importing.propose(plumbline, read, decisions, progress)
        terminal.show_import(Console(emoji=False), read, proposals)
        if not apply:
            print("Nothing is kept yet. Keep it with --apply.")
            return
        if read.refused and not skip_refused:
            message = f"{len(read.refused)} rows are refused: mend them, or add --skip-refused"
            raise InputError(message, where=file.name)
        importing.keep(plumbline, proposals, file.name, replace)
    print(f"{len(proposals)} KPIs kept. A server that is running sees them after a restart.")


class Which(StrEnum):
    """Whose KPIs are exported."""

    ALL = "all"
    LIBRARY = "library"
    ORGANISATION = "organisation"


@library_app.command("export")
def export_catalogue(
    format_: Annotated[ExportFormat, typer.Option("--format", help="How to write them.")],
    out: Out = None,
    which: Annotated[Which, typer.Option("--source", help="Whose KPIs.")] = Which.ALL,
    domain: Annotated[str | None, typer.Option(help="Only KPIs of this domain.")] = None,
) -> None:
    """Write the library and your own KPIs for other tools; each measure once."""
    if out is not None:
        check_writable(out)
    no_workbook_to_terminal(format_ is ExportFormat.XLSX, out, "--format")
    with open_application() as plumbline:
        if domain is not None and domain not in plumbline.library.domains:
            domains = ", ".join(plumbline.library.domains)
            raise InputError(f"{domain!r} is none of {domains}", where="--domain")
        indicators = [i for i in plumbline.indicators if _wanted(i, which, domain)]
    content = WRITERS[format_](indicators)
    write_bytes(content, out)
    if out is not None:
        print(f"{len(indicators)} KPIs written to {out}")


def _wanted(indicator: Indicator, which: Which, domain: str | None) -> bool:
    of_source = which is Which.ALL or indicator.source is Source(which.value)
    return of_source and (
        domain is None or (indicator.record is not None and indicator.record.domain == domain)
    )


def _load(directory: Path) -> KpiLibrary:
    try:
        return load_library(directory)
    except LibraryError as error:
        raise InputError(str(error), where=str(directory)) from error
