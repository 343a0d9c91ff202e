# Two commands do everything on a fresh machine: `make demo` and `make test`.
# They need python3 (3.11 or newer, with venv) and nothing else; what they install stays in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCKS := requirements/uv.txt requirements/dev.txt
PATRONI := $(VENV)/patroni
# Tests that start processes wait for them: one more than there are processors.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1 )))
# The browser's own library keeps an event loop running, in which no other test can start one.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS)
# Part of them may be none here: pytest ends with 5.
OR_NONE := || [ $$? -eq 5 ]
ARGS ?=
ASSETS ?= 300
ROUNDS ?= 60
SEEDS ?= 1000

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

# uv works in this .venv alone, and never fetches a Python of its own
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export UV_PYTHON_DOWNLOADS := never
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY) ## Install Perpetua and its tools into .venv (the others do it themselves)

$(READY): $(LOCKS) pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
		{ echo "Perpetua needs $(PYTHON) 3.11 or newer, which is not installed."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Perpetua needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing: install it (Debian, Ubuntu: apt-get install python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync --quiet --require-hashes $(LOCKS)
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: demo
demo: $(READY) ## Show the whole story against the simulator of Partner Center
	$(BIN)/perpetua demo $(ARGS)

.PHONY: serve
serve: $(READY) ## Serve the API and the simulator on this machine
	$(BIN)/perpetua serve --simulator $(ARGS)

.PHONY: test
test: $(READY) ## Run every test, PostgreSQL and browser included (ARGS="-k asset -n0")
	@$(BIN)/python -m tests.support.chromium
	$(PYTEST) --ignore tests/browser $(ARGS) $(OR_NONE)
	$(PYTEST) tests/browser $(ARGS) $(OR_NONE)

.PHONY: test-cluster
test-cluster: $(PATRONI)/.ready ## Kill the leader of a Patroni cluster under load (needs etcd)
	$(BIN)/python -u -m tests.cluster --packages $(PATRONI) $(ARGS)

$(PATRONI)/.ready: requirements/cluster.txt | $(READY)
	rm -rf $(PATRONI)
	$(BIN)/uv pip install --quiet --require-hashes --target $(PATRONI) --requirement requirements/cluster.txt
	@touch $@

.PHONY: screenshots
screenshots: $(READY) ## Take a picture of every page, on a phone and on a wide screen (screenshots/)
	@$(BIN)/python -m tests.support.chromium
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

.PHONY: web-assets
web-assets: $(READY) ## Copy what the pages take from npm (needs Node; only for a new version)
	cd web-assets && npm ci --ignore-scripts --no-audit --no-fund
	$(BIN)/python web-assets/copy_assets.py

.PHONY: kill-workers
kill-workers: $(READY) ## Kill a worker every second while it buys (ASSETS=300)
	$(BIN)/python -u -m tests.journey.killed_workers --assets $(ASSETS) $(ARGS)

.PHONY: restart-server
restart-server: $(READY) ## Crash PostgreSQL under eight processes and a load (ROUNDS=60)
	$(BIN)/python -u -m tests.journey.restarted_server --rounds $(ROUNDS) $(ARGS)

.PHONY: simulate
simulate: $(READY) ## Buy under seeded chaos (SEEDS=100000 ARGS="--database postgresql")
	$(BIN)/python -m tests.simulation --seeds $(SEEDS) $(ARGS)

.PHONY: check
check: $(READY) ## Check style, types and the import law
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: fix
fix: $(READY) ## Mend what ruff can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: lock
lock: $(READY) ## Lock the dependencies of pyproject.toml (ARGS=--upgrade for the newest)
	$(LOCK) $(ARGS) --group bootstrap --output-file requirements/uv.txt
	$(LOCK) $(ARGS) --group cluster --output-file requirements/cluster.txt
	$(LOCK) $(ARGS) pyproject.toml --group dev --output-file requirements/dev.txt

.PHONY: bench
bench: $(READY) ## Measure against floors and peers (benchmarks/results.json)
	$(BIN)/python -m benchmarks $(ARGS)

.PHONY: clean
clean: ## Remove .venv, caches and what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
