# make run    the app on http://127.0.0.1:8501, on a fresh machine with Python 3.11 or newer
# make test   all checks and tests, with a Chromium for the browser tests
# make test-browsers  the whole check once in Firefox and in WebKit, on Debian or a system made of it
# make bench  speed and weight, beside a bare Streamlit page in the same run

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-browsers bench schema clean

run: $(VENV)/app
	$(BIN)/python -m uvicorn bonecheck.ui.server:app --port $(PORT) --no-access-log

test: $(VENV)/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest --ignore tests/browser -n 2 --dist loadfile
	CHROMIUM="$$(sh tests/browser/chromium.sh $(BIN)/python)" $(BIN)/python -m pytest tests/browser -n 2 --dist loadfile

test-browsers: $(VENV)/tests
	sh tests/browsers/programs.sh
	$(BIN)/python -m pytest tests/browsers

bench: $(VENV)/tests
	CHROMIUM="$$(sh tests/browser/chromium.sh $(BIN)/python)" $(BIN)/python -m benchmarks

schema: $(VENV)/app
	$(BIN)/python -m bonecheck schema > docs/saved_check.schema.json

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "bonecheck needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/app: requirements.txt | $(VENV)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/tests: requirements.txt requirements-photo.txt requirements-cluster.txt tests/requirements.txt | $(VENV)/app
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@
