"""Finding out whether an endpoint answers, and in which form."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from pydantic import BaseModel, ConfigDict

from prompts.loader import load
from service.adapters.llm.attempt import Mode, Option
from service.adapters.llm.negotiating_model import NegotiatingModel
from service.domain.llm import Failure, Task
from service.llm.session import call_for


class PlumbLine(BaseModel):
    """The reply to the question of ``prompts/check.md``."""

    model_config = ConfigDict(extra="forbid")

    upright: bool
    reason: str


@dataclass(frozen=True)
class EndpointCheck:
    """What was found.

    Attributes:
        model: ``provider:model``.
        works: Whether it gave a reply in its form.
        reachable: Whether a server answered, be it with a refusal.
        mode: How replies are asked for; None when none came.
        left_out: What the endpoint refused beside.
        seconds: Until the reply.
        requests: How many it took.
        input_tokens: Read by the model.
        output_tokens: Written by the model.
        failure: Why there is no reply.
        complaint: What the server said of it.
    """

    model: str
    works: bool
    reachable: bool
    mode: Mode | None
    left_out: tuple[Option, ...]
    seconds: float
    requests: int
    input_tokens: int
    output_tokens: int
    failure: Failure | None
    complaint: str


def check(endpoint: NegotiatingModel, seconds: float, secret: str = "") -> EndpointCheck:
    """Ask one small question; wait at most so many seconds.

    Args:
        endpoint: Whom to ask.
        seconds: To wait at most.
        secret: Key of the endpoint, which its complaint may repeat.
    """
    call = call_for(Task.CHECK, load("check").render(), PlumbLine, max_output_tokens=1_000)
    begun = monotonic()
    attempt = endpoint.attempt(call, begun + seconds)
    return EndpointCheck(
        model=endpoint.name,
        works=attempt.failure is None,
        reachable=attempt.failure not in {Failure.UNREACHABLE, Failure.TIMEOUT},
        mode=endpoint.mode,
        left_out=tuple(sorted(endpoint.left_out)),
        seconds=round(monotonic() - begun, 3),
        requests=attempt.requests,
        input_tokens=attempt.input_tokens,
        output_tokens=attempt.output_tokens,
        failure=attempt.failure,
        complaint=attempt.complaint.replace(secret, "***") if secret else attempt.complaint,
    )
