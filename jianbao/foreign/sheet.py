"""A spreadsheet (.xlsx, .csv) → its sheets as they are shown: texts of cells, joined cells, columns' widths.

Numbers stand as Excel shows them in the formats that tables of offices have (General, 0.00, #,##0, %, dates); a cell in
another format is told. Hidden rows and columns are not shown.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.bounds import SHEET_BYTES, SHEET_CELLS
from jianbao.errors import InputError, Place
from jianbao.files import read_bytes


class SheetCell(Struct, frozen=True):
    """A cell as it is shown: `across` and `down` count the columns and rows that it is joined over.

    `odd` is its number format where that is none that we know; `stale` tells that a formula has no value yet.
    """

    row: int
    column: int
    text: str
    across: int = 1
    down: int = 1
    align: str = ""
    bold: bool = False
    odd: str = ""
    stale: bool = False


class Sheet(Struct, frozen=True):
    """A sheet's cells in order, those that others cover left out; `widths` of its columns, () where none are set.

    `names` are its columns' letters and `numbers` its rows', as the clerk knows them.
    """

    name: str
    rows: int
    columns: int
    cells: tuple[SheetCell, ...]
    widths: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


class Workbook(Struct, frozen=True):
    """The sheets of a file, and the SHA-256 (hex) of its bytes as they were read."""

    sha256: str
    sheets: tuple[Sheet, ...]


def read(path: Path) -> Workbook:
    """The sheets of a file. Raises FileError, InputError (R143 unreadable, R144 too large, R145 openpyxl is missing)."""
    data = read_bytes(path, limit=SHEET_BYTES)
    make = _from_csv if path.suffix.lower() == ".csv" else _from_xlsx
    return Workbook(hashlib.sha256(data).hexdigest(), tuple(make(data, path)))


def _from_csv(data: bytes, path: Path) -> list[Sheet]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InputError.of("R143", Place(str(path)), path=path.name)
    first = text.split("\n", 1)[0]
    mark = max(",\t;", key=first.count)
    try:
        rows = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        ]
    except csv.Error:
        raise InputError.of("R143", Place(str(path)), path=path.name) from None
    cells = [
        SheetCell(row, column, text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    ]
    return [_trimmed(path.stem, cells, path)]


def _from_xlsx(data: bytes, path: Path) -> list[Sheet]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise InputError.of("R145", Place(str(path)), path=path.name) from None
    try:
        values = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data))
        visible = (sheet for sheet in values.worksheets if sheet.sheet_state == "visible")
        return [_sheet(sheet, formulas[sheet.title], path) for sheet in visible]
    except InputError:
        raise
    # whatever a broken file makes openpyxl stumble over, a format that is not there when a cell is asked for its own
    except Exception:  # noqa: BLE001
        raise InputError.of("R143", Place(str(path)), path=path.name) from None


def _sheet(sheet: Any, formulas: Any, path: Path) -> Sheet:
    if sheet.max_row * sheet.max_column > 50 * SHEET_CELLS:
        raise InputError.of("R144", Place(str(path)), path=path.name, limit=SHEET_CELLS)
    from openpyxl.utils import get_column_letter

    hidden_columns = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    columns = [number for number in range(1, sheet.max_column + 1) if number not in hidden_columns]
    rows = [number for number in range(1, sheet.max_row + 1) if not sheet.row_dimensions[number].hidden]
    column_at = {number: index for index, number in enumerate(columns)}
    row_at = {number: index for index, number in enumerate(rows)}
    joined: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        across = [column_at[each] for each in range(area.min_col, area.max_col + 1) if each in column_at]
        down = [row_at[each] for each in range(area.min_row, area.max_row + 1) if each in row_at]
        if across and down:
            joined[area.min_row, area.min_col] = (len(across), len(down))
            covered |= {(row, column) for row in down for column in across} - {(down[0], across[0])}
    cells: list[SheetCell] = []
    for number in rows:
        for each in columns:
            cell = sheet.cell(number, each)
            at = row_at[number], column_at[each]
            if at in covered or (cell.value is None and (number, each) not in joined):
                written = formulas.cell(number, each).value
                if at in covered or not (isinstance(written, str) and written.startswith("=")):
                    continue
            text, odd = shown(cell.value, cell.number_format or "General")
            stale = cell.value is None and formulas.cell(number, each).value is not None
            across_down = joined.get((number, each), (1, 1))
            align = cell.alignment.horizontal if cell.alignment else None
            cells.append(
                SheetCell(
                    *at,
                    text,
                    *across_down,
                    align if align in ("left", "center", "right") else "",
                    bool(cell.font and cell.font.b),
                    odd,
                    stale,
                )
            )
    names = [get_column_letter(each) for each in columns]
    return _trimmed(sheet.title, cells, path, _widths(sheet, columns), names, rows)


def _widths(sheet: Any, columns: list[int]) -> list[float]:
    """The widths that somebody set, in characters; [] where nobody did."""
    set_widths: dict[int, float] = {}
    for dimension in sheet.column_dimensions.values():
        if dimension.customWidth and dimension.width:
            for number in range(dimension.min or 0, (dimension.max or 0) + 1):
                set_widths[number] = dimension.width
    if not any(number in set_widths for number in columns):
        return []
    usual = sheet.sheet_format.defaultColWidth or 8.43
    return [set_widths.get(number, usual) for number in columns]


def _trimmed(
    name: str,
    cells: list[SheetCell],
    path: Path,
    widths: Sequence[float] = (),
    names: Sequence[str] = (),
    numbers: Sequence[int] = (),
) -> Sheet:
    """The sheet without the empty rows and columns around what stands in it."""
    filled = [cell for cell in cells if cell.text or cell.stale]
    if len(filled) > SHEET_CELLS:
        raise InputError.of("R144", Place(str(path)), path=path.name, limit=SHEET_CELLS)
    if not filled:
        return Sheet(name, 0, 0, ())
    top, left = min(cell.row for cell in filled), min(cell.column for cell in filled)
    bottom, right = (
        max(cell.row + cell.down for cell in filled),
        max(cell.column + cell.across for cell in filled),
    )
    kept = [
        replace(
            cell,
            row=cell.row - top,
            column=cell.column - left,
            across=min(cell.across, right - cell.column),
            down=min(cell.down, bottom - cell.row),
        )
        for cell in cells
        if top <= cell.row < bottom and left <= cell.column < right
    ]
    return Sheet(
        name,
        bottom - top,
        right - left,
        tuple(kept),
        tuple(widths[left:right]),
        tuple(names[left:right]),
        tuple(numbers[top:bottom]),
    )


# --- values as they are shown ---------------------------------------------------------------------------------------

_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)')
_SKIPPED: Final = re.compile(r"_.|\*.|\[[^\]]*\]|\?")
_NUMBER: Final = re.compile(
    r"(?P<before>[^#0]*)(?P<whole>#,##0|#,###|#+0|#|0+)(?:\.(?P<places>[0#]+))?(?P<percent>%?)(?P<behind>[^#0]*)"
)
_TOKEN: Final = re.compile(r"AM/PM|上午/下午|y+|m+|d+|h+|s+|.", re.IGNORECASE)


def shown(value: object, number_format: str) -> tuple[str, str]:
    """(a cell's value as Excel shows it, the format where it is none that we know)."""
    if value is None:
        return "", ""
    if isinstance(value, str):
        return value.strip(), ""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, (datetime, date, time)):
        return _day(value, number_format)
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value), number_format


