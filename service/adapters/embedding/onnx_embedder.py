"""Embed texts with onnxruntime and tokenizers; torch is never imported here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from service.adapters.embedding.model_files import ModelFiles
from service.domain.ports import Progress, Vectors
from service.errors import ModelUnavailable

#: Word pieces a text is cut to; the model was trained with no more.
MAX_TOKENS = 256
BATCH_SIZE = 32
#: Texts that are cut into word pieces at a time.
_TOKENISED = 1_024
#: Ids of the word pieces of a text.
Tokens = Sequence[int]
_GRAPH, _TOKENIZER = "model.onnx", "tokenizer.json"


class OnnxEmbedder:
    """The embedder of every command: fp32, dynamic padding, sorted batches.

    Padding is masked, so a text's vector is the same whatever shares its batch, up to the
    rounding of float32 sums.
    """

    def __init__(self, files: ModelFiles, cache: Path, threads: int = 0) -> None:
        """Open the exported graph, exporting it first when ``cache`` does not hold it.

        Args:
            files: The model.
            cache: Folder for exports; one folder a model hash.
            threads: Threads of one forward pass; 0 for one a core.

        Raises:
            ModelUnavailable: The weights are not the expected ones or cannot be exported, or
                the export is damaged.
        """
        folder = cache / files.hash
        if not (folder / _GRAPH).is_file():
            _export(files, folder)
        self.model = f"{files.name}@{files.hash}"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that go on spinning after a pass keep Chroma's from the cores.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
            self._session = onnxruntime.InferenceSession(
                str(folder / _GRAPH), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # neither library gives its errors a base of their own
            raise ModelUnavailable(
                f"the ONNX export in {folder} is damaged, delete that folder: {error}"
            ) from error
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self.dimensions: int = self._session.get_outputs()[0].shape[-1]

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(texts), BATCH_SIZE):
            rows = by_length[start : start + BATCH_SIZE]
            tokens = list(self.tokens([texts[row] for row in rows]))
            vectors[rows] = self.forward(tokens, len(rows), max(map(len, tokens)))
            if on_progress:
                on_progress(min(start + BATCH_SIZE, len(texts)), len(texts))
        return vectors

    def tokens(self, texts: Sequence[str]) -> Iterator[Tokens]:
        """The word pieces of each text, at most ``MAX_TOKENS``."""
        for start in range(0, len(texts), _TOKENISED):
            for encoding in self._tokenizer.encode_batch(texts[start : start + _TOKENISED]):
                yield encoding.ids

    def forward(self, tokens: Sequence[Tokens], rows: int, width: int) -> Vectors:
        """Vectors of the texts with these word pieces, shape (len(tokens), dimensions).

        Args:
            tokens: A text each, none longer than ``width``.
            rows: Of the pass, at least as many as texts.
            width: Of the pass.
        """
        ids = np.zeros((rows, width), dtype=np.int64)
        mask = np.zeros_like(ids)
        mask[len(tokens) :, 0] = 1  # a row with nothing in it would divide by zero
        for row, pieces in enumerate(tokens):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        vectors: Vectors = self._session.run(None, feed)[0]
        return vectors[: len(tokens)]


def _export(files: ModelFiles, folder: Path) -> None:
    """Export into a folder beside and move it into place, so that no reader sees a half."""
    files.verify()
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    module = "service.adapters.embedding.onnx_export"
    # -P: the folder that the user stands in must not lend its modules to this.
    adapter = [str(files.adapter)] if files.adapter else []
    paths = [str(files.directory), str(partial / _GRAPH), *adapter]
    command = [sys.executable, "-P", "-m", module, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        shutil.rmtree(partial, ignore_errors=True)
        raise ModelUnavailable(f"{files.name} cannot be exported to ONNX:\n{done.stderr[-2000:]}")
    shutil.copyfile(files.directory / _TOKENIZER, partial / _TOKENIZER)
    try:
        partial.rename(folder)
    except OSError:  # another process was faster; its export is the same
        shutil.rmtree(partial, ignore_errors=True)
    if not (folder / _GRAPH).is_file():
        raise ModelUnavailable(f"the ONNX export did not arrive in {folder}: delete that folder")
