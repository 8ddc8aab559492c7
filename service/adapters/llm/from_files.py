"""The model that files stand in for, as the options of a command name them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.adapters.llm.batch_model import BatchModel
from service.adapters.llm.recording_model import RecordingModel, ReplayingModel
from service.domain.ports import LanguageModel
from service.errors import InputError

_NO_MODEL = "needs a language model: name one by PLUMBLINE_LLM"


@dataclass(frozen=True)
class LlmFiles:
    """Files that stand in for the language model, as the options of a command name them.

    Attributes:
        record: Replies are added to it.
        replay: Replies come from it alone.
        batch_out: Unanswered calls go there, see ``BatchModel``.
        batch_in: Answers of batches, oldest first.
    """

    record: Path | None = None
    replay: Path | None = None
    batch_out: Path | None = None
    batch_in: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return any((self.record, self.replay, self.batch_out, self.batch_in))

    @property
    def ask_nobody(self) -> bool:
        """Whether no model is asked, so that calls cost nothing."""
        return any((self.replay, self.batch_out, self.batch_in))


NO_FILES = LlmFiles()


def model_from_files(files: LlmFiles, inner: LanguageModel | None) -> LanguageModel | None:
    """The model that is to be asked; ``inner`` itself when there are no files.

    Args:
        files: What stands in for it.
        inner: The configured model without a cache; None when there is none. A batch takes its
            name alone, and so does a replay, which can do without.

    Raises:
        UnreadableFile: A file cannot be read, or a line of it is damaged.
        InputError: The files exclude each other, or need a model that is not configured.
    """
    record, replay = files.record, files.replay
    batch_out, batch_in = files.batch_out, files.batch_in
    batch = batch_out is not None or bool(batch_in)
    if sum((record is not None, replay is not None, batch)) > 1:
        raise InputError("--record, --replay and --batch-out with --batch-in exclude each other")
    if replay is not None:
        return ReplayingModel(replay, inner.name if inner else None)
    if record is not None:
        if inner is None:
            raise InputError(_NO_MODEL, where="--record")
        return RecordingModel(inner, record)
    if batch:
        if inner is None:
            raise InputError(_NO_MODEL, where="--batch-out" if batch_out else "--batch-in")
        if batch_out and batch_out.resolve() in {file.resolve() for file in batch_in}:
            reason = "is read and would be written over: name another file"
            raise InputError(reason, where=f"--batch-out {batch_out}")
        return BatchModel(inner.name, batch_in)
    return inner
