"""Tables: widths by content, heads on two lines before text starves, ragged cells, rows that are not left alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from jianbao.errors import InputError
from jianbao.model.body import Cell, Table
from jianbao.pages import Colophon, Line, Pages
from jianbao.pages import Table as SetTable
from jianbao.typography import (
    FLOAT_CLEARANCE,
    LANDSCAPE_LEFT,
    LANDSCAPE_TOP,
    LANDSCAPE_WIDTH,
    MARGIN_TOP,
    PAGE,
    ROW,
    SIZE_SMALL_4,
    TYPE_AREA_BOTTOM,
    TYPE_AREA_WIDTH,
    Align,
)
from tests.layout.samples import (
    DISTRIBUTION,
    PROSE,
    article,
    assert_all_on_paper,
    blocks,
    body,
    inline,
    issue,
    laid_out,
)


def table(rows: int) -> Table:
    head = (tuple(Cell(inline(text)) for text in ("地区", "项目", "金额（万元）")),)
    cells = tuple(
        (Cell(inline(f"第{n}县")), Cell(inline("双语学校建设")), Cell(inline(f"{n * 37}")))
        for n in range(rows)
    )
    return Table(3, head, cells, caption=inline("表1 项目表"), note=inline("注：数据截至三月底。"))


def set_table(pages: Pages) -> SetTable:
    return next(block for block in pages.blocks if isinstance(block, SetTable))


def test_a_tables_head_is_repeated_on_each_page_as_furniture() -> None:
    pages = laid_out(issue(article(PROSE, table(60), PROSE)))
    repeats = [
        sheet.number
        for sheet in pages.pages
        if any(isinstance(item, Line) and item.text == "地区" for item in sheet.furniture)
    ]
    assert repeats == [2, 3, 4]


def test_table_rows_are_whole_and_fill_the_width() -> None:
    pages = laid_out(issue(article(table(60))))
    placed = set_table(pages)
    assert sum(placed.widths) == TYPE_AREA_WIDTH
    for row in placed.rows:
        assert row.top + row.height <= TYPE_AREA_BOTTOM
        assert all(line.page == row.page for cell in row.cells for p in cell.paragraphs for line in p.lines)


def test_a_cell_that_spans_rows_keeps_them_on_one_page() -> None:
    def pair(n: int) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        tall = Cell(inline(f"第{n}县"), row_span=2)
        return (tall, Cell(inline("学校"))), (Cell(inline("医院")),)

    rows = tuple(row for n in range(30) for row in pair(n))
    pages = laid_out(issue(article(Table(2, (), rows))))
    placed = next(block for block in pages.blocks if isinstance(block, SetTable))
    for first, second in zip(placed.rows[::2], placed.rows[1::2], strict=True):
        assert first.page == second.page


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ((("**甲县**", "12"), ("**乙县**", "7")), [[True, False], [True, False]]),
        ((("**甲县**", "12"), ("乙县", "7")), [[False, False], [False, False]]),
        ((("**甲县**", "**12**"), ("**乙县**", "**7**")), [[False, False], [False, False]]),
    ],
    ids=["the first column", "one cell of it", "the whole table"],
)
def test_a_first_column_in_bold_heads_its_rows(
    rows: tuple[tuple[str, ...], ...], heads: list[list[bool]]
) -> None:
    head = (tuple(Cell(inline(text)) for text in ("地区", "项目")),)
    cells = tuple(tuple(Cell(inline(text)) for text in row) for row in rows)
    pages = laid_out(issue(article(Table(2, head, cells))))
    placed = next(block for block in pages.blocks if isinstance(block, SetTable))
    assert [[cell.header for cell in row.cells] for row in placed.rows] == [[True, True], *heads]


@pytest.mark.parametrize("rows", [*range(30, 40), *range(57, 64)])
def test_a_note_under_a_long_table_never_pulls_the_table_off_the_paper(rows: int) -> None:
    """It did, where note and colophon did not fit under the last row: 34 to 36 and 59 to 61 rows."""
    pages = laid_out(issue(article(table(rows)), distribution=DISTRIBUTION))
    assert_all_on_paper(pages)
    note = next(block for block in pages.blocks if getattr(block, "style", "") == "table_note")
    placed = next(block for block in pages.blocks if isinstance(block, SetTable))
    assert note.lines[0].page == placed.rows[-1].page
    colophon = pages.blocks[-1]
    assert isinstance(colophon, Colophon)
    assert colophon.page == note.lines[0].page


@pytest.mark.parametrize("rows", [27, 28, 80])
def test_a_cell_over_more_rows_than_a_page_holds_begins_again(rows: int) -> None:
    first = (Cell(inline("甲镇"), row_span=rows), Cell(inline("第0村")))
    cells = (first, *((Cell(inline(f"第{n}村")),) for n in range(1, rows)))
    pages = laid_out(issue(article(Table(2, ((Cell(inline("镇")), Cell(inline("村"))),), cells))))
    assert_all_on_paper(pages)
    placed = next(block for block in pages.blocks if isinstance(block, SetTable))
    assert len(placed.rows) == rows + 1
    by_page = {row.page for row in placed.rows}
    named = {
        row.page
        for row in placed.rows
        for cell in row.cells
        if any(p.text == "甲镇" for p in cell.paragraphs)
    }
    assert named == by_page


def test_a_cell_longer_than_a_page_goes_on_on_the_next() -> None:
    cells = ((Cell(inline("甲")), Cell(inline(PROSE * 30))), (Cell(inline("乙")), Cell(inline("短"))))
    pages = laid_out(issue(article(Table(2, ((Cell(inline("项目")), Cell(inline("内容"))),), cells))))
    assert_all_on_paper(pages)
    placed = next(block for block in pages.blocks if isinstance(block, SetTable))
    text = "".join(
        p.text for row in placed.rows for cell in row.cells if cell.column == 1 for p in cell.paragraphs
    )
    assert text == "内容" + PROSE * 30 + "短"


def test_a_head_of_more_than_half_a_page_is_not_repeated() -> None:
    head = tuple((Cell(inline(f"头{n}")), Cell(inline("头"))) for n in range(40))
    cells = tuple((Cell(inline("1")), Cell(inline("2"))) for _ in range(20))
    pages = laid_out(issue(article(Table(2, head, cells))))
    assert_all_on_paper(pages)
    assert not any(
        isinstance(item, Line) for sheet in pages.pages for item in sheet.furniture if item is not sheet.folio
    )


def test_a_span_whose_own_text_is_longer_than_a_page_goes_on_too_and_is_set_once() -> None:
    rows = ((Cell(inline(PROSE * 40), row_span=2), Cell(inline("一"))), (Cell(inline("二")),))
    pages = laid_out(issue(article(Table(2, (), rows))))
    assert_all_on_paper(pages)
    placed = next(block for block in pages.blocks if isinstance(block, SetTable))
    text = "".join(
        p.text for row in placed.rows for cell in row.cells if not cell.column for p in cell.paragraphs
    )
    assert text == PROSE * 40


@pytest.mark.parametrize("note", [True, False])
@pytest.mark.parametrize("rows", range(3, 60))
def test_no_row_of_a_table_stands_alone_whatever_their_number(rows: int, note: bool) -> None:
    whole = table(rows)
    if not note:
        whole = replace(whole, note=None)
    pages = laid_out(issue(article(PROSE, whole), distribution=DISTRIBUTION))
    placed = set_table(pages)
    on = Counter(row.page for row in placed.rows if not row.head)
    assert min(on.values()) > 1
    assert placed.rows[0].page == min(on), "the head is not left behind"
    foot = blocks(pages, "table_note")[-1].lines[-1].page if note else placed.rows[-1].page
    assert (placed.rows[-1].page, len(pages.pages)) == (foot, foot), "the colophon has company"


def test_a_page_break_is_stated_just_where_rows_would_still_fit() -> None:
    stated = 0
    for rows in range(3, 60):
        placed = set_table(
            laid_out(issue(article(PROSE, replace(table(rows), note=None)), distribution=DISTRIBUTION))
        )
        for before, row, after in zip(placed.rows, placed.rows[1:], placed.rows[2:], strict=False):
            if before.page < row.page:
                need = row.height + (after.height if row.keep_next else 0)
                assert row.page_break == (before.top + before.height + need <= TYPE_AREA_BOTTOM + 40)
                stated += row.page_break
            else:
                assert not row.page_break
    assert stated


def test_a_table_without_a_caption_stands_clear_of_the_line_above() -> None:
    bare = replace(table(3), caption=None)
    pages = laid_out(issue(article(PROSE, bare)))
    line = blocks(pages, "body")[-1].lines[-1]
    assert set_table(pages).rows[0].top - (line.top + line.height) == FLOAT_CLEARANCE


def wide_table(*columns: tuple[str, str, str], rows: int = 2) -> Table:
    """Columns as (head, alignment, text of every cell)."""
    head = tuple(Cell(inline(text), align=align) for text, align, _ in columns)
    row = tuple(Cell(inline(text), align=align) for _, align, text in columns)
    return Table(len(columns), (head,), (row,) * rows)


def column_lines(placed: SetTable, column: int, row: int = 1) -> list[str]:
    (paragraph,) = placed.rows[row].cells[column].paragraphs
    return [line.text for line in paragraph.lines]


CROWDED = (
    ("排名", "center", "7"),
    ("县（市、区）", "center", "马头山经济技术开发区"),
    ("项目个数", "right", "146"),
    ("总投资", "right", "2863.5"),
    ("年度计划投资", "right", "612.8"),
    ("应开工", "right", "327.9"),
    ("已开工", "right", "100.0"),
    ("开工率", "right", "99.9%"),
    ("日期", "center", "2026年3月"),
)


def test_a_number_is_not_cut_while_other_columns_have_room() -> None:
    pages = laid_out(issue(article(wide_table(*CROWDED))))
    placed = set_table(pages)
    assert sum(placed.widths) == TYPE_AREA_WIDTH
    for column, (_, _, text) in enumerate(CROWDED):
        lines = column_lines(placed, column)
        assert "".join(lines) == text
        if column != 1:
            assert "".join(lines).startswith(lines[0])
            assert all(not line.endswith(".") and not line.startswith("%") for line in lines)
    assert column_lines(placed, 3) == ["2863.5"]
    assert not [finding for finding in pages.findings if finding.code == "T003"]


def test_heads_go_over_two_lines_before_a_long_column_starves() -> None:
    long = "贯彻落实党的理论和路线方针政策、党中央重大决策部署和省委工作要求"
    columns = [("问题类别", "left", long)]
    columns += [(head, "center", "15") for head in ("具体问题", "整改措施", "基本完成", "长期坚持", "已完成")]
    columns += [("完成率", "center", "100.0"), ("序号", "center", "1")]
    placed = set_table(laid_out(issue(article(wide_table(*columns)))))
    assert column_lines(placed, 1, row=0) == ["具体", "问题"]
    assert column_lines(placed, 5, row=0) == ["已完成"]
    assert len(column_lines(placed, 0)) <= 3


def test_a_heads_words_and_units_are_whole() -> None:
    columns = [("地区", "left", "高新技术产业开发区")]
    columns += [(head, "center", "15") for head in ("新增确诊病例", "新增无症状感染者", "密切接触者")]
    columns += [("总投资（万元）", "right", "99.5"), ("次密切接触者", "center", "3405")]
    placed = set_table(laid_out(issue(article(wide_table(*columns)))))
    heads = [column_lines(placed, column, row=0) for column in range(1, 6)]
    assert heads[0] in (["新增", "确诊病例"], ["新增确诊", "病例"])
    assert heads[1] == ["新增", "无症状感染者"]
    assert heads[3] == ["总投资", "（万元）"]


def test_a_columns_alignment_is_its_cells_and_not_its_heads() -> None:
    placed = set_table(laid_out(issue(article(wide_table(("甲", "right", "1"), ("乙", "left", "2"))))))
    head, row = placed.rows[:2]
    assert [cell.paragraphs[0].align for cell in head.cells] == [Align.CENTER] * 2
    assert [cell.paragraphs[0].align for cell in row.cells] == [Align.RIGHT, Align.LEFT]


def test_cells_are_set_ragged() -> None:
    """No line of a cell is spread; what its width does not end, a break does. One character may stand on the last."""
    text = "国网新源控股有限公司年产10万吨新能源电池正极材料项目（一期）第5个"
    columns = [(f"列{n}", "left", text[n:]) for n in range(5)]
    placed = set_table(laid_out(issue(article(wide_table(*columns)))))
    for row in placed.rows:
        for cell in row.cells:
            for line in cell.paragraphs[0].lines:
                assert all(run.stretch == 0 and -4 <= run.spacing <= 0 for run in line.runs)


def test_a_cell_cut_by_force_does_not_begin_a_line_with_a_mark_and_is_told_once() -> None:
    columns = [(f"CO（mg/m³）{n}", "center", f"1286{n}.5（mg/m³）") for n in range(12)]
    pages = laid_out(issue(article(wide_table(*columns))))
    for row in set_table(pages).rows:
        for cell in row.cells:
            assert all(line.text[0] not in "）./" for line in cell.paragraphs[0].lines)
    (found,) = [finding for finding in pages.findings if finding.code == "T003"]
    assert found.params["text"] == "（mg/m³）"
    assert not [finding for finding in pages.findings if finding.code == "T002"]


def test_a_cells_indent_is_kept_and_its_column_stands_at_the_left() -> None:
    rows = tuple(
        (Cell(inline(text), indent=n), Cell(inline("1"))) for n, text in enumerate(("甲", "乙", "丙"))
    )
    placed = set_table(laid_out(issue(article(Table(2, (), rows)))))
    lefts = [row.cells[0].paragraphs[0].lines[0].x for row in placed.rows]
    assert [x - lefts[0] for x in lefts] == [0, SIZE_SMALL_4, 2 * SIZE_SMALL_4]


def test_text_behind_a_table_is_back_on_the_grid() -> None:
    pages = laid_out(issue(article(table(5), PROSE)))
    line = blocks(pages, "body")[-1].lines[0]
    assert (line.top - MARGIN_TOP) % ROW == 0


def wide(columns: int, rows: int = 3, **fields: Any) -> Table:
    head = (tuple(Cell(inline(f"栏{number}")) for number in range(columns)),)
    cells = tuple(tuple(Cell(inline("1")) for _ in range(columns)) for _ in range(rows))
    return Table(columns, head, cells, **fields)


def test_a_table_of_more_columns_than_fit_two_characters_each_stands_on_a_page_on_its_side() -> None:
    pages = laid_out(issue(article(PROSE, wide(15), PROSE)))
    assert [page.landscape for page in pages.pages] == [False, True, False]
    assert [finding.code for finding in pages.findings] == ["T007"]
    placed = set_table(pages)
    assert (placed.x, sum(placed.widths)) == (LANDSCAPE_LEFT, LANDSCAPE_WIDTH)
    assert placed.rows[0].top == LANDSCAPE_TOP


def test_a_table_stands_on_its_side_as_the_clerk_asks_and_nothing_is_told() -> None:
    pages = laid_out(issue(article(PROSE, wide(3, landscape=True), PROSE)))
    assert [page.landscape for page in pages.pages] == [False, True, False]
    assert not pages.findings


def test_text_behind_a_table_on_its_side_fills_the_page_before() -> None:
    """The first page is full, one paragraph at least stays behind the table; the table stands at most a page late."""
    texts = ["甲项工作已经完成。" * 12] * 5
    pages = laid_out(issue(article(texts[0], wide(15), *texts[1:]), distribution=DISTRIBUTION))
    assert [page.landscape for page in pages.pages] == [False, True, False]
    lowest = [max(line.baseline for line in page.items if isinstance(line, Line)) for page in pages.pages]
    assert lowest[0] > MARGIN_TOP + 0.7 * PAGE
    assert blocks(pages, "body")[-1].lines[0].page == 3


def test_the_number_of_a_page_on_its_side_stands_where_the_upright_ones_have_it() -> None:
    pages = laid_out(issue(article(PROSE, wide(15, rows=60), PROSE)))
    upright, *_, last = (page.folio for page in pages.pages)
    sides = [page.folio for page in pages.pages if page.landscape]
    assert len(sides) > 2
    assert upright and last
    assert {folio.baseline for folio in sides if folio} == {upright.baseline}


def test_what_is_kept_with_a_table_goes_to_its_side_with_it() -> None:
    attachment = {"title": "附表", "body": body(wide(15))}
    pages = laid_out(issue(article(PROSE), attachments=(attachment,), distribution=DISTRIBUTION))
    (label,) = blocks(pages, "attachment_label")
    assert label.lines[0].page == set_table(pages).rows[0].page
    assert pages.pages[label.lines[0].page - 1].landscape
    assert not pages.pages[-1].landscape, "the colophon stands upright"


@pytest.mark.parametrize(("columns", "code"), [(20, "T006"), (62, "T006"), (200, "T006"), (0, "T009")])
def test_a_table_that_no_page_can_hold_is_refused(columns: int, code: str) -> None:
    with pytest.raises(InputError) as caught:
        laid_out(issue(article(PROSE, wide(columns))))
    assert [finding.code for finding in caught.value.findings] == [code]
    assert caught.value.findings[0].params.get("most", 19) == 19


def test_a_short_name_is_whole_while_other_columns_have_room() -> None:
    texts = [
        "1",
        "市经济和信息化局",
        "12",
        "11",
        "9",
        "15",
        "13",
        "10",
        "71",
        "1",
        "其中被省委办公厅采用三条",
        "欧阳明远",
    ]
    cells = (tuple(Cell(inline(text)) for text in texts),)
    head = (tuple(Cell(inline("栏")) for _ in texts),)
    placed = set_table(laid_out(issue(article(Table(12, head, cells)))))
    assert len(placed.rows[1].cells[11].paragraphs[0].lines) == 1


def test_a_table_that_goes_on_says_so_on_each_further_page_where_the_house_wants_it() -> None:
    pages = laid_out(issue(article(PROSE, table(60), PROSE), layout={"continued": True}))
    placed = set_table(pages)
    firsts = {row.page: row for row in reversed(placed.rows)}
    said = [row.continued.text if row.continued else "" for _, row in sorted(firsts.items())]
    assert said == ["", "续表1", "续表1", "续表1"]
    assert all(row.page_break for row in placed.rows if row.continued)
    for row in placed.rows:
        if row.continued:
            (line,) = row.continued.lines
            drawn = [item for item in pages.pages[row.page - 1].furniture if isinstance(item, Line)]
            assert drawn[0] is line
            assert line.top + line.height <= drawn[1].top < row.top


def test_nothing_is_said_of_a_table_that_goes_on_unless_it_is_asked_for() -> None:
    placed = set_table(laid_out(issue(article(PROSE, table(60), PROSE))))
    assert not any(row.continued for row in placed.rows)
