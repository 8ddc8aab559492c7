"""Delimited text: the delimiter and the encoding are found out, and said."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from service.adapters.importers.tables.table import Table, table_of_grid
from service.errors import UnreadableFile

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE_ROWS = 50
_MAX_CELL = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(content: bytes, name: str) -> Table | None:
    """The table in delimited text; None when it is empty.

    Raises:
        UnreadableFile: It is not text, or its quotation marks do not close.
    """
    text, encoding = decoded_text(content, name)
    delimiter = _delimiter(text)
    notes = (f"delimiter: {DELIMITERS[delimiter]}", f"encoding: {encoding}")
    return table_of_grid(name, _records(text, delimiter, name), notes)


def decoded_text(content: bytes, name: str) -> tuple[str, str]:
    """Text and its encoding: by byte order mark, else UTF-8, else what Windows writes.

    Raises:
        UnreadableFile: It holds NUL bytes.
    """
    encoding = next((codec for mark, codec in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # What spreadsheets on Windows write; every byte of it stands for something.
        encoding = "windows-1252"
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableFile("holds NUL bytes, so it is no text file", where=name)
    return text, encoding.removesuffix("-sig")


def _delimiter(text: str) -> str:
    """The one that gives the most rows of one same width, then the widest."""

    def evenness(delimiter: str) -> tuple[float, int]:
        try:
            rows = list(islice(_reader(text, delimiter), _SAMPLE_ROWS))
        except csv.Error:
            return 0.0, 0
        widths = Counter(len(row) for row in rows if any(row))
        if not widths:
            return 0.0, 0
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        return (count / widths.total() if width > 1 else 0.0), width

    return max(DELIMITERS, key=evenness)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[str, Sequence[str]]]:
    reader = _reader(text, delimiter)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = f"{name}, line {line}"
            raise UnreadableFile(f"is no delimited text: {error}", where=where) from error
        yield f"line {line}", cells
        line += 1 + sum(cell.count("\n") for cell in cells)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MAX_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
