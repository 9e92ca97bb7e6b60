# Pulih: every command a newcomer needs. `make help` lists them.

.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# The first Python that is 3.11 or later; a Mac's python3 may be older.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

# Processes that tests start compile the product once, not each for itself, whatever the machine is told else.
test quick soak: export PYTHONDONTWRITEBYTECODE :=

# Tests that leave something out unless PULIH_TEST_WHOLE is set.
WHOLE := tests/workflows/test_random_walks.py tests/workflows/test_mutants.py tests/house/test_additions.py \
	tests/access/test_canary_journeys.py tests/browser_journeys/test_every_page.py tests/browser_journeys/test_whole_way.py

# How often the fuzz of `make soak` goes round all forms: 1,800 rounds send 100,000 bodies.
FUZZ ?= 1800

.PHONY: help run test quick soak check bench bench-restore format demo lock migration clean
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

# The locks name every package with its hashes; with --no-deps pip never looks at a newer one that came out since.
$(VENV)/.runtime: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Pulih needs Python 3.11 or later (python3 --version says what is here)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "The venv module is missing: on Debian and Ubuntu install python3-venv."; exit 1; }
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

run: $(VENV)/.runtime ## build what is missing, load the demo once, and serve on http://127.0.0.1:8000
	$(BIN)/pulih migrate
	$(BIN)/pulih demo
	$(BIN)/pulih serve

demo: $(VENV)/.runtime ## migrate and load the demo without serving
	$(BIN)/pulih migrate
	$(BIN)/pulih demo

test: $(VENV)/.dev ## run every test: units, SQLite and PostgreSQL, HTTP and browser journeys
	$(BIN)/python -m pytest -n 2 --dist loadfile

quick: $(VENV)/.dev ## run what daily work needs in a minute: units and rules on SQLite; no pages, browser, PostgreSQL, demo, long ways
	$(BIN)/python -m pytest -n 2 --dist loadfile --quick

soak: $(VENV)/.dev ## run all that takes turns in `make test`; send 100,000 odd and 10,000 hostile bodies; kill 200 servers under write load; load the whole demo three times
	PULIH_TEST_WHOLE=1 $(BIN)/python -m pytest -n 2 --dist loadfile $(WHOLE)
	PULIH_FUZZ=$(FUZZ) $(BIN)/python -m pytest -n 2 tests/access/test_fuzz.py
	$(BIN)/python -m tests.soak.hostile 2>/dev/null
	$(BIN)/python -m tests.soak 2>/dev/null
	$(BIN)/python -m tests.soak.demo

check: $(VENV)/.dev ## lint, types, import contracts, definitions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pulih sop check

bench: $(VENV)/.dev ## make a province once (var/bench, 3 GB; or DATABASE=postgresql://…) and measure the main works there
	$(BIN)/python -m tests.bench $(if $(DATABASE),--database '$(DATABASE)')

bench-restore: $(VENV)/.dev ## back that province up, restore it elsewhere, compare all rows and documents
	$(BIN)/python -m tests.bench.restore

format: $(VENV)/.dev ## put the code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev ## renew both lock files (pins and hashes, no addresses)
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove the virtual environment and the caches (never the data in var/)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build *.egg-info
	find app workflows tests piccolo_migrations -name __pycache__ -prune -exec rm -rf {} +

migration: $(VENV)/.dev ## write the first migrations anew from the tables (until the first release)
	$(BIN)/python -m app.db.initial
