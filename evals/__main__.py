"""``python -m evals TASK``: measure Plumbline on labelled data."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Annotated

import typer

from evals.baselines import read_baselines, regressions, write_baselines
from evals.hold_aside import hold_aside
from evals.loading.held_aside import DATASET as HELD_ASIDE
from evals.loading.retrieval_set import read_retrieval_set
from evals.model_files import Asked, System, asks_model
from evals.progress import progress_bars
from evals.report.table import print_evaluation, print_ratios
from evals.session import measure, open_console, present
from evals.suite import OWN, SHARED, discover, named
from evals.tasks import abstention as abstention_task
from evals.tasks import alignment as alignment_task
from evals.tasks import coverage as coverage_task
from evals.tasks import equivalence as equivalence_task
from evals.tasks import feedback as feedback_task
from evals.tasks import findings as findings_task
from evals.tasks import held_aside as held_aside_task
from evals.tasks import judge as judge_task
from evals.tasks import measurability as measurability_task
from evals.tasks import retrieval as retrieval_task
from evals.tasks import suggestion as suggestion_task
from evals.tasks import understanding as understanding_task
from evals.today import TODAY
from evals.training.fit import fit
from kpi_library.library import load_library
from service.adapters.embedding.model_files import ADAPTER, DEFAULT_MODEL, find_model
from service.bootstrap import Application
from service.errors import PlumblineError
from service.settings import read_settings

#: Invented organisations that the embedding model is adapted to.
ORGANISATIONS = OWN / "organisations" / "adapter"
GOLD = OWN / "gold" / "test"
DEFAULT_DAY = datetime.combine(TODAY, datetime.min.time())

app = typer.Typer(
    help="Measure Plumbline on labelled data, beside simple baselines.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folders = Annotated[list[Path], typer.Option("--dataset", metavar="DIR", help="May be repeated.")]
Files = Annotated[list[Path], typer.Option("--dataset", metavar="FILE", help="May be repeated.")]
Json = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the numbers.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the report.")]
Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="Datasets beside our own.")]
Day = Annotated[
    datetime, typer.Option(formats=["%Y-%m-%d"], help="Day from which the texts count.")
]
Verbose = Annotated[bool, typer.Option("--verbose", help="Print what went wrong, case by case.")]


@app.command()
@asks_model
def retrieval(
    asked: Asked, dataset: Folders, json: Json = None, html: Html = None, verbose: Verbose = False
) -> None:
    """Find the indicators that organisations chose for their objectives (BEIR folders)."""
    present([retrieval_task.run_on(folder) for folder in dataset], json, html, verbose, asked=asked)


@app.command()
@asks_model
def alignment(asked: Asked, dataset: Files, json: Json = None, html: Html = None) -> None:
    """Link goals to the objectives they belong under, and tell foreign goals."""
    present([alignment_task.run_on(file) for file in dataset], json, html, asked=asked)


@app.command()
@asks_model
def measurability(
    asked: Asked, dataset: Files, json: Json = None, html: Html = None, verbose: Verbose = False
) -> None:
    """Tell measurable goals from vague ones."""
    present([measurability_task.run_on(file) for file in dataset], json, html, verbose, asked=asked)


@app.command()
@asks_model
def coverage(
    asked: Asked,
    catalogue: Annotated[list[Path], typer.Option(metavar="FILE", help="May be repeated.")],
    json: Json = None,
    html: Html = None,
) -> None:
    """Share of a real catalogue's KPIs that the library holds; lists the others."""
    present(
        [coverage_task.run_on(file) for file in catalogue], json, html, listings=True, asked=asked
    )


@app.command()
@asks_model
def equivalence(
    asked: Asked, dataset: Folders, json: Json = None, html: Html = None, verbose: Verbose = False
) -> None:
    """Recognise an organisation's KPIs as the library's (folders of labelled catalogues)."""
    present(
        [equivalence_task.run_on(folder) for folder in dataset], json, html, verbose, asked=asked
    )


@app.command("held-aside")
@asks_model
def held_aside(
    asked: Asked,
    dataset: Annotated[Path, typer.Option(metavar="FILE")] = HELD_ASIDE,
    json: Json = None,
    html: Html = None,
) -> None:
    """Find the library KPI that an objective was written for."""
    present([held_aside_task.run_on(dataset)], json, html, listings=True, asked=asked)


@app.command("hold-aside")
def move_aside() -> None:
    """Move a tenth of the example objectives of new KPIs out of the library, to measure with."""
    print(f"{hold_aside()} objectives moved to {HELD_ASIDE}")


@app.command()
@asks_model
def abstention(
    asked: Asked,
    objectives: Annotated[Path, typer.Option(metavar="FILE", help="An objective a line.")],
    others: Annotated[Path, typer.Option(metavar="FILE", help="A text that is none a line.")],
    json: Json = None,
    html: Html = None,
    verbose: Verbose = False,
) -> None:
    """Answer objectives, decline what is none."""
    present([abstention_task.run_on(objectives, others)], json, html, verbose, asked=asked)


