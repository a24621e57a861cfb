"""Many issue files → numbers for all of them, then their files, on all cores.

Three steps: every file is read; every number is planned, in the order of dates, and reserved in one transaction
of the register; then each issue is built by a worker as `jianbao build` would, finding its number reserved. So a
batch may stop anywhere, by an error, Ctrl-C or a power cut: the next run finds what is issued, skips what is
unchanged, and gives the others the numbers that were planned for them.
"""

from __future__ import annotations

from jianbao.batches.batch import Batch
from jianbao.batches.entries import Options, Plan, Result, Scanned, State
from jianbao.batches.files import gather

__all__ = ["Batch", "Options", "Plan", "Result", "Scanned", "State", "gather"]
