"""The command line: arguments → calls of the rooms below. A command stands in the module of its name."""

from jianbao.cli.program import COMMANDS, program, run

__all__ = ["COMMANDS", "program", "run"]