@app.command()
@asks_model
def understanding(
    asked: Asked,
    dataset: Files,
    today: Day = DEFAULT_DAY,
    json: Json = None,
    html: Html = None,
    verbose: Verbose = False,
) -> None:
    """Read direction, baseline, target and deadline."""
    runs = [understanding_task.run_on(file, today.date()) for file in dataset]
    present(runs, json, html, verbose, asked=asked)


@app.command()
@asks_model
def suggestion(
    asked: Asked,
    dataset: Annotated[Path, typer.Option(metavar="DIR")] = GOLD,
    json: Json = None,
    html: Html = None,
    verbose: Verbose = False,
) -> None:
    """Score whole answers on graded objectives: order, confidence, set and targets."""
    present([suggestion_task.run_on(dataset)], json, html, verbose, asked=asked)


@app.command()
@asks_model
def judge(
    asked: Asked,
    dataset: Annotated[Path, typer.Option(metavar="DIR")] = GOLD,
    against: Annotated[
        System | None, typer.Option(help="Compare the answers of --system with this one's.")
    ] = None,
    both_orders: Annotated[
        bool, typer.Option("--both-orders", help="Compare twice, each answer first once.")
    ] = False,
    json: Json = None,
    html: Html = None,
    verbose: Verbose = False,
) -> None:
    """Have a language model judge whole answers, and the judge measured by readers' grades."""
    run = judge_task.run_on(dataset, asked.system, against, both_orders)
    # Whoever's answers are judged, the judge is a model.
    judging = replace(asked, system=System.PLUMBLINE_LLM)
    present([run], json, html, verbose, asked=judging)


@app.command()
@asks_model
def findings(
    asked: Asked, dataset: Folders, json: Json = None, html: Html = None, verbose: Verbose = False
) -> None:
    """Find what is wrong with goal sets, rule by rule (folders of YAML files)."""
    present([findings_task.run_on(folder) for folder in dataset], json, html, verbose, asked=asked)


@app.command()
@asks_model
def feedback(
    asked: Asked, dataset: Files, json: Json = None, html: Html = None, verbose: Verbose = False
) -> None:
    """Replay verdicts in order: does what was said earlier help the next answer?"""
    present([feedback_task.run_on(file) for file in dataset], json, html, verbose, asked=asked)


@app.command()
@asks_model
def report(asked: Asked, data: Data = SHARED, json: Json = None, html: Html = None) -> None:
    """Measure every task on everything that is there."""
    present(discover(data), json, html, asked=asked)


@app.command()
def check(data: Data = SHARED) -> None:
    """Measure what baselines.json holds; exit 1 when a metric fell below its interval."""
    committed = read_baselines()
    runs = named(discover(data), [(result.task, result.dataset) for result in committed])
    worse = list(regressions(committed, [evaluation.result for evaluation in measure(runs)]))
    for line in worse:
        print(f"worse: {line}")
    if worse:
        raise typer.Exit(1)
    print(f"No metric fell below its committed interval ({len(committed)} results).")


@app.command()
def accept(data: Data = SHARED) -> None:
    """Measure everything and write baselines.json anew."""
    evaluations = measure(discover(data))
    console = open_console()
    for evaluation in evaluations:
        print_evaluation(console, evaluation)
    write_baselines([evaluation.result for evaluation in evaluations])


@app.command()
def train() -> None:
    """Fit what ranking and abstention learn, from our own data alone, and write it."""
    with Application(read_settings()) as application:
        fit(application)


@app.command("train-adapter")
def train_adapter() -> None:
    """Adapt the embedding model to our objectives and KPIs, about 40 minutes; then run train."""
    # Imported here because it brings torch, which no other task needs.
    from evals.training.adapter import train_adapter as train_on

    with progress_bars() as progress:
        organisations = [read_retrieval_set(folder) for folder in sorted(ORGANISATIONS.iterdir())]
        model = find_model(DEFAULT_MODEL, adapted=False)
        show = progress("Training the adapter")
        train_on(load_library(), organisations, model, ADAPTER, on_progress=show)


@app.command()
def bench(
    goals: Annotated[
        int | None,
        typer.Option(min=100, help="Only audits, of this many goals; also the memory they took."),
    ] = None,
    objectives: Annotated[int, typer.Option(min=1, help="Over which --goals are spread.")] = 200,
) -> None:
    """Ratios of speed: ours against raw embedding, a tutorial's pipeline, and bare imports."""
    # Imported here because it brings torch, which no other task needs.
    from evals import bench as speed

    console = open_console()
    with Application(read_settings()) as application:
        if goals is None:
            print_ratios(console, speed.bench(application))
            return
        print_ratios(console, speed.audits(application, goals, objectives))
    console.print(f"At most {getrusage(RUSAGE_SELF).ru_maxrss // 1_000:,} MB of memory were taken.")


def main() -> None:
    """Run the command; a fault in the input is one line and exit code 2."""
    try:
        app()
    except PlumblineError as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
