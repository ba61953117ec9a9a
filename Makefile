# Pilothouse. `make run` is the whole story on a laptop; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench chaos lock

help:   ## what one can make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/product .venv/tools ## make .venv with the locked dependencies, the product's and the developers'

run: .venv/product ## start everything on this machine: a Slack-like page, a Jenkins that builds, the bot
	@$(BIN)/pilothouse local $(ARGS)

test: setup ## run the tests
	@$(BIN)/pytest $(ARGS)

check: setup ## formatting, lint, types, import contracts, docs that match the code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pilothouse docs --check

fix: setup ## format, mend what lint can mend, write the generated parts of the docs anew
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/pilothouse docs

bench: setup .venv/baselines ## print the measurements; ARGS=--record keeps them, ARGS="--case NAME" shows one
	@$(BIN)/python -m benchmarks $(ARGS)

chaos: setup ## kill everything again and again, and count what is lost or twice; ARGS=--quick, --seed, --only
	@$(BIN)/python -m benchmarks.chaos $(ARGS)

lock:   ## choose the dependencies' versions anew (needs uv)
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  pyproject.toml -o requirements.lock
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  tests/deployment/requirements-helm.in -o tests/deployment/requirements-helm.lock
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  benchmarks/requirements.in -c requirements-dev.lock -o benchmarks/requirements.lock

# The build backend comes first, from the same lock: one dependency is a source package, and
# nothing may be built with a setuptools whose hash nobody wrote down.
.venv/product: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pilothouse needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + ": set PYTHON=python3.x")'
	@$(PYTHON) -m venv .venv
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock > .venv/backend.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .venv/backend.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/pilothouse prepare
	@touch $@

.venv/tools: requirements-dev.lock .venv/product
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements-dev.lock
	@touch $@

# What the benchmarks compare with. Without it they run all the same and say which rows are missing.
.venv/baselines: benchmarks/requirements.lock .venv/tools
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r $< \
	  && touch $@ || echo "the baselines of benchmarks/requirements.in could not be installed"
