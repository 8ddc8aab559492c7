"""``plumbline feedback``: say what you make of a KPI, see what was said, take it back."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console

from service import feedback, terminal
from service.answers.feedback import FeedbackAnswer
from service.cli.options import AsJson, Organisation, checked_body, open_application
from service.domain.feedback import Verdict
from service.errors import NotFound
from service.requests import FeedbackBody

feedback_app = typer.Typer(
    help="Accept, reject or edit KPIs; your next answers heed it.", no_args_is_help=True
)

KpiName = Annotated[str, typer.Argument(help="Id, name or alias of a KPI.")]
Objective = Annotated[str, typer.Option(help="The objective for which you judge it.")]
Reason = Annotated[str, typer.Option(help="Why.")]
_LIST = TypeAdapter(list[FeedbackAnswer])


@feedback_app.command("accept")
def accept(
    kpi: KpiName, objective: Objective, reason: Reason = "", organisation: Organisation = ""
) -> None:
    """This KPI is right for the objective."""
    _give(Verdict.ACCEPT, kpi, objective, reason, organisation)


@feedback_app.command("reject")
def reject(
    kpi: KpiName, objective: Objective, reason: Reason = "", organisation: Organisation = ""
) -> None:
    """This KPI is wrong for the objective."""
    _give(Verdict.REJECT, kpi, objective, reason, organisation)


@feedback_app.command("edit")
def edit(
    kpi: KpiName,
    objective: Objective,
    name: Annotated[str, typer.Option(help="What you call it.")] = "",
    definition: Annotated[str, typer.Option(help="What it measures with you.")] = "",
    target: Annotated[str, typer.Option(help="The target for this objective.")] = "",
    reason: Reason = "",
    organisation: Organisation = "",
) -> None:
    """This KPI is right for the objective, in other words."""
    wording = {"name": name, "definition": definition, "target": target}
    _give(Verdict.EDIT, kpi, objective, reason, organisation, wording)


@feedback_app.command("list")
def list_feedback(organisation: Organisation = "", as_json: AsJson = False) -> None:
    """All feedback of an organisation, oldest first."""
    with open_application() as plumbline:
        given = feedback.given(plumbline, organisation.strip())
    if as_json:
        print(_LIST.dump_json(given, indent=2).decode())
    else:
        terminal.show_feedback(Console(emoji=False), given)


@feedback_app.command("undo")
def undo(
    feedback_id: Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")],
) -> None:
    """Take feedback back: answers are as if it had never been given."""
    with open_application() as plumbline:
        feedback.undo(plumbline, feedback_id)
    Console(emoji=False).print(f"Undone: {terminal.escape(feedback_id)}")


def _give(
    verdict: Verdict,
    kpi: str,
    objective: str,
    reason: str,
    organisation: str,
    wording: dict[str, str] | None = None,
) -> None:
    with open_application() as plumbline:
        named = {indicator.id: indicator.id for indicator in plumbline.indicators}
        found = plumbline.library.find(kpi)
        kpi_id = named.get(kpi) or (found.id if found else None)
        if kpi_id is None:
            raise NotFound(f"no KPI {kpi!r}; try `plumbline kpi search {kpi!r}`")
        body = checked_body(
            FeedbackBody,
            verdict=verdict,
            kpi=kpi_id,
            objective=objective,
            reason=reason,
            organisation=organisation,
            edit=wording,
        )
        given = feedback.give(plumbline, body)
    terminal.show_given(Console(emoji=False), given)
