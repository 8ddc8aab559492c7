"""Forms with files, as browsers and programs send them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from service.adapters.importers.text_file import MAX_BYTES
from service.errors import InputError
from service.web.uploads import NamedFile

UPLOAD = "multipart/form-data"
_MAX_FILES, _MAX_FIELDS = 2, 30


@dataclass(frozen=True)
class SentForm:
    """What a form holds.

    Attributes:
        fields: Texts by name, in the order sent.
        files: The files that were chosen, by the name of their field.
    """

    fields: Mapping[str, tuple[str, ...]]
    files: Mapping[str, NamedFile]

    def text(self, name: str) -> str:
        """The last text of this name; empty without one."""
        return self.fields.get(name, ("",))[-1]


async def sent_form(request: Request) -> SentForm:
    """The form in a body of type ``UPLOAD``.

    Raises:
        InputError: It is no such form, or has too many parts.
    """
    fields: dict[str, tuple[str, ...]] = {}
    files: dict[str, NamedFile] = {}
    try:
        async with request.form(
            max_files=_MAX_FILES, max_fields=_MAX_FIELDS, max_part_size=MAX_BYTES
        ) as form:
            for name, value in form.multi_items():
                if isinstance(value, str):
                    fields[name] = (*fields.get(name, ()), value)
                elif isinstance(value, UploadFile) and value.filename:
                    files[name] = await value.read(), value.filename
    except HTTPException as error:
        if error.status_code != 400:
            raise
        raise InputError(f"The form cannot be read: {error.detail}") from error
    return SentForm(fields, files)
