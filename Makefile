# Thin: every target is a task of tasks.py, which works without make as well (python tasks.py report -p language=en).
# Arguments:      make report ARGS="-p language=en"
# Another Python: make setup PYTHON=python3.12

PYTHON ?= python3
ARGS ?=

TASKS := setup report build test test-all check lab pair lock clean

.PHONY: help $(TASKS)

help:
	@$(PYTHON) tasks.py --help

$(TASKS):
	@$(PYTHON) tasks.py $@ $(ARGS)
