# `make help` lists what there is. Everything lives in .venv and .local; nothing else is touched.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
STAMP := $(VENV)/.installed
JOBS ?= 2
SOURCES := manage.py contactcenter tickets channels_app feedback tests benchmarks
PRESENT = $(wildcard $(SOURCES))
say = @printf '\033[1m%s\033[0m\n'

.PHONY: help venv run test check e2e bench demo messages lock format clean distclean

help: ## Show this list
	@printf 'Contact center. Start with: make run\n\n'
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort \
	  | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

venv: $(STAMP) ## Create .venv with every package, checked by hash

$(STAMP): requirements/dev.txt requirements/install.sh
	@PYTHON="$(PYTHON)" bash requirements/install.sh "$(VENV)" requirements/dev.txt
	@touch $@

run: venv ## Start everything on one port (PORT=8000); Ctrl-C stops it
	@exec $(PY) -m contactcenter.embedded.launcher --with-parent

test: venv ## Run the tests (own throwaway PostgreSQL and Valkey); ARGS="-k intake"
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

check: venv ## Format, lint, types, import rules, spelling, dependencies, migrations
	@.ci/check

e2e: venv ## Browser tests in a real Chromium
	@DJANGO_ALLOW_ASYNC_UNSAFE=1 $(PY) -m pytest -m browser tests/browser $(ARGS)

bench: venv ## Figures against a floor measured in the same run; ARGS="intake"
	@$(PY) -m benchmarks $(ARGS)

demo: venv ## Load the demo data into the running instance
	@$(PY) manage.py demo $(ARGS)

messages: venv ## Collect and compile translations (needs gettext)
	@$(PY) manage.py makemessages --all --no-location --no-obsolete --ignore=.venv --ignore=.local
	@$(PY) manage.py compilemessages --ignore=.venv --ignore=.local

lock: venv ## Write requirements/*.txt anew from requirements/*.in
	@for name in base dev; do \
	  $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet \
	    --python-version 3.11 $(UPGRADE) requirements/$$name.in -o requirements/$$name.txt; \
	  echo "requirements/$$name.txt written"; done

format: venv ## Rewrite sources the way `make check` wants them
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix-only . && $(BIN)/djade --quiet $$(git ls-files '*.html') || true

clean: ## Remove caches and build products (keeps .venv and data)
	@find . -path ./$(VENV) -prune -o -path ./.local -prune -o -name __pycache__ -type d -print \
	  | xargs -r rm -rf
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov staticfiles
	$(say) 'Clean. Data stays in .local, packages in .venv; `make distclean` removes those too.'

distclean: clean ## Also remove .venv and the embedded data in .local
	@if [ -x $(PY) ] && $(PY) manage.py run --status; then echo 'Stop it first.'; exit 1; fi
	@rm -rf $(VENV) .local
	$(say) 'Removed .venv and .local.'
