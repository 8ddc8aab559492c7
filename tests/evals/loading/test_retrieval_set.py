"""BEIR folders, good and malformed."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.loading.retrieval_set import read_retrieval_set
from service.errors import InputError


def test_reads_all_and_leaves_out_queries_without_relevant_document(beir: Path) -> None:
    dataset = read_retrieval_set(beir)
    assert dataset.name == "small"
    assert len(dataset.indicators) == 4
    assert list(dataset.queries) == ["q0", "q1", "q2"]
    assert dataset.gains["q1"] == {"k2": 2.0}
    assert dataset.left_out == 1


def test_qrels_may_lack_their_heading_and_end_lines_in_windows_style(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").write_bytes(b"q0\tk0\t1\r\nq1\tk2\t1\r\n")
    assert list(read_retrieval_set(beir).gains) == ["q0", "q1"]


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(beir: Path, name: str) -> None:
    (beir / name).unlink()
    with pytest.raises(InputError, match=f"small/{name}: cannot be read"):
        read_retrieval_set(beir)


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("corpus.jsonl", "{", r"small/corpus\.jsonl, line 5: is not JSON"),
        ("corpus.jsonl", '{"_id": "k0", "title": "again"}', r"line 5: id 'k0' stands twice"),
        ("corpus.jsonl", '{"_id": "k9"}', r"small/corpus\.jsonl, line 5: "),
        ("queries.jsonl", "nope", r"small/queries\.jsonl, line 5: is not JSON"),
        ("queries.jsonl", '{"_id": "q9"}', r"small/queries\.jsonl, line 5: text: Field required"),
        ("queries.jsonl", '{"_id": "q0", "text": "x"}', "line 5: _id 'q0' stands twice"),
        ("queries.jsonl", "[1]", r"small/queries\.jsonl, line 5: "),
        ("qrels/test.tsv", "q0\tk0", r"small/qrels/test\.tsv, line 6: has 2 columns"),
        ("qrels/test.tsv", "q0\tk77\t1", r"test\.tsv, line 6: document 'k77' is not in corpus"),
        ("qrels/test.tsv", "q77\tk0\t1", r"test\.tsv, line 6: query 'q77' is not in queries"),
        ("qrels/test.tsv", "q0\tk1\tyes", r"line 6: score 'yes' is not a whole number"),
    ],
)
def test_a_malformed_line_is_named(beir: Path, name: str, line: str, fault: str) -> None:
    with (beir / name).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(InputError, match=fault):
        read_retrieval_set(beir)


def test_nothing_relevant_at_all(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq0\tk0\t0\n")
    with pytest.raises(InputError, match="no query has a relevant document"):
        read_retrieval_set(beir)


def test_not_utf_8(beir: Path) -> None:
    (beir / "queries.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"queries\.jsonl: is not UTF-8"):
        read_retrieval_set(beir)
