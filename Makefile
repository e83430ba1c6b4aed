# Two commands: `make run` shows Marsad at work, `make test` passes every check. Both set up all that they need.
VENV ?= .venv
PY = $(VENV)/bin/python
PYTEST_FLAGS ?= -n 2
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check tests soak train doubt docs clean

run: $(VENV)/marsad-installed
	$(VENV)/bin/marsad demo

test: check tests

check: $(VENV)/marsad-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

tests: $(VENV)/marsad-dev
	$(PY) -m pytest $(PYTEST_FLAGS)

# the same promises over hours: before a release
soak: $(VENV)/marsad-dev
	$(PY) -m pytest -m soak

# the finder that ships, from the reports that people coded; goes on where it was cut off, and takes hours
train: $(VENV)/marsad-dev
	$(PY) -m pip install -q -e '.[train]'
	$(VENV)/bin/marsad train tests/gold/coded/news.jsonl tests/gold/coded/organisations.jsonl --epochs 4 \
	  --texts ../shared/corpus/reports.jsonl --texts ../shared/corpus/organisations.jsonl --out build/finder
	cp build/finder/*.onnx build/finder/*.json finder/src/marsad_finder/

# measures how far what the rules find is to be believed, after a change of the rules
doubt: $(VENV)/marsad-dev
	$(VENV)/bin/python tests/gold/doubt.py

# writes what the pages show of the program; tests check that it is current
docs: $(VENV)/marsad-dev
	$(PY) tools/cli_reference.py docs/cli-reference.md
	$(PY) tools/readme.py README.md
	$(PY) tools/readme.py docs/evaluation.md docs/examples

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/marsad-venv: tools/venv.sh
	sh tools/venv.sh $(VENV)
	touch $@

$(VENV)/marsad-installed: $(VENV)/marsad-venv pyproject.toml
	$(PY) -m pip install -q -e .
	touch $@

# pip learnt --group in 25.1
$(VENV)/marsad-dev: $(VENV)/marsad-installed finder/pyproject.toml
	$(PY) -m pip install -q --upgrade "pip>=25.1"
	$(PY) -m pip install -q --group dev -e ./finder
	touch $@