def _number(value: float, number_format: str) -> tuple[str, str]:
    sections = number_format.split(";")
    if number_format in ("General", "@", ""):
        return _general(value), ""
    section = (
        sections[1]
        if value < 0 and len(sections) > 1
        else sections[2]
        if value == 0 and len(sections) > 2
        else sections[0]
    )
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] if found[1] is not None else found[2])
        return "\ue000"

    bare = _SKIPPED.sub("", _QUOTED.sub(keep, section)).strip()
    found = _NUMBER.fullmatch(bare)
    if bare == "General":
        return _general(value), ""
    if found is None and "0" not in bare and "#" not in bare:
        # a text in the number's place, as the - of an account's zero
        return _with_literals(bare, literals), ""
    fraction = re.search(r"[?#0]\s*/\s*[?#0-9]", _QUOTED.sub("", section))
    if found is None or fraction or re.search("[A-Za-z]", found["before"] + found["behind"]):
        return _general(value), number_format
    digits = abs(value) if len(sections) > 1 and value < 0 else value
    places = found["places"] or ""
    least = places.count("0")
    rounded = _rounded(digits * (100 if found["percent"] else 1), len(places))
    whole = found["whole"]
    filled = len(whole) + (len(places) + 1 if places else 0) if set(whole) == {"0"} else 0
    text = f"{rounded:,}" if "," in whole else f"{rounded}".zfill(filled)
    if "." in text and len(places) > least:
        front, _, part = text.partition(".")
        part = part[:least] + part[least:].rstrip("0")
        text = f"{front}.{part}" if part else front
    return _with_literals(f"{found['before']}{text}{found['percent']}{found['behind']}", literals), ""


