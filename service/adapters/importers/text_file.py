"""Read an untrusted file within bounds."""

from __future__ import annotations

from pathlib import Path

from service.errors import UnreadableFile

MAX_BYTES = 5_000_000


def read_text(path: Path) -> str:
    """The file's text.

    Raises:
        UnreadableFile: It does not exist, is too large, or is not UTF-8.
    """
    return decode(read_bytes(path), path.name)


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The file's content.

    Raises:
        UnreadableFile: It does not exist or is too large.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableFile(
            f"cannot be read: {(error.strerror or 'unknown error').lower()}", where=str(path)
        ) from error
    if len(content) > max_bytes:
        raise UnreadableFile(
            f"is larger than {max_bytes // 1_000_000} MB: split it", where=path.name
        )
    return content


def decode(content: bytes, name: str) -> str:
    """UTF-8 text, with or without byte order mark.

    Raises:
        UnreadableFile: It is not UTF-8; says at which byte.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"is not UTF-8 (byte {error.start} is {content[error.start]:#04x}): save it as UTF-8",
            where=name,
        ) from error
    if "\0" in text:
        raise UnreadableFile("holds NUL bytes, so it is no text file", where=name)
    return text
