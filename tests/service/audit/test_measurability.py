"""What a goal's own words lack, and how it would read with the gaps shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_library.library import KpiLibrary
from service.audit.kpi_names import KpiNames
from service.audit.measurability import is_measurable, missing_parts, rewrite
from service.understanding.objective import read_objective
from tests.service.audit.cases_measurability import CASES
from tests.service.audit.sets import TODAY

#: Labelled before the code was read, and read otherwise by it. An entry may go, none may come.
MISREAD = {
    "Translate the user guide into Spanish",
    "Reduce patient falls",
    "Be seen as a leader in sustainability by 2030",
    "Modernise our approach to procurement in 2027",
}


@pytest.fixture(scope="module")
def kpi_names(library: KpiLibrary) -> KpiNames:
    return KpiNames(name for kpi in library for name in (kpi.name, *kpi.aliases))


@pytest.mark.parametrize(("text", "missing"), [c for c in CASES if c[0] not in MISREAD])
def test_missing_parts(text: str, missing: tuple[str, ...], kpi_names: KpiNames) -> None:
    reading = read_objective(text, TODAY)
    assert missing_parts(reading, kpi_names) == missing
    assert is_measurable(reading) == (missing in ((), ("deadline",)))


def test_the_table_is_large_and_misreadings_are_few() -> None:
    assert len({text for text, _ in CASES}) == len(CASES) >= 60
    assert {text for text, _ in CASES} >= MISREAD
    assert len(MISREAD) / len(CASES) < 0.06


def test_a_known_kpi_is_a_metric() -> None:
    reading = read_objective("Improve first contact resolution", TODAY)
    assert missing_parts(reading, KpiNames()) == ("metric", "target", "deadline")
    known = KpiNames(["First contact resolution"])
    assert missing_parts(reading, known) == ("target", "deadline")


@pytest.mark.parametrize(
    ("text", "missing", "written"),
    [
        (
            "Increase customer base",
            ("target", "deadline"),
            "Increase customer base from [baseline] to [target] by [deadline]",
        ),
        (
            "Reduce response times to burglaries by the end of 2027",
            ("target",),
            "Reduce response times to burglaries from [baseline] to [target] by 31 December 2027",
        ),
        (
            "Be a great place to work",
            ("metric", "target", "deadline"),
            "Bring [metric] from [baseline] to [target] by [deadline]",
        ),
        (
            "Maintain service quality",
            ("target", "deadline"),
            "Keep service quality at [target] by [deadline]",
        ),
        ("Recruit 60 foster families.", ("deadline",), "Recruit 60 foster families by [deadline]"),
        (
            "Cut the wait from 48 to 24 hours",
            ("deadline",),
            "Cut the wait from 48 to 24 hours by [deadline]",
        ),
        (
            "Strengthen partnerships by FY28",
            ("metric", "target"),
            "Increase [metric] from [baseline] to [target] by FY28",
        ),
        (
            "Strengthen our vision-2030 partnerships",
            ("metric", "target"),
            "Increase [metric] from [baseline] to [target] by 2030",
        ),
    ],
)
def test_rewrite(text: str, missing: tuple[str, ...], written: str) -> None:
    assert rewrite(read_objective(text, TODAY), missing) == written


VERBS = (
    "Increase Reduce Keep Improve Launch Strengthen Halve Recruit Attract Be Maintain Cut".split()
)
SUBJECTS = (
    "customer base", "employee turnover", "waiting times", "our culture", "a portal", "partnerships",
    "on-time delivery", "", "ISO 27001 sites", "[target] practice",
)  # fmt: skip
AMOUNTS = (
    "",
    "by {n}%",
    "from {n} to {m}",
    "to {m}",
    "at least {n} hours",
    "by {n} points",
    "£{n}m",
)
DATES = ("", "by {year}", "by Q{q} {year}", "in FY{q}7", "within {n} months", "by 30 June {year}")


def _goal(template: tuple[str, str, str, str], numbers: tuple[int, int, int, int]) -> str:
    n, m, q, year = numbers
    filled = " ".join(part for part in template if part)
    return filled.format(n=n, m=m, q=q, year=year)


GOALS: st.SearchStrategy[str] = st.builds(
    _goal,
    st.tuples(*map(st.sampled_from, (VERBS, SUBJECTS, AMOUNTS, DATES))),
    st.tuples(st.integers(2, 900), st.integers(2, 900), st.integers(1, 4), st.integers(2027, 2035)),
)


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


@given(GOALS)
def test_a_rewrite_invents_no_number_and_leaves_each_gap_open(text: str) -> None:
    reading = read_objective(text, TODAY)
    missing = missing_parts(reading, KpiNames())
    written = rewrite(reading, missing)
    known = _numbers(text)
    if reading.deadline:
        known |= _numbers(f"{reading.deadline:%-d %B %Y}")
    assert _numbers(written) <= known
    for part in missing:
        assert f"[{part}]" in written
    if "deadline" not in missing:
        assert "[deadline]" not in written
    if "target" not in missing:
        assert text.rstrip(" .") in written
    assert "  " not in written.strip()


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = read_objective(text, TODAY)
    missing = missing_parts(reading, KpiNames())
    assert set(missing) <= {"metric", "target", "deadline"}
    assert "metric" not in missing or "target" in missing
    assert rewrite(reading, missing)


@pytest.mark.parametrize("later", [lambda d: d + timedelta(days=40), lambda d: date(2031, 5, 5)])
def test_the_day_of_the_audit_does_not_decide_what_is_missing(
    later: Callable[[date], date], kpi_names: KpiNames
) -> None:
    for text, _ in CASES:
        now, then = (read_objective(text, day) for day in (TODAY, later(TODAY)))
        assert missing_parts(now, kpi_names) == missing_parts(then, kpi_names)
