"""Export a sentence-transformers model to ONNX fp32.

Run as ``python -m service.adapters.embedding.onnx_export MODEL_DIRECTORY OUTPUT_FILE [ADAPTER]``
in a process of its own, so that whoever serves never imports torch, not even on the first start.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer

from service.adapters.embedding.torch_model import load_torch_model

OPSET = 17
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "embedding"


class _SentenceEncoder(torch.nn.Module):
    """The model's own modules (transformer, pooling, normalisation) as one graph."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.stages = torch.nn.ModuleList(model)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
    ) -> torch.Tensor:
        """Token ids of shape (batch, tokens) to unit vectors of shape (batch, dimensions)."""
        features = dict(
            zip(INPUTS, (input_ids, attention_mask, token_type_ids), strict=True),
        )
        for stage in self.stages:
            features = stage(features)
        return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)


def export(model_directory: Path, output: Path, adapter: Path | None = None) -> None:
    """Write the ONNX graph of a model, its adapter merged in, to ``output``."""
    # Eager attention traces to plain matrix products, which onnxruntime runs 30% faster than
    # the traced form of torch's fused attention.
    model = load_torch_model(model_directory, adapter, attn_implementation="eager")
    sample = model.tokenizer(["a text", "another, longer text"], padding=True, return_tensors="pt")
    ids, mask = sample["input_ids"], sample["attention_mask"]
    with warnings.catch_warnings():
        # The tracer warns of every Python branch; the parity test is the check that counts.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _SentenceEncoder(model).eval(),
            (ids, mask, torch.zeros_like(ids)),
            str(output),
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in INPUTS}
            | {OUTPUT: {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:]))
