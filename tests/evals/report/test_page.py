"""The HTML report."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from evals.report.page import write_page
from evals.results import Estimate, Evaluation, Listing, Result

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


def evaluation() -> Evaluation:
    estimate = Estimate(value=0.5, low=0.25, high=0.75)
    return Evaluation(
        Result(
            task="retrieval",
            dataset="<b>zoo</b>",
            systems={
                "plumbline": {"f1": estimate, "traps_found": estimate},
                "dense": {"f1": estimate},
            },
            library_version="1",
            model="m@1",
            n=4,
        ),
        "Measured & counted.",
        notes=("One left out.",),
        listings=(Listing("Worst", ("a", "b"), (("<script>x</script>", ("one", "two")),)),),
        distributions={"f1": {"plumbline": np.array([0.0, 1.0]), "dense": np.array([0.5, 0.5])}},
    )


def test_one_file_that_needs_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    write_page([evaluation(), evaluation()], file)
    page = file.read_text("utf-8")
    assert page.count("<svg") == page.count("</svg>") == 4
    assert not re.search(r"(src|href)=\"https?:", page)
    assert "0.500 [0.25, 0.75]" in page
    assert "One left out." in page
    assert "one\ntwo" in page


def test_texts_of_datasets_are_escaped(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    write_page([evaluation()], file)
    page = file.read_text("utf-8")
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_the_same_results_give_the_same_page(tmp_path: Path) -> None:
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    write_page([evaluation()], first)
    write_page([evaluation()], second)
    assert first.read_bytes() == second.read_bytes()
