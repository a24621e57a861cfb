"""`![表1 …](数据.xlsx#蓄水)`: a spreadsheet becomes a table like any other, and changes with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.batches import Batch, Options, State
from jianbao.errors import InputError
from jianbao.model.body import Figure, Table
from jianbao.reading import Reading, read
from jianbao.reading.inputs import named_inputs
from jianbao.tasks.build import build
from tests.foreign.making import openpyxl, workbook

ISSUE = """\
刊名: 青川信息
日期: 2026年3月5日
编发单位: 青川市人民政府办公室
文章:
  标题: 蓄水情况
  正文: |
    各县区蓄水情况如下。

    ![表1 各县区蓄水情况（单位：万立方米）](数据.xlsx#蓄水)

    注：数据截至3月1日。

    请各县区抓紧蓄水。
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    workbook(tmp_path / "数据.xlsx")
    path = tmp_path / "issue.yaml"
    path.write_text(ISSUE, "utf-8")
    return path


def table_of(reading: Reading) -> Table:
    (table,) = (block for block in reading.issue.articles[0].body.blocks if isinstance(block, Table))
    return table


def cells(table: Table) -> list[list[tuple[str, int, int]]]:
    return [[(c.inline.text, c.column_span, c.row_span) for c in row] for row in (*table.head, *table.rows)]


def test_a_sheet_is_a_table_with_caption_unit_note_and_heads(issue: Path):
    reading = read(issue)
    table = table_of(reading)
    assert reading.findings == ()
    assert table.caption is not None and table.caption.text == "表1　各县区蓄水情况"
    assert table.unit is not None and table.unit.text == "单位：万立方米"
    assert table.note is not None and table.note.text == "注：数据截至3月1日。"
    assert len(table.head) == 2
    assert cells(table) == [
        [("县区", 1, 2), ("蓄水量", 2, 1)],
        [("1月", 1, 1), ("2月", 1, 1)],
        [("云溪县", 1, 1), ("12.5", 1, 1), ("25%", 1, 1)],
        [("青川县", 1, 1), ("3", 1, 1), ("4", 1, 1)],
    ]
    assert table.widths[0] == 20


def test_what_stands_above_and_below_the_cells_is_caption_unit_and_note(issue: Path):
    book = openpyxl.Workbook()
    for row in (["各县区蓄水情况"], ["单位：万立方米"], ["县区", "1月"], ["云溪县", 12], ["注：快报数。"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.save(issue.with_name("数据.xlsx"))
    issue.write_text(
        ISSUE.replace("![表1 各县区蓄水情况（单位：万立方米）](数据.xlsx#蓄水)", "![](数据.xlsx)"), "utf-8"
    )
    table = table_of(read(issue))
    assert [table.caption and table.caption.text, table.unit and table.unit.text] == [
        "各县区蓄水情况",
        "单位：万立方米",
    ]
    assert table.note is not None and table.note.text == "注：快报数。\n注：数据截至3月1日。"
    assert cells(table) == [[("县区", 1, 1), ("1月", 1, 1)], [("云溪县", 1, 1), ("12", 1, 1)]]


def test_its_bytes_are_an_input_like_a_picture_s(issue: Path):
    reading = read(issue)
    assert list(reading.inputs) == [issue, issue.with_name("数据.xlsx").resolve()] or set(reading.inputs) == {
        issue,
        issue.with_name("数据.xlsx").resolve(),
    }
    guessed = named_inputs(ISSUE, issue.parent)
    assert guessed == (issue.with_name("数据.xlsx").resolve(),)


def test_a_batch_sees_that_the_sheet_has_changed(issue: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("JIANBAO_LEDGER", raising=False)

    def states() -> list[State]:
        with Batch(Options(formats=("pdf",), fonts="embedded"), 1) as batch:
            return [result.state for result in batch.run(batch.plan([issue]))]

    assert states() == [State.BUILT]
    assert states() == [State.SKIPPED]
    book = openpyxl.load_workbook(issue.with_name("数据.xlsx"))
    book["蓄水"]["B3"] = 99
    book.save(issue.with_name("数据.xlsx"))
    # an issue that is out is not built over, but it is seen to have changed
    assert states() == [State.RELEASED]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("没有.xlsx", "R141"),
        ("../数据.xlsx", "R141"),
        ("数据.xlsx#没有", "R142"),
        ("数据.xlsx#空", "R149"),
        ("旧.xls", "R143"),
    ],
)
def test_what_cannot_be_a_table_is_told(issue: Path, name: str, code: str):
    issue.write_text(ISSUE.replace("数据.xlsx#蓄水", name), "utf-8")
    with pytest.raises(InputError) as raised:
        read(issue)
    assert [(finding.code, finding.place.line) for finding in raised.value.findings] == [(code, 9)]


def test_odd_formats_and_formulas_without_a_value_are_told(issue: Path):
    book = openpyxl.load_workbook(issue.with_name("数据.xlsx"))
    book["蓄水"]["B3"].number_format = "# ?/?"
    book.save(issue.with_name("数据.xlsx"))
    (finding,) = read(issue).findings
    assert (finding.code, finding.params["cell"]) == ("R147", "B3")
    book["蓄水"]["C5"] = "=B5*2"
    book.save(issue.with_name("数据.xlsx"))
    with pytest.raises(InputError) as raised:
        read(issue)
    assert ("R148", "C5") in [(each.code, each.params.get("cell")) for each in raised.value.findings]


def test_pictures_are_pictures_still(issue: Path):
    from PIL import Image

    Image.new("RGB", (400, 300)).save(issue.with_name("图.png"))
    issue.write_text(ISSUE.replace("请各县区", "![现场](图.png)\n\n    请各县区"), "utf-8")
    assert any(isinstance(block, Figure) for block in read(issue).issue.articles[0].body.blocks)


def test_it_is_set_with_the_sheet_s_widths(issue: Path):
    build(issue, formats=["pdf"], fonts="embedded", draft=True)
