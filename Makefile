# Two commands are enough: `make run` and `make test`. What they do stands in scripts/.
.PHONY: help setup run test test-fast test-postgres check format lint types migrations deploy \
	templates layers fix lock setup-dev setup-test

PORT ?= 8000
PYTHON_ENV = .venv/bin/python
PYTEST = $(PYTHON_ENV) -m pytest
# Tests of one file stay in one process, so what a file prepares is prepared once.
PARALLEL = --numprocesses 2 --dist loadfile

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1 \2/p' Makefile | \
		while read -r target text; do printf '  make %-14s %s\n' "$$target" "$$text"; done

setup: ## system packages and .venv
	@scripts/system_packages.sh run
	@scripts/python_env.sh run

run: ## the demo site on http://127.0.0.1:8000 (PORT=8001 for another port)
	@PORT=$(PORT) scripts/run.sh

test: setup-test ## all tests, real browser included
	$(PYTEST) $(PARALLEL)

test-fast: setup-dev ## all tests but those in the browser
	$(PYTEST) $(PARALLEL) -m "not journey and not processes"

test-postgres: ## all tests that touch the database, on a private PostgreSQL
	@scripts/system_packages.sh postgres
	@scripts/python_env.sh dev
	scripts/with_postgres.sh $(PYTEST) $(PARALLEL) --ignore=tests/documents

check: format lint types migrations deploy templates layers ## everything but the tests

format: setup-dev ## is the code formatted?
	$(PYTHON_ENV) -m ruff format --check .

lint: setup-dev ## ruff's rules
	$(PYTHON_ENV) -m ruff check .

types: setup-dev ## mypy, strict
	$(PYTHON_ENV) -m mypy

migrations: setup-dev ## has every change of a model its migration?
	scripts/check_migrations.sh

deploy: setup-dev ## Django's deployment check on production settings
	scripts/check_deploy.sh

templates: setup-dev ## does every template compile?
	$(PYTEST) -q tests/consistency/test_templates.py

layers: setup-dev ## do imports run one way?
	$(PYTEST) -q tests/consistency/test_layers.py

fix: setup-dev ## format the code and mend what ruff can mend
	$(PYTHON_ENV) -m ruff check --fix .
	$(PYTHON_ENV) -m ruff format .

lock: setup-dev ## renew the lock files after a change in pyproject.toml
	scripts/lock.sh

setup-dev:
	@scripts/system_packages.sh run
	@scripts/python_env.sh dev

setup-test:
	@scripts/system_packages.sh test
	@scripts/python_env.sh dev
