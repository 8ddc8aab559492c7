"""What a server says when it starts."""

from __future__ import annotations

from rich.console import Console


def show_welcome(console: Console, host: str, port: int) -> None:
    """What to try first."""
    page = f"http://{host}:{port}"
    console.print(
        f"Plumbline serves [bold]{page}[/]   stop with Ctrl-C\n"
        f"  page      {page}/\n"
        f"  API       curl -s {page}/v1/recommendations -H 'content-type: application/json' "
        '-d \'{"objective": "Reduce customer churn by a third by Q4 2027"}\'\n'
        f"  schema    {page}/openapi.json\n"
        '  command   .venv/bin/plumbline recommend "Fewer potholes by 2028"',
        soft_wrap=True,
        highlight=False,
    )
