"""`jianbao ledger …` → the register seen and managed; the commands stand in the order in which help lists them."""

from jianbao.cli.ledger import seeing, acts, keeping, enrolling  # ruff: isort: skip
from jianbao.cli.ledger.register import app

__all__ = ["acts", "app", "enrolling", "keeping", "seeing"]
