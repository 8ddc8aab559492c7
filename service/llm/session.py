"""The language model as one answer uses it: a deadline, a budget of tokens, and a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from threading import Lock
from time import monotonic

from prompts.loader import Rendered
from service.domain.llm import AnswerT, Call, CallRecord, Failure, LlmUse, Prices, Reply, Task
from service.domain.ports import LanguageModel
from service.errors import Abandoned

#: A token holds at least about so many Latin letters, and fewer of scripts that take more bytes.
_LETTERS_PER_TOKEN, _MORE_A_BYTE = 3.5, 1.5


class LlmSession:
    """Asks a model on behalf of one answer; not to be kept beyond it.

    Args:
        model: Whom to ask.
        seconds: From now; no reply is awaited beyond.
        tokens: At most how many are read and written in all.
        organisation: Whose budget the calls are on.
        tasks: What may be asked for; other tasks bring nothing and are no failure.
        prices: For the cost in the answer, when the operator knows them.
        side_by_side: At most how many calls of this answer run at once.
    """

    def __init__(
        self,
        model: LanguageModel,
        seconds: float,
        tokens: int,
        organisation: str = "",
        tasks: frozenset[Task] = frozenset(Task),
        prices: Prices | None = None,
        side_by_side: int = 4,
    ) -> None:
        self._model = model
        self._until = monotonic() + seconds
        self._tokens = tokens
        self._organisation = organisation
        self._tasks = tasks
        self._prices = prices
        self._side_by_side = side_by_side
        self._abandoned = False
        self._lock = Lock()
        self._records: list[CallRecord] = []
        self._rejected: Counter[str] = Counter()

    def does(self, task: Task) -> bool:
        """Whether this task is switched on."""
        return task in self._tasks

    def affordable(
        self, calls: Sequence[Call[AnswerT]], share: float = 1.0
    ) -> Sequence[Call[AnswerT]]:
        """The first of these calls for which a share of the tokens that are left is enough.

        The very first one always, so that the record shows when there is not enough for it.
        """
        with self._lock:
            left = self._tokens
        needed = list(accumulate(map(_needed, calls)))
        fitting = sum(tokens <= left * share for tokens in needed)
        return calls[: max(fitting, 1)]

    @property
    def unfinished(self) -> bool:
        """Whether a recording or a batch has yet to reply to a call.

        What builds on that reply would be asked in vain.
        """
        return any(record.failure is Failure.NOT_RECORDED for record in self._records)

    def abandon(self) -> None:
        """Ask nothing further: nobody waits any more. Calls under way end by themselves."""
        self._abandoned = True

    def ask(self, call: Call[AnswerT]) -> AnswerT | None:
        """The model's reply; None when it failed, which the record shows.

        Raises:
            Abandoned: Nobody waits for the answer any more.
        """
        return self.ask_all([call])[0]

    def ask_all(self, calls: Sequence[Call[AnswerT]]) -> list[AnswerT | None]:
        """The replies to several calls, asked side by side.

        Raises:
            Abandoned: Nobody waits for the answer any more.
        """
        self._require_listener()
        wanted = [call for call in calls if self.does(call.task)]
        if len(wanted) < 2:
            replies = [self._ask(call) for call in wanted]
        else:
            with ThreadPoolExecutor(min(len(wanted), self._side_by_side)) as pool:
                replies = list(pool.map(self._ask, wanted))
        self._require_listener()
        # In the order of asking, whichever came first, so that an answer repeats.
        self._records += [reply.record for reply in replies]
        given = iter(replies)
        return [next(given).value if self.does(call.task) else None for call in calls]

    def reject(self, why: str, times: int = 1) -> None:
        """Count parts of a reply that were thrown away."""
        if times:
            self._rejected[why] += times

    @property
    def use(self) -> LlmUse:
        """What the model did so far."""
        rejected = Counter(self._rejected)
        return LlmUse(self._model.name, tuple(self._records), rejected, self._prices)

    def _ask(self, call: Call[AnswerT]) -> Reply[AnswerT]:
        needed = _needed(call)
        with self._lock:
            allowed = needed <= self._tokens
            if allowed:
                self._tokens -= needed
        if not allowed:
            return Reply(None, failed(call, self._model.name, Failure.OVER_BUDGET))
        reply = self._model.ask(call, self._until, self._organisation)
        spent = reply.record.input_tokens + reply.record.output_tokens
        with self._lock:
            self._tokens += needed - spent
        return reply

    def _require_listener(self) -> None:
        if self._abandoned:
            raise Abandoned("nobody waits for the answer any more")


def call_for(
    task: Task, prompt: Rendered, answer: type[AnswerT], max_output_tokens: int = 2_000
) -> Call[AnswerT]:
    """The call that sends a rendered prompt."""
    return Call(
        task, prompt.version, prompt.sha256, prompt.system, prompt.user, answer, max_output_tokens
    )


def failed(call: Call[AnswerT], model: str, failure: Failure) -> CallRecord:
    """The record of a call that was not made."""
    return CallRecord(call.task, call.prompt_version, call.prompt_sha256, model, failure=failure)


def _needed(call: Call[AnswerT]) -> int:
    """Tokens that a call may take."""
    return tokens_in(call.system + call.user) + call.max_output_tokens


def tokens_in(text: str) -> int:
    """About how many tokens a text has; rather more than fewer."""
    more = len(text.encode("utf-8", "surrogatepass")) - len(text)
    return int((len(text) + _MORE_A_BYTE * more) / _LETTERS_PER_TOKEN) + 1
