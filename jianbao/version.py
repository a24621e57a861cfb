"""The version: the build backend reads it here, and everyone else."""

from __future__ import annotations

# without a type: hatchling reads this line by a pattern that knows of none but str
__version__ = "0.2.0.dev0"
