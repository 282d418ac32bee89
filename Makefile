# Python 3.11 or newer and make are all that this needs; `make help` lists what it can do.

PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9

# uv lives inside .venv, in a folder that `uv sync` does not look at. It uses this Python and fetches no other.
UV := .venv/uv-$(UV_VERSION)/bin/uv
SYNC := UV_PYTHON_DOWNLOADS=never $(UV) sync --quiet --locked --python .venv/bin/python
RUN := .venv/bin/python
export PORT
export VIRTUAL_ENV :=
export UV_PROJECT_ENVIRONMENT := .venv

# For checks that look at settings and models: what a real installation has to have. They need no database to run.
CHECK_ENV := SECRET_KEY=only-for-checks-01234567890123456789-abcdefghijklmnopqrstuvwxyz \
	FIELD_ENCRYPTION_KEYS=A2ut9Thu7x04GkGv1BNqLTUYpE6qAbFJTMcV1tl2ngk= BEHIND_PROXY=1 DEBUG=0 DEMO=0 DATABASE_URL=sqlite://:memory:

.PHONY: setup run db-stop test check bench screenshots help
.DEFAULT_GOAL := help

setup: .venv/synced ## create .venv with the locked dependencies

run: .venv/synced ## serve the demo on http://localhost:8000 (PORT=… to change); Ctrl-C stops everything
	@$(RUN) -m config.serve

db-stop: .venv/synced ## stop embedded databases that were left running
	@$(RUN) -m config.embedded stop "$${IPPO_VAR:-var}"
	@$(RUN) -m config.embedded stop "$${IPPO_VAR:-var}/test" >/dev/null

test: .venv/synced-dev ## run every test
	@$(RUN) -m tests.machine
	@$(RUN) -m pytest -n 2 --dist loadfile $(PYTEST_ARGS); code=$$?; \
	$(RUN) -m config.embedded stop "$${IPPO_VAR:-var}/test" >/dev/null; exit $$code

check: .venv/synced-dev ## ruff, mypy, import-linter, djade, missing migrations, deployment settings
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	git ls-files -z '*/templates/*.html' | xargs -0 -r .venv/bin/djade --check
	$(CHECK_ENV) $(RUN) manage.py makemigrations --check --dry-run
	$(CHECK_ENV) $(RUN) manage.py check --deploy --fail-level WARNING

bench: .venv/synced-dev ## measure; prints a table and writes var/bench.json
	@$(RUN) -m tests.bench

screenshots: .venv/synced-dev ## take pictures of the demo's main screens into docs/images/
	@$(RUN) -m tests.machine
	@$(RUN) -m tests.screenshots

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

# --- what stands behind them ---------------------------------------------------

.venv/synced: $(UV) pyproject.toml uv.lock
	@$(SYNC) $(if $(wildcard .venv/synced-dev),--group dev)
	@touch $@

.venv/synced-dev: $(UV) pyproject.toml uv.lock
	@$(SYNC) --group dev
	@touch .venv/synced $@

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Ippo needs Python 3.11 or newer, and $(PYTHON) is not: install one, or name it (make PYTHON=python3.12 …)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; \
	  else \
	    echo "This Python lacks ensurepip: install the package python3-venv (or your system's like) and call make again."; exit 1; \
	  fi; }
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv --clear .venv
	@.venv/bin/python -m pip install -qq --disable-pip-version-check --target .venv/uv-$(UV_VERSION) uv==$(UV_VERSION)
