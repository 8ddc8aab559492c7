"""``plumbline serve``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from service import terminal
from service.cli.options import open_application
from service.settings import read_settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the page and the REST API."""
    # Imported here because no other command needs a web server.
    import uvicorn

    from service.api.app import create_app

    settings = read_settings()
    host, port = host or settings.host, port or settings.port
    with open_application(one_shot=False) as plumbline:
        plumbline.warm_up()
        terminal.show_welcome(Console(stderr=True), host, port)
        uvicorn.run(
            create_app(plumbline),
            host=host,
            port=port,
            log_level=settings.log_level.value,
            access_log=False,  # its lines would hold what planners typed
        )
