# ruff: noqa: DTZ001 - days of a sheet have no zone
"""Spreadsheets as they are shown: numbers in the formats that offices use, joined cells, hidden rows."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from jianbao.errors import InputError
from jianbao.foreign.child import read as read_in_child
from jianbao.foreign.sheet import read, shown
from tests.foreign.making import workbook


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "General", "12"),
        (12.5, "General", "12.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "General", "1234567.891"),
        (0.6089448255, "General", "0.608944826"),
        (0.00012345678, "General", "0.000123457"),
        (-1.5e-5, "General", "-1.5E-05"),
        (10000000000.4, "General", "10000000000"),
        (2e11, "General", "2E+11"),
        (0, "General", "0"),
        (12.345, "0.00", "12.35"),
        (2.675, "0.00", "2.68"),
        (12, "0.00", "12.00"),
        (1234.5, "#,##0", "1,235"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (-3.5, "0.00_ ", "-3.50"),
        (-3.5, "0.00;[Red]-0.00", "-3.50"),
        (-3.5, "0.0_);(0.0)", "(3.5)"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (86.2, '0.0"亿元"', "86.2亿元"),
        (1.5, "0.##", "1.5"),
        (7, "000", "007"),
        (1e26, "0.00", f"1{'0' * 26}.00"),
        (1, f"0.{'0' * 40}", f"1.{'0' * 40}"),
        ("文本", "@", "文本"),
        (date(2026, 3, 5), "yyyy/m/d", "2026/3/5"),
        (datetime(2026, 3, 5), "mm-dd-yy", "2026/3/5"),
        (datetime(2026, 3, 5), 'yyyy"年"m"月"d"日"', "2026年3月5日"),
        (datetime(2026, 3, 5), "[$-804]yyyy年m月d日;@", "2026年3月5日"),
        (datetime(2026, 3, 5), "yyyy-mm-dd", "2026-03-05"),
        (datetime(2026, 3, 5, 9, 30), "yyyy-mm-dd hh:mm", "2026-03-05 09:30"),
        (time(9, 5), "h:mm", "9:05"),
    ],
)
def test_values_are_shown_as_excel_shows_them(value: Any, number_format: str, text: str):
    assert shown(value, number_format) == (text, "")


@pytest.mark.parametrize(
    ("value", "number_format"), [(0.5, "# ?/?"), (12345.0, "0.00E+00"), (datetime(2026, 3, 5), "dddd")]
)
def test_another_format_is_named(value: Any, number_format: str):
    assert shown(value, number_format)[1] == number_format


def test_joined_cells_widths_and_what_is_hidden(tmp_path: Path):
    book = read(workbook(tmp_path / "数据.xlsx"))
    sheet = book.sheets[0]
    assert (sheet.rows, sheet.columns, sheet.numbers) == (4, 3, (1, 2, 3, 5))
    assert [(cell.text, cell.across, cell.down) for cell in sheet.cells[:3]] == [
        ("县区", 1, 2),
        ("蓄水量", 2, 1),
        ("1月", 1, 1),
    ]
    assert [cell.text for cell in sheet.cells][-6:] == ["云溪县", "12.5", "25%", "青川县", "3", "4"]
    assert sheet.widths[0] == 20
    assert len(book.sha256) == 64


def test_the_child_reads_it_too(tmp_path: Path):
    path = workbook(tmp_path / "数据.xlsx")
    assert read_in_child("sheet", path) == read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_with_commas_in_the_encodings_of_offices(tmp_path: Path, encoding: str, mark: str):
    path = tmp_path / "数据.csv"
    path.write_bytes(f'县区{mark}面积\r\n云溪县{mark}"1{mark}2"\r\n'.encode(encoding))
    (sheet,) = read(path).sheets
    assert [cell.text for cell in sheet.cells] == ["县区", "面积", "云溪县", f"1{mark}2"]


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path):
    path = tmp_path / "数据.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InputError) as raised:
        read_in_child("sheet", path)
    assert raised.value.findings[0].code == "R143"


def test_a_cell_whose_format_is_not_there_makes_a_broken_workbook(tmp_path: Path):
    book = Workbook()
    book.active["A1"], book.active["A1"].number_format = 3, "0.0"
    book.save(whole := tmp_path / "数据.xlsx")
    path = tmp_path / "坏了.xlsx"
    with ZipFile(whole) as parts, ZipFile(path, "w") as broken:
        for name in parts.namelist():
            broken.writestr(name, re.sub(b"<numFmts.*</numFmts>", b"", parts.read(name)))
    with pytest.raises(InputError) as raised:
        read_in_child("sheet", path)
    assert raised.value.findings[0].code == "R143"
