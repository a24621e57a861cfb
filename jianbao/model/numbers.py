"""期号 and 总期号 as they are officially written."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Final

from msgspec import Meta, Struct

MAIN_KIND: Final = "正刊"


class Numbers(Struct, frozen=True):
    """期号 `number` of `year` and 总期号 `total` (None for a kind that has no total).

    A joint issue 合刊 takes the numbers up to `number_last` and `total_last`; None for any other issue.
    """

    year: Annotated[int, Meta(ge=1949, le=2200)]
    number: Annotated[int, Meta(ge=1, le=9999)]
    total: Annotated[int, Meta(ge=1, le=999_999)] | None = None
    number_last: Annotated[int, Meta(ge=2, le=9999)] | None = None
    total_last: Annotated[int, Meta(ge=2, le=999_999)] | None = None

    @property
    def last(self) -> int:
        """The last number that the issue takes: `number` itself but for a joint issue."""
        return self.number if self.number_last is None else self.number_last

    @property
    def last_total(self) -> int | None:
        """As `last`, of the total."""
        return self.total if self.total_last is None else self.total_last

    def text(self, kind: str) -> str:
        """The default form: `2017年第9期（总第9期）`, `2017年增刊第1期`, `2017年第3—4期（总第35—36期）`."""
        total = f"（总第{_span(self.total, self.total_last)}期）" if self.total is not None else ""
        number = _span(self.number, self.number_last)
        return f"{self.year}年{'' if kind == MAIN_KIND else kind}第{number}期{total}"


class Held(Struct, frozen=True):
    """What the register holds of one issue of a series and kind, as far as numbering asks.

    `date` is None for a void entry: it keeps its numbers and no longer binds the order of dates. `name` is how
    messages call the issue (its title and file).
    """

    numbers: Numbers
    date: Date | None
    name: str = ""


def _span(first: int, last: int | None) -> str:
    return f"{first}" if last is None else f"{first}—{last}"
