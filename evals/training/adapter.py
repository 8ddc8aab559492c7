"""Adapt the embedding model to objectives and KPIs: a LoRA adapter, trained contrastively.

Low-rank adaptation (Hu et al., 2022) of the query, key, value and dense matrices, with the
in-batch softmax over cosines that sentence-transformers calls multiple negatives ranking loss
(Henderson et al., 2017), in both directions. Pairs come from the library alone: an example
objective with its KPI's name and definition, with a name or alias, or with another example
objective of the same KPI. Two thirds of a batch come from a few domains, so that near misses are
among the negatives, and no KPI stands twice in a batch.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from transformers import PreTrainedModel

from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi
from service.adapters.embedding.model_files import DEFAULT_MODEL, ModelFiles
from service.domain.ports import Progress

RANK, ALPHA, DROPOUT = 8, 16, 0.05
MATRICES = ["query", "key", "value", "dense"]
LEARNING_RATE, SCALE, WARM_UP = 3e-4, 20.0, 20
BATCH, DOMAINS = 48, 3
#: Texts are cut here while training; objectives are shorter than definitions.
OBJECTIVE_TOKENS, DOCUMENT_TOKENS = 64, 96
#: Which share of the pairs is with name and definition, and with a name alone; the rest is with
#: another objective.
WITH_DOCUMENT, WITH_NAME = 0.6, 0.15
SEED = 0


def train_adapter(
    library: KpiLibrary,
    model: ModelFiles,
    output: Path,
    epochs: float = 1.0,
    on_progress: Progress | None = None,
) -> None:
    """Train on the library and write the adapter's weights and configuration, fp16.

    Args:
        library: Where the pairs come from.
        model: The model to adapt, as published.
        output: Folder for the adapter.
        epochs: How often each example objective is an anchor.
        on_progress: Called after every batch.
    """
    torch.manual_seed(SEED)
    encoder = SentenceTransformer(str(model.directory), device="cpu")
    config = LoraConfig(r=RANK, lora_alpha=ALPHA, lora_dropout=DROPOUT, target_modules=MATRICES)
    adapted: Any = get_peft_model(cast(PreTrainedModel, encoder[0].auto_model), config)
    adapted.train()
    pairs = _Pairs(library)
    steps = max(1, int(epochs * pairs.objectives / BATCH))
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
        objectives, partners = zip(*pairs.batch(), strict=True)
        cosines = embed(objectives, OBJECTIVE_TOKENS) @ embed(partners, DOCUMENT_TOKENS).T
        right = torch.arange(len(objectives))
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


class _Pairs:
    """Batches of (objective, what it should be near to), each of another KPI."""

    def __init__(self, library: KpiLibrary) -> None:
        self._random = random.Random(SEED)
        self._kpis = list(library)
        self._by_domain = {
            domain: [kpi for kpi in library if kpi.domain == domain] for domain in library.domains
        }
        self._left: dict[str, list[str]] = {}
        self.objectives = sum(len(kpi.example_objectives) for kpi in library)

    def batch(self) -> Iterator[tuple[str, str]]:
        domains = self._random.sample(list(self._by_domain), min(DOMAINS, len(self._by_domain)))
        near = [kpi for domain in domains for kpi in self._by_domain[domain]]
        chosen = self._random.sample(near, min(len(near), BATCH * 2 // 3))
        taken = {kpi.id for kpi in chosen}
        others = [kpi for kpi in self._kpis if kpi.id not in taken]
        chosen += self._random.sample(others, min(len(others), BATCH - len(chosen)))
        for kpi in chosen:
            objective = self._objective(kpi)
            yield objective, self._partner(kpi, objective)

    def _objective(self, kpi: Kpi) -> str:
        """Each of a KPI's objectives comes before any comes again."""
        left = self._left.setdefault(kpi.id, [])
        if not left:
            left += self._random.sample(kpi.example_objectives, len(kpi.example_objectives))
        return left.pop()

    def _partner(self, kpi: Kpi, objective: str) -> str:
        kind = self._random.random()
        if kind < WITH_DOCUMENT:
            return f"{kpi.name}. {kpi.definition}"
        if kind < WITH_DOCUMENT + WITH_NAME:
            return self._random.choice((kpi.name, *kpi.aliases))
        others = [text for text in kpi.example_objectives if text != objective]
        return self._random.choice(others)


def _without_folders(file: Path) -> None:
    """Where the model lay on the machine that trained is nobody's business."""
    configuration = json.loads(file.read_text("utf-8"))
    configuration["base_model_name_or_path"] = DEFAULT_MODEL
    file.write_text(json.dumps(configuration, indent=1, sort_keys=True) + "\n", "utf-8")


def _halve(file: Path) -> None:
    """Keep the weights in half precision: half the size, no measurable loss."""
    weights = load_file(str(file))
    save_file({name: weight.half() for name, weight in weights.items()}, str(file))
