# Needs: make, and Python 3.11 or newer. Everything is installed into .venv.
#   make run     the dashboard on the example articles        make bench   speed, as a table
#   make test    all tests, in a real browser too             make docs    docs/tables.md from the code
#                one after another, or some: ARGS="-n0 tests/test_cli.py"
#   make check   format, lint, types                          make clean   remove .venv and what was built

VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8501

.PHONY: run test check bench docs chromium clean
.DEFAULT_GOAL := run

run: $(VENV)/.run
	@echo "Open http://127.0.0.1:$(PORT) in a browser; stop with Ctrl-C."
	$(BIN)/python -m streamlit run dashboard.py --server.address=127.0.0.1 --server.port=$(PORT)

test: $(VENV)/.dev chromium
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.steps
	$(BIN)/python -m benchmarks.build

docs: $(VENV)/.run
	$(BIN)/python docs/make_tables.py

# A browser for the tests: one that is there, else Debian's package as root, else Playwright's own.
chromium: $(VENV)/.dev
	@{ [ -n "$$CHROMIUM" ] || command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| $(BIN)/playwright install chromium \
	|| echo "No Chromium could be installed, so the browser tests are skipped. Install one, or name it: CHROMIUM=/path/to/it make test"

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-extras.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Some systems ship Python without ensurepip: then the pip beside that Python, or virtualenv, does it.
$(VENV)/pyvenv.cfg:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed and was not found. Name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null \
	|| { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; } 2>/dev/null \
	|| { rm -rf $(VENV) && $(PYTHON) -m virtualenv --quiet $(VENV); } 2>/dev/null \
	|| { rm -rf $(VENV); echo "$(PYTHON) cannot make an environment with pip. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

clean:
	rm -rf $(VENV) .dateline .pytest_cache .mypy_cache .ruff_cache build dist *.egg-info
