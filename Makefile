# make serve   start Farway (PORT changes the port)
# make test    everything that has to hold before a change lands
# The rest is for working on it: see docs/development.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT

SOURCES := topology designer api tests bench tools manage.py
FRONT_SOURCES := $(shell find frontend/src frontend/scripts frontend/*.* -type f -not -path '*/generated/*' 2>/dev/null) \
	$(wildcard topology/model/*.py)

# The steps of a target run in the order in which they are named.
.NOTPARALLEL:
.PHONY: serve test test-long lint lint-python lint-frontend setup build services openapi rules messages pictures lock format clean bench-engine bench-canvas

# Setting up: each step leaves a stamp, so that it runs again only when its lock file has changed.

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Farway needs Python 3.11 or later; name one with PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.base: $(VENV)/.made requirements/base.txt requirements/node.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python tools/npm.py --has-node || $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q topology designer api
	touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

frontend/node_modules/.made: $(VENV)/.base frontend/package-lock.json
	$(BIN)/python tools/npm.py ci --no-audit --no-fund
	touch $@

static/dist/.made: frontend/node_modules/.made $(FRONT_SOURCES)
	$(BIN)/python tools/npm.py run build
	touch $@

setup: $(VENV)/.dev frontend/node_modules/.made

build: static/dist/.made

serve: $(VENV)/.base build
	@$(BIN)/python -m designer.serve

# Testing

lint-python: $(VENV)/.dev build
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djade --target-version 5.2 --check $$(find templates -name '*.html')
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING

lint-frontend: setup
	$(BIN)/python tools/npm.py run typecheck
	$(BIN)/python tools/npm.py run lint
	$(BIN)/python tools/npm.py test

lint: lint-python lint-frontend

services: $(VENV)/.dev
	$(BIN)/python tools/services.py

test: setup lint build services
	@$(BIN)/python tools/tests.py

test-long: setup build services
	@$(BIN)/python tools/tests.py -m "long or not long" --hypothesis-profile=long

# Making what is committed from what it comes from

openapi: $(VENV)/.dev
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file api/openapi.yaml

rules: $(VENV)/.dev
	$(BIN)/python -m topology.checks.reference > docs/rules.md

messages: $(VENV)/.dev
	$(BIN)/python -m tools.messages $(LANGUAGES)

pictures: $(VENV)/.dev build services
	$(BIN)/python -m tools.pictures

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header

lock: $(VENV)/.dev
	$(LOCK) --extra dev --output-file requirements/dev.txt pyproject.toml
	$(LOCK) --constraint requirements/dev.txt --output-file requirements/base.txt pyproject.toml
	$(LOCK) --constraint requirements/dev.txt --output-file requirements/node.txt requirements/node.in

# Measuring: by hand, never by the tests

bench-engine: $(VENV)/.dev
	@$(BIN)/python -m bench.engine

bench-canvas: $(VENV)/.dev build
	@$(BIN)/python -m bench.canvas

format: setup
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html')
	$(BIN)/python tools/npm.py run format

clean:
	rm -rf $(VENV) frontend/node_modules static/dist var
