"""The composition root: settings in, wired application out. Parts are joined here alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from threadpoolctl import threadpool_limits

from kpi_library.library import KpiLibrary, LibraryError, load_library
from kpi_library.validation import references_resolve, unique_ids, validate
from service.adapters.catalogue_cache import load_or_build
from service.adapters.embedding.caching_embedder import CachingEmbedder
from service.adapters.embedding.model_files import find_model
from service.adapters.embedding.onnx_embedder import OnnxEmbedder
from service.adapters.embedding.recalling_embedder import RecallingEmbedder
from service.adapters.embedding.repeatable_embedder import RepeatableEmbedder
from service.adapters.index.exact_index import ExactIndex
from service.adapters.index.lexical_index import LexicalIndex
from service.adapters.index.seal import is_sound
from service.adapters.llm.budgeted_model import BudgetedModel
from service.adapters.llm.caching_model import CachingModel
from service.adapters.llm.circuit_breaker import CircuitBreaker
from service.adapters.llm.from_files import NO_FILES, LlmFiles, model_from_files
from service.adapters.llm.limited_model import LimitedModel
from service.adapters.llm.negotiating_model import NegotiatingModel
from service.adapters.llm.retrying_model import RetryingModel
from service.adapters.llm.traced_model import TracedModel
from service.adapters.memory.sqlite_memory import SqliteMemory
from service.adapters.memory.wordings import RememberedWordings
from service.adapters.store.database import Store
from service.audit.kpi_paths import KpiMap
from service.audit.pipeline import Auditor
from service.cascade.pipeline import Cascader
from service.domain.indicator import Indicator, from_library, from_own
from service.domain.ports import Embedder, LanguageModel, Memory, Progress, VectorIndex
from service.errors import IndexDamaged, InputError
from service.llm.session import LlmSession
from service.matching.catalogue import Catalogue, content_hash
from service.matching.relevance import KpiKind, load_relevance_model, load_relevance_models
from service.recommend.abstain import load_abstainer
from service.recommend.pipeline import Recommender
from service.recommend.retrieve import Retriever
from service.recommend.vocabulary import Vocabulary
from service.settings import EmbeddingBackend, Settings
from service.understanding.wording import read_wordings

logger = logging.getLogger(__name__)

#: Given the name of a piece of work, returns what is called as it goes on.
ProgressFactory = Callable[[str], Progress]
#: Nobody's answer is kept waiting longer than this for the file of replies.
LLM_MEMORY_WAIT_S = 1.0
#: Tokens of one answer while nobody is asked, as calls go to files.
_WITHOUT_BOUND = 10**12


@dataclass
class Application:
    """Everything that an entry point needs, made on first use and closed together.

    Args:
        settings: How to run.
        replaced_embedder: In place of the configured embedder, for tests.
        replaced_language_model: In place of the configured model, for tests.
        progress: Shows long work; silent by default.
        llm_files: Stand in for the model, or keep what it replies.
        one_shot: Set by a command that asks once: it builds the index when that is missing or
            damaged, and otherwise searches the same vectors in memory, which is sooner done
            than opening Chroma and leaves the folder to a server.
    """

    settings: Settings
    replaced_embedder: Embedder | None = None
    progress: ProgressFactory | None = None
    one_shot: bool = False
    replaced_language_model: LanguageModel | None = None
    llm_files: LlmFiles = NO_FILES

    def __post_init__(self) -> None:
        self._open = ExitStack()
        # Products of one vector with a small matrix: BLAS threads only get in the way of
        # onnxruntime's, which spin for their next pass, and make a recommendation four times
        # as long.
        self._open.enter_context(threadpool_limits(1, user_api="blas"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up the index folder and the database."""
        self._open.close()

    def warm_up(self) -> None:
        """Make everything that an answer needs, so that the first one is quick."""
        _ = self.recommender, self.auditor, self.cascader, self.store, self.language_model

    @cached_property
    def library(self) -> KpiLibrary:
        """The curated library.

        Raises:
            InputError: ``PLUMBLINE_LIBRARY_DIR`` holds no valid library.
        """
        folder = self.settings.library_dir
        try:
            library = load_library(folder, cache=self.settings.cache_dir)
        except LibraryError as error:
            raise InputError(str(error), where=str(folder)) from error
        except OSError as error:
            reason = f"cannot be written: {error.strerror}"
            raise InputError(reason, where=str(self.settings.cache_dir)) from error
        # What would make an answer fail; the other rules are for `plumbline library validate`.
        for issue in validate(library, (unique_ids, references_resolve)):
            raise InputError(f"{issue.kpi}: {issue.message}", where=str(folder))
        return library

    @cached_property
    def embedder(self) -> Embedder:
        """The configured embedding model."""
        if self.replaced_embedder:
            return self.replaced_embedder
        files = find_model(self.settings.embedding_model)
        if self.settings.embedding_backend is EmbeddingBackend.SENTENCE_TRANSFORMERS:
            # Imported here because it brings torch, which no other backend may load.
            from service.adapters.embedding.sentence_transformers_embedder import (
                SentenceTransformersEmbedder,
            )

            return SentenceTransformersEmbedder(files)
        return OnnxEmbedder(files, self.settings.models_dir, self.settings.threads)

    @cached_property
    def text_embedder(self) -> Embedder:
        """Embeds the texts of audits, and recalls those that it has seen."""
        embedder = self.embedder
        if isinstance(embedder, OnnxEmbedder):
            embedder = RepeatableEmbedder(embedder)
        memory = self._memory("text_vectors")
        backend = self.settings.embedding_backend.value
        return CachingEmbedder(embedder, memory, backend) if memory else embedder

    @cached_property
    def library_catalogue(self) -> Catalogue:
        """The library with its vectors."""
        return load_or_build(
            [from_library(kpi) for kpi in self.library],
            self.embedder,
            self.settings.cache_dir,
            on_progress=self._show("Embedding the KPI library"),
        )

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The library's KPIs and the organisation's own, each measure once.

        Where an own KPI is the same measure as one of the library, it takes that one's place.
        """
        own = self.store.own_kpis()
        same = {kpi.same_as for kpi in own}
        return (
            *(from_library(kpi) for kpi in self.library if kpi.id not in same),
            *(from_own(kpi, self.library.get(kpi.same_as)) for kpi in own),
        )

    @cached_property
    def catalogue(self) -> Catalogue:
        """The KPIs that are recommended, with their vectors."""
        if all(indicator.own is None for indicator in self.indicators):
            return self.library_catalogue
        return load_or_build(
            self.indicators,
            RecallingEmbedder(self.embedder, self.library_catalogue),
            self.settings.cache_dir,
            on_progress=self._show("Embedding the organisation's KPIs"),
        )

    @cached_property
    def recommender(self) -> Recommender:
        """Recommends from the library and the organisation's own catalogue."""
        return self._recommender(self.catalogue)

    @cached_property
    def library_recommender(self) -> Recommender:
        """Recommends from the library alone, whatever the organisation has imported."""
        return self._recommender(self.library_catalogue)

    def recommender_for(self, indicators: Sequence[Indicator]) -> Recommender:
        """Recommends from another catalogue alone.

        The library's example objectives stand in for its objectives as hubness bank.
        """
        catalogue = load_or_build(
            indicators,
            self.embedder,
            self.settings.cache_dir,
            bank=self.library_catalogue.examples,
            on_progress=self._show("Embedding the catalogue"),
        )
        return self._recommender(catalogue)

    @cached_property
    def cascader(self) -> Cascader:
        """Carries objectives down with the KPIs that are recommended."""
        return Cascader(self.library, self.catalogue, self.embedder, self.recommender)

    @cached_property
    def auditor(self) -> Auditor:
        """Audits goal sets with the library as map of what drives what."""
        model = load_relevance_model(KpiKind.CURATED)
        kpi_map = KpiMap(self.library, self.library_catalogue, model, self._memory("text_kpis"))
        memory = self._memory("text_wordings")
        read = RememberedWordings(memory) if memory else read_wordings
        return Auditor(self.library, kpi_map, self.text_embedder, read)

    def _memory(self, table: str) -> Memory | None:
        """What is known of the texts of earlier audits; None when nothing is to be remembered."""
        most = self.settings.cached_texts
        return SqliteMemory(self.settings.text_cache, table, most) if most else None

    @cached_property
    def llm_endpoint(self) -> NegotiatingModel | None:
        """The server of the configured language model, asked as it is; None without one.

        Raises:
            InputError: The provider is unknown, its package missing, or it lacks a setting.
        """
        settings = self.settings
        if not settings.llm:
            return None
        # Imported here because LangChain costs seconds, which nobody without a model need pay.
        from service.adapters.llm.event_loop import EventLoop
        from service.adapters.llm.langchain_model import LangChainModel
        from service.adapters.llm.providers import chat_model, provider_of

        model = LangChainModel(
            settings.llm,
            chat_model(
                settings.llm, settings.llm_base_url, settings.llm_api_key, settings.llm_timeout_s
            ),
            provider_of(settings.llm),
            own_server=bool(settings.llm_base_url),
            timeout_s=settings.llm_timeout_s,
            loop=EventLoop(),
        )
        self._open.callback(model.close)
        return NegotiatingModel(model)

    @property
    def language_model(self) -> LanguageModel | None:
        """The configured language model; None without one, and then nothing is ever sent.

        Raises:
            InputError: The provider is unknown, its package missing, or it lacks a setting.
        """
        if self.replaced_language_model:
            return self.replaced_language_model
        return self._traced_model

    @cached_property
    def _traced_model(self) -> LanguageModel | None:
        return TracedModel(self.answering_model) if self.answering_model else None

    @cached_property
    def answering_model(self) -> LanguageModel | None:
        """What replies: the configured server with all that makes it dependable, or files.

        Raises:
            InputError: The provider is unknown, its package missing, it lacks a setting, or the
                files cannot be used.
        """
        model: LanguageModel | None = None
        if self.llm_endpoint:
            model = LimitedModel(RetryingModel(self.llm_endpoint), self.settings.llm_concurrency)
            model = CircuitBreaker(model)
            daily = self.settings.llm_daily_tokens
            model = BudgetedModel(model, self.settings.llm_ledger, daily)
        if self.llm_files:  # without the cache, which would have replies recorded as free
            return model_from_files(self.llm_files, model)
        if model and (most := self.settings.llm_cached_replies):
            memory = SqliteMemory(self.settings.llm_replies, "replies", most, LLM_MEMORY_WAIT_S)
            return CachingModel(model, memory)
        return model

    def llm_session(self, organisation: str, seconds: float | None = None) -> LlmSession | None:
        """The language model for one answer; None without one.

        Args:
            organisation: Whose budget the calls are on.
            seconds: From now, for all calls; by default what a recommendation may take.
        """
        if self.language_model is None:
            return None
        settings = self.settings
        return LlmSession(
            self.language_model,
            settings.llm_deadline_s if seconds is None else seconds,
            _WITHOUT_BOUND if self.llm_files.ask_nobody else settings.llm_tokens,
            organisation,
            settings.llm_allowed,
            settings.llm_prices,
        )

    @cached_property
    def store(self) -> Store:
        """Keeps every answer."""
        return self._open.enter_context(Store(self.settings.database))

    def _recommender(self, catalogue: Catalogue) -> Recommender:
        relevance = load_relevance_models()
        words = LexicalIndex([indicator.document for indicator in catalogue.indicators])
        abstainer = load_abstainer(
            self.embedder.model,
            relevance.of(bool(catalogue.curated.any())).least_relevance,
            self._vocabulary(catalogue),
        )
        return Recommender(
            self.library,
            catalogue,
            self.embedder,
            Retriever(catalogue, self._vector_index(catalogue), words),
            relevance,
            abstainer,
        )

    def _vocabulary(self, catalogue: Catalogue) -> Vocabulary:
        known = [from_library(kpi) for kpi in self.library]
        return Vocabulary(
            text
            for indicator in (*known, *catalogue.indicators)
            for text in (indicator.definition, *indicator.names, *indicator.example_objectives)
        )

    def _vector_index(self, catalogue: Catalogue) -> VectorIndex:
        model = self.embedder.model.rpartition("@")[2]
        name = f"kpis-{content_hash(catalogue.indicators)}-{model}"
        folder = self.settings.index_dir / name
        if self.one_shot and is_sound(folder):
            return ExactIndex(catalogue.vectors)
        # Imported here because it costs a second, which a single command need not pay.
        from service.adapters.index.chroma_index import ChromaIndex, FolderInUse

        show = self._show("Building the vector index")
        try:
            index = ChromaIndex(folder, name, catalogue.vectors, show)
        except FolderInUse:
            logger.info("%s belongs to another process; searching in memory", folder.name)
            return ExactIndex(catalogue.vectors)
        except IndexDamaged as error:
            logger.warning("%s; searching in memory", error)
            return ExactIndex(catalogue.vectors)
        self._open.callback(index.close)
        return index

    def _show(self, work: str) -> Progress | None:
        return self.progress(work) if self.progress else None
