# The ways into the house. `make` alone lists them; CONTRIBUTING.md says more.
#
# Everything lives in .venv, never in the system's Python. A stamp for each lock file says that .venv holds what the
# file names; the first holds the path of this checkout, since a .venv does not move with it.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/.run
TEST := $(VENV)/.test
BENCHMARKS := $(VENV)/.benchmarks
IN := $(VENV)/bin/python
UV := $(shell command -v uv 2>/dev/null)
# SYSTEM=no: missing system packages are named only.
INSTALL := $(if $(filter no,$(SYSTEM)),,--install)

# A system upgrade may take away the Python that .venv was made from, and a checkout may be moved.
$(shell { $(IN) -c '' && grep -qxF "$(CURDIR)" $(RUN); } 2>/dev/null || rm -f $(RUN))

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run test check setup benchmarks format lock clean system-run system-test system-check style

help:
	@echo "make run         open the window (sets up .venv the first time)"
	@echo "make test        style, types, imports and all tests"
	@echo "make check       style, types and imports only"
	@echo "make setup       all that tests need, and no test"
	@echo "make benchmarks  what the benchmarks compare with"
	@echo "make format      lay out and mend the code as the style check wants it"
	@echo "make lock        choose new versions of all dependencies (needs uv)"
	@echo "make clean       remove .venv and all caches"
	@echo "With SYSTEM=no, missing system packages are named and not installed."

run: system-run $(RUN)
	@$(IN) -m bodymap

# The whole run goes side by side on up to four cores, a file of tests after the other on each.
test: setup style
	@$(IN) -m pytest $(if $(ARGS),$(ARGS),--numprocesses=auto --maxprocesses=4 --dist=loadfile)

check: system-check $(TEST) style

setup: system-test $(TEST)

benchmarks: setup $(BENCHMARKS)
	@echo "Ready: docs/benchmarks.md says how to run them."

style:
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@$(IN) -m mypy
	@$(VENV)/bin/lint-imports --no-logo

format: system-check $(TEST)
	@$(IN) -m ruff check --fix .
	@$(IN) -m ruff format .

system-run system-test system-check: system-%:
	@$(PYTHON) tools/check_system.py $* $(INSTALL)

# Only what a lock file names, with its hashes, and no package that would have to be built.
ifneq ($(UV),)
locked = $(UV) pip install --quiet --python $(IN) --require-hashes --only-binary :all: -r $(1)
itself = $(UV) pip install --quiet --python $(IN) --no-deps --no-build-isolation -e .
venv = $(UV) venv --quiet --python "$$(command -v $(PYTHON))" $(VENV)
else
locked = $(IN) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $(1)
itself = $(IN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
venv = $(PYTHON) -m venv $(VENV)
endif

$(RUN): pyproject.toml requirements-run.lock
	@echo "Setting up $(VENV) …"
	@rm -rf $(VENV)
	@$(venv)
	@$(call locked,requirements-run.lock)
	@$(itself)
	@echo "$(CURDIR)" > $@

$(TEST): requirements-test.lock $(RUN)
	@echo "Adding to $(VENV) what tests need …"
	@$(call locked,requirements-test.lock)
	@touch $@

$(BENCHMARKS): requirements-benchmarks.lock $(RUN)
	@echo "Adding to $(VENV) what benchmarks need …"
	@$(call locked,requirements-benchmarks.lock)
	@touch $@

# No index address may enter a file: docs/adr/0004-lock-file.md. The environment's own settings stay outside.
# The later files take the versions of the first, so that one .venv can hold them all.
compile = $(UV) pip compile --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock:
	@test -n "$(UV)" || { echo "make lock needs uv (pipx install uv)." >&2; exit 1; }
	@$(compile) --group build -o requirements-run.lock pyproject.toml
	@$(compile) -c requirements-run.lock --group pyproject.toml:test -o requirements-test.lock
	@$(compile) -c requirements-run.lock -c requirements-test.lock --group pyproject.toml:benchmarks \
		-o requirements-benchmarks.lock

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
