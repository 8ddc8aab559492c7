"""Text files within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.adapters.importers.text_file import MAX_BYTES, decode, read_text
from service.errors import UnreadableFile


def test_utf8_with_and_without_byte_order_mark(tmp_path: Path) -> None:
    for content in (b"caf\xc3\xa9", b"\xef\xbb\xbfcaf\xc3\xa9"):
        (tmp_path / "file").write_bytes(content)
        assert read_text(tmp_path / "file") == "café"


def test_the_largest_file_is_read_and_a_larger_one_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a" * MAX_BYTES)
    assert len(read_text(file)) == MAX_BYTES
    file.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(UnreadableFile, match=r"^large\.yaml: is larger than 5 MB: split it$"):
        read_text(file)


def test_an_endless_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="larger than 5 MB"):
        read_text(Path("/dev/zero"))


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir])
def test_no_file(tmp_path: Path, make: object) -> None:
    path = tmp_path / "goals.yaml"
    if callable(make):
        make(path)
    with pytest.raises(UnreadableFile, match="cannot be read") as raised:
        read_text(path)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"caf\xe9", r"x\.csv: is not UTF-8 \(byte 3 is 0xe9\): save it as UTF-8"),
        ("text".encode("utf-16"), r"x\.csv: is not UTF-8 \(byte 0 is 0xff\)"),
        (b"\xed\xa0\x80", r"is not UTF-8 \(byte 0 is 0xed\)"),
        (b"a\0b", r"x\.csv: holds NUL bytes"),
        ("text".encode("utf-16-le"), "holds NUL bytes"),
    ],
)
def test_what_is_no_text(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        decode(content, "x.csv")
