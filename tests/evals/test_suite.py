"""Finding datasets in folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evals.loading.labelled_texts import read_understood_texts
from evals.suite import OWN, discover, named
from service.errors import InputError

_UNDERSTOOD = (
    '{"text": "Jog", "direction": "achieve", "baseline": null, "target": null, "deadline": null}'
)


@pytest.fixture
def data(tmp_path: Path, beir: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(beir, folder / "retrieval" / "small")
    for name, text in {
        "measurability/m.jsonl": '{"text": "Jog", "measurable": true}',
        "catalogues/c.jsonl": '{"name": "Jogs"}',
        "understanding/dev.jsonl": _UNDERSTOOD,
        "understanding/u.jsonl": _UNDERSTOOD,
        "abstention/others_train.txt": "no",
        "abstention/objectives_train.txt": "yes",
        "abstention/others_t.txt": "no",
        "abstention/objectives_t.txt": "yes",
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    return folder


def test_finds_what_is_there_and_nothing_to_learn_from(data: Path, tmp_path: Path) -> None:
    runs = discover(data, own=tmp_path / "none")
    assert [(run.task, run.dataset) for run in runs] == [
        ("abstention", "others_t"),
        ("coverage", "c"),
        ("measurability", "m"),
        ("retrieval", "small"),
        ("understanding", "u"),
    ]


def test_named_runs_in_the_order_asked_for(data: Path, tmp_path: Path) -> None:
    runs = discover(data, own=tmp_path / "none")
    wanted = [("retrieval", "small"), ("coverage", "c")]
    assert [(run.task, run.dataset) for run in named(runs, wanted)] == wanted
    with pytest.raises(InputError, match="no dataset 'un_sdg' for retrieval"):
        named(runs, [("retrieval", "un_sdg")])


def test_two_datasets_of_one_name(data: Path) -> None:
    with pytest.raises(InputError, match=r"two datasets for retrieval are called .small."):
        discover(data, own=data)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        discover(tmp_path / "nowhere")


def test_our_own_development_cases_are_well_formed() -> None:
    texts = read_understood_texts(OWN / "understanding" / "dev.jsonl")
    assert len({text.text for text in texts}) == len(texts) > 700


def test_our_own_datasets_are_well_formed(tmp_path: Path) -> None:
    runs = discover(tmp_path, own=OWN)
    assert {run.task for run in runs} >= {"abstention", "findings"}
