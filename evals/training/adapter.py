"""Adapt the embedding model to objectives and KPIs: a LoRA adapter, trained contrastively.

Low-rank adaptation (Hu et al., 2022) of the query, key, value and dense matrices, with the
in-batch softmax over cosines that sentence-transformers calls multiple negatives ranking loss
(Henderson et al., 2017), in both directions. It sees the library's example objectives once, then
the catalogues of invented organisations a few times (``pairs.py``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from transformers import PreTrainedModel

from evals.loading.retrieval_set import RetrievalSet
from evals.training.pairs import BATCH, LibraryPairs, OrganisationPairs
from kpi_library.library import KpiLibrary
from service.adapters.embedding.model_files import DEFAULT_MODEL, ModelFiles
from service.domain.ports import Progress

RANK, ALPHA, DROPOUT = 8, 16, 0.05
MATRICES = ["query", "key", "value", "dense"]
LEARNING_RATE, SCALE, WARM_UP = 3e-4, 20.0, 20
#: Texts are cut here while training; objectives are shorter than definitions.
OBJECTIVE_TOKENS, DOCUMENT_TOKENS = 64, 96
#: How often each organisation's objectives are seen.
ORGANISATION_EPOCHS = 4.0
SEED = 0


def train_adapter(
    library: KpiLibrary,
    organisations: Sequence[RetrievalSet],
    model: ModelFiles,
    output: Path,
    epochs: float = 1.0,
    on_progress: Progress | None = None,
) -> None:
    """Train on library and organisations and write the adapter's weights and configuration, fp16.

    Args:
        library: Where the first pairs come from.
        organisations: Invented ones, for the pairs that follow.
        model: The model to adapt, as published.
        output: Folder for the adapter.
        epochs: How often each example objective is an anchor; the organisations' come
            ``ORGANISATION_EPOCHS`` times as often.
        on_progress: Called after every batch.
    """
    torch.manual_seed(SEED)
    encoder = SentenceTransformer(str(model.directory), device="cpu")
    config = LoraConfig(r=RANK, lora_alpha=ALPHA, lora_dropout=DROPOUT, target_modules=MATRICES)
    adapted: Any = get_peft_model(cast(PreTrainedModel, encoder[0].auto_model), config)
    adapted.train()
    of_library = LibraryPairs(library, SEED)
    of_organisations = OrganisationPairs(organisations, of_library, SEED)
    first = max(1, round(epochs * of_library.objectives / BATCH))
    then = round(epochs * ORGANISATION_EPOCHS * of_organisations.objectives / BATCH)
    steps = first + then
    trained = [parameter for parameter in adapted.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
    )

    def embed(texts: Sequence[str], tokens: int) -> torch.Tensor:
        """Unit vectors by mean pooling, shape (texts, dimensions)."""
        inputs = encoder.tokenizer(
            list(texts), padding=True, truncation=True, max_length=tokens, return_tensors="pt"
        )
        states = adapted(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(-1).float()
        return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)

    for step in range(steps):
        batch = of_library.batch() if step < first else of_organisations.batch()
        objectives = embed(batch.objectives, OBJECTIVE_TOKENS)
        cosines = objectives @ embed(batch.partners, DOCUMENT_TOKENS).T
        cosines = cosines.masked_fill(torch.from_numpy(batch.also_right), float("-inf"))
        right = torch.arange(len(cosines))
        there = torch.nn.functional.cross_entropy(SCALE * cosines, right)
        back = torch.nn.functional.cross_entropy(SCALE * cosines.T, right)
        loss: Any = (there + back) / 2
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        if on_progress:
            on_progress(step + 1, steps)
    adapted.save_pretrained(str(output))
    _without_folders(output / "adapter_config.json")
    _halve(output / "adapter_model.safetensors")
    (output / "README.md").unlink(missing_ok=True)  # a template of peft's that says nothing


def _without_folders(file: Path) -> None:
    """Where the model lay on the machine that trained is nobody's business."""
    configuration = json.loads(file.read_text("utf-8"))
    configuration["base_model_name_or_path"] = DEFAULT_MODEL
    file.write_text(json.dumps(configuration, indent=1, sort_keys=True) + "\n", "utf-8")


def _halve(file: Path) -> None:
    """Keep the weights in half precision: half the size, no measurable loss."""
    weights = load_file(str(file))
    save_file({name: weight.half() for name, weight in weights.items()}, str(file))
