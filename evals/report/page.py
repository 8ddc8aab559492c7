"""All results as one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.report.plots import bars, histograms, reliability_plot
from evals.report.table import lines, metric_names, shown
from evals.results import Evaluation

INTERVALS = (
    "Intervals are 95% percentile bootstrap intervals over 10,000 resamples of the cases with a "
    "fixed seed. Gold is what one organisation chose, so a sensible alternative counts as a "
    "miss: compare systems, never read one figure alone."
)


def write_page(evaluations: Sequence[Evaluation], path: Path) -> None:
    """Write the report; texts of datasets are untrusted and escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lines"] = lines
    sections = [
        {
            "result": evaluation.result,
            "evaluation": evaluation,
            "rows": [
                (metric, [shown(s.get(metric)) for s in evaluation.result.columns.values()])
                for metric in metric_names(evaluation)
            ],
            # Drawn from numbers and names of our own, so they hold no text of a dataset.
            "bars": Markup(bars(evaluation)),  # noqa: S704
            "histograms": {
                metric: Markup(histograms(values))  # noqa: S704
                for metric, values in evaluation.distributions.items()
            },
            "reliability": evaluation.reliability
            and Markup(reliability_plot(evaluation.reliability)),  # noqa: S704
        }
        for evaluation in evaluations
    ]
    page = environment.get_template("page.html.j2").render(sections=sections, intervals=INTERVALS)
    path.write_text(page, encoding="utf-8")
