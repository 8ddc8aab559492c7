# Everything that a newcomer or CI runs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
# uv does not read pip's configuration. TORCH_BACKEND=cpu gives ordinary Linux machines the small
# build of torch; PIP_FIND_LINKS may name a folder with one.
UV_FLAGS := $(if $(PIP_FIND_LINKS),--find-links "$(PIP_FIND_LINKS)") \
            $(if $(TORCH_BACKEND),--torch-backend $(TORCH_BACKEND))
SOURCES := service kpi_library prompts evals tests
EVALS_DATA ?= ../shared/evals

# Where it is set, every run compiles all modules and rewrites all tests again: 10 seconds a process.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install serve check lint types imports unit test evals evals-accept bench train train-adapter lock clean

help:  ## List all targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

install: $(VENV)/.installed  ## Make .venv with the pinned dependencies

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Plumbline needs Python 3.11 or newer; say which with: make PYTHON=python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet $(UV_FLAGS) -r requirements.lock
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $@

serve: install  ## Serve the page and the API on http://127.0.0.1:8000
	$(BIN)/plumbline serve

check: lint types imports  ## The everyday loop: fewer examples, none of the slow tests
	$(BIN)/pytest -q -n auto -m "not real and not slow" --hypothesis-profile=quick

lint: install  ## Style
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: install  ## Types
	$(BIN)/mypy

imports: install  ## Direction of imports
	$(BIN)/lint-imports

unit: install  ## All tests, on all cores
	$(BIN)/pytest -q -n auto

test: lint types imports unit  ## Everything that CI runs
	$(BIN)/plumbline library validate

evals: install  ## Measure on the data in EVALS_DATA; fails when a score falls
	$(BIN)/python -m evals check --data $(EVALS_DATA)

evals-accept: install  ## Measure and commit to the result as the new baseline
	$(BIN)/python -m evals accept --data $(EVALS_DATA)

bench: install  ## Ratios of speed, measured in one run
	$(BIN)/python -m evals bench

train: install  ## Fit ranking, abstention and linking again, on our own data
	$(BIN)/python -m evals train

train-adapter: install  ## Adapt the embedding model to our objectives and KPIs, 40 minutes; then make train
	$(BIN)/python -m evals train-adapter

lock: install  ## Resolve pyproject.toml into requirements.lock; UPGRADE=1 also lifts what is pinned
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip compile pyproject.toml --extra dev $(if $(UPGRADE),--upgrade,--upgrade-package torch) \
	  --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header \
	  $(if $(PIP_FIND_LINKS),--find-links "$(PIP_FIND_LINKS)") --output-file requirements.lock
	sed -i -E 's/^(torch==[0-9.]+)\+cpu/\1/' requirements.lock

clean:  ## Remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
