"""期号 and 总期号 as they are officially written."""

from __future__ import annotations

from datetime import date as Date
from typing import Final

from msgspec import Struct

MAIN_KIND: Final = "正刊"
SUPPLEMENT_KIND: Final = "增刊"


class Numbers(Struct, frozen=True):
    """期号 `number` of `year` and 总期号 `total` (None for a kind that has no total)."""

    year: int
    number: int
    total: int | None = None

    def text(self, kind: str) -> str:
        """The default form: `2017年第9期（总第9期）`, `2017年增刊第1期`, `2017年专报第3期（总第41期）`."""
        total = f"（总第{self.total}期）" if self.total is not None else ""
        return f"{self.year}年{'' if kind == MAIN_KIND else kind}第{self.number}期{total}"


class Held(Struct, frozen=True):
    """What the register holds of one issue of a series and kind, as far as numbering asks.

    `date` is None for a void entry: it keeps its numbers and no longer binds the order of dates. `name` is how
    messages call the issue (its title and file).
    """

    numbers: Numbers
    date: Date | None
    name: str = ""
