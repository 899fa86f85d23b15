PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DATABASE := data/curated/kommunplan.duckdb
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: help demo test desk samples bench clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

demo: $(VENV)/.installed ## Read the sample documents and print what changed
	@$(BIN)/kommunplan ingest data/raw --database $(DATABASE)
	@$(BIN)/kommunplan status --database $(DATABASE)

desk: demo $(VENV)/.installed-dev ## Open the analyst's pages over the demo's database
	@$(BIN)/kommunplan desk --database $(DATABASE)

test: $(VENV)/.installed-dev ## Format, lint, types and tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto --dist loadfile

samples: $(VENV)/.installed-dev ## Typeset the sample documents in data anew
	@$(BIN)/python -m tools.typeset_samples
	@$(BIN)/python -m tools.typeset_plans
	@$(BIN)/python -m tools.typeset_portal

bench: $(VENV)/.installed-dev ## Measure reading against pdfplumber and pdfium; needs KOMMUNPLAN_CORPUS
	@$(BIN)/python -m benchmarks.reading

clean: ## Remove what make has made; decisions on links stay
	@rm -rf $(VENV) $(DATABASE)* build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) not found; install Python 3.11 or set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
