"""The embedding model on torch, with its adapter merged in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from peft import PeftModel
from sentence_transformers import SentenceTransformer
from transformers import PreTrainedModel


def load_torch_model(
    directory: Path, adapter: Path | None, **model_kwargs: Any
) -> SentenceTransformer:
    """The model in a folder, ready to encode.

    Args:
        directory: In sentence-transformers layout.
        adapter: Folder of a LoRA adapter, or None. Its matrices are added to the weights, so
            that the model keeps its shape and speed.
        model_kwargs: For the transformer, such as ``attn_implementation``.
    """
    model = SentenceTransformer(str(directory), device="cpu", model_kwargs=model_kwargs)
    if adapter is not None:
        transformer = cast(PreTrainedModel, model[0].auto_model)
        adapted: Any = PeftModel.from_pretrained(transformer, str(adapter))
        model[0].auto_model = adapted.merge_and_unload()
    return model
