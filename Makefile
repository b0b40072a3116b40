PYTHON ?= python3
BIN := .venv/bin

.PHONY: read test check gate bench clean

read: .venv/ready
	@$(BIN)/svodka read examples --store .venv/example.sqlite --now 2031-03-17T20:00

test: .venv/dev
	$(BIN)/pytest

check: .venv/dev
	$(BIN)/ruff check svodka tests bench
	$(BIN)/mypy
	$(BIN)/pytest tests/test_architecture.py tests/test_docs.py tests/test_packs.py

gate: .venv/dev
	$(BIN)/python bench/gate.py

.venv/ready: pyproject.toml hatch_build.py $(wildcard svodka/lang/ru/engine/*.c)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -U pip
	$(BIN)/pip install -q -e .
	$(BIN)/python -m compileall -q svodka  # pip compiles what it copies, and an editable install stays here
	@touch $@

.venv/dev: .venv/ready
	$(BIN)/pip install -q -e '.[dev]'
	@touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache
