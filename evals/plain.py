"""The embedding model as published, for baselines: what anybody has without Plumbline."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from service.adapters.embedding.model_files import DEFAULT_MODEL, find_model
from service.adapters.embedding.onnx_embedder import OnnxEmbedder
from service.bootstrap import Application
from service.domain.ports import Embedder


def plain_embedder(application: Application) -> Embedder:
    """MiniLM without our adapter; the replaced embedder where a test has put one.

    Args:
        application: Says where exported models lie.
    """
    if application.replaced_embedder:
        return application.replaced_embedder
    return _open(application.settings.models_dir, application.settings.threads)


@lru_cache(maxsize=1)
def _open(models: Path, threads: int) -> Embedder:
    return OnnxEmbedder(find_model(DEFAULT_MODEL, adapted=False), models, threads)
