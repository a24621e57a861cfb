"""Workbooks as a spreadsheet program saves them."""

from __future__ import annotations

from pathlib import Path

import pytest

openpyxl = pytest.importorskip("openpyxl")


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "蓄水"
    for row in (
        ["县区", "蓄水量", None],
        [None, "1月", "2月"],
        ["云溪县", 12.5, 0.25],
        ["隐藏", 1, 2],
        ["青川县", 3, 4],
    ):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A1:A2")
    sheet["C3"].number_format = "0%"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["A"].width = 20
    book.create_sheet("空")
    book.save(path)
    return path
