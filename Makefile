# Pilothouse. `make run` is the whole story on a laptop; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench chaos hostile lock hashes sbom bandit audit
LOCKS := requirements.lock requirements-dev.lock benchmarks/requirements.lock \
  benchmarks/supply/requirements.lock tests/deployment/requirements-helm.lock
AUDIT := build/audit/bin
# Most tests wait for processes and clocks, so that more of them run at once than there are cores.
TESTERS := $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))

help:   ## what one can make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/product .venv/tools ## make .venv with the locked dependencies, the product's and the developers'

run: .venv/product ## start everything on this machine: a Slack-like page, a Jenkins that builds, the bot
	@$(BIN)/pilothouse local $(ARGS)

test: setup ## run the tests, several files at a time; ARGS="-n0 FILE" runs one alone
	@$(BIN)/pytest -n $(TESTERS) --dist loadfile $(ARGS)

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

hostile: setup ## forged requests, hostile strings and injections at the real thing; ARGS=--quick for a part
	@$(BIN)/python -m benchmarks.hostile $(ARGS)

chaos: setup ## kill everything again and again, and count what is lost or twice; ARGS=--quick, --seed, --only
	@$(BIN)/python -m benchmarks.chaos $(ARGS)

hashes: setup # look whether every locked package has its hashes, and what is installed is what they say
	@$(BIN)/python -m benchmarks.supply.locks $(LOCKS)
	@$(BIN)/pip install --quiet --disable-pip-version-check --dry-run --ignore-installed --no-deps \
	  --no-build-isolation --require-hashes -r requirements.lock

sbom: build/audit/ready # write build/sbom.json: what the bot is made of, for CycloneDX's readers
	@$(AUDIT)/cyclonedx-py requirements --pyproject pyproject.toml --output-format JSON \
	  --output-file build/sbom.json requirements.lock
	@echo "build/sbom.json"

bandit: build/audit/ready # look for what is unsafe in our own code
	@$(AUDIT)/bandit --quiet --configfile pyproject.toml --recursive bot handlers integrations

audit: hashes sbom bandit ## locked hashes, bill of materials, bandit, known vulnerabilities (of pypi.org, or it fails)
	@$(BIN)/python -m benchmarks.supply.advisories $(AUDIT)/pip-audit $(LOCKS)

lock:   ## choose the dependencies' versions anew (needs uv)
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  pyproject.toml -o requirements.lock
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  tests/deployment/requirements-helm.in -o tests/deployment/requirements-helm.lock
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  benchmarks/requirements.in -c requirements-dev.lock -o benchmarks/requirements.lock
	uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	  benchmarks/supply/requirements.in -o benchmarks/supply/requirements.lock

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

# The tools of `make audit`, apart from what they look at.
build/audit/ready: benchmarks/supply/requirements.lock
	@$(PYTHON) -m venv build/audit
	@$(AUDIT)/pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/supply/requirements.lock
	@touch $@
