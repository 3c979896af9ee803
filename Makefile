# make run    set up, read the example articles, open the chat page; SLIM=1 leaves out torch and sentence-transformers (1.1 GB)
# make test   the tests          make lint   ruff, mypy, import-linter          make bench   speed and quality figures          make audit   holes, licences, bandit          make docs   the site for people
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LIBRARY ?= library

.PHONY: install run test lint format bench audit docs

install: $(VENV)/installed
run: $(VENV)/installed
	$(BIN)/hoibao ingest examples/articles --library $(LIBRARY)
	$(BIN)/hoibao page --library $(LIBRARY) --port $(PORT)

test: $(VENV)/installed-dev
	.ci/test $(BIN)/python

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

audit: $(VENV)/installed-audit
	.ci/audit $(BIN)/python

docs: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

# Less of it: make bench BENCH="--only recall askers"; what can be chosen: make bench BENCH=--help
bench: $(VENV)/installed-bench
	$(BIN)/python -m benchmarks $(BENCH)

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hỏi Báo needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt --upgrade pip
	if [ -n "$(SLIM)" ]; then deploy/install-slim $(BIN)/python --editable; \
	else $(PIP) install --quiet --constraint constraints.txt --editable .; fi
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) install --quiet --constraint constraints.txt --group dev
	touch $@

$(VENV)/installed-audit: $(VENV)/installed-dev
	$(PIP) install --quiet --constraint constraints.txt --group audit
	touch $@

$(VENV)/installed-docs: $(VENV)/installed-dev
	$(PIP) install --quiet --constraint constraints.txt --group docs
	touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	$(PIP) install --quiet --constraint constraints.txt --group bench
	touch $@
