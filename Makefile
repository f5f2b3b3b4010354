# Every target first sets up .venv where it is missing or its lock has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-lock-installed
TEST_STAMP := $(VENV)/.test-lock-installed

.PHONY: run test bench lint

run: $(RUN_STAMP)
	$(BIN)/python app.py

test: $(TEST_STAMP)
	.ci/browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: $(TEST_STAMP)
	$(BIN)/python -m tests.bench

lint: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(TEST_STAMP): tests/requirements.lock $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --require-hashes -r tests/requirements.lock
	@touch $@

$(RUN_STAMP): requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -e .
	@touch $@

# Debian keeps ensurepip in python3-venv: without it, the system's own pip puts a pip into .venv.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Evenhand needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv $(VENV) >/dev/null || { \
	  $(PYTHON) -m venv --without-pip --clear $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
