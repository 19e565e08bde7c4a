# Veche: everything a person runs from a checkout. `make` alone lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --no-header --no-annotate

# A stamp stands for "installed as the lock file says now", so that nothing is installed twice.
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test check drill bench pictures lint lock editor

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 12

setup: $(RUNTIME)  ## Make .venv with the veche command in it

setup-dev: $(DEV)  ## The same, with what the tests need

demo: $(RUNTIME)  ## Start everything and tell the whole story, from outline to signed edition
	$(BIN)/veche demo

test: lint  ## Everything that must hold, on real parts, in minutes
	$(BIN)/pytest -n 2 --dist loadfile -m "not long"

check: lint  ## The same and the long tests
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder

drill: $(DEV)  ## Kill every part while people work; KILLS=25 SEED=7 CLIENTS=8 SECTIONS=6 choose
	$(BIN)/python -m tests.drill $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(CLIENTS),--clients $(CLIENTS)) $(if $(SECTIONS),--sections $(SECTIONS))

bench: $(DEV)  ## Every figure beside its limit, in one run (SIZE=quick or full); the README's table is written from it
	$(BIN)/python -m benchmarks --size $(or $(SIZE),usual)

pictures: $(DEV)  ## Take the pictures of the main pages that README and docs show, by Debian's Chromium
	$(BIN)/python -m tests.pictures

lint: $(DEV)  ## What needs no running: style, types, direction of imports
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(DEV)  ## Write the lock files again from pyproject.toml
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra dev --constraint requirements.lock -o requirements-dev.lock

editor:  ## Build the pages' text editor (web/static/editor.js) from web/editor again; it is committed, needs Node
	cd web/editor && npm ci --no-audit --no-fund && npm run build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Veche needs Python 3.11 or newer: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
