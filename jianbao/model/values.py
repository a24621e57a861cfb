"""What a clerk writes as one value → text, number, date or yes/no, strictly."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Date
from typing import Annotated, Final

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from jianbao import bounds
from jianbao.expressions import compiled
from jianbao.language.dates import read_date
from jianbao.language.numerals import value_of

COUNTED: Final = {
    "year": ("", "(?:年|[—–－-]{1,2}[0-9]{2,4}学年度?)?"),
    "number": ("第?", "期?"),
    "total": ("(?:总?第)?", "期?"),
    "copies": ("共?印?", "份?"),
}
"""The words that a number may be written with, as it is printed: `第9期`, `总第209期`, `共印150份`, `2025—2026学年`."""
HAN_FIGURES: Final = "[〇○零一二三四五六七八九十百千万]{1,12}"
_BOTH_NUMBERS: Final = r"(?:[0-9]{4}年)?第?([0-9]{1,9})期?[（(]总?第?([0-9]{1,9})期?[）)]"
YES = frozenset({"是", "true", "True", "TRUE", "yes", "Yes"})
NO = frozenset({"否", "false", "False", "FALSE", "no", "No"})
_CONTROL = compiled("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = compiled("[\ud800-\udfff]")


def _text(value: object) -> object:
    if not isinstance(value, str):
        if value is None:
            raise PydanticCustomError("M006", "empty")
        raise PydanticCustomError("M001", "text", {"found": _kind_of(value)})
    if found := _SURROGATE.search(value):
        raise PydanticCustomError("M008", "surrogate", {"char": f"U+{ord(found[0]):04X}"})
    if found := _CONTROL.search(value):
        raise PydanticCustomError(
            "M007", "control", {"char": f"U+{ord(found[0]):04X}", "offset": found.start()}
        )
    if not value.strip():
        raise PydanticCustomError("M006", "empty")
    return value


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "一组键值"
    if isinstance(value, (list, tuple)):
        return "一个列表"
    return f"“{value}”"


def _line(value: object) -> object:
    value = _text(value)
    if isinstance(value, str) and len(value) > bounds.LINE:
        raise PydanticCustomError("M009", "long", {"length": len(value), "limit": bounds.LINE})
    return value


def _is_figures(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _whole(value: object) -> object:
    if isinstance(value, str) and _is_figures(value.strip()):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("M002", "whole number", {"value": str(value)})


def _counted(name: str) -> Callable[[object], object]:
    before, after = COUNTED[name]

    def whole(value: object) -> object:
        if not isinstance(value, str) or value.isascii():
            return _whole(value)
        if found := re.fullmatch(f"{before}([0-9]{{1,9}}){after}", value.strip()):
            return int(found[1])
        if found := re.fullmatch(f"{before}({HAN_FIGURES}){after}", value.strip()):
            return _whole(value_of(found[1]) or value)
        if found := re.fullmatch(_BOTH_NUMBERS, value.strip()):
            raise PydanticCustomError(
                "M018", "both numbers", {"value": value, "number": found[1], "total": found[2]}
            )
        return _whole(value)

    return whole


def _plain_date(text: str) -> str:
    """A date without what clerks write behind it: 号 for 日, a weekday, a full stop; eight digits with their dashes."""
    bare = text.strip().rstrip("。．.")
    if "期" in bare or "周" in bare:
        bare = re.sub(r"[\s　]*[（(]?(?:星期|周)[一二三四五六日天][）)]?$", "", bare)
    if bare.endswith("号"):
        bare = re.sub("(?<=[0-9一二三四五六七八九十])号$", "日", bare)
    return f"{bare[:4]}-{bare[4:6]}-{bare[6:]}" if len(bare) == 8 and _is_figures(bare) else bare


def _date(value: object) -> object:
    if type(value) is Date:
        return value
    day = read_date(_plain_date(value)) if isinstance(value, str) else None
    if day is not None:
        return day
    raise PydanticCustomError("M003", "date", {"value": str(value)})


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in YES | NO:
        return value in YES
    raise PydanticCustomError("M004", "yes or no", {"value": str(value)})


def several(value: object) -> object:
    """A list, or one text, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


Text = Annotated[str, BeforeValidator(_text)]
Line = Annotated[str, BeforeValidator(_line)]
Whole = Annotated[int, BeforeValidator(_whole)]
Year = Annotated[int, BeforeValidator(_counted("year"))]
Number = Annotated[int, BeforeValidator(_counted("number"))]
Total = Annotated[int, BeforeValidator(_counted("total"))]
Copies = Annotated[int, BeforeValidator(_counted("copies"))]
Day = Annotated[Date, BeforeValidator(_date)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(several)]
