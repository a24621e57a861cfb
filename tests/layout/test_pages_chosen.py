"""Pages chosen together: none left short or saved for nothing, no table torn, nothing alone at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from jianbao.layout.lines import cut_lines
from jianbao.layout.shape import Piece, shape
from jianbao.layout.widths import Measure
from jianbao.model.body import Cell, Figure, Heading, ListItem, Note, Picture, Separator, Table
from jianbao.pages import Figure as SetFigure
from jianbao.pages import Line, Pages, Role
from jianbao.pages import Paragraph as SetParagraph
from jianbao.pages import Table as SetTable
from jianbao.typography import GRID_SPACING, MARGIN_TOP, PAGE, ROW, SIZE_3, TYPE_AREA_WIDTH
from tests.layout.samples import (
    BODY_FACE,
    DISTRIBUTION,
    PROSE,
    article,
    blocks,
    body,
    figure,
    inline,
    issue,
    laid_out,
    shaper,
)

BODY = Measure(TYPE_AREA_WIDTH - 630, TYPE_AREA_WIDTH, GRID_SPACING, SIZE_3)
SHORT = "第甲项工作已经完成。"


def table(rows: int) -> Table:
    cells = tuple((Cell(inline(f"产业{index}")), Cell(inline(str(index)))) for index in range(rows))
    return Table(2, ((Cell(inline("产业")), Cell(inline("增加值"))),), cells, caption=inline("表1 增加值"))


def on_last_page(pages: Pages) -> list[Line]:
    """The lines of the last page but those of the colophon and its furniture."""
    colophon = {id(line) for block in pages.blocks[-1:] for each in block.paragraphs for line in each.lines}  # type: ignore[union-attr]
    return [item for item in pages.pages[-1].items if isinstance(item, Line) and id(item) not in colophon]


@dataclass
class Issues:
    """The pages of issues with ever more one-line paragraphs before what is asked of."""

    least: int = 0
    most: int = 18

    def of(self, *end: object, **fields: object) -> list[Pages]:
        return [
            laid_out(issue(article(*[SHORT] * count, *end, **fields), distribution=DISTRIBUTION))  # type: ignore[arg-type]
            for count in range(self.least, self.most)
        ]


@pytest.mark.parametrize("rows", [3, 4, 7, 12])
def test_a_table_that_fits_on_a_page_is_never_parted(rows: int) -> None:
    # with no text before it the masthead would be alone
    for pages in Issues(1).of(table(rows)):
        (placed,) = (block for block in pages.blocks if isinstance(block, SetTable))
        assert len({row.page for row in placed.rows}) == 1
        assert pages.pages[-1].number == placed.rows[0].page, "the colophon has company"


def test_a_table_in_the_text_is_not_parted_either() -> None:
    for pages in Issues().of(table(8), *[SHORT] * 9):
        (placed,) = (block for block in pages.blocks if isinstance(block, SetTable))
        assert len({row.page for row in placed.rows}) == 1


def test_of_one_line_paragraphs_none_is_alone_with_the_colophon() -> None:
    for pages in Issues().of():
        assert len(pages.pages) == 1 or len(on_last_page(pages)) > 1


def test_no_last_line_of_one_paragraph_is_alone_with_a_large_colophon() -> None:
    to = ["市委书记、副书记、常委", *["市人大常委会主任、副主任"] * 8, *["市直各部门和各人民团体"] * 8]
    for count in range(60, 420, 14):
        one = article((PROSE * 4)[:count] + "。")
        pages = laid_out(issue(one, distribution=[{"label": "报", "to": to}, {"label": "送", "to": to}]))
        assert len(pages.pages) == 1 or len(on_last_page(pages)) != 1


def test_no_note_and_no_by_line_is_alone_with_the_colophon() -> None:
    for pages in Issues().of(Note(1, inline("数据来自统计局。")), byline="（办公室供稿）", byline_at="文末"):
        text = [line for line in on_last_page(pages) if SHORT in line.text]
        assert len(pages.pages) == 1 or text


def test_a_blank_row_about_a_title_is_given_up_where_that_saves_a_page() -> None:
    counts = [len(pages.pages) for pages in Issues().of()]
    rows_free = counts.index(2)
    pages = laid_out(issue(article(*[SHORT] * (rows_free - 1)), distribution=DISTRIBUTION))
    (title,) = blocks(pages, "title")
    assert title.before < ROW or blocks(pages, "body")[0].before < ROW


@pytest.mark.parametrize("rows", range(1, 9))
@pytest.mark.parametrize("text", [SHORT, PROSE[:50] + "。", PROSE[:90] + "。", PROSE[:140] + "。"])
def test_no_first_page_holds_the_masthead_alone_however_large_the_colophon(text: str, rows: int) -> None:
    to = ["市人大常委会主任、副主任", "市直各部门和各人民团体"] * rows
    title = "市城市运行管理服务中心全天值守应对今冬首场寒潮蓝色预警"
    sample = issue(
        article(text, title=title), distribution=[{"label": "报", "to": to}, {"label": "送", "to": to}]
    )
    pages = laid_out(sample)
    assert {line.page for line in blocks(pages, "title")[0].lines} == {1}
    assert blocks(pages, "body")[0].lines[0].page == 1


def test_no_page_before_the_last_is_left_short_where_text_can_be_parted() -> None:
    for pages in Issues(20, 40).of(*[PROSE] * 3):
        for page in pages.pages[:-1]:
            lowest = max(item.top + item.height for item in page.items if isinstance(item, Line))
            assert (lowest - MARGIN_TOP) / PAGE > 0.7


def test_a_gap_at_the_very_end_is_none() -> None:
    def lines(*end: Separator) -> int:
        sample = issue(article(*[SHORT] * 3, *end), distribution=DISTRIBUTION)
        return Counter(line.top for line in on_last_page(laid_out(sample))).total()

    assert lines() == lines(Separator())


def test_a_gap_between_two_passages_is_a_blank_row() -> None:
    pages = laid_out(issue(article(SHORT, Separator(), SHORT), distribution=DISTRIBUTION))
    first, second = blocks(pages, "body")
    assert second.before == ROW
    assert second.lines[0].top - first.lines[0].top == 2 * ROW


@pytest.fixture
def picture(tmp_path: Path) -> dict[str, Path]:
    path = tmp_path / "图.png"
    Image.new("RGB", (1200, 800), "#336699").save(path)
    return {"图.png": path}


def test_a_picture_never_lands_between_two_items_of_a_list(picture: dict[str, Path]) -> None:
    items = [ListItem("1.", 0, inline(SHORT)) for _ in range(6)]
    for count in range(4, 16):
        sample = issue(article(*[SHORT] * count, figure("图.png"), *items, *[SHORT] * 4))
        pages = laid_out(sample, picture)
        roles = [block.role if isinstance(block, SetParagraph) else None for block in pages.blocks]
        at = next(index for index, block in enumerate(pages.blocks) if isinstance(block, SetFigure))
        assert not (roles[at - 1] is Role.LIST_ITEM and roles[at + 1] is Role.LIST_ITEM)


def test_a_picture_whose_width_nobody_stated_may_be_a_row_lower(picture: dict[str, Path]) -> None:
    def heights(width_mm: float) -> set[int]:
        shown = Figure((Picture("图.png", caption="图说", width_mm=width_mm),))
        samples = (issue(article(*[SHORT] * count, shown), distribution=DISTRIBUTION) for count in range(16))
        placed = (block for sample in samples for block in laid_out(sample, picture).blocks)
        return {block.height for block in placed if isinstance(block, SetFigure)}

    assert len(heights(0)) == 2
    assert max(heights(0)) - min(heights(0)) == ROW
    assert len(heights(100)) == 1


def test_it_is_told_by_how_many_paragraphs_a_picture_is_late_even_where_they_were_set_a_line_shorter(
    picture: dict[str, Path],
) -> None:
    late = 0
    for count in range(26, 36):
        sample = issue(
            article(*[SHORT] * count, figure("图.png"), *[PLIANT, SHORT] * 8), distribution=DISTRIBUTION
        )
        pages = laid_out(sample, picture)
        at = next(index for index, block in enumerate(pages.blocks) if isinstance(block, SetFigure))
        before = [block for block in pages.blocks[:at] if isinstance(block, SetParagraph)]
        passed = len([block for block in before if block.role is Role.PARAGRAPH]) - count
        assert dict(pages.meta.choices).get("pictures.late") == (f"图1={passed}" if passed else None)
        late += passed
    assert late


def test_it_is_told_how_full_the_last_page_is_and_how_many_lines_would_save_it() -> None:
    one, *_ = Issues().of()
    assert one.surplus == 0
    assert 0 < one.fullness < 1
    for count in range(24):
        pages = laid_out(issue(article(*[SHORT] * count), distribution=DISTRIBUTION))
        if len(pages.pages) == 2:
            less = laid_out(issue(article(*[SHORT] * (count - pages.surplus)), distribution=DISTRIBUTION))
            assert len(less.pages) == 1


def test_where_the_last_page_must_be_even_the_text_goes_on_to_it() -> None:
    for count in range(1, 30):
        sample = issue(article(*[PROSE] * count), distribution=DISTRIBUTION, layout={"even_last_page": True})
        pages = laid_out(sample)
        assert len(pages.pages) % 2 == 0
        assert count < 2 or len(on_last_page(pages)) > 1


def test_where_the_last_page_must_be_even_one_page_is_short_at_the_most() -> None:
    for count in range(1, 15):
        sample = issue(article(*[PROSE] * count), distribution=DISTRIBUTION, layout={"even_last_page": True})
        pages = laid_out(sample)
        depths = [
            max(item.top + item.height for item in page.items if isinstance(item, Line))
            for page in pages.pages
        ]
        short = [depth for depth in depths[:-1] if (depth - MARGIN_TOP) / PAGE < 0.7]
        assert len(short) <= 1
        assert blocks(pages, "body")[0].lines[1].page == 1


PLIANT = (
    "覆盖12个乡镇，走访群众，今年以来，较上年同期下降0.35个百分点，涉及农户5280户，涉及农户5280户，"
    "覆盖12个乡镇，各项工作有序推进，建成高标准农田3.2万亩，走访群众。"
)


def test_a_paragraph_is_set_a_line_shorter_where_that_saves_a_page() -> None:
    """Its last line holds a few characters, which the lines before it take in unseen."""
    best = len(cut_lines(shape([Piece(PLIANT, BODY_FACE, SIZE_3)], shaper()), BODY))
    counts = set()
    for count in range(12):
        pages = laid_out(issue(article(*[SHORT] * count, PLIANT), distribution=DISTRIBUTION))
        counts.add((best - len(blocks(pages, "body")[-1].lines), len(pages.pages)))
    assert counts == {(0, 1), (1, 1), (0, 2)}


def test_a_paragraph_is_set_a_line_longer_where_its_page_would_end_on_a_blank_row() -> None:
    full = (PROSE * 3)[:245] + "。"
    best = len(cut_lines(shape([Piece(full, BODY_FACE, SIZE_3)], shaper()), BODY))
    longer = 0
    for count in range(12):
        end = Heading(1, inline("一、做法")), PROSE, PROSE
        pages = laid_out(issue(article(*[SHORT] * count, full, *end), distribution=DISTRIBUTION))
        placed = blocks(pages, "body")[count]
        if len({line.page for line in placed.lines}) == 1 and len(placed.lines) > best:
            longer += 1
            (_, heading) = (block.lines[0] for block in (placed, *blocks(pages, "heading1")))
            assert heading.page == 2
            assert placed.lines[-1].top + ROW == MARGIN_TOP + PAGE
    assert longer


def test_a_title_keeps_its_blank_row_behind_a_signature() -> None:
    signed = {"signature": {"organ": ["某局"], "date": "2017-04-11"}}
    for count in range(4, 16):
        first = article(*[SHORT] * count, **signed)
        pages = laid_out(issue(first, article(*[PROSE] * 5), distribution=DISTRIBUTION))
        title, date = blocks(pages, "title")[1], blocks(pages, "signature")[-1]
        assert title.before >= ROW or title.lines[0].page > date.lines[0].page


def test_text_stands_behind_a_table_on_its_side_lest_the_colophon_be_alone() -> None:
    row = tuple(Cell(inline("12")) for _ in range(15))
    wide = Table(15, (row,), (row,) * 10, caption=inline("表1 情况"))

    def last(*text: str) -> list[Line]:
        return on_last_page(laid_out(issue(article(*text, wide), distribution=DISTRIBUTION)))

    assert len(last(*[PROSE] * 4)) > 1
    assert not last(*[PROSE] * 3, "具体情况如下表："), "this says that the table follows"


def test_a_picture_of_few_pixels_is_not_enlarged_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "小.png"
    Image.new("RGB", (40, 20), "#336699").save(path)
    pages = laid_out(issue(article(SHORT, figure("小.png"), SHORT)), {"小.png": path})
    (placed,) = (block for block in pages.blocks if isinstance(block, SetFigure))
    assert placed.items[0].picture.width <= 40 * 1440 / 150
    assert [finding.code for finding in pages.findings] == ["T011"]


def test_a_line_that_introduces_what_follows_never_ends_a_page() -> None:
    for pages in Issues(8, 26).of("同志们：", *[SHORT] * 30):
        for page in pages.pages[:-1]:
            assert [item.text for item in page.items if isinstance(item, Line)][-1] != "同志们："


def test_what_stands_below_the_text_is_not_alone_before_an_attachment() -> None:
    attachment = {"title": "检查结果", "body": body(SHORT)}
    for count in range(8, 26):
        text = article(*[SHORT] * count, enclosures=["检查结果"], byline=["（某局供稿）"])
        for page in laid_out(issue(text, attachments=[attachment], distribution=DISTRIBUTION)).pages[1:-1]:
            assert len([item for item in page.items if isinstance(item, Line)]) > 1


def test_the_masthead_is_never_parted_for_an_even_last_page(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    Image.new("RGB", (900, 1250), "#336699").save(path)
    shown = Figure((Picture("图.png", caption="图说", width_mm=130),))
    organs = ["柳河县民政局", "市应急管理局"]
    sample = issue(article(PROSE, shown, SHORT), organ=organs, layout={"even_last_page": True})
    masthead = [
        each
        for each in laid_out(sample, {"图.png": path}).blocks
        if isinstance(each, SetParagraph) and each.role is Role.MASTHEAD
    ]
    assert {line.page for each in masthead for line in each.lines} == {1}