# a double has 309 digits before its point, a format of 255 characters fewer behind it
_LONG: Final = Context(prec=600)


def _rounded(value: float, places: int) -> Decimal:
    """As Excel rounds: half away from zero, of the fifteen digits that it keeps."""
    kept = Decimal(f"{value:.15g}")
    return kept.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _LONG)


def _with_literals(text: str, literals: Sequence[str]) -> str:
    waiting = iter(literals)
    return re.sub("\ue000", lambda _: next(waiting), text).strip()


def _general(value: float) -> str:
    """As General shows it: eleven characters at most, a sign not counted."""
    size = abs(value)
    if size >= 1e11 or 0 < size < 1e-4:
        digits, _, power = f"{value:.5E}".partition("E")
        return f"{digits.rstrip('0').rstrip('.')}E{power}"
    shown = f"{_rounded(value, 10 - len(str(int(size)))):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _day(value: datetime | date | time, number_format: str) -> tuple[str, str]:
    """A date or time in the format's order; year, month and day where the format is the machine's own."""
    plain = (
        _SKIPPED.sub("", _QUOTED.sub(lambda found: found[1] or found[2] or "", number_format))
        .split(";")[0]
        .strip()
    )
    if plain.lower() in ("mm-dd-yy", "general", ""):
        plain = "yyyy/m/d"
    out: list[str] = []
    hours = False
    for token in _TOKEN.findall(plain):
        piece = _piece(value, token.lower(), after_hours=hours)
        hours = token[0].lower() == "h" or (hours and not token[0].isalnum())
        if piece is None:
            return value.isoformat(sep=" ") if isinstance(
                value, datetime
            ) else value.isoformat(), number_format
        out.append(piece)
    return "".join(out), ""


def _piece(value: datetime | date | time, token: str, *, after_hours: bool) -> str | None:
    """What stands for one token of a date's format; None for what we do not know."""
    kind, wide = token[0], len(token) > 1
    if not re.fullmatch(r"[ymdhs]+", token):
        return token if not token[0].isalpha() or token[0] >= "\u2e80" else None
    try:
        if kind == "y":
            year = value.year  # type: ignore[union-attr]  # a time has none
            return f"{year:04d}" if len(token) > 2 else f"{year % 100:02d}"
        if kind == "m" and not after_hours:
            month = value.month  # type: ignore[union-attr]
            return None if len(token) > 2 else f"{month:02d}" if wide else str(month)
        if kind == "d":
            day = value.day  # type: ignore[union-attr]
            return None if len(token) > 2 else f"{day:02d}" if wide else str(day)
        number = {"h": "hour", "m": "minute", "s": "second"}[kind]
        part = int(getattr(value, number))
    except AttributeError:
        return None
    return f"{part:02d}" if wide else str(part)
