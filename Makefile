# make demo   set up and run the example story        make check       everything a change must pass
# make test   set up and run the tests                make check-deep  property tests, many examples
# make quick  format, lint, types, imports            make check-long  what holds when things fail
# make golden rewrite the golden files                make lock        pin what is installed now

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
OUT := out/demo
RECORDING := evals/recordings/border-town

.DEFAULT_GOAL := help
.PHONY: help demo test quick check check-deep check-long golden lock clean

# Tests start the command many times: what is compiled is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

help:
	@sed -n '1,4s/^# //p' Makefile

demo: $(VENV)/.runs
	$(BIN)/llm-extract run examples/border-town --out $(OUT)/rules --extractor rules
	$(BIN)/llm-extract run examples/border-town --out $(OUT)/model --replay $(RECORDING)
	@$(BIN)/python examples/side_by_side.py $(OUT)/rules/consensus.json $(OUT)/model/consensus.json
	@echo "open $(OUT)/rules/report.html and $(OUT)/model/report.html"

test: $(VENV)/.tests
	$(BIN)/pytest -n 2

quick: $(VENV)/.tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(PIP) check

# What fails in seconds comes first; `make test check` runs the tests once, and first.
check: quick test

# A thousand examples of every property; all else takes no examples and runs in `test`.
check-deep: $(VENV)/.tests
	HYPOTHESIS_PROFILE=deep $(BIN)/pytest -n 2 -m hypothesis tests

# Thousands of articles, twenty kills: what is promised when things fail, at full length.
check-long: $(VENV)/.tests
	HYPOTHESIS_PROFILE=deep $(BIN)/pytest -n 2 -m "not hypothesis" tests/trust tests/evals/compare

golden: $(VENV)/.tests
	$(BIN)/pytest -m golden --rewrite-golden -p no:xdist

lock: $(VENV)/.tests
	$(PIP) freeze --exclude-editable | LC_ALL=C sort -f > constraints.txt

clean:
	rm -rf $(VENV) out dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# ---------------------------------------------------------------- set-up

$(VENV)/.runs: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.tests: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@ $(VENV)/.runs

# Debian keeps part of venv in a package of its own; where that is missing, pip steps in.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: $(PYTHON) is missing or older than 3.11; name another: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || \
		{ $(PYTHON) -m venv --clear --without-pip $(VENV) && \
		  $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; } || \
		{ rm -rf $(VENV); echo "make: no virtual environment; install one of these first: python3-venv, python3-pip" >&2; exit 2; }
