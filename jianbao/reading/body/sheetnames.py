"""What stands in a picture's place → whether it names a spreadsheet."""

from __future__ import annotations

from typing import Final

from jianbao.files import SHEETS

OTHERS: Final = (".xls", ".et", ".ods", ".numbers")
"""Of other programs, to be saved anew."""


def is_sheet(written: str) -> bool:
    """Whether `written`, such as `数据.xlsx#蓄水`, names a spreadsheet and perhaps a sheet of it."""
    return written.partition("#")[0].lower().endswith((*SHEETS, *OTHERS))
