"""Readings of texts that were read before, kept between audits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from service.domain.ports import Memory
from service.understanding.wording import Wording, read_wordings

_WORDING = TypeAdapter(Wording)


class RememberedWordings:
    """Reads what is new and recalls the rest; a ``WordingReader``.

    Each is kept under a hash of the text, the day, and the code that read it.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def __call__(self, texts: Sequence[str], today: date) -> list[Wording]:
        """The texts, read."""
        of_day = hashlib.blake2b(_code() + today.isoformat().encode(), digest_size=16)
        keys = {text: _key(of_day, text) for text in texts}
        found = self._memory.recall(list(keys.values()))
        known = {text: wording for text, key in keys.items() if (wording := _of(found.get(key)))}
        new = [text for text in keys if text not in known]
        read = dict(zip(new, read_wordings(new, today), strict=True))
        packed = {keys[text]: _packed(wording) for text, wording in read.items()}
        self._memory.keep({key: content for key, content in packed.items() if content})
        known |= read
        return [known[text] for text in texts]


def _key(of_day: hashlib.blake2b, text: str) -> bytes:
    digest = of_day.copy()
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _packed(wording: Wording) -> bytes:
    try:
        return _WORDING.dump_json(wording)
    except PydanticSerializationError:  # half a character cannot be written
        return b""


def _of(content: bytes | None) -> Wording | None:
    if content is None:
        return None
    try:
        return _WORDING.validate_json(content)
    except ValidationError:
        return None


@cache
def _code() -> bytes:
    """Hash of everything that a reading depends on, so that a new grammar reads anew."""
    digest = hashlib.blake2b(digest_size=16)
    for package in ("service.understanding", "service.domain"):
        modules = [module for module in files(package).iterdir() if module.name.endswith(".py")]
        for module in sorted(modules, key=lambda module: module.name):
            digest.update(module.read_bytes())
    return digest.digest()
