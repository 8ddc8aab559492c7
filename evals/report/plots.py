"""Plots of results as SVG text that can stand inside a page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from evals.metrics.calibration_error import Reliability
from evals.report.table import metric_names
from evals.results import Evaluation

COLOURS = ("#1b6ca8", "#9aa5b1", "#cfa45b", "#7a9e7e")
_COLUMNS = 4
_PANEL = (2.7, 2.1)
_BINS = np.linspace(0, 1, 11)
#: The same figure gives the same bytes, and its text can be searched and copied.
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "plumbline",
    "svg.fonttype": "none",
    "xtick.labelsize": 8,
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def bars(evaluation: Evaluation) -> str:
    """One panel a metric: a bar a system, with its interval."""
    metrics, systems = metric_names(evaluation), evaluation.result.systems
    with mpl.rc_context(_STYLE):
        figure, panels = _panels(len(metrics))
        for axes, metric in zip(panels, metrics, strict=False):
            for at, measured in enumerate(systems.values()):
                if estimate := measured.get(metric):
                    value = estimate.value
                    # The percentile interval of a small sample may leave out the value.
                    below, above = max(0, value - estimate.low), max(0, estimate.high - value)
                    error = np.array([[below], [above]])
                    axes.bar(at, value, yerr=error, width=0.7, capsize=3, color=_colour(at))
            axes.set_title(metric)
            axes.set_xticks(range(len(systems)), list(systems), rotation=20)
            axes.set_xlim(-0.6, len(systems) - 0.4)
            axes.set_ylim(0, max(1.05, axes.get_ylim()[1]))
        return _svg(figure)


def histograms(of_cases: Mapping[str, NDArray[np.float64]]) -> str:
    """One panel a system: how many cases have which value in [0, 1]."""
    with mpl.rc_context(_STYLE):
        figure, panels = _panels(len(of_cases), share_y=True)
        for at, (axes, (system, values)) in enumerate(zip(panels, of_cases.items(), strict=False)):
            axes.hist(values, bins=_BINS.tolist(), color=_colour(at), edgecolor="white")
            axes.set_title(f"{system}, mean {values.mean():.3f}")
        return _svg(figure)


def reliability_plot(reliability: Reliability) -> str:
    """Observed share against stated probability; on the diagonal both agree."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(3.4, 3.2), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color=COLOURS[1], linewidth=1)
        axes.plot(reliability.predicted, reliability.observed, marker="o", color=COLOURS[0])
        for x, y, cases in zip(
            reliability.predicted, reliability.observed, reliability.cases, strict=True
        ):
            axes.annotate(str(cases), (x, y), textcoords="offset points", xytext=(5, -9))
        axes.set_xlabel("stated relevance")
        axes.set_ylabel("share judged relevant")
        axes.set_title(f"calibration error {reliability.error:.3f}")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        return _svg(figure)


def _panels(count: int, share_y: bool = False) -> tuple[Figure, list[Axes]]:
    columns = min(_COLUMNS, count)
    rows = -(-count // columns)
    figure = Figure(figsize=(_PANEL[0] * columns, _PANEL[1] * rows), layout="constrained")
    panels = list(figure.subplots(rows, columns, squeeze=False, sharey=share_y).flat)
    for unused in panels[count:]:
        unused.set_visible(False)
    return figure, panels


def _colour(at: int) -> str:
    return COLOURS[at % len(COLOURS)]


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
