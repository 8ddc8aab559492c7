"""The HTTP client of OpenAI's library with a bound on what a server may send."""

from __future__ import annotations

from typing import Any

from openai import DefaultAsyncHttpxClient

from service.adapters.llm.faults import AnswerTooLong

#: Bytes of a response, in which every letter of a reply may stand as ``\u00e9``.
MAX_RESPONSE = 2_000_000
#: No longer true of a body that was read and unpacked.
_OF_THE_WIRE = {"content-encoding", "content-length", "transfer-encoding"}


class BoundedClient(DefaultAsyncHttpxClient):
    """Gives up a response that is too long, and follows no redirect.

    A redirect would take the question, and the answers of people in it, to a server that nobody
    configured.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, follow_redirects=False)

    async def send(self, request: Any, *, stream: bool = False, **kwargs: Any) -> Any:
        """The response, read as a whole.

        Raises:
            AnswerTooLong: It has more bytes than any answer needs.
        """
        response = await super().send(request, stream=True, **kwargs)
        body = bytearray()
        try:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_RESPONSE:
                    raise AnswerTooLong(f"more than {MAX_RESPONSE:,} bytes")
        finally:
            await response.aclose()
        headers = [
            (key, value)
            for key, value in response.headers.multi_items()
            if key.lower() not in _OF_THE_WIRE
        ]
        return type(response)(
            response.status_code, headers=headers, content=bytes(body), request=request
        )
