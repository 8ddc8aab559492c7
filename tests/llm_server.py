"""A server on this machine that speaks OpenAI's chat completions, well or badly as told.

    with LlmServer(text('{"upright": true}')) as server:
        Settings(llm="openai:small", llm_base_url=server.url)

It answers with the behaviours that it is given, one a request; the last one goes on.
"""

from __future__ import annotations

import json
import select
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, Self

#: Answers a request; given the handler, and the body as it came.
Behaviour = Callable[["_Handler", dict[str, Any]], None]


class LlmServer:
    """Listens while the ``with`` statement runs.

    Attributes:
        requests: Bodies as they came.
        headers: Of each request, names in lower case.
        connections: How many were made, for whatever.
        abandoned: How many connections the other side closed before it had its answer.
    """

    def __init__(self, *behaviours: Behaviour) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.connections = 0
        self.abandoned = 0
        self.stopping = Event()
        self._behaviours = list(behaviours)
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("H", (_Handler,), {"llm": self}))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """What ``PLUMBLINE_LLM_BASE_URL`` is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def then(self, *behaviours: Behaviour) -> None:
        """Answer by these from now on."""
        with self._lock:
            self._behaviours = list(behaviours)

    def take(self, request: dict[str, Any], headers: dict[str, str]) -> Behaviour:
        """Note a request, and say how to answer it."""
        with self._lock:
            self.requests.append(request)
            self.headers.append(headers)
            return self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    llm: LlmServer

    def setup(self) -> None:
        super().setup()
        self.llm.connections += 1

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            self.llm.take(request, headers)(self, request)
        except OSError:
            self.llm.abandoned += 1

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole response."""
        self.head(len(body), status, **headers)
        self.wfile.write(body)

    def head(self, length: int, status: int = 200, **headers: str) -> None:
        """The start of a response."""
        self.send_response(status)
        told = {"Content_Type": "application/json", "Content_Length": str(length)} | headers
        for name, value in told.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def wait(self, seconds: float) -> None:
        """Wait, and notice when the other side has gone."""
        readable, _, _ = select.select([self.connection], [], [], seconds)
        if readable or self.llm.stopping.is_set():
            self.close_connection = True
            raise ConnectionAbortedError


def text(
    content: str | None, ended: str = "stop", tokens: tuple[int, int] = (100, 10), **message: Any
) -> Behaviour:
    """A reply of the model in its own words, such as JSON."""
    return _completion({"role": "assistant", "content": content} | message, ended, tokens)


def tool(arguments: str, tokens: tuple[int, int] = (100, 10)) -> Behaviour:
    """A reply as a call of whatever tool the request offers."""

    def behave(handler: _Handler, request: dict[str, Any]) -> None:
        name = request["tools"][0]["function"]["name"]
        call = {"id": "1", "type": "function", "function": {"name": name, "arguments": arguments}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
        _completion(message, "tool_calls", tokens)(handler, request)

    return behave


def _completion(message: dict[str, Any], ended: str, tokens: tuple[int, int]) -> Behaviour:
    choice = {"index": 0, "message": message, "finish_reason": ended}
    usage = {
        "prompt_tokens": tokens[0],
        "completion_tokens": tokens[1],
        "total_tokens": sum(tokens),
    }
    completion = {"id": "1", "object": "chat.completion", "created": 1, "model": "small"}
    return body(json.dumps(completion | {"choices": [choice], "usage": usage}).encode())


def body(content: bytes, status: int = 200, **headers: str) -> Behaviour:
    """Any response; ``Retry_After="1"`` is a header."""
    return lambda handler, _: handler.send(content, status, **headers)


def error(status: int, message: str = "no", **headers: str) -> Behaviour:
    """A refusal as OpenAI words it."""
    return body(json.dumps({"error": {"message": message}}).encode(), status, **headers)


def drip(pause_s: float = 0.02) -> Behaviour:
    """A response that never ends, a blank at a time; each comes before a client loses patience."""

    def behave(handler: _Handler, _: dict[str, Any]) -> None:
        handler.head(1_000_000)
        while True:
            handler.wfile.write(b" ")
            handler.wait(pause_s)

    return behave


def hang(handler: _Handler, _: dict[str, Any]) -> None:
    """No response at all."""
    while True:
        handler.wait(0.05)


def disconnect(handler: _Handler, _: dict[str, Any]) -> None:
    """The connection is closed in mid-answer."""
    handler.head(1_000)
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def endless(handler: _Handler, _: dict[str, Any]) -> None:
    """More and more, as fast as it goes."""
    handler.head(10**12)
    while not handler.llm.stopping.is_set():
        handler.wfile.write(b"x" * 65_536)


def refusing(*unknown: str, otherwise: Behaviour) -> Behaviour:
    """400 to requests with a parameter that the server does not know."""

    def behave(handler: _Handler, request: dict[str, Any]) -> None:
        found = next((name for name in unknown if name in request), None)
        if found:
            error(400, f"Unsupported parameter: '{found}'")(handler, request)
        else:
            otherwise(handler, request)

    return behave
