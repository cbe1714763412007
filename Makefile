# Backstock: the verbs to learn. Needs Python 3.11+, make and git; the rest is installed into .venv.
.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8
UV := $(shell command -v uv || echo $(BIN)/uv)
FLASK := $(BIN)/flask --app wsgi

# Trying things out needs no configuration; `serve` and `migrate` take yours.
demo check faults openapi: export BACKSTOCK_ENV ?= development

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@python=""; for candidate in python3 python3.13 python3.12 python3.11 python; do \
	  $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$$candidate && break; \
	done; \
	test -n "$$python" || { echo "Backstock needs Python 3.11 or newer." >&2; exit 1; }; \
	if command -v uv >/dev/null; then uv venv --quiet --allow-existing --python "$$(command -v $$python)" $(VENV); \
	else $$python -m venv $(VENV); fi

$(VENV)/.installed: $(BIN)/python uv.lock pyproject.toml
	@test -x "$(UV)" || { $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); }
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --locked --inexact --no-dev --python $(BIN)/python
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --locked --inexact --python $(BIN)/python
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --locked --inexact --no-dev --group bench --python $(BIN)/python
	@touch $@

tools/node_modules/.installed: $(VENV)/.installed-dev tools/package.json tools/package-lock.json
	@cd tools && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: install
install: $(VENV)/.installed ## Install what running needs

.PHONY: demo
demo: $(VENV)/.installed ## Migrate, load the demo catalogue, serve on http://127.0.0.1:8000
	@$(FLASK) db upgrade 2>/dev/null || $(FLASK) db upgrade
	@$(FLASK) demo
	@$(MAKE) --no-print-directory serve

.PHONY: serve
serve: $(VENV)/.installed ## Serve the API
	@exec $(BIN)/python -m serve

.PHONY: migrate
migrate: $(VENV)/.installed ## Bring the database to the newest revision
	@$(FLASK) db upgrade

.PHONY: test
test: $(VENV)/.installed-dev tools/node_modules/.installed ## Run all tests, on SQLite and on PostgreSQL
	@$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term $(ARGS)

.PHONY: fuzz
fuzz: $(VENV)/.installed-dev ## Fuzz the API and its schemas at length; ARGS are options of schemathesis
	@FUZZ_OPTIONS="$(or $(ARGS),--max-examples 200)" $(BIN)/pytest -n 2 -rP tests/fuzz/test_fuzz.py tests/compiled

.PHONY: faults
faults: $(VENV)/.installed-dev ## Break a server under load, and compare what is stored with what was said
	@$(BIN)/python -m tests.faults --db "$(DB)" --faults "$(FAULTS)" --seconds "$(SECONDS)" --seed "$(SEED)"

.PHONY: check
check: $(VENV)/.installed-dev tools/node_modules/.installed ## Check format, lint, security, types, imports, the contract, SDKs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive . 2>/dev/null
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(FLASK) contract check
	@$(BIN)/python -m tools.contract lint
	@$(BIN)/python -m tools.contract breaking
	@$(BIN)/python -m sdk.generate check
	@$(BIN)/mypy --config-file sdk/python/pyproject.toml
	@$(BIN)/mypy --config-file sdk/python/pyproject.toml tests/sdk/test_python.py
	@$(BIN)/node tools/node_modules/typescript/bin/tsc --project sdk/typescript --noEmit

.PHONY: audit
audit: $(VENV)/.installed-dev ## Ask pypi.org whether a locked package is known to be vulnerable
	@$(BIN)/python -m tools.audit

.PHONY: openapi
openapi: $(VENV)/.installed ## Write openapi.json from the code
	@$(FLASK) contract write

.PHONY: sdk
sdk: $(VENV)/.installed-dev tools/node_modules/.installed ## Generate the clients in sdk/ from openapi.json
	@$(BIN)/python -m sdk.generate write

.PHONY: format
format: $(VENV)/.installed-dev ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: replay
replay: $(VENV)/.installed ## Replay a real retailer's year of sales against a running server
	@$(BIN)/python -m bench.replay --base-url http://127.0.0.1:$${PORT:-8000} $(ARGS)

.PHONY: bench
bench: $(VENV)/.installed-bench ## Time the API beside FastAPI, the floor and pgbench; DB=sqlite for SQLite
	@$(BIN)/python -m bench.speed --db $(or $(DB),postgresql) $(ARGS)

.PHONY: bench-growth
bench-growth: $(VENV)/.installed-dev ## Print what requests cost as a shop grows to a million orders; DB=sqlite
	@$(BIN)/python -m bench.growth --db $(or $(DB),postgresql) $(ARGS)

.PHONY: bench-scale
bench-scale: $(VENV)/.installed-dev ## Print what an order costs, and what 10 to 100,000 a minute need
	@$(BIN)/python -m bench.scale $(ARGS)
