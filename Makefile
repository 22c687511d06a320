# make run   sets everything up and opens the sample workspace
# make test  sets everything up and runs every check

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# constraints.txt also pins what pip builds with; the second name is the newest pip's.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check lint types imports tests snapshots docs picture bench clean

run: $(VENV)/.run-ready
	@$(BIN)/reader open .

test: check

check: lint types imports tests

lint: $(VENV)/.dev-ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev-ready
	@$(BIN)/mypy

imports: $(VENV)/.dev-ready
	@$(BIN)/lint-imports --no-logo

tests: $(VENV)/.dev-ready
	@$(BIN)/pytest -n 2 --dist worksteal

snapshots: $(VENV)/.dev-ready
	@$(BIN)/pytest tests/tui --snapshot-update

docs: $(VENV)/.run-ready
	@$(BIN)/reader keys --markdown > docs/keys.md

picture: $(VENV)/.run-ready
	@$(BIN)/python docs/pictures/make.py

bench: $(VENV)/.dev-ready
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.python: 
	@$(PYTHON) -c 'import sys; sys.exit("reader needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + ": try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing: on Debian and Ubuntu, apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.run-ready: pyproject.toml constraints.txt | $(VENV)/.python
	@echo "Setting up reader, once …"
	@$(BIN)/python -m pip install --quiet --editable '.[accurate]'
	@$(BIN)/python -m compileall -q reader
	@touch $@

$(VENV)/.dev-ready: pyproject.toml constraints.txt | $(VENV)/.python
	@echo "Setting up reader and its checks, once …"
	@$(BIN)/python -m pip install --quiet --editable '.[dev,spacy]'
	@touch $@ $(VENV)/.run-ready
