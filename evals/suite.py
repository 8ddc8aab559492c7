"""All datasets that lie in a folder, as runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.results import Run
from evals.tasks import (
    abstention,
    alignment,
    coverage,
    equivalence,
    feedback,
    findings,
    held_aside,
    measurability,
    retrieval,
    suggestion,
    understanding,
)
from service.errors import InputError

OWN = Path(__file__).parent / "datasets"
#: Data written by others, kept beside the checkout.
SHARED = Path(__file__).parents[2] / "shared" / "evals"


def discover(data: Path = SHARED, own: Path = OWN) -> list[Run]:
    """Every task on everything under both folders.

    A folder holds ``retrieval/<name>/``, ``organisations/test/<name>/``, ``gold/test/``,
    ``alignment/*.jsonl``, ``measurability/*.jsonl``, ``catalogues/*.jsonl`` (for coverage),
    ``held_aside/*.jsonl``, ``understanding/*.jsonl``, ``feedback/*.jsonl``,
    ``findings/<name>/``, ``equivalence/<name>/`` and
    ``abstention/{objectives,others}_<name>.txt``, each if it has it. What is named ``train`` of
    the last two is left out, because the models were fitted on it, and so is ``understanding/dev``,
    from which the grammar was written.

    Raises:
        InputError: ``data`` does not exist, a dataset is malformed, or two have one name.
    """
    if not data.is_dir():
        raise InputError("there is no such folder; give one by --data", where=str(data))
    runs = [run for root in (data, own) for run in _under(root)]
    names = [(run.task, run.dataset) for run in runs]
    for at, (task, dataset) in enumerate(names):
        if (task, dataset) in names[:at]:
            raise InputError(f"two datasets for {task} are called {dataset!r}", where=str(data))
    return sorted(runs, key=lambda run: (run.task, run.dataset))


def named(runs: Sequence[Run], wanted: Sequence[tuple[str, str]]) -> list[Run]:
    """The runs with these tasks and datasets.

    Raises:
        InputError: A wanted dataset is not there.
    """
    by_name = {(run.task, run.dataset): run for run in runs}
    for task, dataset in wanted:
        if (task, dataset) not in by_name:
            raise InputError(f"no dataset {dataset!r} for {task}; give its folder by --data")
    return [by_name[name] for name in wanted]


def _under(root: Path) -> Iterator[Run]:
    for corpus in sorted(root.glob("retrieval/*/corpus.jsonl")):
        yield retrieval.run_on(corpus.parent)
    for folder in sorted(root.glob("organisations/test")):
        yield retrieval.run_on_all(folder)
    for file in sorted(root.glob("alignment/*.jsonl")):
        yield alignment.run_on(file)
    for file in sorted(root.glob("measurability/*.jsonl")):
        yield measurability.run_on(file)
    for file in sorted(root.glob("catalogues/*.jsonl")):
        yield coverage.run_on(file)
    for file in sorted(root.glob("understanding/*.jsonl")):
        if file.stem != "dev":
            yield understanding.run_on(file)
    for folder in sorted(root.glob("gold/test")):
        yield suggestion.run_on(folder)
    for folder in sorted({file.parent for file in root.glob("findings/*/*.yaml")}):
        yield findings.run_on(folder)
    for file in sorted(root.glob("feedback/*.jsonl")):
        yield feedback.run_on(file)
    for file in sorted(root.glob("held_aside/*.jsonl")):
        yield held_aside.run_on(file)
    for folder in sorted({file.parent for file in root.glob("equivalence/*/*.jsonl")}):
        if folder.name != "train":
            yield equivalence.run_on(folder)
    for others in sorted(root.glob("abstention/others_*.txt")):
        objectives = others.with_name(others.name.replace("others_", "objectives_", 1))
        if others.stem != "others_train":
            yield abstention.run_on(objectives, others)
