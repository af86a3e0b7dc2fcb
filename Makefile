# The ways into the house. `make` alone lists them; CONTRIBUTING.md says more.
#
# Everything lives in .venv, never in the system's Python. The stamp says that .venv holds exactly what
# requirements.lock names; it is rebuilt when that file or pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed
IN := $(VENV)/bin/python
UV := $(shell command -v uv 2>/dev/null)

# A system upgrade may take away the Python that .venv was made from.
$(shell $(IN) -c '' 2>/dev/null || rm -f $(STAMP))

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run test check format lock clean system-run system-test

help:
	@echo "make run      open the window (sets up .venv the first time)"
	@echo "make test     style, types, imports and all tests"
	@echo "make check    style, types and imports only"
	@echo "make format   lay out and mend the code as the style check wants it"
	@echo "make lock     choose new versions of all dependencies (needs uv)"
	@echo "make clean    remove .venv and all caches"

run: system-run $(STAMP)
	@$(IN) -m bodymap

# The whole run goes side by side on up to four cores, a file of tests after the other on each.
test: system-test $(STAMP) style
	@$(IN) -m pytest $(if $(ARGS),$(ARGS),--numprocesses=auto --maxprocesses=4 --dist=loadfile)

check: system-run $(STAMP) style

.PHONY: style
style:
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@$(IN) -m mypy
	@$(VENV)/bin/lint-imports --no-logo

format: $(STAMP)
	@$(IN) -m ruff check --fix .
	@$(IN) -m ruff format .

system-run:
	@$(PYTHON) tools/check_system.py run

system-test:
	@$(PYTHON) tools/check_system.py test

$(STAMP): pyproject.toml requirements.lock
	@echo "Setting up $(VENV) …"
	@rm -rf $(VENV)
ifneq ($(UV),)
	@$(UV) venv --quiet --python "$$(command -v $(PYTHON))" $(VENV)
	@$(UV) pip install --quiet --python $(IN) --require-hashes --only-binary :all: -r requirements.lock
	@$(UV) pip install --quiet --python $(IN) --no-deps --no-build-isolation -e .
else
	@$(PYTHON) -m venv $(VENV)
	@$(IN) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(IN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	@touch $@

# No index address may enter the file: docs/adr/0004-lock-file.md. The environment's own settings stay outside.
lock:
	@test -n "$(UV)" || { echo "make lock needs uv (pipx install uv)." >&2; exit 1; }
	@$(UV) pip compile --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links \
		--group dev --group build -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
