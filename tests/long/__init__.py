"""Runs that take too long for the tests: kills, crowds, any input. `python -m tests.long` runs them all."""
