"""A catalogue to measure on, read by the production importer; one bad row and it is refused."""

from __future__ import annotations

from pathlib import Path

from service.adapters.importers.catalogue import read_catalogue
from service.domain.indicator import Indicator, Source
from service.domain.own_kpi import OwnKpi
from service.errors import InputError


def read_own_kpis(path: Path) -> tuple[OwnKpi, ...]:
    """The KPIs of a catalogue file.

    Raises:
        InputError: The file cannot be read, or a row of it; says where.
    """
    try:
        read = read_catalogue(path)
    except InputError as error:
        # The importer names the file alone, and datasets have files of one name.
        message = str(error) if str(path) in str(error) else f"{path.parent}/{error}"
        raise InputError(message) from error
    for issue in read.refused:
        raise InputError(issue.message, where=f"{path.parent}/{issue.place}")
    return read.kpis


def read_indicators(path: Path) -> tuple[Indicator, ...]:
    """The same as ranking sees them, under the ids of the file.

    Raises:
        InputError: The file cannot be read, or a row of it; says where.
    """
    return tuple(
        Indicator(kpi.id, kpi.name, kpi.definition, Source.ORGANISATION)
        for kpi in read_own_kpis(path)
    )
